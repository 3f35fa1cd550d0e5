//! The audit in slices: the page stays alive, shows how far it is, and can be told to stop.

use std::time::Duration;

use leptos::prelude::*;
use shared::fairness::{Audit, FairnessReport, History};

use crate::platform::clock;

/// Milliseconds of work between two looks at the page.
const SLICE: u64 = 40;

/// How far an audit has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Nothing was asked for.
    Idle,
    /// A list is fetched or read.
    Reading,
    /// Draws anew: made, and in all.
    Drawing(usize, usize),
    /// What is wrong with the list.
    Refused(String),
    /// What came of it: name of the list, report.
    Done(String, Box<FairnessReport>),
}

impl Stage {
    /// Whether something is going on.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Reading | Self::Drawing(..))
    }
}

/// An audit's stage with the number of the one that counts; an older one stops when it sees another.
#[derive(Clone, Copy)]
pub struct Bench {
    /// Where it stands.
    pub stage: RwSignal<Stage>,
    turn: StoredValue<u32>,
}

impl Bench {
    /// With nothing asked for yet.
    pub fn empty() -> Self {
        Self { stage: RwSignal::new(Stage::Idle), turn: StoredValue::new(0) }
    }

    /// Begins anew; whatever is still going on stops.
    pub fn begin(self) -> u32 {
        self.turn.update_value(|turn| *turn += 1);
        self.stage.set(Stage::Reading);
        self.turn.get_value()
    }

    /// Stops what is going on.
    pub fn stop(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.stage.set(Stage::Idle);
    }

    /// Whether this turn still counts; no more once the page is left.
    pub fn counts(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Audits a list, or says what is wrong with it.
    pub async fn judge(self, turn: u32, name: String, read: Result<History, String>) {
        if !self.counts(turn) {
            return;
        }
        let history = match read {
            Ok(history) => history,
            Err(words) => {
                self.stage.try_set(Stage::Refused(words));
                return;
            }
        };
        let mut audit = Audit::new(&history);
        while audit.left() > 0 {
            let begun = clock::millis();
            while audit.left() > 0 && clock::millis().saturating_sub(begun) < SLICE {
                audit.step(1);
            }
            self.stage.try_set(Stage::Drawing(audit.trials() - audit.left(), audit.trials()));
            clock::pause(Duration::ZERO).await;
            if !self.counts(turn) {
                return;
            }
        }
        self.stage.try_set(Stage::Done(name, Box::new(audit.finish())));
    }
}
