//! Acts: the register of leave and recusal, decisions about duties.

use async_graphql::{Context, Object};

use super::duties::{DutyConflict, SettleDutyInput};
use super::register::*;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;

payload!(
    /// Leave that was entered or ended.
    LeavePayload { leave: Leave }
);
payload!(
    /// A recusal that was entered, decided or ended.
    RecusalPayload { recusal: Recusal }
);
payload!(
    /// A conflict that was decided.
    DutyPayload { conflict: DutyConflict }
);

#[derive(Default)]
pub struct CoverageMutation;

#[Object]
impl CoverageMutation {
    /// Enters leave of an officer.
    async fn enter_leave(
        &self,
        ctx: &Context<'_>,
        input: EnterLeaveInput,
    ) -> async_graphql::Result<LeavePayload> {
        let result = ctx.services()?.coverage.enter_leave(ctx.viewer()?, input.into()).await;
        LeavePayload::from_result(ctx, result, Leave)
    }

    /// Ends leave early.
    async fn end_leave(
        &self,
        ctx: &Context<'_>,
        input: EndLeaveInput,
    ) -> async_graphql::Result<LeavePayload> {
        let result = ctx.services()?.coverage.end_leave(ctx.viewer()?, input.into()).await;
        LeavePayload::from_result(ctx, result, Leave)
    }

    /// Declares, proposes or records a recusal, which waits for the department's head.
    async fn declare_recusal(
        &self,
        ctx: &Context<'_>,
        input: DeclareRecusalInput,
    ) -> async_graphql::Result<RecusalPayload> {
        let result = ctx.services()?.coverage.declare_recusal(ctx.viewer()?, input.into()).await;
        RecusalPayload::from_result(ctx, result, Recusal)
    }

    /// The head approves or refuses a recusal.
    async fn decide_recusal(
        &self,
        ctx: &Context<'_>,
        input: DecideRecusalInput,
    ) -> async_graphql::Result<RecusalPayload> {
        let result = ctx.services()?.coverage.decide_recusal(ctx.viewer()?, input.into()).await;
        RecusalPayload::from_result(ctx, result, Recusal)
    }

    /// The head ends a recusal whose relation does not stand any more.
    async fn end_recusal(
        &self,
        ctx: &Context<'_>,
        input: EndRecusalInput,
    ) -> async_graphql::Result<RecusalPayload> {
        let result = ctx.services()?.coverage.end_recusal(ctx.viewer()?, input.into()).await;
        RecusalPayload::from_result(ctx, result, Recusal)
    }

    /// The office decides whose a duty is.
    async fn settle_duty(
        &self,
        ctx: &Context<'_>,
        input: SettleDutyInput,
    ) -> async_graphql::Result<DutyPayload> {
        let result = ctx.services()?.coverage.settle_duty(ctx.viewer()?, input.into()).await;
        DutyPayload::from_result(ctx, result, DutyConflict)
    }
}
