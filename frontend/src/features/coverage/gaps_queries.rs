//! What the page of gaps asks for.

use cynic::QueryBuilder;

use super::model::window;
use crate::api::{self, ApiError, Date, schema};
use crate::state::reference::Department;

/// Subjects of a town without a department.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct UnassignedTown {
    /// The town.
    pub town: String,
    /// How many.
    pub subjects: i32,
}

/// A subject by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct SubjectName {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
}

/// A department in a town.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct CoverageCell {
    /// The department.
    pub department_id: cynic::Id,
    /// The town.
    pub town: String,
    /// Fewest officers over its items.
    pub officers: i32,
}

/// A department's item in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemName {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The department.
    pub department: Department,
}

/// An item for which a department cannot send two officers to a town.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct OfficerShortage {
    /// The item.
    pub item: ItemName,
    /// The town.
    pub town: String,
    /// Subjects there.
    pub subjects: i32,
    /// Officers.
    pub officers: i32,
}

/// What is not covered.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct CoverageReport {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Departments that inspect.
    pub departments: Vec<Department>,
    /// Subjects without a department.
    pub unassigned: Vec<UnassignedTown>,
    /// The first few.
    pub unassigned_examples: Vec<SubjectName>,
    /// Subjects with the registrar alone.
    pub registrar_only: Vec<UnassignedTown>,
    /// The first few.
    pub registrar_only_examples: Vec<SubjectName>,
    /// Items without a subject.
    pub idle_items: Vec<ItemName>,
    /// Items without experts.
    pub items_without_experts: Vec<ItemName>,
    /// The matrix.
    pub cells: Vec<CoverageCell>,
    /// How many are short.
    pub shortage_count: i32,
    /// The first of them.
    pub shortages: Vec<OfficerShortage>,
}

#[derive(cynic::QueryVariables)]
struct Window {
    from: Date,
    to: Date,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Window")]
struct CoverageQuery {
    #[arguments(from: $from, to: $to)]
    coverage: CoverageReport,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct TodayQuery {
    today: Date,
}

/// The day in China.
pub async fn today() -> Result<chrono::NaiveDate, ApiError> {
    Ok(api::run(TodayQuery::build(())).await?.today.0)
}

/// The report of a window as it is typed; from today on where it is not.
pub async fn report(from: String, to: String) -> Result<CoverageReport, ApiError> {
    let (from, to) = window(&from, &to, today().await?);
    let window = Window { from: Date(from), to: Date(to) };
    Ok(api::run(CoverageQuery::build(window)).await?.coverage)
}
