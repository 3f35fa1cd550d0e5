//! Clocks and publication of results.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use shared::ids::{DepartmentId, ResultId};
use shared::visit::{ClockColour, PublicationStatus};

use super::context::ContextExt;
use super::error::payload;
use super::page::{List, connection, request};
use super::scalars::{Date, count};
use super::visit::{InspectionResult, ResultPayload};
use crate::disclosure::{Board, ClockFilter};

/// Which results are wanted.
#[derive(InputObject, Default)]
pub struct ResultFilter {
    /// Of one department.
    pub department_id: Option<DepartmentId>,
    /// With this publication status.
    pub publication: Option<PublicationStatus>,
    /// Due before this day.
    pub due_before: Option<Date>,
    /// Not decided yet, and with a clock that shows this today.
    pub clock: Option<ClockColour>,
    /// Whether the due day may still move with the calendar.
    pub provisional: Option<bool>,
    /// Only of visits that are over: what may be published now.
    #[graphql(default)]
    pub ready: bool,
    /// Only what is withheld and is to be looked at again.
    #[graphql(default)]
    pub review: bool,
}

/// How many results stand where.
#[derive(SimpleObject)]
pub struct ResultBoard {
    /// To be published, in good time.
    pub green: i32,
    /// To be published, due soon.
    pub amber: i32,
    /// To be published, overdue.
    pub red: i32,
    /// Of those to be published, with a due day that may still move with the calendar.
    pub provisional: i32,
    /// Of those to be published, of visits that are over.
    pub ready: i32,
    /// Published.
    pub published: i32,
    /// Withheld.
    pub withheld: i32,
    /// Of those withheld, to be looked at again.
    pub review: i32,
}

impl From<Board> for ResultBoard {
    fn from(board: Board) -> Self {
        Self {
            green: count(board.green),
            amber: count(board.amber),
            red: count(board.red),
            provisional: count(board.provisional),
            ready: count(board.ready),
            published: count(board.published),
            withheld: count(board.withheld),
            review: count(board.review),
        }
    }
}

#[derive(Default)]
pub struct DisclosureQuery;

#[Object]
impl DisclosureQuery {
    /// Results with their clocks, oldest first; a department sees its own.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn results(
        &self,
        ctx: &Context<'_>,
        filter: Option<ResultFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<InspectionResult>> {
        let filter = filter.unwrap_or_default();
        let filter = ClockFilter {
            department: filter.department_id,
            publication: filter.publication,
            due_before: filter.due_before.map(|date| date.0),
            clock: filter.clock,
            provisional: filter.provisional,
            ready: filter.ready,
            review_until: filter
                .review
                .then(|| ctx.services().map(|services| services.core.today()))
                .transpose()?,
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.disclosure.clocks(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, InspectionResult))
    }

    /// How many results stand where; a department sees its own.
    async fn result_board(
        &self,
        ctx: &Context<'_>,
        department_id: Option<DepartmentId>,
    ) -> async_graphql::Result<ResultBoard> {
        Ok(ctx.services()?.disclosure.board(ctx.viewer()?, department_id).await?.into())
    }
}

/// Results to be published.
#[derive(InputObject)]
pub struct PublishResultsInput {
    /// The results, all of one's own department.
    pub ids: Vec<ResultId>,
}

/// A result to be withheld.
#[derive(InputObject)]
pub struct WithholdResultInput {
    /// The result.
    pub id: ResultId,
    /// Legal basis.
    pub basis: String,
    /// Day to look again.
    pub review_on: Date,
}

payload!(
    /// Results that were published.
    ResultsPayload { results: Vec<InspectionResult> }
);

#[derive(Default)]
pub struct DisclosureMutation;

#[Object]
impl DisclosureMutation {
    /// The head of the department that checked approves publication, all or none.
    async fn publish_results(
        &self,
        ctx: &Context<'_>,
        input: PublishResultsInput,
    ) -> async_graphql::Result<ResultsPayload> {
        let result = ctx.services()?.disclosure.publish(ctx.viewer()?, &input.ids).await;
        ResultsPayload::from_result(ctx, result, |rows| rows.into_iter().map(InspectionResult).collect())
    }

    /// The head withholds a result, with its legal basis.
    async fn withhold_result(
        &self,
        ctx: &Context<'_>,
        input: WithholdResultInput,
    ) -> async_graphql::Result<ResultPayload> {
        let service = &ctx.services()?.disclosure;
        let result = service.withhold(ctx.viewer()?, input.id, &input.basis, input.review_on.0).await;
        ResultPayload::from_result(ctx, result, InspectionResult)
    }
}
