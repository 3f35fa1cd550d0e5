//! Following a draw without an account: a pulse whenever the ledger of the division has grown, or work on an
//! attempt has begun or ended. What has changed is asked for anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::{Stream, stream};
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::code::DivisionCode;
use shared::ids::WaveId;
use shared::job::JobKind;
use tokio::sync::watch;

use super::{Attempt, DrawService, repository};
use crate::error::{Error, Result};

/// How often a process with listeners looks, for all of them at once.
const EVERY: Duration = Duration::from_millis(400);
/// Most listeners of a process; more are asked to ask instead.
const MOST: usize = 2_000;

/// Where the ledger ends and what is worked on.
type Seen = (i64, Vec<Value>);

/// The listeners of this process.
#[derive(Default)]
pub(super) struct Pulses {
    seen: watch::Sender<Option<Seen>>,
    looking: AtomicBool,
}

/// A beat: how things stand with a wave, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// The newest step of the division's ledger.
    pub seq: i64,
    /// What the server is at with the newest attempt.
    pub working: Option<JobKind>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

impl DrawService {
    /// What the server is working on with an attempt.
    pub async fn working(&self, division: &DivisionCode, attempts: &[Attempt]) -> Result<Option<JobKind>> {
        Ok(at_work(&self.pulse(division).await?, attempts))
    }

    /// Beats for a wave: now, and whenever something has happened, on whichever server.
    pub async fn follow(
        &self,
        division: &DivisionCode,
        code: &str,
    ) -> Result<impl Stream<Item = Pulse> + Send + use<>> {
        let not_found = || Error::from(ErrorCode::NotFound);
        let wave = self.public_wave(division, code).await?.ok_or_else(not_found)?.id;
        if self.pulses.seen.receiver_count() >= MOST {
            return Err(ErrorCode::RateLimited.into());
        }
        let receiver = self.pulses.seen.subscribe();
        self.look(division).await?;
        let service = self.clone();
        Ok(stream::unfold((receiver, None, service), move |(mut receiver, last, service)| async move {
            loop {
                let seen = receiver.borrow_and_update().clone();
                if let Some(seen) = seen {
                    let beat = service.beat(wave, &seen).await.ok()?;
                    if last != Some((beat.seq, beat.working)) {
                        return Some((beat, (receiver, Some((beat.seq, beat.working)), service)));
                    }
                }
                receiver.changed().await.ok()?;
            }
        }))
    }

    async fn beat(&self, wave: WaveId, seen: &Seen) -> Result<Pulse> {
        let attempts = repository::attempts(self.core.db().read(), &[wave]).await?;
        Ok(Pulse { seq: seen.0, working: at_work(seen, &attempts), now: self.core.now() })
    }

    /// Sees to it that somebody looks, while anybody listens.
    async fn look(&self, division: &DivisionCode) -> Result<()> {
        self.pulses.seen.send_replace(Some(self.pulse(division).await?));
        if !self.pulses.looking.swap(true, Ordering::SeqCst) {
            tokio::spawn(run(self.clone(), division.clone()));
        }
        Ok(())
    }
}

async fn run(service: DrawService, division: DivisionCode) {
    let pulses = Arc::clone(&service.pulses);
    loop {
        tokio::time::sleep(EVERY).await;
        if pulses.seen.receiver_count() == 0 {
            pulses.looking.store(false, Ordering::SeqCst);
            // Somebody who came just now counts on this task, or has started another.
            if pulses.seen.receiver_count() == 0 || pulses.looking.swap(true, Ordering::SeqCst) {
                return;
            }
        }
        match service.pulse(&division).await {
            Ok(now) => {
                pulses.seen.send_if_modified(|seen| {
                    let changed = seen.as_ref() != Some(&now);
                    *seen = Some(now);
                    changed
                });
            }
            Err(error) => tracing::warn!(%error, "the ledger of draws could not be read"),
        }
    }
}

fn at_work(seen: &Seen, attempts: &[Attempt]) -> Option<JobKind> {
    let newest = json!(attempts.last()?.id);
    let own = seen.1.iter().find(|work| work.pointer("/payload/attempt") == Some(&newest))?;
    JobKind::parse(own.get("kind")?.as_str()?)
}
