//! Clocks and publication of results.

use async_graphql::{Context, InputObject, Object};
use shared::ids::{DepartmentId, ResultId};
use shared::visit::PublicationStatus;

use super::context::ContextExt;
use super::error::payload;
use super::page::{List, connection, request};
use super::scalars::Date;
use super::visit::{InspectionResult, ResultPayload};
use crate::disclosure::ClockFilter;

/// Which results are wanted.
#[derive(InputObject, Default)]
pub struct ResultFilter {
    /// Of one department.
    pub department_id: Option<DepartmentId>,
    /// With this publication status.
    pub publication: Option<PublicationStatus>,
    /// Due before this day.
    pub due_before: Option<Date>,
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
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.disclosure.clocks(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, InspectionResult))
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
