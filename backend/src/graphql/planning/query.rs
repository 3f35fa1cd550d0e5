//! Questions about plans.

use async_graphql::{Context, InputObject, Object};
use shared::ids::{DepartmentId, PlanId, PlanLineId};
use shared::planning::LineStatus;

use super::line::*;
use super::plan::*;
use crate::graphql::context::ContextExt;
use crate::graphql::page::{List, connection, request};
use crate::planning::LineFilter as Filter;

/// Which lines are wanted.
#[derive(InputObject, Default)]
pub struct LineFilter {
    /// In one of these states.
    #[graphql(default)]
    pub statuses: Vec<LineStatus>,
    /// In which a department takes part.
    pub department_id: Option<DepartmentId>,
    /// That wait for an act of a department: to be finished by its lead, confirmed or signed.
    pub waits_for: Option<DepartmentId>,
}

impl LineFilter {
    pub(super) fn of_plan(self, plan: Option<PlanId>) -> Filter {
        Filter { plan, statuses: self.statuses, department: self.department_id, waits_for: self.waits_for }
    }
}

#[derive(Default)]
pub struct PlanningQuery;

#[Object]
impl PlanningQuery {
    /// The plans of one's division, newest first.
    async fn plans(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Plan>> {
        let rows = ctx.services()?.planning.plans(ctx.viewer()?).await?;
        Ok(rows.into_iter().map(Plan).collect())
    }

    /// One plan.
    async fn plan(&self, ctx: &Context<'_>, id: PlanId) -> async_graphql::Result<Plan> {
        Ok(Plan(ctx.services()?.planning.plan(ctx.viewer()?, id).await?))
    }

    /// One line.
    async fn plan_line(&self, ctx: &Context<'_>, id: PlanLineId) -> async_graphql::Result<PlanLine> {
        Ok(PlanLine(ctx.services()?.planning.line(ctx.viewer()?, id).await?))
    }

    /// Lines of all plans.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn plan_lines(
        &self,
        ctx: &Context<'_>,
        filter: Option<LineFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanLine>> {
        let filter = filter.unwrap_or_default().of_plan(None);
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.planning.lines(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, PlanLine))
    }

    /// What lines mean in doors, drawn together in one wave.
    #[graphql(complexity = 500)]
    async fn line_figures(
        &self,
        ctx: &Context<'_>,
        lines: Vec<PlanLineId>,
    ) -> async_graphql::Result<LineFigures> {
        Ok(ctx.services()?.planning.figures(ctx.viewer()?, &lines).await?.into())
    }
}
