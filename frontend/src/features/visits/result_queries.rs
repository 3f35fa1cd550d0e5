//! Results with their clocks.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::visit::{ClockColour, Disposal, PublicationStatus, ResultCode, VisitStatus};

use super::disclose_queries::ContactCase;
use super::queries::SubjectRef;
use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// The name of an item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemName {
    /// What is inspected.
    pub name: String,
}

/// Where a result was found.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitItem")]
pub struct FoundAt {
    /// What was inspected.
    pub item: ItemName,
    /// The visit.
    pub visit_id: cynic::Id,
    /// Where the visit stands.
    pub visit_status: Coded<VisitStatus>,
}

/// A result in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "InspectionResult")]
pub struct ResultRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// From 1.
    pub version: i32,
    /// What was found.
    pub code: Coded<ResultCode>,
    /// What happens next.
    pub disposal: Coded<Disposal>,
    /// Its day.
    pub found_on: Date,
    /// Last day for publication.
    pub due_on: Date,
    /// That day may still move with the calendar.
    pub due_provisional: bool,
    /// Working days left; negative when overdue.
    pub days_left: i32,
    /// What the clock shows.
    pub clock: Coded<ClockColour>,
    /// How far publication has come.
    pub publication: Coded<PublicationStatus>,
    /// When the head decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Which head.
    pub decided_by: Option<String>,
    /// Legal basis of withholding.
    pub withhold_basis: Option<String>,
    /// Day to look again.
    pub withhold_review_on: Option<Date>,
    /// Whether it is to be decided anew.
    pub review_due: bool,
    /// Why it corrects a published version.
    pub correction_reason: Option<String>,
    /// In words.
    pub note: String,
    /// Letters, where the firm cannot be reached.
    pub contact: Option<ContactCase>,
    /// Who entered it.
    pub entered_by: Option<String>,
    /// Of which department.
    pub department: Department,
    /// Whom it is about.
    pub subject: SubjectRef,
    /// Where it was found.
    pub visit_item: FoundAt,
}

connection!(Results, "InspectionResultConnection", ResultRow);

/// Which results are wanted.
#[derive(cynic::InputObject, Debug, Clone, PartialEq, Default)]
#[cynic(graphql_type = "ResultFilter")]
pub struct ResultFilter {
    /// With a clock that shows this.
    pub clock: Option<Coded<ClockColour>>,
    /// Of one department.
    pub department_id: Option<cynic::Id>,
    /// Due before this day.
    pub due_before: Option<Date>,
    /// Whether the due day may still move.
    pub provisional: Option<bool>,
    /// With this publication status.
    pub publication: Option<Coded<PublicationStatus>>,
    /// Only of visits that are over.
    pub ready: bool,
    /// Only what is withheld and to be looked at again.
    pub review: bool,
}

#[derive(cynic::QueryVariables)]
struct ResultsVariables {
    filter: ResultFilter,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ResultsVariables")]
struct ResultsQuery {
    #[arguments(filter: $filter, first: $first, after: $after)]
    results: Results,
}

/// A page of results, oldest first: the first due come first.
pub async fn results(filter: ResultFilter, after: Option<String>) -> Result<Paged<ResultRow>, ApiError> {
    let variables = ResultsVariables { filter, first: 50, after };
    Ok(api::run(ResultsQuery::build(variables)).await?.results.into())
}

/// How many results stand where.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cynic(graphql_type = "ResultBoard")]
pub struct Board {
    /// To be published, in good time.
    pub green: i32,
    /// To be published, due soon.
    pub amber: i32,
    /// To be published, overdue.
    pub red: i32,
    /// Of these, with a due day that may still move.
    pub provisional: i32,
    /// Of these, ready.
    pub ready: i32,
    /// Published.
    pub published: i32,
    /// Withheld.
    pub withheld: i32,
    /// Of these, to be looked at again.
    pub review: i32,
}

#[derive(cynic::QueryVariables)]
struct BoardVariables {
    department: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "BoardVariables")]
struct BoardQuery {
    #[arguments(departmentId: $department)]
    result_board: Board,
}

/// The board, of one department or of all one may see.
pub async fn board(department: Option<cynic::Id>) -> Result<Board, ApiError> {
    Ok(api::run(BoardQuery::build(BoardVariables { department })).await?.result_board)
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct TodayQuery {
    today: Date,
}

/// The server's civil day in China.
pub async fn today() -> Result<Date, ApiError> {
    Ok(api::run(TodayQuery::build(())).await?.today)
}
