//! What the page of eligibility asks for.

use cynic::QueryBuilder;
use shared::eligibility::OfficerReason;

use super::gaps_queries::SubjectName;
use crate::api::{self, ApiError, Coded, Date, schema};

/// An officer.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Inspector")]
pub struct OfficerRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in every draw.
    pub code: String,
    /// Name.
    pub name: String,
    /// Number of the certificate.
    pub cert_no: String,
    /// Its first day.
    pub cert_valid_from: Date,
    /// Its last day.
    pub cert_valid_to: Date,
    /// Department.
    pub department: crate::state::reference::Department,
}

/// An officer, judged.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct OfficerVerdict {
    /// The officer.
    pub inspector: OfficerRef,
    /// Whether the officer may go.
    pub may_go: bool,
    /// Why not, or what to mind.
    pub reasons: Vec<Coded<OfficerReason>>,
}

/// For what somebody is wanted.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct EligibilityInput {
    /// Whose officers.
    pub department_id: cynic::Id,
    /// First day.
    pub from: Date,
    /// Joint items.
    pub item_ids: Vec<cynic::Id>,
    /// Whose door.
    pub subject_id: Option<cynic::Id>,
    /// Last day.
    pub to: Date,
    /// Where.
    pub town: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Wanted {
    input: EligibilityInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Wanted")]
struct EligibilityQuery {
    #[arguments(input: $input)]
    eligibility: Vec<OfficerVerdict>,
}

/// Every officer of a department, judged.
pub async fn eligibility(input: EligibilityInput) -> Result<Vec<OfficerVerdict>, ApiError> {
    Ok(api::run(EligibilityQuery::build(Wanted { input })).await?.eligibility)
}

/// A joint item by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItem")]
pub struct JointName {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "JointItemConnection")]
struct JointNames {
    nodes: Vec<JointName>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(graphql_type = "JointItemFilter")]
struct ItemsOfDepartment {
    department_id: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct OfDepartment {
    filter: ItemsOfDepartment,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfDepartment")]
struct JointQuery {
    #[arguments(filter: $filter, first: 200)]
    joint_items: JointNames,
}

/// The joint items a department takes part in.
pub async fn items_of(department: String) -> Result<Vec<JointName>, ApiError> {
    if department.is_empty() {
        return Ok(Vec::new());
    }
    let filter = ItemsOfDepartment { department_id: Some(cynic::Id::new(department)) };
    Ok(api::run(JointQuery::build(OfDepartment { filter })).await?.joint_items.nodes)
}

#[derive(cynic::QueryVariables)]
struct Searched {
    text: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Searched")]
struct SearchQuery {
    #[arguments(text: $text, limit: 10)]
    search_subjects: Vec<SubjectName>,
}

/// The first subjects that match a text.
pub async fn search(text: String) -> Result<Vec<SubjectName>, ApiError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(api::run(SearchQuery::build(Searched { text })).await?.search_subjects)
}
