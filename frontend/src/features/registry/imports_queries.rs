//! What the page of imports asks for.

use cynic::QueryBuilder;
use shared::ErrorCode;
use shared::job::JobKind;

use crate::api::{self, ApiError, Coded, Paged, schema};
use crate::connection;
use crate::state::job::JobView;

connection!(Jobs, "JobConnection", JobView);

#[derive(cynic::QueryVariables)]
struct JobsVariables {
    after: Option<String>,
    kind: Coded<JobKind>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "JobsVariables")]
struct JobsQuery {
    #[arguments(after: $after, first: 10, kind: $kind)]
    jobs: Jobs,
}

/// A page of one's own imports, newest first.
pub async fn imports(after: Option<String>) -> Result<Paged<JobView>, ApiError> {
    let kind = Coded(JobKind::ImportSubjects);
    Ok(api::run(JobsQuery::build(JobsVariables { after, kind })).await?.jobs.into())
}

/// What was wrong with a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Problem {
    /// Line of the file.
    pub line: i32,
    /// Heading of the column.
    pub column: String,
    /// What was refused.
    pub code: Coded<ErrorCode>,
    /// More about it.
    pub detail: String,
    /// The cell.
    pub content: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Job")]
struct ProblemsOfJob {
    problems: Vec<Problem>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct ProblemsQuery {
    #[arguments(id: $id)]
    job: ProblemsOfJob,
}

/// The first problems of an import.
pub async fn problems(id: cynic::Id) -> Result<Vec<Problem>, ApiError> {
    Ok(api::run(ProblemsQuery::build(ById { id })).await?.job.problems)
}
