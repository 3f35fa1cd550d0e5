//! Waves, attempts, witnesses.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::draw::HashAlgorithm;
use shared::ids::{AttemptId, PlanId, PlanLineId, WaveId};
use shared::planning::{AttemptStatus, ListDisclosure, WaveStatus};

use super::context::ContextExt;
use super::error::payload;
use super::jobs::Job;
use super::loaders::{LinesOfWave, many, one};
use super::page::{List, connection, request};
use super::planning::{Plan, PlanLine};
use super::registry::JobPayload;
use super::scalars::{count, small};
use crate::draw::{self as context, DrawService, NewWitness, OpenedWave, TokenHolder, WaveInput, WaveReport};
use shared::access::{Action, Scope};

/// A wave: all draws that share one key (抽取批次).
pub struct Wave(pub context::Wave);

#[Object]
impl Wave {
    /// Opaque id.
    pub async fn id(&self) -> WaveId {
        self.0.id
    }
    /// Identifier in the draw and in addresses.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// What people call it.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Where it stands.
    async fn status(&self) -> WaveStatus {
        self.0.status
    }
    /// Hash function.
    async fn hash(&self) -> HashAlgorithm {
        self.0.hash
    }
    /// When the drawn list opens to the public.
    async fn disclosure(&self) -> ListDisclosure {
        self.0.disclosure
    }
    /// The future event whose text goes into the key.
    async fn beacon_event(&self) -> &str {
        &self.0.beacon_event
    }
    /// When it was opened.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it was closed.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }
    /// Whether the whole list may be seen by everybody now.
    async fn is_open(&self) -> bool {
        DrawService::is_open(&self.0)
    }
    /// The plan.
    async fn plan(&self, ctx: &Context<'_>) -> async_graphql::Result<Plan> {
        one(ctx, self.0.plan_id).await.map(Plan)
    }
    /// Its tasks: one for each line.
    async fn tasks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<WaveTask>> {
        let rows = many(ctx, LinesOfWave(self.0.id)).await?;
        Ok(rows.into_iter().map(|row| WaveTask { code: row.task_code, line: row.line_id }).collect())
    }
    /// All attempts, first to last; void ones are never deleted.
    #[graphql(complexity = "3 * child_complexity")]
    async fn attempts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Attempt>> {
        let rows = ctx.services()?.draw.attempts(self.0.id).await?;
        Ok(rows.into_iter().map(|row| Attempt { row, open: DrawService::is_open(&self.0) }).collect())
    }
}

/// A task of a wave.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct WaveTask {
    /// Identifier in the draw.
    pub code: String,
    #[graphql(skip)]
    line: PlanLineId,
}

#[async_graphql::ComplexObject]
impl WaveTask {
    /// The line it comes from.
    async fn line(&self, ctx: &Context<'_>) -> async_graphql::Result<PlanLine> {
        one(ctx, self.line).await.map(PlanLine)
    }
}

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
    /// Text of the beacon event exactly as announced.
    async fn beacon(&self) -> Option<&str> {
        self.row.beacon.as_deref()
    }
    /// When it was recorded.
    async fn beacon_at(&self) -> Option<DateTime<Utc>> {
        self.row.beacon_at
    }
    /// The key; sealed with the list.
    async fn seed(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        let trusted = ctx.viewer().is_ok_and(|viewer| viewer.may(Action::ReadDrawnList, Scope::Division));
        Ok(self.row.seed.as_deref().filter(|_| self.open || trusted))
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
        let rows = ctx.services()?.draw.witnesses(self.row.id).await?;
        Ok(rows.into_iter().map(|row| Witness { row, open: self.open }).collect())
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

/// What a witness sees at their secret address.
pub struct WitnessSeat(context::WitnessSeat);

#[Object]
impl WitnessSeat {
    /// The wave.
    async fn wave(&self) -> Wave {
        Wave(self.0.wave.clone())
    }
    /// The attempt.
    async fn attempt(&self) -> Attempt {
        Attempt { row: self.0.attempt.clone(), open: DrawService::is_open(&self.0.wave) }
    }
    /// The witness.
    async fn witness(&self) -> Witness {
        Witness { row: self.0.witness.clone(), open: true }
    }
}

#[derive(Default)]
pub struct DrawQuery;

#[Object]
impl DrawQuery {
    /// The waves of one's division, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn waves(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Wave>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.draw.waves(ctx.viewer()?, &page).await?;
        Ok(connection(found, &page, Wave))
    }

    /// One wave.
    async fn wave(&self, ctx: &Context<'_>, id: WaveId) -> async_graphql::Result<Wave> {
        Ok(Wave(ctx.services()?.draw.wave(ctx.viewer()?, id).await?))
    }

    /// A witness's seat, by the secret of their address.
    async fn witness_seat(&self, ctx: &Context<'_>, token: String) -> async_graphql::Result<WitnessSeat> {
        Ok(WitnessSeat(ctx.services()?.draw.witness_seat(&token).await?))
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
}

/// A new wave.
#[derive(InputObject)]
pub struct OpenWaveInput {
    /// The published plan.
    pub plan_id: PlanId,
    /// What people call it.
    pub title: String,
    /// Approved lines drawn together.
    pub line_ids: Vec<PlanLineId>,
    /// Hash function.
    #[graphql(default_with = "HashAlgorithm::Sha256")]
    pub hash: HashAlgorithm,
    /// When the drawn list opens to the public.
    #[graphql(default_with = "ListDisclosure::AfterVisits")]
    pub disclosure: ListDisclosure,
    /// The future event whose text goes into the key.
    pub beacon_event: String,
    /// At least three witnesses.
    pub witnesses: Vec<WitnessInput>,
}

/// A wave that is acted on.
#[derive(InputObject)]
pub struct WaveStepInput {
    /// The wave.
    pub wave_id: WaveId,
}

/// An attempt that is acted on.
#[derive(InputObject)]
pub struct AttemptStepInput {
    /// The attempt.
    pub attempt_id: AttemptId,
}

/// The beacon's text.
#[derive(InputObject)]
pub struct RecordBeaconInput {
    /// The attempt.
    pub attempt_id: AttemptId,
    /// The text exactly as announced.
    pub text: String,
}

/// Declaring an attempt void.
#[derive(InputObject)]
pub struct VoidAttemptInput {
    /// The attempt.
    pub attempt_id: AttemptId,
    /// Why.
    pub reason: String,
}

/// A witness's commitment.
#[derive(InputObject)]
pub struct CommitNonceInput {
    /// The secret of their address.
    #[graphql(secret)]
    pub token: String,
    /// 64 hex digits.
    pub commitment: String,
}

/// A witness's reveal.
#[derive(InputObject)]
pub struct RevealNonceInput {
    /// The secret of their address.
    #[graphql(secret)]
    pub token: String,
    /// 64 hex digits.
    pub nonce: String,
}

/// A witness's secret address, told once.
#[derive(SimpleObject)]
pub struct WitnessLink {
    /// Which witness.
    pub code: String,
    /// The secret; the address is `/witness/` and this.
    pub token: String,
}

/// A wave with the addresses of the witnesses of its newest attempt.
pub struct Opened(OpenedWave);

#[Object]
impl Opened {
    /// The wave.
    async fn wave(&self) -> Wave {
        Wave(self.0.wave.clone())
    }
    /// The attempt.
    async fn attempt(&self) -> Attempt {
        Attempt { row: self.0.attempt.clone(), open: DrawService::is_open(&self.0.wave) }
    }
    /// Addresses to be handed out; they are not kept and cannot be shown again.
    async fn links(&self) -> Vec<WitnessLink> {
        self.0
            .links
            .iter()
            .map(|link| WitnessLink { code: link.code.clone(), token: link.token.clone() })
            .collect()
    }
}

payload!(
    /// A wave that was opened, or its next attempt.
    OpenedWavePayload { opened: Opened }
);
payload!(
    /// A wave that was changed.
    WavePayload { wave: Wave }
);
payload!(
    /// An attempt that was changed.
    AttemptPayload { attempt: Attempt }
);
payload!(
    /// A witness's seat after their act.
    WitnessPayload { seat: WitnessSeat }
);

#[derive(Default)]
pub struct DrawMutation;

#[Object]
impl DrawMutation {
    /// Opens a wave of approved lines (office clerk).
    async fn open_wave(
        &self,
        ctx: &Context<'_>,
        input: OpenWaveInput,
    ) -> async_graphql::Result<OpenedWavePayload> {
        let input = WaveInput {
            plan: input.plan_id,
            title: input.title,
            lines: input.line_ids,
            hash: input.hash,
            disclosure: input.disclosure,
            beacon_event: input.beacon_event,
            witnesses: input
                .witnesses
                .into_iter()
                .map(|witness| NewWitness {
                    code: witness.code,
                    name: witness.name,
                    organisation: witness.organisation,
                })
                .collect(),
        };
        let result = ctx.services()?.draw.open_wave(ctx.viewer()?, input).await;
        OpenedWavePayload::from_result(ctx, result, Opened)
    }

    /// Opens the next attempt after a void one.
    async fn open_attempt(
        &self,
        ctx: &Context<'_>,
        input: WaveStepInput,
    ) -> async_graphql::Result<OpenedWavePayload> {
        let result = ctx.services()?.draw.open_attempt(ctx.viewer()?, input.wave_id).await;
        OpenedWavePayload::from_result(ctx, result, Opened)
    }

    /// Queues the freeze of the frame.
    async fn freeze_frame(
        &self,
        ctx: &Context<'_>,
        input: AttemptStepInput,
    ) -> async_graphql::Result<JobPayload> {
        let services = ctx.services()?;
        let result = services.draw.start_freeze(&services.jobs, ctx.viewer()?, input.attempt_id).await;
        JobPayload::from_result(ctx, result, Job)
    }

    /// Records the text of the beacon event.
    async fn record_beacon(
        &self,
        ctx: &Context<'_>,
        input: RecordBeaconInput,
    ) -> async_graphql::Result<AttemptPayload> {
        let result = ctx.services()?.draw.record_beacon(ctx.viewer()?, input.attempt_id, &input.text).await;
        AttemptPayload::from_result(ctx, result, |row| Attempt { row, open: false })
    }

    /// Queues the draw.
    async fn run_draw(
        &self,
        ctx: &Context<'_>,
        input: AttemptStepInput,
    ) -> async_graphql::Result<JobPayload> {
        let services = ctx.services()?;
        let result = services.draw.start_draw(&services.jobs, ctx.viewer()?, input.attempt_id).await;
        JobPayload::from_result(ctx, result, Job)
    }

    /// Declares an attempt void (office head).
    async fn void_attempt(
        &self,
        ctx: &Context<'_>,
        input: VoidAttemptInput,
    ) -> async_graphql::Result<AttemptPayload> {
        let result = ctx.services()?.draw.void_attempt(ctx.viewer()?, input.attempt_id, &input.reason).await;
        AttemptPayload::from_result(ctx, result, |row| Attempt { row, open: false })
    }

    /// Closes a wave whose visits are over; sealed lists open.
    async fn close_wave(
        &self,
        ctx: &Context<'_>,
        input: WaveStepInput,
    ) -> async_graphql::Result<WavePayload> {
        let result = ctx.services()?.draw.close_wave(ctx.viewer()?, input.wave_id).await;
        WavePayload::from_result(ctx, result, Wave)
    }
}

/// Witnesses act by the secret of their address, without an account.
#[derive(Default)]
pub struct WitnessMutation;

#[Object]
impl WitnessMutation {
    /// A witness commits.
    async fn commit_nonce(
        &self,
        ctx: &Context<'_>,
        input: CommitNonceInput,
    ) -> async_graphql::Result<WitnessPayload> {
        let holder = TokenHolder { token: &input.token, origin: &ctx.request()?.origin };
        let result = ctx.services()?.draw.commit(holder, &input.commitment).await;
        WitnessPayload::from_result(ctx, result, WitnessSeat)
    }

    /// A witness reveals.
    async fn reveal_nonce(
        &self,
        ctx: &Context<'_>,
        input: RevealNonceInput,
    ) -> async_graphql::Result<WitnessPayload> {
        let holder = TokenHolder { token: &input.token, origin: &ctx.request()?.origin };
        let result = ctx.services()?.draw.reveal(holder, &input.nonce).await;
        WitnessPayload::from_result(ctx, result, WitnessSeat)
    }
}
