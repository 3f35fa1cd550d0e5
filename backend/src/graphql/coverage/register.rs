//! Leave and recusals. Why somebody is away is shown to those who may read it; others see that they are.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use shared::eligibility::{RecusalGround, RecusalOrigin, RecusalSpan, RecusalState};
use shared::ids::{InspectorId, LeaveId, RecusalId, SubjectId};

use crate::coverage::{
    self as context, CoverageService, EndInput, LeaveInput, RecusalDecision, RecusalInput,
};
use crate::graphql::context::ContextExt;
use crate::graphql::loaders::one;
use crate::graphql::organisation::account_name;
use crate::graphql::registry::{Inspector, Subject};
use crate::graphql::scalars::{Date, small};

async fn may_read(ctx: &Context<'_>, id: InspectorId) -> async_graphql::Result<bool> {
    let officer = one(ctx, id).await?;
    Ok(CoverageService::may_read_ground(ctx.viewer()?, &officer))
}

/// Leave of an officer.
pub struct Leave(pub context::Leave);

#[Object]
impl Leave {
    /// Opaque id.
    async fn id(&self) -> LeaveId {
        self.0.id
    }
    /// Whose.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Inspector> {
        one(ctx, self.0.inspector_id).await.map(Inspector)
    }
    /// First day.
    async fn from(&self) -> Date {
        Date(self.0.from_day)
    }
    /// Last day as it was entered.
    async fn to(&self) -> Date {
        Date(self.0.to_day)
    }
    /// Last day in truth, where it ended early.
    async fn ended_on(&self) -> Option<Date> {
        self.0.ended_on.map(Date)
    }
    /// Why, to those who may read it.
    async fn reason(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(may_read(ctx, self.0.inspector_id).await?.then_some(self.0.reason.as_str()))
    }
    /// Why it ended early, to those who may read it.
    async fn end_reason(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        let shown = may_read(ctx, self.0.inspector_id).await?;
        Ok(self.0.end_reason.as_deref().filter(|_| shown))
    }
    /// Who entered it.
    async fn entered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.entered_by).await
    }
    /// When.
    async fn entered_at(&self) -> Option<DateTime<Utc>> {
        self.0.entered_at
    }
    /// Who ended it.
    async fn ended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.ended_by).await
    }
    /// When.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
}

/// A recusal of an officer from a subject (回避).
pub struct Recusal(pub context::Recusal);

#[Object]
impl Recusal {
    /// Opaque id.
    async fn id(&self) -> RecusalId {
        self.0.id
    }
    /// The officer.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Inspector> {
        one(ctx, self.0.inspector_id).await.map(Inspector)
    }
    /// The subject.
    async fn subject(&self, ctx: &Context<'_>) -> async_graphql::Result<Subject> {
        one(ctx, self.0.subject_id).await.map(Subject)
    }
    /// Where it stands.
    async fn state(&self) -> RecusalState {
        self.0.state
    }
    /// Whether the officer keeps away.
    async fn counts(&self) -> bool {
        self.0.state.counts(self.0.origin)
    }
    /// First day.
    async fn from(&self) -> Date {
        Date(self.0.from_day)
    }
    /// Last day; absent while the relation stands.
    async fn to(&self) -> Option<Date> {
        self.0.to_day.map(Date)
    }
    /// Who asked, to those who may read it.
    async fn origin(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RecusalOrigin>> {
        Ok(may_read(ctx, self.0.inspector_id).await?.then_some(self.0.origin))
    }
    /// Ground, to those who may read it.
    async fn ground(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RecusalGround>> {
        Ok(may_read(ctx, self.0.inspector_id).await?.then_some(self.0.ground))
    }
    /// What the relation is, to those who may read it.
    async fn detail(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(may_read(ctx, self.0.inspector_id).await?.then_some(self.0.detail.as_str()))
    }
    /// Who entered it, to those who may read the ground.
    async fn asked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let shown = may_read(ctx, self.0.inspector_id).await?;
        account_name(ctx, self.0.asked_by.filter(|_| shown)).await
    }
    /// When.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.0.asked_at
    }
    /// Who decided.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.decided_by).await
    }
    /// When.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
    /// Why, to those who may read the ground.
    async fn decision(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        let shown = may_read(ctx, self.0.inspector_id).await?;
        Ok(self.0.decision.as_deref().filter(|_| shown))
    }
    /// Who ended it.
    async fn ended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.ended_by).await
    }
    /// When.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Why it ended, to those who may read the ground.
    async fn end_reason(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        let shown = may_read(ctx, self.0.inspector_id).await?;
        Ok(self.0.end_reason.as_deref().filter(|_| shown))
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
}

/// Leave as it is entered.
#[derive(InputObject)]
pub struct EnterLeaveInput {
    /// Whose.
    pub inspector_id: InspectorId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why.
    pub reason: String,
}

impl From<EnterLeaveInput> for LeaveInput {
    fn from(input: EnterLeaveInput) -> Self {
        Self { inspector: input.inspector_id, days: (input.from.0, input.to.0), reason: input.reason }
    }
}

/// Leave that ends early.
#[derive(InputObject)]
pub struct EndLeaveInput {
    /// Which.
    pub id: LeaveId,
    /// Revision that was seen.
    pub revision: i32,
    /// The last day in truth; the day before the first where it is not taken.
    pub last: Date,
    /// Why.
    pub reason: String,
}

impl From<EndLeaveInput> for EndInput<LeaveId> {
    fn from(input: EndLeaveInput) -> Self {
        let revision = i64::from(input.revision);
        Self { id: input.id, revision, last: input.last.0, reason: input.reason }
    }
}

/// A recusal as it is entered.
#[derive(InputObject)]
pub struct DeclareRecusalInput {
    /// The officer.
    pub inspector_id: InspectorId,
    /// The subject.
    pub subject_id: SubjectId,
    /// Who asks.
    pub origin: RecusalOrigin,
    /// Ground.
    pub ground: RecusalGround,
    /// What the relation is.
    #[graphql(default)]
    pub detail: String,
    /// Since when.
    pub from: Date,
    /// Until when, if that is known.
    pub to: Option<Date>,
}

impl From<DeclareRecusalInput> for RecusalInput {
    fn from(input: DeclareRecusalInput) -> Self {
        Self {
            inspector: input.inspector_id,
            subject: input.subject_id,
            origin: input.origin,
            ground: input.ground,
            span: RecusalSpan { from: input.from.0, to: input.to.map(|day| day.0) },
            detail: input.detail,
        }
    }
}

/// The head's word on a recusal.
#[derive(InputObject)]
pub struct DecideRecusalInput {
    /// Which.
    pub id: RecusalId,
    /// Revision that was seen.
    pub revision: i32,
    /// Recused or not.
    pub approve: bool,
    /// Why; required to refuse.
    #[graphql(default)]
    pub reason: String,
}

impl From<DecideRecusalInput> for RecusalDecision {
    fn from(input: DecideRecusalInput) -> Self {
        let revision = i64::from(input.revision);
        Self { id: input.id, revision, approve: input.approve, reason: input.reason }
    }
}

/// A recusal whose relation does not stand any more.
#[derive(InputObject)]
pub struct EndRecusalInput {
    /// Which.
    pub id: RecusalId,
    /// Revision that was seen.
    pub revision: i32,
    /// The last day it counts.
    pub last: Date,
    /// Why.
    pub reason: String,
}

impl From<EndRecusalInput> for EndInput<RecusalId> {
    fn from(input: EndRecusalInput) -> Self {
        let revision = i64::from(input.revision);
        Self { id: input.id, revision, last: input.last.0, reason: input.reason }
    }
}
