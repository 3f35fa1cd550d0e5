//! What the pages of the register ask for and change.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::eligibility::{RecusalGround, RecusalOrigin, RecusalState};

use super::eligible_queries::OfficerRef;
use super::gaps_queries::SubjectName;
use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::{connection, mutation};

/// Leave.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Leave {
    /// Opaque id.
    pub id: cynic::Id,
    /// Whose.
    pub inspector: OfficerRef,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Where it ended early.
    pub ended_on: Option<Date>,
    /// Why, to those who may read it.
    pub reason: Option<String>,
    /// Why it ended, to those who may read it.
    pub end_reason: Option<String>,
    /// Who entered it.
    pub entered_by: Option<String>,
    /// When.
    pub entered_at: Option<DateTime<Utc>>,
    /// Revision.
    pub revision: i32,
}

connection!(Leaves, "LeaveConnection", Leave);

/// A recusal.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Recusal {
    /// Opaque id.
    pub id: cynic::Id,
    /// The officer.
    pub inspector: OfficerRef,
    /// The subject.
    pub subject: SubjectName,
    /// Where it stands.
    pub state: Coded<RecusalState>,
    /// The officer keeps away.
    pub counts: bool,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// Who asked.
    pub origin: Option<Coded<RecusalOrigin>>,
    /// Ground.
    pub ground: Option<Coded<RecusalGround>>,
    /// What the relation is.
    pub detail: Option<String>,
    /// Who entered it.
    pub asked_by: Option<String>,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why.
    pub decision: Option<String>,
    /// Who ended it.
    pub ended_by: Option<String>,
    /// When.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub end_reason: Option<String>,
    /// Revision.
    pub revision: i32,
}

connection!(Recusals, "RecusalConnection", Recusal);
connection!(Officers, "InspectorConnection", OfficerRef);

/// Which entries are wanted.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct RegisterFilter {
    /// Department of the officer.
    pub department_id: Option<cynic::Id>,
    /// Only current ones.
    pub open: bool,
    /// Only waiting ones.
    pub pending: bool,
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    after: Option<String>,
    filter: RegisterFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct LeavesQuery {
    #[arguments(after: $after, filter: $filter, first: 50)]
    leaves: Leaves,
}

/// A page of leave.
pub async fn leaves(filter: RegisterFilter, after: Option<String>) -> Result<Paged<Leave>, ApiError> {
    Ok(api::run(LeavesQuery::build(Wanted { after, filter })).await?.leaves.into())
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct RecusalsQuery {
    #[arguments(after: $after, filter: $filter, first: 50)]
    recusals: Recusals,
}

/// A page of recusals.
pub async fn recusals(filter: RegisterFilter, after: Option<String>) -> Result<Paged<Recusal>, ApiError> {
    Ok(api::run(RecusalsQuery::build(Wanted { after, filter })).await?.recusals.into())
}

#[derive(cynic::QueryVariables)]
struct Ending {
    after: Option<String>,
    department_id: Option<cynic::Id>,
    within: Option<i32>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Ending")]
struct EndingQuery {
    #[arguments(after: $after, departmentId: $department_id, first: 50, within: $within)]
    expiring_certificates: Officers,
}

/// Certificates that end within so many days.
pub async fn ending(
    (within, department): (Option<i32>, Option<cynic::Id>),
    after: Option<String>,
) -> Result<Paged<OfficerRef>, ApiError> {
    let wanted = Ending { after, department_id: department, within };
    Ok(api::run(EndingQuery::build(wanted)).await?.expiring_certificates.into())
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(graphql_type = "InspectorFilter")]
struct OfDepartment {
    department_id: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct OfficersOf {
    filter: OfDepartment,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfficersOf")]
struct OfficersQuery {
    #[arguments(filter: $filter, first: 200)]
    inspectors: Officers,
}

/// The officers of a department.
pub async fn officers_of(department: String) -> Result<Vec<OfficerRef>, ApiError> {
    let filter = OfDepartment { department_id: Some(cynic::Id::new(department)) };
    let found: Paged<OfficerRef> =
        api::run(OfficersQuery::build(OfficersOf { filter })).await?.inspectors.into();
    Ok(found.items)
}

/// Leave as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct EnterLeaveInput {
    /// First day.
    pub from: Date,
    /// Whose.
    pub inspector_id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Last day.
    pub to: Date,
}

/// Leave that ends early.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct EndLeaveInput {
    /// Which.
    pub id: cynic::Id,
    /// Last day in truth.
    pub last: Date,
    /// Why.
    pub reason: String,
    /// Revision that was seen.
    pub revision: i32,
}

/// A recusal as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DeclareRecusalInput {
    /// What the relation is.
    pub detail: String,
    /// Since when.
    pub from: Date,
    /// Ground.
    pub ground: Coded<RecusalGround>,
    /// The officer.
    pub inspector_id: cynic::Id,
    /// Who asks.
    pub origin: Coded<RecusalOrigin>,
    /// The subject.
    pub subject_id: cynic::Id,
    /// Until when.
    pub to: Option<Date>,
}

/// The head's word.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DecideRecusalInput {
    /// Recused or not.
    pub approve: bool,
    /// Which.
    pub id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Revision that was seen.
    pub revision: i32,
}

/// A recusal that ends.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct EndRecusalInput {
    /// Which.
    pub id: cynic::Id,
    /// Last day it counts.
    pub last: Date,
    /// Why.
    pub reason: String,
    /// Revision that was seen.
    pub revision: i32,
}

mutation!($ /// Enters leave.
    enter_leave(EnterLeaveInput) -> "LeavePayload" { leave: Leave });
mutation!($ /// Ends leave early.
    end_leave(EndLeaveInput) -> "LeavePayload" { leave: Leave });
mutation!($ /// Enters a recusal.
    declare_recusal(DeclareRecusalInput) -> "RecusalPayload" { recusal: Recusal });
mutation!($ /// Decides about a recusal.
    decide_recusal(DecideRecusalInput) -> "RecusalPayload" { recusal: Recusal });
mutation!($ /// Ends a recusal.
    end_recusal(EndRecusalInput) -> "RecusalPayload" { recusal: Recusal });
