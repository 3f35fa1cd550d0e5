//! Acts of people who work on one plan.

use async_graphql::{Context, Object};
use shared::ids::PlanCommentId;

use super::talk::*;
use crate::error::Result;
use crate::graphql::context::ContextExt;
use crate::graphql::planning::{PlanLine, PlanLinePayload};
use crate::planning::Comment;

#[derive(Default)]
pub struct TogetherMutation;

#[Object]
impl TogetherMutation {
    /// Says something about a plan or a line (clerks and heads).
    async fn write_plan_comment(
        &self,
        ctx: &Context<'_>,
        input: WritePlanCommentInput,
    ) -> async_graphql::Result<PlanCommentPayload> {
        let written = ctx.services()?.planning.write_comment(ctx.viewer()?, input.into()).await;
        PlanCommentPayload::from_result(ctx, shown(ctx, written).await, PlanComment)
    }

    /// Takes one's own comment back: it stays visible that it was there.
    async fn take_back_plan_comment(
        &self,
        ctx: &Context<'_>,
        input: TakeBackPlanCommentInput,
    ) -> async_graphql::Result<PlanCommentPayload> {
        let taken = ctx.services()?.planning.take_back_comment(ctx.viewer()?, input.id).await;
        PlanCommentPayload::from_result(ctx, shown(ctx, taken).await, PlanComment)
    }

    /// Marks comments that mention whoever asks as seen.
    async fn read_plan_mentions(
        &self,
        ctx: &Context<'_>,
        input: ReadPlanMentionsInput,
    ) -> async_graphql::Result<ReadPlanMentionsPayload> {
        let read = ctx.services()?.planning.read_mentions(ctx.viewer()?, &input.comment_ids).await;
        ReadPlanMentionsPayload::from_result(ctx, read, |read| Seen::of(read as u64))
    }

    /// Marks the changes of a plan as seen, up to one.
    async fn look_at_plan(
        &self,
        ctx: &Context<'_>,
        input: LookAtPlanInput,
    ) -> async_graphql::Result<LookAtPlanPayload> {
        let left = ctx.services()?.planning.look_at(ctx.viewer()?, input.plan_id, input.up_to).await;
        LookAtPlanPayload::from_result(ctx, left, Seen::of)
    }

    /// A partner's clerk takes its confirmation back, before the office has reviewed the line.
    async fn retract_confirmation(
        &self,
        ctx: &Context<'_>,
        input: RetractConfirmationInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let (service, viewer) = (&ctx.services()?.planning, ctx.viewer()?);
        let result = service.retract_confirmation(viewer, input.id, input.department_id, &input.reason).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }
}

/// A comment as it is shown after an act.
async fn shown(ctx: &Context<'_>, done: Result<PlanCommentId>) -> Result<Comment> {
    ctx.services()?.planning.comment(ctx.viewer()?, done?).await
}
