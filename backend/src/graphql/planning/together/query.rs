//! Questions about the work on a plan.

use async_graphql::{Context, Object};
use shared::ids::{DepartmentId, PlanId, PlanLineId};

use super::talk::PlanComment;
use super::types::{PlanChange, PlanPerson};
use crate::graphql::context::ContextExt;
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::count;
use crate::planning::ChangeFilter;

#[derive(Default)]
pub struct TogetherQuery;

#[Object]
impl TogetherQuery {
    /// Who did what to a plan, newest first; of one line, or by one department.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn plan_changes(
        &self,
        ctx: &Context<'_>,
        plan_id: PlanId,
        line_id: Option<PlanLineId>,
        department_id: Option<DepartmentId>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanChange>> {
        let page = request(ctx, first, after.as_deref())?;
        let wanted = (ChangeFilter { line: line_id, department: department_id }, ctx.request()?.lang);
        let found = ctx.services()?.planning.changes(ctx.viewer()?, plan_id, wanted, &page).await?;
        Ok(connection(found, &page, PlanChange::from))
    }

    /// How many changes others have made to a plan since one's last look.
    async fn fresh_plan_changes(&self, ctx: &Context<'_>, plan_id: PlanId) -> async_graphql::Result<i32> {
        Ok(count(ctx.services()?.planning.fresh_changes(ctx.viewer()?, plan_id).await?))
    }

    /// Comments on a plan and its lines, or on one line; newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn plan_comments(
        &self,
        ctx: &Context<'_>,
        plan_id: PlanId,
        line_id: Option<PlanLineId>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanComment>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.planning.comments(ctx.viewer()?, (plan_id, line_id), &page).await?;
        Ok(connection(found, &page, PlanComment))
    }

    /// Comments that mention whoever asks, or their department, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn plan_mentions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those not seen yet.", default)] unread: bool,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanComment>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.planning.mentions(ctx.viewer()?, unread, &page).await?;
        Ok(connection(found, &page, PlanComment))
    }

    /// People a comment may mention: those who may see plans.
    async fn plan_people(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PlanPerson>> {
        let people = ctx.services()?.planning.mentionable(ctx.viewer()?).await?;
        Ok(people.into_iter().map(PlanPerson::from).collect())
    }
}
