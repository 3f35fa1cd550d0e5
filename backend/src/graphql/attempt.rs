//! Attempts: how far each has come, its witnesses, its figures.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::access::{Action, Scope};
use shared::ids::AttemptId;
use shared::planning::{AttemptStatus, Excluded, WitnessDraft, WitnessKind};

use super::context::ContextExt;
use super::loaders::{WitnessesOf, many, one};
use super::scalars::{count, small};
use super::wave_rules::{ExcludedDoors, excluded};
use crate::draw::{self as context, WaveReport};

/// An attempt at drawing a wave.
pub struct Attempt {
    row: context::Attempt,
    /// Whether the public may see the key.
    open: bool,
}

impl Attempt {
    /// An attempt whose key everybody may see, or not yet.
    pub fn new(row: context::Attempt, open: bool) -> Self {
        Self { row, open }
    }

    /// Whether who asks may see what is sealed with the list.
    fn may_be_read(&self, ctx: &Context<'_>) -> bool {
        self.open || ctx.viewer().is_ok_and(|viewer| viewer.may(Action::ReadDrawnList, Scope::Division))
    }
}

#[Object]
impl Attempt {
    /// Opaque id.
    async fn id(&self) -> AttemptId {
        self.row.id
    }
    /// From 1.
    async fn number(&self) -> i32 {
        small(self.row.number)
    }
    /// Where it stands.
    async fn status(&self) -> AttemptStatus {
        self.row.status
    }
    /// When it began.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
    /// Merkle root of the frozen frame.
    async fn frame_root(&self) -> Option<&str> {
        self.row.frame_root.as_deref()
    }
    /// Doors in the frame.
    async fn frame_size(&self) -> Option<i32> {
        self.row.frame_size.map(small)
    }
    /// When the frame was frozen.
    async fn frozen_at(&self) -> Option<DateTime<Utc>> {
        self.row.frozen_at
    }
    /// How many subjects were looked at and left out.
    async fn counts(&self) -> Vec<NamedCount> {
        let counts =
            self.row.frozen.as_ref().and_then(|frozen| frozen.get("counts")).and_then(Value::as_object);
        counts
            .into_iter()
            .flatten()
            .map(|(name, value)| NamedCount { name: name.clone(), count: count(value.as_u64().unwrap_or(0)) })
            .collect()
    }
    /// Doors that the wave's rules left out of the frame, by task and rule.
    async fn excluded(&self) -> Vec<ExcludedDoors> {
        let found = self.row.frozen.as_ref().and_then(|frozen| frozen.get("excluded"));
        let found = found.and_then(|found| serde_json::from_value::<Excluded>(found.clone()).ok());
        excluded(&found.unwrap_or_default())
    }
    /// Text of the beacon event exactly as announced.
    async fn beacon(&self) -> Option<&str> {
        self.row.beacon.as_deref()
    }
    /// When it was recorded.
    async fn beacon_at(&self) -> Option<DateTime<Utc>> {
        self.row.beacon_at
    }
    /// Until when the witnesses have to reveal.
    async fn reveal_by(&self) -> Option<DateTime<Utc>> {
        self.row.reveal_by
    }
    /// Doors of each task and stratum; empty before the freeze.
    #[graphql(complexity = "100 + child_complexity")]
    async fn tasks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TaskFigures>> {
        let rows = ctx.services()?.draw.task_figures(&self.row).await?;
        Ok(rows.into_iter().map(TaskFigures::from).collect())
    }
    /// Doors of each town with those drawn; empty before the draw, absent while the list is sealed.
    #[graphql(complexity = "500 + child_complexity")]
    async fn towns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what these tasks have drawn.")] tasks: Option<Vec<String>>,
    ) -> async_graphql::Result<Option<Vec<TownDoors>>> {
        if !self.may_be_read(ctx) {
            return Ok(None);
        }
        let wave = one(ctx, self.row.wave_id).await?;
        let rows = ctx.services()?.draw.town_doors(&wave, &self.row, tasks.as_deref()).await?;
        Ok(Some(rows.into_iter().map(TownDoors::from).collect()))
    }
    /// The key; sealed with the list.
    async fn seed(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(self.row.seed.as_deref().filter(|_| self.may_be_read(ctx)))
    }
    /// When it was drawn.
    async fn drawn_at(&self) -> Option<DateTime<Utc>> {
        self.row.drawn_at
    }
    /// SHA-256 of the bundle, published at once even if the bundle is sealed.
    async fn bundle_hash(&self) -> Option<&str> {
        self.row.bundle_hash.as_deref()
    }
    /// Figures of the draw.
    async fn report(&self) -> Option<DrawReport> {
        let report = self.row.report.clone()?;
        serde_json::from_value::<WaveReport>(report).ok().map(DrawReport::from)
    }
    /// Why it is void.
    async fn void_reason(&self) -> Option<&str> {
        self.row.void_reason.as_deref()
    }
    /// When it was declared void.
    async fn voided_at(&self) -> Option<DateTime<Utc>> {
        self.row.voided_at
    }
    /// The witnesses.
    async fn witnesses(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Witness>> {
        let rows = many(ctx, WitnessesOf(self.row.id)).await?;
        Ok(rows.into_iter().map(|row| Witness { row, open: self.open }).collect())
    }
}

/// Doors of a stratum of a task.
#[derive(SimpleObject)]
pub struct TaskFigures {
    /// The task.
    pub task: String,
    /// The stratum; `*` for a task that is drawn as a whole.
    pub stratum: String,
    /// Doors in the frozen frame.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
    /// Doors on the reserve list, once drawn.
    pub reserve: Option<i32>,
}

impl From<context::TaskFigures> for TaskFigures {
    fn from(row: context::TaskFigures) -> Self {
        Self {
            task: row.task,
            stratum: row.stratum,
            doors: count(row.doors),
            quota: count(row.quota),
            reserve: row.reserve.map(count),
        }
    }
}

/// The doors of a town.
#[derive(SimpleObject)]
pub struct TownDoors {
    /// Code of the town.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Doors in the frozen frame.
    pub doors: i32,
    /// Places of the drawn doors among them, in the order of their numbers, from 0.
    pub drawn: Vec<i32>,
}

impl From<context::TownDoors> for TownDoors {
    fn from(row: context::TownDoors) -> Self {
        let drawn = row.drawn.into_iter().map(count).collect();
        Self { code: row.code, name: row.name, doors: count(row.doors), drawn }
    }
}

/// A count with its name.
#[derive(SimpleObject)]
pub struct NamedCount {
    /// subjects, inScope, withoutDoor, sites.
    pub name: String,
    /// How many.
    pub count: i32,
}

/// Figures of a draw.
#[derive(SimpleObject)]
pub struct DrawReport {
    /// Doors in the frame.
    pub frame: i32,
    /// Checks: the sum of all quotas.
    pub checks: i32,
    /// Distinct doors drawn.
    pub doors: i32,
    /// No design opens fewer doors on average.
    pub lower_bound: f64,
    /// Doors that independent draws would open.
    pub independent: f64,
    /// Visits that open a door.
    pub visits: i32,
    /// Off-site checks.
    pub off_site: i32,
    /// Items to be inspected.
    pub items: i32,
    /// Days on which doors open.
    pub visit_days: i32,
    /// Seats for which nobody is left.
    pub vacant_seats: i32,
}

impl From<WaveReport> for DrawReport {
    fn from(report: WaveReport) -> Self {
        Self {
            frame: count(report.doors.frame),
            checks: count(report.doors.checks),
            doors: count(report.doors.doors.unwrap_or(0)),
            lower_bound: report.doors.lower_bound,
            independent: report.doors.independent,
            visits: count(report.visits),
            off_site: count(report.off_site),
            items: count(report.items),
            visit_days: count(report.visit_days),
            vacant_seats: count(report.vacant_seats),
        }
    }
}

/// A witness (见证人).
pub struct Witness {
    row: context::Witness,
    open: bool,
}

impl Witness {
    /// A witness whose revealed value may be seen, or not yet.
    pub fn new(row: context::Witness, open: bool) -> Self {
        Self { row, open }
    }
}

#[Object]
impl Witness {
    /// Identifier in the draw.
    async fn code(&self) -> &str {
        &self.row.code
    }
    /// Name or office.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Whom they come from.
    async fn organisation(&self) -> &str {
        &self.row.organisation
    }
    /// What kind of witness.
    async fn kind(&self) -> WitnessKind {
        self.row.kind
    }
    /// When a device first opened their link; since then it is the only one that has it.
    async fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.row.opened_at
    }
    /// The commitment.
    async fn commitment(&self) -> Option<&str> {
        self.row.commitment.as_deref()
    }
    /// When they committed.
    async fn committed_at(&self) -> Option<DateTime<Utc>> {
        self.row.committed_at
    }
    /// When they revealed.
    async fn revealed_at(&self) -> Option<DateTime<Utc>> {
        self.row.revealed_at
    }
    /// The revealed value; sealed with the list.
    async fn nonce(&self) -> Option<&str> {
        self.row.nonce.as_deref().filter(|_| self.open)
    }
}

/// A witness as they are named.
#[derive(InputObject)]
pub struct WitnessInput {
    /// Identifier in the draw.
    pub code: String,
    /// Name or office.
    pub name: String,
    /// Whom they come from.
    pub organisation: String,
    /// What kind of witness.
    #[graphql(default_with = "WitnessKind::Other")]
    pub kind: WitnessKind,
}

impl From<WitnessInput> for WitnessDraft {
    fn from(input: WitnessInput) -> Self {
        Self { code: input.code, name: input.name, organisation: input.organisation, kind: input.kind }
    }
}
