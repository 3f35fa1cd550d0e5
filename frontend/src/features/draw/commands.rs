//! What the pages of waves change.

use chrono::{DateTime, Utc};
use shared::draw::HashAlgorithm;
use shared::planning::{ListDisclosure, WitnessKind};

use super::rule_queries::{WaveRulesInput, WaveTurnInput};
use crate::api::{Coded, schema};
use crate::mutation;
use crate::state::job::JobView;

/// A witness as they are named.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct WitnessInput {
    /// Identifier in the draw.
    pub code: String,
    /// Name or office.
    pub name: String,
    /// Whom they come from.
    pub organisation: String,
    /// What kind of witness.
    pub kind: Coded<WitnessKind>,
}

/// A new wave.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct OpenWaveInput {
    /// The published plan.
    pub plan_id: cynic::Id,
    /// What people call it.
    pub title: String,
    /// Lines drawn together.
    pub line_ids: Vec<cynic::Id>,
    /// Hash function.
    pub hash: Coded<HashAlgorithm>,
    /// When the list opens to the public.
    pub disclosure: Coded<ListDisclosure>,
    /// The event whose text goes into the key.
    pub beacon_event: String,
    /// When it is planned.
    pub beacon_due_at: Option<DateTime<Utc>>,
    /// Who witnesses.
    pub witnesses: Vec<WitnessInput>,
    /// Whom its frame leaves out.
    pub rules: Option<WaveRulesInput>,
    /// The wave it follows, and how far it turns.
    pub turn: Option<WaveTurnInput>,
}

/// A wave that is acted on.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct WaveStepInput {
    /// The wave.
    pub wave_id: cynic::Id,
}

/// An attempt that is acted on.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct AttemptStepInput {
    /// The attempt.
    pub attempt_id: cynic::Id,
}

/// The beacon's text.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RecordBeaconInput {
    /// The attempt.
    pub attempt_id: cynic::Id,
    /// The text exactly as announced.
    pub text: String,
    /// How long the witnesses have to reveal.
    pub reveal_minutes: i32,
}

/// Another link for a witness.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ReissueLinkInput {
    /// The attempt.
    pub attempt_id: cynic::Id,
    /// Which witness.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// Declaring an attempt void.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct VoidAttemptInput {
    /// The attempt.
    pub attempt_id: cynic::Id,
    /// Why.
    pub reason: String,
}

/// A witness's secret address, told once.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct WitnessLink {
    /// Which witness.
    pub code: String,
    /// The secret.
    pub token: String,
}

/// The wave a command was about.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Wave")]
pub struct WaveId {
    /// Opaque id.
    pub id: cynic::Id,
}

/// The attempt a command was about.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptId {
    /// Opaque id.
    #[expect(dead_code, reason = "an answer has to ask for something")]
    pub id: cynic::Id,
}

/// A wave with the addresses of its witnesses.
#[derive(cynic::QueryFragment, Debug, Clone)]
pub struct Opened {
    /// The wave.
    pub wave: WaveId,
    /// Addresses that cannot be shown again.
    pub links: Vec<WitnessLink>,
}

mutation!($ /// Opens a wave with its first attempt.
    open_wave(OpenWaveInput) -> "OpenedWavePayload" { opened: Opened });
mutation!($ /// Opens the next attempt after a void one.
    open_attempt(WaveStepInput) -> "OpenedWavePayload" { opened: Opened });
mutation!($ /// Gives a witness another link.
    reissue_link(ReissueLinkInput) -> "LinkPayload" { link: WitnessLink });
mutation!($ /// Queues the freeze.
    freeze_frame(AttemptStepInput) -> "JobPayload" { job: JobView });
mutation!($ /// Records the beacon.
    record_beacon(RecordBeaconInput) -> "AttemptPayload" { attempt: AttemptId });
mutation!($ /// Queues the draw.
    run_draw(AttemptStepInput) -> "JobPayload" { job: JobView });
mutation!($ /// Declares an attempt void.
    void_attempt(VoidAttemptInput) -> "AttemptPayload" { attempt: AttemptId });
mutation!($ /// Closes a wave.
    close_wave(WaveStepInput) -> "WavePayload" { wave: WaveId });
