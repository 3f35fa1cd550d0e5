//! What the office's table and the versions of a plan ask for and send.

use cynic::QueryBuilder;
use shared::planning::{LineKind, LineStatus, PlanStatus};

use super::commands::{DecideLineInput, LineRef, LineStepInput};
use super::queries::{LineFilter, PlanRef};
use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::parts::plan_changes::{FieldChange, LineAmendment, LineDifference};
use crate::state::reference::Department;
use crate::{connection, mutation};

/// The plan of a waiting line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanOfLine {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Version.
    pub version: i32,
}

/// A department's part in a waiting line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Party")]
pub struct PartyName {
    /// Which.
    pub department: Department,
    /// It leads.
    pub lead: bool,
}

/// A line that waits for the office.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PlanLine")]
pub struct WaitingLine {
    /// Opaque id.
    pub id: cynic::Id,
    /// Number within the plan.
    pub number: i32,
    /// Title.
    pub title: String,
    /// Routine or special.
    pub kind: Coded<LineKind>,
    /// Why special.
    pub special_reason: String,
    /// Revision it is seen at.
    pub revision: i32,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
    /// Days with the office.
    pub waiting_days: Option<i32>,
    /// What has changed since the office decided; nothing if it never did.
    pub since_office: Option<Vec<FieldChange>>,
    /// What has become of it in an amendment.
    pub amendment: Option<LineAmendment>,
    /// Who leads.
    pub lead: Department,
    /// Who takes part.
    pub parties: Vec<PartyName>,
    /// Its plan.
    pub plan: PlanOfLine,
}

connection!(WaitingLines, "PlanLineConnection", WaitingLine);

#[derive(cynic::QueryVariables)]
struct WaitingVariables {
    after: Option<String>,
    filter: Option<LineFilter>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "WaitingVariables")]
struct WaitingQuery {
    #[arguments(after: $after, filter: $filter, first: 25)]
    plan_lines: WaitingLines,
}

/// A page of lines that wait in a state.
pub async fn waiting(status: LineStatus, after: Option<String>) -> Result<Paged<WaitingLine>, ApiError> {
    let filter = Some(LineFilter { department_id: None, statuses: vec![Coded(status)] });
    Ok(api::run(WaitingQuery::build(WaitingVariables { after, filter })).await?.plan_lines.into())
}

/// What has changed in a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineHistory {
    /// Title.
    pub title: String,
    /// Since the office decided.
    pub since_office: Option<Vec<FieldChange>>,
    /// Since the version before.
    pub amendment: Option<LineAmendment>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct HistoryQuery {
    #[arguments(id: $id)]
    plan_line: LineHistory,
}

/// What has changed in a line.
pub async fn line_history(id: String) -> Result<LineHistory, ApiError> {
    Ok(api::run(HistoryQuery::build(ById { id: id.into() })).await?.plan_line)
}

/// Another version of a plan.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Plan")]
pub struct VersionRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// From 1.
    pub version: i32,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
}

/// A plan among its versions.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanVersions {
    /// Opaque id.
    pub id: cynic::Id,
    /// Revision it is seen at.
    pub revision: i32,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// The one before.
    pub amends: Option<VersionRef>,
    /// The one after.
    pub amended_by: Option<VersionRef>,
    /// Why.
    pub amend_reason: Option<String>,
    /// Against the one before.
    pub differences: Vec<LineDifference>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct VersionsQuery {
    #[arguments(id: $id)]
    plan: PlanVersions,
}

/// A plan among its versions.
pub async fn plan_versions(id: String) -> Result<PlanVersions, ApiError> {
    Ok(api::run(VersionsQuery::build(ById { id: id.into() })).await?.plan)
}

/// The office's word on several lines.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DecideLinesInput {
    /// Each line with its decision.
    pub lines: Vec<DecideLineInput>,
}

/// A plan that is to be amended.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct AmendPlanInput {
    /// The plan.
    pub id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Revision it was seen at.
    pub revision: i32,
}

mutation!($ /// The office's clerk decides on several lines.
    review_plan_lines(DecideLinesInput) -> "PlanLinesPayload" { plan_lines: Vec<LineRef> });
mutation!($ /// The office's head decides on several lines.
    approve_plan_lines(DecideLinesInput) -> "PlanLinesPayload" { plan_lines: Vec<LineRef> });
mutation!($ /// Opens the next version of a plan.
    amend_plan(AmendPlanInput) -> "PlanPayload" { plan: PlanRef });
mutation!($ /// Takes an approved line of an amendment up again.
    reopen_plan_line(LineStepInput) -> "PlanLinePayload" { plan_line: LineRef });
