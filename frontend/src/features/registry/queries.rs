//! What the pages of subjects ask for.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::code::DivisionCode;
use shared::ids::DepartmentId;
use shared::registry::facets::{NOBODY, OUTSIDE, REGISTRAR_ALONE};
use shared::registry::{Facet, RiskClass, SubjectKind, SubjectStatus};
use shared::uscc::UsccProblem;
use shared::visit::{ItemState, ResultCode, VisitStatus};

use super::model::Wanted;
use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// Entries of a page.
pub const PAGE: i32 = 50;

/// A subject in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct SubjectRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// Why the code is not valid.
    pub uscc_problem: Option<Coded<UsccProblem>>,
    /// Kind.
    pub kind: Coded<SubjectKind>,
    /// Town or county.
    pub located_in: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Risk class.
    pub risk_class: Coded<RiskClass>,
    /// State.
    pub status: Coded<SubjectStatus>,
}

connection!(Subjects, "SubjectConnection", SubjectRow);

/// Which subjects are wanted, as the contract takes it.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SubjectFilter {
    department_ids: Vec<cynic::Id>,
    invalid_code: bool,
    kinds: Vec<Coded<SubjectKind>>,
    outside: bool,
    registrar_only: bool,
    risk_classes: Vec<Coded<RiskClass>>,
    statuses: Vec<Coded<SubjectStatus>>,
    tags: Vec<String>,
    text: Option<String>,
    towns: Vec<String>,
    unassigned: bool,
}

/// Order of subjects.
#[derive(cynic::Enum, Clone, Copy, Debug)]
enum SubjectOrder {
    Entry,
    Name,
}

impl From<Wanted> for SubjectFilter {
    fn from(wanted: Wanted) -> Self {
        let towns = wanted.values(Facet::Town).iter();
        let towns = towns.filter(|code| DivisionCode::parse(code).is_ok()).cloned().collect();
        let departments = wanted.values(Facet::Department).iter();
        let departments = departments.filter(|id| id.parse::<DepartmentId>().is_ok());
        let chosen = |facet, value: &str| wanted.values(facet).iter().any(|one| one == value);
        let codes = |facet| wanted.values(facet).iter();
        Self {
            department_ids: departments.map(cynic::Id::new).collect(),
            invalid_code: wanted.invalid_code,
            kinds: codes(Facet::Kind).filter_map(|code| SubjectKind::parse(code)).map(Coded).collect(),
            outside: chosen(Facet::Town, OUTSIDE),
            registrar_only: chosen(Facet::Department, REGISTRAR_ALONE),
            risk_classes: codes(Facet::RiskClass)
                .filter_map(|code| RiskClass::parse(code))
                .map(Coded)
                .collect(),
            statuses: codes(Facet::Status).filter_map(|code| SubjectStatus::parse(code)).map(Coded).collect(),
            tags: wanted.values(Facet::Tag).to_vec(),
            text: Some(wanted.text.clone()).filter(|text| !text.is_empty()),
            towns,
            unassigned: chosen(Facet::Department, NOBODY),
        }
    }
}

#[derive(cynic::QueryVariables)]
struct SubjectsVariables {
    after: Option<String>,
    filter: SubjectFilter,
    first: i32,
    order: SubjectOrder,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SubjectsVariables")]
struct SubjectsQuery {
    #[arguments(after: $after, filter: $filter, first: $first, order: $order)]
    subjects: Subjects,
}

/// A page of subjects.
pub async fn subjects(wanted: Wanted, after: Option<String>) -> Result<Paged<SubjectRow>, ApiError> {
    let order = if wanted.by_name { SubjectOrder::Name } else { SubjectOrder::Entry };
    let variables = SubjectsVariables { after, filter: wanted.into(), first: PAGE, order };
    Ok(api::run(SubjectsQuery::build(variables)).await?.subjects.into())
}

/// A department and why it is responsible.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Responsible {
    /// The department.
    pub department: Department,
    /// It registered the subject, or the name of a tag.
    pub reason: String,
}

/// A subject by name only.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct SubjectRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
}

/// A door and who is behind it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Site {
    /// Identifier in every draw.
    pub code: String,
    /// Address.
    pub address: String,
    /// Whether it is none: checked by document or network.
    #[cynic(rename = "offSite")]
    pub is_none: bool,
    /// Who is behind it.
    pub subjects: Vec<SubjectRef>,
}

/// A department at a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct VisitDepartment {
    /// The department.
    pub department: Department,
}

/// The result of an item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct InspectionResult {
    /// What was found.
    pub code: Coded<ResultCode>,
}

/// An item by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemName {
    /// What is inspected.
    pub name: String,
}

/// An item at a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct VisitItem {
    /// Of which subject.
    pub subject: SubjectRef,
    /// By which department.
    pub department: Department,
    /// What.
    pub item: ItemName,
    /// How far it has come.
    pub state: Coded<ItemState>,
    /// What was found.
    pub result: Option<InspectionResult>,
}

/// A visit that is over.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Visit {
    /// Opaque id.
    pub id: cynic::Id,
    /// Where it stands.
    pub status: Coded<VisitStatus>,
    /// Its first day.
    pub first_day: Date,
    /// Somebody went there.
    pub opens_door: bool,
    /// Why it could not take place.
    pub not_possible_reason: Option<String>,
    /// Who came.
    pub departments: Vec<VisitDepartment>,
    /// What was inspected.
    pub items: Vec<VisitItem>,
}

/// A subject with everything.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct SubjectDetail {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// Why the code is not valid.
    pub uscc_problem: Option<Coded<UsccProblem>>,
    /// Kind.
    pub kind: Coded<SubjectKind>,
    /// State.
    pub status: Coded<SubjectStatus>,
    /// Risk class.
    pub risk_class: Coded<RiskClass>,
    /// Date of registration.
    pub registered_on: Option<Date>,
    /// Type of company.
    pub company_type: String,
    /// Capital.
    pub capital: String,
    /// Business scope.
    pub business_scope: String,
    /// Address.
    pub address: String,
    /// Town or county.
    pub located_in: String,
    /// Where the entry came from.
    pub source: String,
    /// Revision.
    pub revision: i32,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Door.
    pub site: Site,
    /// Tags.
    pub tags: Vec<String>,
    /// Who is responsible.
    pub responsible: Vec<Responsible>,
    /// Last visits.
    pub last_visits: Vec<Visit>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct SubjectQuery {
    #[arguments(id: $id)]
    subject: SubjectDetail,
}

/// A subject.
pub async fn subject(id: String) -> Result<SubjectDetail, ApiError> {
    Ok(api::run(SubjectQuery::build(ById { id: id.into() })).await?.subject)
}

/// A change of a field.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "SubjectChange")]
pub struct ChangeRow {
    /// When.
    pub changed_at: DateTime<Utc>,
    /// Who.
    pub changed_by: Option<String>,
    /// Which field.
    pub field: String,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
    /// By which file, or why.
    pub source: String,
}

connection!(Changes, "SubjectChangeConnection", ChangeRow);

#[derive(cynic::QueryVariables)]
struct ChangesVariables {
    id: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subject", variables = "ChangesVariables")]
struct ChangesOfSubject {
    #[arguments(after: $after, first: 20)]
    changes: Changes,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangesVariables")]
struct ChangesQuery {
    #[arguments(id: $id)]
    subject: ChangesOfSubject,
}

/// A page of a subject's history.
pub async fn changes(id: String, after: Option<String>) -> Result<Paged<ChangeRow>, ApiError> {
    let variables = ChangesVariables { id: id.into(), after };
    Ok(api::run(ChangesQuery::build(variables)).await?.subject.changes.into())
}
