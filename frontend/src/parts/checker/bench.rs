//! Where a file is checked: the worker, what it has said so far, what came of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::draw::Check;
use shared::draw::inquiry::{Change, Finding, LARGEST, Refusal, Step};

use super::model::Message;
use crate::api::{self, ApiError};
use crate::platform::clock;
use crate::platform::files::{self, File};
use crate::platform::worker::{Heard, Worker};

/// File of the worker, beside the app's.
const WORKER: &str = "verifier-worker.js";

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Busy {
    /// Nothing.
    No,
    /// The file is on its way.
    Fetching,
    /// The file is checked.
    File,
    /// The file with one byte changed is checked.
    Trial,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Running {
    /// The file is read.
    Reading(u64),
    /// A check with what is done of it.
    Check(Check, i64, i64),
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// All that was found.
    pub finding: Finding,
    /// Name of the file.
    pub name: String,
    /// How long it took.
    pub millis: u64,
    /// When, by the device's clock.
    pub at: u64,
}

/// What is to be shown.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// Nothing yet.
    Nothing,
    /// It was stopped.
    Stopped,
    /// The file was refused unread.
    Refused(Refusal),
    /// The worker could not go on.
    Broken(String),
    /// The file did not come.
    Failed(ApiError),
    /// It was checked.
    Record(Box<Record>),
}

/// The bench.
#[derive(Clone, Copy)]
pub struct Bench {
    /// What goes on.
    pub busy: RwSignal<Busy>,
    /// How far it has come.
    pub running: RwSignal<Option<Running>>,
    /// Steps that are over.
    pub steps: RwSignal<Vec<Step>>,
    /// What is to be shown.
    pub shown: RwSignal<Shown>,
    /// What came of a changed byte.
    pub trial: RwSignal<Option<(Change, Finding)>>,
    /// Whether all that is needed has come, so that no network is.
    pub ready: RwSignal<bool>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
    file: StoredValue<Option<File>, LocalStorage>,
    begun: StoredValue<u64>,
}

impl Bench {
    /// A bench with its worker at hand, so that later no network is needed.
    pub fn new() -> Self {
        let bench = Self {
            busy: RwSignal::new(Busy::No),
            running: RwSignal::new(None),
            steps: RwSignal::new(Vec::new()),
            shown: RwSignal::new(Shown::Nothing),
            trial: RwSignal::new(None),
            ready: RwSignal::new(false),
            worker: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
            begun: StoredValue::new(0),
        };
        bench.start();
        bench
    }

    fn start(self) {
        self.ready.set(false);
        self.worker.set_value(Worker::start(WORKER, move |heard| self.hear(heard)));
    }

    fn hear(self, heard: Heard) {
        let message = match heard {
            Heard::Text(text) => serde_json::from_str(&text)
                .unwrap_or_else(|error| Message::Broken { detail: error.to_string() }),
            Heard::Broken => Message::Broken { detail: WORKER.to_owned() },
        };
        let Some(busy) = self.busy.try_get_untracked() else { return };
        match message {
            Message::Ready => self.ready.set(true),
            Message::Reading { bytes } => self.running.set(Some(Running::Reading(bytes))),
            Message::Progress { check, done, total } => {
                self.running.set(Some(Running::Check(check, done, total)));
            }
            Message::Step(step) if busy == Busy::File => self.steps.update(|steps| steps.push(*step)),
            Message::Step(_) => {}
            Message::Done { finding, change } => {
                match change {
                    Some(change) => self.trial.set(Some((*change, *finding))),
                    None => self.keep(*finding),
                }
                self.rest();
            }
            // One that breaks while nothing goes on is missed when something is asked of it.
            Message::Broken { .. } if busy == Busy::No => self.worker.set_value(None),
            Message::Broken { detail } => {
                self.shown.set(Shown::Broken(detail));
                self.rest();
                self.worker.set_value(None);
            }
        }
    }

    fn keep(self, finding: Finding) {
        let at = clock::millis();
        let name = self.file.with_value(|file| file.as_ref().map(File::name)).unwrap_or_default();
        let millis = at.saturating_sub(self.begun.get_value());
        self.shown.set(Shown::Record(Box::new(Record { finding, name, millis, at })));
    }

    fn rest(self) {
        self.busy.set(Busy::No);
        self.running.set(None);
    }

    /// Checks a file.
    #[expect(clippy::cast_precision_loss, reason = "a limit")]
    pub fn check(self, file: File) {
        self.steps.set(Vec::new());
        self.trial.set(None);
        self.running.set(None);
        if file.size() > LARGEST as f64 {
            self.shown.set(Shown::Refused(Refusal::TooLarge));
            return;
        }
        self.shown.set(Shown::Nothing);
        self.begun.set_value(clock::millis());
        self.file.set_value(Some(file));
        self.send(Busy::File, None);
    }

    /// Checks the file with the byte at a place changed.
    #[expect(clippy::cast_precision_loss, reason = "places in a file of at most 512 MiB")]
    pub fn change(self, place: u64) {
        self.send(Busy::Trial, Some(place as f64));
    }

    fn send(self, busy: Busy, place: Option<f64>) {
        if self.worker.with_value(Option::is_none) {
            self.start();
        }
        let sent = self.worker.with_value(|worker| {
            self.file.with_value(|file| {
                worker.as_ref().zip(file.as_ref()).is_some_and(|(worker, file)| worker.send(file, place))
            })
        });
        if sent {
            self.busy.set(busy);
        } else {
            self.shown.set(Shown::Broken(WORKER.to_owned()));
        }
    }

    /// Fetches a file and checks it.
    pub fn fetch(self, address: String, name: String) {
        self.busy.set(Busy::Fetching);
        self.shown.set(Shown::Nothing);
        self.steps.set(Vec::new());
        spawn_local(async move {
            let come = api::download(&address).await;
            // Stopped in the meantime, or the page is gone.
            if self.busy.try_get_untracked() != Some(Busy::Fetching) {
                return;
            }
            self.busy.set(Busy::No);
            match come.map(|bytes| files::from_bytes(&name, "application/json", &bytes)) {
                Ok(Some(file)) => self.check(file),
                Ok(None) => self.shown.set(Shown::Broken(name)),
                Err(error) => self.shown.set(Shown::Failed(error)),
            }
        });
    }

    /// Stops whatever goes on: the worker is ended, and a new one waits. A record stays.
    pub fn stop(self) {
        if self.busy.get_untracked() != Busy::Trial {
            self.steps.set(Vec::new());
            self.shown.set(Shown::Stopped);
        }
        self.rest();
        self.start();
    }
}
