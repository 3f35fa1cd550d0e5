//! What the page of inspectors and experts asks for.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;

use shared::ids::DepartmentId;
use shared::registry::facets::Chosen;
use shared::registry::{Certificate, Facet};

use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// An inspector.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Inspector")]
pub struct InspectorRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in every draw.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: Department,
    /// Number of the certificate.
    pub cert_no: String,
    /// Its first day.
    pub cert_valid_from: Date,
    /// Its last day.
    pub cert_valid_to: Date,
    /// Fields; empty means all of the department's.
    pub fields: Vec<String>,
    /// Towns; empty means the whole division.
    pub towns: Vec<String>,
    /// In service.
    pub active: bool,
}

connection!(Inspectors, "InspectorConnection", InspectorRow);

/// Which inspectors are wanted.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct InspectorFilter {
    /// Only those in service, or only those who have left.
    pub active: Option<bool>,
    /// Where their certificates stand.
    pub certificates: Vec<Coded<Certificate>>,
    /// Departments.
    pub department_ids: Vec<cynic::Id>,
    /// Fields.
    pub fields: Vec<String>,
    /// Part of name, certificate number or code.
    pub text: Option<String>,
    /// Towns.
    pub towns: Vec<String>,
    /// Only those whose certificate is valid that day.
    pub valid_on: Option<Date>,
}

impl InspectorFilter {
    /// As it stands in the address.
    pub fn new(text: String, day: Option<NaiveDate>, chosen: &Chosen) -> Self {
        let values = |facet| chosen.get(&facet).cloned().unwrap_or_default();
        let departments = values(Facet::Department).into_iter();
        let departments = departments.filter(|id| id.parse::<DepartmentId>().is_ok());
        let states = values(Facet::Status);
        Self {
            // Both ticked ask nothing.
            active: if states.len() == 1 { states.first().map(|state| state == "ACTIVE") } else { None },
            certificates: values(Facet::Certificate)
                .iter()
                .filter_map(|code| Certificate::parse(code))
                .map(Coded)
                .collect(),
            department_ids: departments.map(cynic::Id::new).collect(),
            fields: values(Facet::Field),
            text: Some(text).filter(|text| !text.is_empty()),
            towns: values(Facet::Town),
            valid_on: day.map(Date),
        }
    }
}

#[derive(cynic::QueryVariables)]
struct InspectorsVariables {
    after: Option<String>,
    filter: InspectorFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InspectorsVariables")]
struct InspectorsQuery {
    #[arguments(after: $after, filter: $filter, first: 50)]
    inspectors: Inspectors,
}

/// A change of an inspector's field.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "InspectorChange")]
pub struct InspectorChangeRow {
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

connection!(InspectorChanges, "InspectorChangeConnection", InspectorChangeRow);

#[derive(cynic::QueryVariables)]
struct ChangesVariables {
    id: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Inspector", variables = "ChangesVariables")]
struct ChangesOfInspector {
    #[arguments(after: $after, first: 20)]
    changes: InspectorChanges,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangesVariables")]
struct ChangesQuery {
    #[arguments(id: $id)]
    inspector: ChangesOfInspector,
}

/// A page of an inspector's history.
pub async fn inspector_changes(
    id: cynic::Id,
    after: Option<String>,
) -> Result<Paged<InspectorChangeRow>, ApiError> {
    Ok(api::run(ChangesQuery::build(ChangesVariables { id, after })).await?.inspector.changes.into())
}

/// A page of inspectors.
pub async fn inspectors(
    filter: InspectorFilter,
    after: Option<String>,
) -> Result<Paged<InspectorRow>, ApiError> {
    let variables = InspectorsVariables { after, filter };
    Ok(api::run(InspectorsQuery::build(variables)).await?.inspectors.into())
}

/// An expert.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Expert")]
pub struct ExpertRow {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Organisation.
    pub organisation: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Whether available.
    pub active: bool,
}

connection!(Experts, "ExpertConnection", ExpertRow);

#[derive(cynic::QueryVariables)]
struct ExpertsVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ExpertsVariables")]
struct ExpertsQuery {
    #[arguments(after: $after, first: 50)]
    experts: Experts,
}

/// A page of experts.
pub async fn experts(after: Option<String>) -> Result<Paged<ExpertRow>, ApiError> {
    Ok(api::run(ExpertsQuery::build(ExpertsVariables { after })).await?.experts.into())
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct TodayQuery {
    today: Date,
}

/// The day in China.
pub async fn today() -> Result<NaiveDate, ApiError> {
    Ok(api::run(TodayQuery::build(())).await?.today.0)
}
