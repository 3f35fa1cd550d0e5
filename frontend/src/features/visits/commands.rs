//! What the pages of visits change.

use super::queries::{VisitDetail, VisitRow};
use super::result_queries::ResultRow;
use crate::api::{Date, schema};
use crate::mutation;

/// Approving one's department's part in visits.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ApproveVisitsInput {
    /// The department.
    pub department_id: cynic::Id,
    /// The visits.
    pub visit_ids: Vec<cynic::Id>,
}

/// A seat to be filled anew.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RefillSeatInput {
    /// The department.
    pub department_id: cynic::Id,
    /// Who gives it up; none where it is vacant.
    pub inspector_id: Option<cynic::Id>,
    /// Why.
    pub reason: String,
    /// The visit.
    pub visit_id: cynic::Id,
}

/// Results to be published.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct PublishResultsInput {
    /// The results.
    pub ids: Vec<cynic::Id>,
}

/// A result to be withheld.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct WithholdResultInput {
    /// Legal basis.
    pub basis: String,
    /// The result.
    pub id: cynic::Id,
    /// Day to look again.
    pub review_on: Date,
}

mutation!($ /// Approves a department's part in visits, all or none.
    approve_visits(ApproveVisitsInput) -> "VisitsPayload" { visits: Vec<VisitRow> });
mutation!($ /// Fills a seat anew.
    refill_seat(RefillSeatInput) -> "VisitPayload" { visit: VisitDetail });
mutation!($ /// Publishes results, all or none.
    publish_results(PublishResultsInput) -> "ResultsPayload" { results: Vec<ResultRow> });
mutation!($ /// Withholds a result.
    withhold_result(WithholdResultInput) -> "ResultPayload" { result: ResultRow });
