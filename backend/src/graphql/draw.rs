//! Waves, the steps of their attempts, and what witnesses do.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::draw::HashAlgorithm;
use shared::ids::{AttemptId, PlanId, PlanLineId, WaveId};
use shared::planning::{ListDisclosure, WaveStatus, WitnessDraft};

use super::attempt::{Attempt, Witness, WitnessInput};
use super::context::ContextExt;
use super::error::payload;
use super::jobs::Job;
use super::loaders::{AttemptsOf, LinesOfWave, many, one};
use super::page::{List, connection, request};
use super::planning::{Plan, PlanLine};
use super::registry::JobPayload;
use super::scalars::count;
use super::wave_rules::{WaveRules, WaveTurn, WaveTurnInput, turn};
use crate::draw::{self as context, OpenedWave, TokenHolder, WaveInput};

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
    /// When the event is planned.
    async fn beacon_due_at(&self) -> Option<DateTime<Utc>> {
        self.0.beacon_due_at
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
    async fn is_open(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(ctx.services()?.draw.is_open(&self.0))
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
        let rows = many(ctx, AttemptsOf(self.0.id)).await?;
        let open = ctx.services()?.draw.is_open(&self.0);
        Ok(rows.into_iter().map(|row| Attempt::new(row, open)).collect())
    }
    /// Whom its frame leaves out; absent for waves of before there were rules.
    async fn rules(&self) -> Option<WaveRules> {
        self.0.rules.as_ref().map(|rules| rules.0.into())
    }
    /// How it turns the numbers of the wave before, in a series.
    async fn turn(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<WaveTurn>> {
        turn(ctx, &self.0).await
    }
    /// How many of its visits are not over; it can be closed when none is left.
    async fn open_visits(&self, ctx: &Context<'_>) -> async_graphql::Result<i32> {
        Ok(count(ctx.services()?.draw.open_visits(self.0.id).await?))
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

/// What a witness sees at their secret address.
pub struct WitnessSeat(context::WitnessSeat);

#[Object]
impl WitnessSeat {
    /// The wave.
    async fn wave(&self) -> Wave {
        Wave(self.0.wave.clone())
    }
    /// The attempt.
    async fn attempt(&self, ctx: &Context<'_>) -> async_graphql::Result<Attempt> {
        let open = ctx.services()?.draw.is_open(&self.0.wave);
        Ok(Attempt::new(self.0.attempt.clone(), open))
    }
    /// The witness.
    async fn witness(&self) -> Witness {
        Witness::new(self.0.witness.clone(), true)
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
    async fn witness_seat(
        &self,
        ctx: &Context<'_>,
        token: String,
        #[graphql(desc = "The secret of the device that has opened the seat.")] device: Option<String>,
    ) -> async_graphql::Result<WitnessSeat> {
        let origin = &ctx.request()?.origin;
        let holder = TokenHolder { token: &token, device: device.as_deref(), origin };
        Ok(WitnessSeat(ctx.services()?.draw.witness_seat(holder).await?))
    }
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
    /// When the event is planned.
    pub beacon_due_at: Option<DateTime<Utc>>,
    /// At least three witnesses.
    pub witnesses: Vec<WitnessInput>,
    /// Whom its frame leaves out; absent for the quiet list and the caps of the plan.
    pub rules: Option<WaveRules>,
    /// The wave it follows in a series, and how far it turns.
    pub turn: Option<WaveTurnInput>,
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
    /// How long the witnesses have to reveal.
    #[graphql(default_with = "30")]
    pub reveal_minutes: i32,
}

/// Giving a witness another link.
#[derive(InputObject)]
pub struct ReissueLinkInput {
    /// The attempt.
    pub attempt_id: AttemptId,
    /// Which witness.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// Opening a seat on a device.
#[derive(InputObject)]
pub struct OpenSeatInput {
    /// The secret of the address.
    #[graphql(secret)]
    pub token: String,
    /// A secret that the device has made for itself: 64 hex digits.
    #[graphql(secret)]
    pub device: String,
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
    /// The secret of the device that has opened the seat.
    #[graphql(secret)]
    pub device: Option<String>,
}

/// A witness's reveal.
#[derive(InputObject)]
pub struct RevealNonceInput {
    /// The secret of their address.
    #[graphql(secret)]
    pub token: String,
    /// 64 hex digits.
    pub nonce: String,
    /// The secret of the device that has opened the seat.
    #[graphql(secret)]
    pub device: Option<String>,
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
    async fn attempt(&self, ctx: &Context<'_>) -> async_graphql::Result<Attempt> {
        let open = ctx.services()?.draw.is_open(&self.0.wave);
        Ok(Attempt::new(self.0.attempt.clone(), open))
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
    /// A link that takes the place of another; it is not kept and cannot be shown again.
    LinkPayload { link: WitnessLink }
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
            beacon_due_at: input.beacon_due_at,
            witnesses: input.witnesses.into_iter().map(WitnessDraft::from).collect(),
            rules: input.rules.map(Into::into),
            turn: input.turn.map(Into::into),
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
        let said = (input.text.as_str(), i64::from(input.reveal_minutes));
        let result = ctx.services()?.draw.record_beacon(ctx.viewer()?, input.attempt_id, said).await;
        AttemptPayload::from_result(ctx, result, |row| Attempt::new(row, false))
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
        AttemptPayload::from_result(ctx, result, |row| Attempt::new(row, false))
    }

    /// Gives a witness who has not committed another link (office clerk).
    async fn reissue_link(
        &self,
        ctx: &Context<'_>,
        input: ReissueLinkInput,
    ) -> async_graphql::Result<LinkPayload> {
        let why = (input.code.as_str(), input.reason.as_str());
        let result = ctx.services()?.draw.reissue_link(ctx.viewer()?, input.attempt_id, why).await;
        LinkPayload::from_result(ctx, result, |(_, link)| WitnessLink { code: link.code, token: link.token })
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
    /// Opens a seat on a device; the first that does has it.
    async fn open_seat(
        &self,
        ctx: &Context<'_>,
        input: OpenSeatInput,
    ) -> async_graphql::Result<WitnessPayload> {
        let origin = &ctx.request()?.origin;
        let holder = TokenHolder { token: &input.token, device: Some(&input.device), origin };
        let result = ctx.services()?.draw.open_seat(holder).await;
        WitnessPayload::from_result(ctx, result, WitnessSeat)
    }

    /// A witness commits.
    async fn commit_nonce(
        &self,
        ctx: &Context<'_>,
        input: CommitNonceInput,
    ) -> async_graphql::Result<WitnessPayload> {
        let origin = &ctx.request()?.origin;
        let holder = TokenHolder { token: &input.token, device: input.device.as_deref(), origin };
        let result = ctx.services()?.draw.commit(holder, &input.commitment).await;
        WitnessPayload::from_result(ctx, result, WitnessSeat)
    }

    /// A witness reveals.
    async fn reveal_nonce(
        &self,
        ctx: &Context<'_>,
        input: RevealNonceInput,
    ) -> async_graphql::Result<WitnessPayload> {
        let origin = &ctx.request()?.origin;
        let holder = TokenHolder { token: &input.token, device: input.device.as_deref(), origin };
        let result = ctx.services()?.draw.reveal(holder, &input.nonce).await;
        WitnessPayload::from_result(ctx, result, WitnessSeat)
    }
}
