//! Acts of planning.

use async_graphql::{Context, Object};

use super::input::*;
use super::line::*;
use super::office::*;
use super::outlook::{GroupPlanLinesInput, KeepPlanningRulesInput};
use super::plan::*;
use super::table::*;
use crate::graphql::context::ContextExt;

#[derive(Default)]
pub struct PlanningMutation;

#[Object]
impl PlanningMutation {
    /// Opens the plan of a year (office clerk).
    async fn open_plan(&self, ctx: &Context<'_>, input: OpenPlanInput) -> async_graphql::Result<PlanPayload> {
        let result = ctx.services()?.planning.open_plan(ctx.viewer()?, input.year, &input.title).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// Writes a new or still editable line (clerk of the leading department).
    async fn save_plan_line(
        &self,
        ctx: &Context<'_>,
        input: SavePlanLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let (service, viewer) = (&ctx.services()?.planning, ctx.viewer()?);
        let result = match input.read() {
            Ok(input) => service.save_line(viewer, input).await,
            Err(error) => Err(error),
        };
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// Copies last year's lines of a department as drafts (its clerk).
    async fn copy_plan_lines(
        &self,
        ctx: &Context<'_>,
        input: CopyPlanLinesInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let result = service.copy_lines(ctx.viewer()?, input.plan_id, input.lead_id).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// Reads a table of lines from a file, and on request writes them all as drafts of a department (its
    /// clerk).
    async fn import_plan_table(
        &self,
        ctx: &Context<'_>,
        input: ImportPlanTableInput,
    ) -> async_graphql::Result<PlanTablePayload> {
        let (service, viewer) = (&ctx.services()?.planning, ctx.viewer()?);
        let lang = ctx.request()?.lang;
        let result = if input.apply {
            service.import_table(viewer, (&input).into()).await
        } else {
            service.preview_table(viewer, (&input).into()).await
        };
        PlanTablePayload::from_result(ctx, result, |table| PlanTable::of(table, lang))
    }

    /// Sends a line to the partners.
    async fn submit_plan_line(
        &self,
        ctx: &Context<'_>,
        input: LineStepInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let result = service.submit_line(ctx.viewer()?, input.id, i64::from(input.revision)).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// Takes a line back for good.
    async fn withdraw_plan_line(
        &self,
        ctx: &Context<'_>,
        input: LineStepInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result = service.withdraw_line(ctx.viewer()?, input.id, basis).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// A partner's clerk confirms or declines.
    async fn confirm_plan_line(
        &self,
        ctx: &Context<'_>,
        input: ConfirmLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let decline = (!input.confirm).then_some(input.reason);
        let service = &ctx.services()?.planning;
        let result = service.confirm_line(ctx.viewer()?, input.id, input.department_id, decline).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// A department's head signs.
    async fn sign_plan_line(
        &self,
        ctx: &Context<'_>,
        input: SignLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let result = ctx.services()?.planning.sign_line(ctx.viewer()?, input.id, input.department_id).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's clerk sends a line on to its head, or back.
    async fn review_plan_line(
        &self,
        ctx: &Context<'_>,
        input: DecideLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result = service.review_line(ctx.viewer()?, input.id, input.accept, basis).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's head approves a line, or sends it back.
    async fn approve_plan_line(
        &self,
        ctx: &Context<'_>,
        input: DecideLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result = service.approve_line(ctx.viewer()?, input.id, input.accept, basis).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's clerk decides on several lines: all or none.
    async fn review_plan_lines(
        &self,
        ctx: &Context<'_>,
        input: DecideLinesInput,
    ) -> async_graphql::Result<PlanLinesPayload> {
        let result = ctx.services()?.planning.review_lines(ctx.viewer()?, &input.read()).await;
        PlanLinesPayload::from_result(ctx, result, |lines| lines.into_iter().map(PlanLine).collect())
    }

    /// The office's head decides on several lines: all or none.
    async fn approve_plan_lines(
        &self,
        ctx: &Context<'_>,
        input: DecideLinesInput,
    ) -> async_graphql::Result<PlanLinesPayload> {
        let result = ctx.services()?.planning.approve_lines(ctx.viewer()?, &input.read()).await;
        PlanLinesPayload::from_result(ctx, result, |lines| lines.into_iter().map(PlanLine).collect())
    }

    /// The office's clerk opens the next version of a published plan.
    async fn amend_plan(
        &self,
        ctx: &Context<'_>,
        input: AmendPlanInput,
    ) -> async_graphql::Result<PlanPayload> {
        let (service, seen) = (&ctx.services()?.planning, (input.id, i64::from(input.revision)));
        let result = service.amend_plan(ctx.viewer()?, seen, &input.reason).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The clerk of the leading department takes an approved line of an amendment up again.
    async fn reopen_plan_line(
        &self,
        ctx: &Context<'_>,
        input: LineStepInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let seen = (i64::from(input.revision), input.reason.as_str());
        let result = service.reopen_line(ctx.viewer()?, input.id, seen).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's clerk says which lines are drawn together.
    async fn group_plan_lines(
        &self,
        ctx: &Context<'_>,
        input: GroupPlanLinesInput,
    ) -> async_graphql::Result<PlanPayload> {
        let (service, group) = (&ctx.services()?.planning, input.group.as_deref());
        let result = service.group_lines(ctx.viewer()?, input.plan_id, &input.line_ids, group).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office's clerk says by which caps, quiet days and speed a plan is judged.
    async fn keep_planning_rules(
        &self,
        ctx: &Context<'_>,
        input: KeepPlanningRulesInput,
    ) -> async_graphql::Result<PlanPayload> {
        let (service, seen) = (&ctx.services()?.planning, (input.plan_id, i64::from(input.revision)));
        let result = service.keep_rules(ctx.viewer()?, seen, input.rules.into(), &input.reason).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office's head approves the plan.
    async fn approve_plan(
        &self,
        ctx: &Context<'_>,
        input: PlanStepInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let result = service.approve_plan(ctx.viewer()?, input.id, i64::from(input.revision)).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office's clerk records the filing with the government.
    async fn file_plan(&self, ctx: &Context<'_>, input: FilePlanInput) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let filing = (input.organ.as_str(), input.number.as_str(), input.on.0);
        let result = service.file_plan(ctx.viewer()?, input.id, i64::from(input.revision), filing).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office's head publishes the plan on both channels.
    async fn publish_plan(
        &self,
        ctx: &Context<'_>,
        input: PlanStepInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let result = service.publish_plan(ctx.viewer()?, input.id, i64::from(input.revision)).await;
        PlanPayload::from_result(ctx, result, Plan)
    }
}
