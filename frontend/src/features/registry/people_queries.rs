//! What the page of inspectors and experts asks for.

use chrono::NaiveDate;
use cynic::QueryBuilder;

use crate::api::{self, ApiError, Date, Paged, schema};
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
    /// Department.
    pub department_id: Option<cynic::Id>,
    /// Part of name, certificate number or code.
    pub text: Option<String>,
    /// Only those whose certificate is valid that day.
    pub valid_on: Option<Date>,
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
