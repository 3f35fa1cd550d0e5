//! The outbox: commands in the order they were entered, each sent until the server has answered it.
//!
//! The rules: one command travels at a time. Within a visit nothing overtakes what may still be sent;
//! what the server refused stays, with its words, and holds back what rests on it and nothing else. A command keeps its key for life, so the
//! server carries it out once however often it arrives. Nothing leaves the queue but by an answer that
//! accepts it, or by a person. Time comes from outside, in milliseconds.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::command::{About, Command};

/// First pause before trying again.
const FIRST_PAUSE: u64 = 1_000;
/// Longest pause.
const LONGEST_PAUSE: u64 = 30_000;

/// Why the server refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Its code.
    pub code: String,
    /// In words, as the server gave them.
    pub words: String,
}

/// Where a command stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum State {
    /// To be sent.
    #[default]
    Waiting,
    /// On its way.
    Sending,
    /// Refused; a person decides.
    Refused(Refusal),
}

/// A command in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place; grows with every command entered on this device.
    #[serde(skip)]
    pub seq: u64,
    /// Made once; the server carries a key out once.
    pub key: String,
    /// The visit.
    pub visit: String,
    /// In words.
    pub about: About,
    /// What is to be done.
    pub command: Command,
    /// When it was entered, by the device's clock.
    pub entered_at: u64,
    /// Where it stands.
    pub state: State,
    /// How often the server failed on it.
    #[serde(skip)]
    pub failures: u32,
    /// Not before then.
    #[serde(skip)]
    pub due: u64,
}

impl Entry {
    /// A command just entered.
    pub fn new(key: String, visit: String, about: About, command: Command, entered_at: u64) -> Self {
        let state = State::Waiting;
        Self { seq: 0, key, visit, about, command, entered_at, state, failures: 0, due: 0 }
    }

    /// Whether it waits for a person.
    pub fn is_refused(&self) -> bool {
        matches!(self.state, State::Refused(_))
    }
}

/// What came of sending a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Accepted,
    /// The server does not take it.
    Refused(Refusal),
    /// The server failed on it.
    Failed,
    /// The server was not reached, or nobody is logged in.
    Unreachable,
}

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Send this one.
    Send(u64),
    /// Look again then.
    At(u64),
    /// Nothing can be sent, until something changes.
    Rest,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queue {
    entries: BTreeMap<u64, Entry>,
    /// Places of what has left, since the app was started.
    gone: BTreeSet<u64>,
    failures: u32,
    quiet_until: u64,
}

fn pause(failures: u32) -> u64 {
    (FIRST_PAUSE << failures.saturating_sub(1).min(10)).min(LONGEST_PAUSE)
}

impl Queue {
    /// The highest place so far.
    pub fn last(&self) -> u64 {
        let last = |places: Option<&u64>| places.copied().unwrap_or_default();
        last(self.entries.keys().next_back()).max(last(self.gone.last()))
    }

    /// Takes over what is kept on the device, as it was read when [`Self::last`] was `seen`. What was on
    /// its way when the app was killed is sent again, with its key. What is no longer kept has been sent
    /// by another tab; but what travels just now, or was entered while reading, stays.
    pub fn absorb(&mut self, kept: impl IntoIterator<Item = Entry>, seen: u64) {
        let mut before = std::mem::take(&mut self.entries);
        for mut entry in kept {
            if self.gone.contains(&entry.seq) {
                continue;
            }
            match before.remove(&entry.seq) {
                Some(known) => entry = known,
                None if entry.state == State::Sending => entry.state = State::Waiting,
                None => {}
            }
            self.entries.insert(entry.seq, entry);
        }
        let stays = |seq: u64, entry: &Entry| seq > seen || entry.state == State::Sending;
        self.entries.extend(before.into_iter().filter(|(seq, entry)| stays(*seq, entry)));
    }

    fn remove(&mut self, seq: u64) -> Option<Entry> {
        self.gone.insert(seq);
        self.entries.remove(&seq)
    }

    /// Puts a command at the end. What it corrects leaves the queue and is returned.
    pub fn push(&mut self, entry: Entry) -> Vec<Entry> {
        let corrected: Vec<u64> = self
            .entries
            .values()
            .filter(|old| {
                old.is_refused() && old.visit == entry.visit && entry.command.corrects(&old.command)
            })
            .map(|old| old.seq)
            .collect();
        // It may have been read from the device already.
        self.entries.entry(entry.seq).or_insert(entry);
        corrected.into_iter().filter_map(|seq| self.remove(seq)).collect()
    }

    /// What to do now.
    pub fn next(&self, now: u64) -> Next {
        if self.entries.values().any(|entry| entry.state == State::Sending) {
            return Next::Rest;
        }
        let held = self.held();
        let mut busy: BTreeSet<&str> = BTreeSet::new();
        let mut soonest = None::<(u64, u64)>;
        for entry in self.entries.values().filter(|entry| !entry.is_refused()) {
            // What is held back lets the others of its visit pass; they do not rest on it.
            if held.contains(&entry.seq) || !busy.insert(&entry.visit) {
                continue;
            }
            let due = entry.due.max(self.quiet_until);
            if soonest.is_none_or(|(earliest, _)| due.max(now) < earliest.max(now)) {
                soonest = Some((due, entry.seq));
            }
        }
        match soonest {
            None => Next::Rest,
            Some((due, seq)) if due <= now => Next::Send(seq),
            Some((due, _)) => Next::At(due),
        }
    }

    /// Those that wait for something that was refused, or for something that waits so.
    pub fn held(&self) -> BTreeSet<u64> {
        let mut stuck: Vec<&Entry> = Vec::new();
        let mut held = BTreeSet::new();
        for entry in self.entries.values() {
            let is_held =
                stuck.iter().any(|old| old.visit == entry.visit && old.command.holds_back(&entry.command));
            if is_held && !entry.is_refused() {
                held.insert(entry.seq);
            }
            if is_held || entry.is_refused() {
                stuck.push(entry);
            }
        }
        held
    }

    /// It is on its way; a copy to send.
    pub fn start(&mut self, seq: u64) -> Option<Entry> {
        let entry = self.entries.get_mut(&seq)?;
        entry.state = State::Sending;
        Some(entry.clone())
    }

    /// What came of it. An accepted command leaves the queue and is returned.
    pub fn settle(&mut self, seq: u64, outcome: Outcome, now: u64) -> Option<Entry> {
        match outcome {
            Outcome::Accepted => {
                self.failures = 0;
                return self.remove(seq);
            }
            Outcome::Unreachable => {
                self.failures += 1;
                self.quiet_until = now + pause(self.failures);
            }
            Outcome::Refused(_) | Outcome::Failed => self.failures = 0,
        }
        let entry = self.entries.get_mut(&seq)?;
        entry.state = State::Waiting;
        match outcome {
            Outcome::Refused(refusal) => entry.state = State::Refused(refusal),
            Outcome::Failed => {
                entry.failures += 1;
                entry.due = now + pause(entry.failures);
            }
            Outcome::Accepted | Outcome::Unreachable => {}
        }
        None
    }

    /// A photo's file is at the server.
    pub fn uploaded(&mut self, seq: u64, file: String) -> Option<&Entry> {
        let entry = self.entries.get_mut(&seq)?;
        if let Command::Photo { upload, .. } = &mut entry.command {
            *upload = Some(file);
        }
        Some(entry)
    }

    /// The network is back, or somebody pressed "send now".
    pub fn wake(&mut self) {
        self.failures = 0;
        self.quiet_until = 0;
        for entry in self.entries.values_mut() {
            entry.due = 0;
        }
    }

    /// Sends a refused one again as it is: what stood in its way may be gone.
    pub fn retry(&mut self, seq: u64) -> Option<&Entry> {
        let entry = self.entries.get_mut(&seq).filter(|entry| entry.is_refused())?;
        entry.state = State::Waiting;
        Some(entry)
    }

    /// Gives up one that is not on its way.
    pub fn discard(&mut self, seq: u64) -> Option<Entry> {
        let travels = self.entries.get(&seq)?.state == State::Sending;
        if travels { None } else { self.remove(seq) }
    }

    /// How many have not reached the server.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// All, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Those of a visit, in order.
    pub fn of_visit<'a>(&'a self, visit: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.values().filter(move |entry| entry.visit == visit)
    }
}
