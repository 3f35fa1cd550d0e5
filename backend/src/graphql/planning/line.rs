//! A line, its parties and its figures.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::CheckMethod;
use shared::draw::Rounding;
use shared::ids::PlanLineId;
use shared::planning::{DrawMode, LineKind, LineStatus, Targeting};

use super::office::{self, FieldChange, LineAmendment};
use super::plan::*;
use crate::graphql::catalogue::{Item, JointItem};
use crate::graphql::context::ContextExt;
use crate::graphql::draw::Wave;
use crate::graphql::loaders::{
    DecisionsOfLine, JointItemsOfLine, PartiesOf, WaveOfLine, WithdrawnItemsOf, many, one,
};
use crate::graphql::organisation::{Department, department};
use crate::graphql::scalars::{Date, Ratio, count, ratios_to, small};
use crate::planning::{self as context};

/// A line of a plan (计划任务).
pub struct PlanLine(pub context::PlanLine);

#[Object]
impl PlanLine {
    /// Opaque id.
    pub async fn id(&self) -> PlanLineId {
        self.0.id
    }
    /// Number within the plan.
    async fn number(&self) -> i32 {
        small(self.0.position)
    }
    /// What people call it.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Where it stands.
    async fn status(&self) -> LineStatus {
        self.0.status
    }
    /// Routine, or a special campaign.
    async fn kind(&self) -> LineKind {
        self.0.kind
    }
    /// Why a special campaign, and why with these ratios; empty for a routine line.
    async fn special_reason(&self) -> &str {
        &self.0.special_reason
    }
    /// Targeted or not.
    async fn targeting(&self) -> Targeting {
        self.0.targeting
    }
    /// Whom it is about.
    async fn scope(&self) -> Scope {
        let scope = self.0.scope.0.clone();
        Scope {
            kinds: scope.kinds,
            towns: scope.towns.iter().map(ToString::to_string).collect(),
            tags: scope.tags,
            risk_classes: scope.risk_classes,
        }
    }
    /// How doors are chosen.
    async fn draw_mode(&self) -> DrawMode {
        self.0.draw_mode
    }
    /// Ratios by stratum.
    async fn ratios(&self) -> Vec<Ratio> {
        ratios_to(&self.0.ratios.0)
    }
    /// Rounding of quotas.
    async fn rounding(&self) -> Rounding {
        self.0.rounding
    }
    /// Doors on each reserve list.
    async fn reserve(&self) -> i32 {
        small(self.0.reserve)
    }
    /// Batches, for batch order.
    async fn batches(&self) -> i32 {
        small(self.0.batches)
    }
    /// How it is checked.
    async fn method(&self) -> CheckMethod {
        self.0.method
    }
    /// Why somebody has to go there.
    async fn on_site_reason(&self) -> &str {
        &self.0.on_site_reason
    }
    /// First day.
    async fn window_from(&self) -> Date {
        Date(self.0.window_from)
    }
    /// Last day.
    async fn window_to(&self) -> Date {
        Date(self.0.window_to)
    }
    /// Why its ratios are not those of the plan's matrix; empty where nobody has said.
    async fn ratio_reason(&self) -> &str {
        &self.0.ratio_reason
    }
    /// Whether its ratios are others than the plan's matrix and the cap of its items give.
    #[graphql(complexity = 10)]
    async fn departs_from_matrix(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let plan = one(ctx, self.0.plan_id).await?;
        Ok(ctx.services()?.planning.departs(&plan, &self.0).await?)
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Lines with the same word are drawn together; absent for a line on its own.
    async fn wave_group(&self) -> Option<&str> {
        self.0.wave_group.as_deref()
    }
    /// When something last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// The plan.
    async fn plan(&self, ctx: &Context<'_>) -> async_graphql::Result<Plan> {
        one(ctx, self.0.plan_id).await.map(Plan)
    }
    /// The leading department.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.lead_department_id).await
    }
    /// All departments, the leading one first.
    async fn parties(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Party>> {
        Ok(many(ctx, PartiesOf(self.0.id)).await?.into_iter().map(Party).collect())
    }
    /// Joint items.
    async fn items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<JointItem>> {
        let ids = many(ctx, JointItemsOfLine(self.0.id)).await?;
        let rows = futures::future::try_join_all(ids.into_iter().map(|id| one(ctx, id))).await?;
        Ok(rows.into_iter().map(JointItem).collect())
    }
    /// The wave it is drawn in; absent while it waits for its draw.
    async fn wave(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Wave>> {
        Ok(many(ctx, WaveOfLine(self.0.id)).await?.into_iter().next().map(Wave))
    }
    /// Departments' items that were withdrawn before the line ends.
    async fn withdrawn_items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Item>> {
        Ok(many(ctx, WithdrawnItemsOf(self.0.id)).await?.into_iter().map(Item).collect())
    }
    /// The steps it took.
    async fn decisions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Decision>> {
        ctx.viewer()?;
        Ok(many(ctx, DecisionsOfLine(self.0.id)).await?.into_iter().map(Decision::from).collect())
    }
    /// Civil days it has been with the office; absent while it is not.
    async fn waiting_days(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<i32>> {
        if !matches!(self.0.status, LineStatus::Submitted | LineStatus::Reviewed) {
            return Ok(None);
        }
        let last = many(ctx, DecisionsOfLine(self.0.id)).await?.pop();
        let since = last.map_or(self.0.updated_at, |decision| decision.decided_at);
        Ok(Some(small(ctx.services()?.planning.days_since(since))))
    }
    /// What has changed since the office last sent it back or approved it; absent where it never did.
    async fn since_office(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<FieldChange>>> {
        ctx.viewer()?;
        office::since_office(ctx, self.0.id).await
    }
    /// What has become of it since the version before; absent in a plan's first version.
    async fn amendment(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<LineAmendment>> {
        ctx.viewer()?;
        office::amendment(ctx, self.0.id).await
    }
    /// What it means in doors, now.
    #[graphql(complexity = 500)]
    async fn figures(&self, ctx: &Context<'_>) -> async_graphql::Result<LineFigures> {
        Ok(ctx.services()?.planning.figures(ctx.viewer()?, &[self.0.id]).await?.into())
    }
}

/// Doors of a stratum.
#[derive(SimpleObject)]
pub struct StratumFigures {
    /// Task and stratum.
    pub stratum: String,
    /// Doors in it.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
}

/// What lines mean in doors.
#[derive(SimpleObject)]
pub struct LineFigures {
    /// Subjects in scope.
    pub subjects: i32,
    /// Doors in scope.
    pub doors: i32,
    /// Checks: the sum of all quotas.
    pub checks: i32,
    /// No design opens fewer doors on average.
    pub lower_bound: f64,
    /// Doors that independent draws would open.
    pub independent: f64,
    /// By stratum.
    pub strata: Vec<StratumFigures>,
}

impl From<context::LineFigures> for LineFigures {
    fn from(figures: context::LineFigures) -> Self {
        Self {
            subjects: count(figures.subjects),
            doors: count(figures.report.frame),
            checks: count(figures.report.checks),
            lower_bound: figures.report.lower_bound,
            independent: figures.report.independent,
            strata: figures
                .strata
                .into_iter()
                .map(|(stratum, doors, quota)| StratumFigures {
                    stratum,
                    doors: count(doors),
                    quota: count(quota),
                })
                .collect(),
        }
    }
}
