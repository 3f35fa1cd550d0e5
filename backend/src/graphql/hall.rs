//! What the screen in the hall needs beyond the draw itself: the ledger, and a pulse without a log-in.

use async_graphql::{Context, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt};
use shared::Lang;
use shared::draw::ledger::StepKind;
use shared::job::JobKind;

use super::context::ContextExt;
use super::scalars::{count, small};
use crate::draw::{Ledger, Pulse};

/// The ledger of draws, or a part of it.
#[derive(SimpleObject)]
pub struct DrawLedger {
    /// Hash of the newest step of the division's whole ledger.
    pub head: String,
    /// How many steps the whole ledger has.
    pub length: i32,
    /// What does not hold; nothing where every step fits and the tables say the same.
    pub fault: Option<String>,
    /// The steps of this wave.
    pub steps: Vec<LedgerStep>,
}

/// A step of the ledger.
#[derive(SimpleObject)]
pub struct LedgerStep {
    /// Its number in the whole ledger.
    pub seq: i32,
    /// Which attempt.
    pub attempt: i32,
    /// What happened.
    pub kind: StepKind,
    /// When.
    pub at: DateTime<Utc>,
    /// Its hash.
    pub link: String,
    /// The text that is hashed, letter by letter.
    pub text: String,
    /// The server's signature.
    pub signature: String,
}

impl DrawLedger {
    /// In the language of who asks.
    pub fn new(found: Ledger, lang: Lang) -> Self {
        let steps = found.entries.into_iter().filter_map(|entry| {
            let step = entry.step()?;
            Some(LedgerStep {
                seq: count(step.seq),
                attempt: count(u64::from(step.attempt)),
                kind: step.kind,
                at: step.at.parse().ok()?,
                link: entry.link,
                text: entry.text,
                signature: entry.signature,
            })
        });
        Self {
            steps: steps.collect(),
            head: found.head,
            length: count(found.length),
            fault: found.fault.map(|fault| fault.words(lang)),
        }
    }
}

/// Something has happened in a draw: ask for it anew.
#[derive(SimpleObject)]
pub struct WaveChange {
    /// The newest step of the ledger.
    pub seq: i32,
    /// What the server is at.
    pub working: Option<JobKind>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

impl From<Pulse> for WaveChange {
    fn from(beat: Pulse) -> Self {
        Self { seq: small(beat.seq), working: beat.working, now: beat.now }
    }
}

#[derive(Default)]
pub struct HallSubscription;

#[Subscription]
impl HallSubscription {
    /// A beat now and whenever something happens in a draw; for everybody.
    async fn wave_changes(
        &self,
        ctx: &Context<'_>,
        code: String,
    ) -> async_graphql::Result<impl Stream<Item = WaveChange> + use<>> {
        let stream = ctx.services()?.draw.follow(ctx.division()?, &code).await?;
        Ok(stream.map(WaveChange::from))
    }
}
