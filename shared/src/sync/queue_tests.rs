//! The outbox against a line that loses, repeats and delays, a server that refuses and fails, and a device
//! that is switched off between any two steps.

use std::collections::{BTreeMap, BTreeSet};

use crate::visit::{Answer, Disposal, ResultCode};
use proptest::prelude::*;

use super::command::{About, Command};
use super::queue::{Entry, Next, Outcome, Queue, Refusal, State};

fn answer(item: u8, question: u8) -> Command {
    let answer = Answer::YesNo(true);
    Command::Answer {
        item: format!("i{item}"),
        question: format!("q{question}"),
        answer,
        seen: BTreeSet::new(),
    }
}

fn conclude(item: u8) -> Command {
    let (code, disposal) = (ResultCode::NoIssue, Disposal::None);
    Command::Conclude { item: format!("i{item}"), code, disposal, note: String::new(), based_on: None }
}

fn entry(seq: u64, visit: &str, command: Command) -> Entry {
    Entry { seq, ..Entry::new(format!("k{seq}"), visit.into(), About::default(), command, 0) }
}

fn refusal() -> Refusal {
    Refusal { code: "INVALID_FORMAT".into(), words: "格式不符".into() }
}

fn queue(entries: impl IntoIterator<Item = Entry>) -> Queue {
    let mut queue = Queue::default();
    for entry in entries {
        queue.push(entry);
    }
    queue
}

#[test]
fn one_at_a_time_in_order() {
    let mut queue = queue([entry(1, "v", answer(1, 1)), entry(2, "v", answer(1, 2))]);
    assert_eq!(queue.next(0), Next::Send(1));
    queue.start(1);
    assert_eq!(queue.next(0), Next::Rest);
    assert_eq!(queue.settle(1, Outcome::Accepted, 0).map(|entry| entry.seq), Some(1));
    assert_eq!(queue.next(0), Next::Send(2));
}

#[test]
fn pauses_grow_and_end_when_the_network_is_back() {
    let mut queue = queue([entry(1, "v", answer(1, 1))]);
    let mut pauses = Vec::new();
    let mut now = 0;
    for _ in 0..7 {
        queue.start(1);
        queue.settle(1, Outcome::Unreachable, now);
        let Next::At(then) = queue.next(now) else { panic!("it waits") };
        pauses.push((then - now) / 1000);
        now = then;
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
    queue.start(1);
    queue.settle(1, Outcome::Unreachable, now);
    queue.wake();
    assert_eq!(queue.next(now), Next::Send(1));
}

#[test]
fn one_the_server_fails_on_does_not_stop_other_doors() {
    let mut queue =
        queue([entry(1, "v", answer(1, 1)), entry(2, "v", answer(1, 2)), entry(3, "w", answer(1, 1))]);
    queue.start(1);
    queue.settle(1, Outcome::Failed, 0);
    assert_eq!(queue.next(0), Next::Send(3));
    queue.start(3);
    queue.settle(3, Outcome::Accepted, 0);
    assert_eq!(queue.next(0), Next::At(1000));
    assert_eq!(queue.next(1000), Next::Send(1));
}

#[test]
fn what_was_refused_stays_and_holds_back_what_rests_on_it() {
    let mut queue =
        queue([entry(1, "v", answer(1, 1)), entry(2, "v", conclude(1)), entry(3, "v", answer(2, 1))]);
    queue.start(1);
    queue.settle(1, Outcome::Refused(refusal()), 0);
    assert_eq!(queue.next(0), Next::Send(3));
    queue.start(3);
    queue.settle(3, Outcome::Accepted, 0);
    assert_eq!((queue.next(0), queue.count()), (Next::Rest, 2));
    // A new answer takes its place, and the result can go after it.
    let corrected = queue.push(entry(4, "v", answer(1, 1)));
    assert_eq!(corrected.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1]);
    assert_eq!(queue.next(0), Next::Send(2));
}

#[test]
fn what_waits_behind_something_held_is_held_too() {
    let finish = Command::Finish { reason: None };
    let mut queue = queue([
        entry(1, "v", answer(1, 1)),
        entry(2, "v", finish),
        entry(3, "v", answer(2, 1)),
        entry(4, "w", answer(1, 1)),
    ]);
    queue.start(1);
    queue.settle(1, Outcome::Refused(refusal()), 0);
    assert_eq!(queue.held(), BTreeSet::from([2, 3]));
    assert_eq!(queue.next(0), Next::Send(4));
}

#[test]
fn a_refused_one_is_sent_again_with_its_key_or_given_up() {
    let mut queue = queue([entry(1, "v", answer(1, 1)), entry(2, "v", answer(1, 2))]);
    for seq in [1, 2] {
        queue.start(seq);
        queue.settle(seq, Outcome::Refused(refusal()), 0);
    }
    assert_eq!(queue.retry(1).map(|entry| entry.key.clone()), Some("k1".into()));
    assert_eq!(queue.discard(2).map(|entry| entry.seq), Some(2));
    assert_eq!(queue.next(0), Next::Send(1));
    queue.start(1);
    assert_eq!(queue.discard(1), None, "it may be at the server already");
}

#[test]
fn another_tab_may_have_sent_it() {
    let mut queue = queue([entry(1, "v", answer(1, 1)), entry(2, "v", answer(1, 2))]);
    queue.start(1);
    queue.absorb([entry(3, "v", answer(1, 3))], queue.last());
    let left: Vec<u64> = queue.entries().map(|entry| entry.seq).collect();
    assert_eq!(left, [1, 3], "2 is gone; the answer to 1 is still to come");
}

#[test]
fn what_changes_while_the_device_is_read_is_not_undone() {
    let mut queue = queue([entry(1, "v", answer(1, 1))]);
    let seen = queue.last();
    let read = vec![entry(1, "v", answer(1, 1))];
    queue.start(1);
    queue.settle(1, Outcome::Accepted, 0);
    queue.push(entry(2, "v", answer(1, 2)));
    queue.absorb(read, seen);
    let left: Vec<u64> = queue.entries().map(|entry| entry.seq).collect();
    assert_eq!(left, [2], "1 has been accepted, 2 is new");
}

/// What happens to a command on the line.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Arrives,
    RequestLost,
    AnswerLost,
    ArrivesTwice,
    ServerFails,
    KilledBefore,
    KilledAfter,
    KilledBeforeItIsForgotten,
}

#[derive(Debug, Clone)]
enum Step {
    Enter { visit: u8, command: Command, refused: u8 },
    Send(Fate),
    Late(usize),
    Kill,
    Wait(u64),
    Wake,
    Retry(usize),
    Discard(usize),
}

fn command() -> impl Strategy<Value = Command> {
    let item = 0_u8..3;
    prop_oneof![
        1 => Just(Command::CheckIn { place: None }),
        6 => (item.clone(), 0_u8..4).prop_map(|(item, question)| answer(item, question)),
        3 => item.clone().prop_map(|item| Command::Photo { item: format!("i{item}"), caption: String::new(), upload: None }),
        3 => item.prop_map(conclude),
        1 => Just(Command::Finish { reason: None }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let fate = prop_oneof![
        4 => Just(Fate::Arrives),
        2 => Just(Fate::RequestLost),
        2 => Just(Fate::AnswerLost),
        1 => Just(Fate::ArrivesTwice),
        1 => Just(Fate::ServerFails),
        1 => Just(Fate::KilledBefore),
        1 => Just(Fate::KilledAfter),
        1 => Just(Fate::KilledBeforeItIsForgotten),
    ];
    // How often the server refuses it before it accepts.
    let refused = prop_oneof![6 => Just(0_u8), 2 => Just(1), 1 => Just(9)];
    prop_oneof![
        5 => (0_u8..3, command(), refused).prop_map(|(visit, command, refused)| Step::Enter { visit, command, refused }),
        8 => fate.prop_map(Step::Send),
        1 => any::<usize>().prop_map(Step::Late),
        1 => Just(Step::Kill),
        3 => (0_u64..90_000).prop_map(Step::Wait),
        1 => Just(Step::Wake),
        1 => any::<usize>().prop_map(Step::Retry),
        1 => any::<usize>().prop_map(Step::Discard),
    ]
}

/// Carries out a key once, whatever comes.
#[derive(Default)]
struct Server {
    refusals_left: BTreeMap<String, u8>,
    done: BTreeSet<String>,
    log: Vec<Entry>,
    air: Vec<Entry>,
}

impl Server {
    fn receive(&mut self, entry: &Entry) -> Outcome {
        if self.done.contains(&entry.key) {
            return Outcome::Accepted;
        }
        let left = self.refusals_left.entry(entry.key.clone()).or_default();
        if *left > 0 {
            *left -= 1;
            return Outcome::Refused(refusal());
        }
        self.done.insert(entry.key.clone());
        self.log.push(entry.clone());
        Outcome::Accepted
    }
}

#[derive(Default)]
struct World {
    queue: Queue,
    /// What the device has written down.
    kept: BTreeMap<u64, Entry>,
    server: Server,
    now: u64,
    entered: Vec<Entry>,
    ever_refused: BTreeSet<u64>,
    given_up: BTreeSet<u64>,
}

impl World {
    fn take(&mut self, step: Step) {
        match step {
            Step::Enter { visit, command, refused } => self.enter(visit, command, refused),
            Step::Send(fate) => self.send(fate),
            Step::Late(which) => {
                if !self.server.air.is_empty() {
                    let late = self.server.air[which % self.server.air.len()].clone();
                    self.server.receive(&late);
                }
            }
            Step::Kill => self.kill(),
            Step::Wait(time) => self.now += time,
            Step::Wake => self.queue.wake(),
            Step::Retry(which) => {
                if let Some(seq) = self.refused(which) {
                    let entry = self.queue.retry(seq).cloned().unwrap();
                    self.kept.insert(seq, entry);
                }
            }
            Step::Discard(which) => {
                if let Some(seq) = self.refused(which) {
                    self.queue.discard(seq);
                    self.kept.remove(&seq);
                    self.given_up.insert(seq);
                }
            }
        }
    }

    fn refused(&self, which: usize) -> Option<u64> {
        let refused: Vec<u64> =
            self.queue.entries().filter(|entry| entry.is_refused()).map(|entry| entry.seq).collect();
        (!refused.is_empty()).then(|| refused[which % refused.len()])
    }

    fn enter(&mut self, visit: u8, command: Command, refused: u8) {
        let seq = self.entered.len() as u64 + 1;
        let entry = entry(seq, &format!("v{visit}"), command);
        self.server.refusals_left.insert(entry.key.clone(), refused);
        self.kept.insert(seq, entry.clone());
        self.entered.push(entry.clone());
        for corrected in self.queue.push(entry) {
            self.kept.remove(&corrected.seq);
            self.given_up.insert(corrected.seq);
        }
    }

    fn kill(&mut self) {
        self.queue = Queue::default();
        let written: Vec<Entry> = self
            .kept
            .iter()
            .map(|(seq, entry)| {
                let text = serde_json::to_string(entry).unwrap();
                Entry { seq: *seq, ..serde_json::from_str(&text).unwrap() }
            })
            .collect();
        self.queue.absorb(written, 0);
    }

    fn send(&mut self, fate: Fate) {
        let Next::Send(seq) = self.queue.next(self.now) else { return };
        let travels = self.queue.start(seq).unwrap();
        self.server.air.push(travels.clone());
        self.check_nothing_it_rests_on_is_open(&travels);
        let outcome = match fate {
            Fate::RequestLost => Outcome::Unreachable,
            Fate::ServerFails => Outcome::Failed,
            Fate::KilledBefore => return self.kill(),
            Fate::AnswerLost => {
                self.server.receive(&travels);
                Outcome::Unreachable
            }
            Fate::KilledAfter => {
                self.server.receive(&travels);
                return self.kill();
            }
            Fate::ArrivesTwice => {
                let first = self.server.receive(&travels);
                self.server.receive(&travels);
                first
            }
            Fate::Arrives | Fate::KilledBeforeItIsForgotten => self.server.receive(&travels),
        };
        if matches!(outcome, Outcome::Refused(_)) {
            self.ever_refused.insert(seq);
        }
        let accepted = self.queue.settle(seq, outcome, self.now);
        if matches!(fate, Fate::KilledBeforeItIsForgotten) {
            return self.kill();
        }
        match (accepted, self.queue.entries().find(|entry| entry.seq == seq)) {
            (Some(_), _) => {
                self.kept.remove(&seq);
            }
            (None, Some(entry)) if entry.is_refused() => {
                self.kept.insert(seq, entry.clone());
            }
            _ => {}
        }
    }

    /// Nothing is sent while something it rests on has not arrived.
    fn check_nothing_it_rests_on_is_open(&self, travels: &Entry) {
        for earlier in self.queue.of_visit(&travels.visit).filter(|earlier| earlier.seq < travels.seq) {
            assert!(!earlier.command.holds_back(&travels.command), "{earlier:?} before {travels:?}");
        }
    }

    /// The network is good again, and somebody goes through what was refused.
    fn bring_home(&mut self) {
        for _ in 0..100_000 {
            self.now += 60_000;
            match self.queue.next(self.now) {
                Next::Send(_) => self.send(Fate::Arrives),
                Next::At(_) => {}
                Next::Rest if self.queue.count() == 0 => return,
                Next::Rest => self.take(Step::Retry(0)),
            }
        }
        panic!("never empty: {:?}", self.queue);
    }

    /// Whether it was refused, or stood behind something that was, or behind something that stood so.
    fn was_delayed(&self, entry: &Entry) -> bool {
        self.ever_refused.contains(&entry.seq)
            || self.entered[..usize::try_from(entry.seq).unwrap() - 1].iter().any(|earlier| {
                earlier.visit == entry.visit
                    && earlier.command.holds_back(&entry.command)
                    && self.was_delayed(earlier)
            })
    }

    fn check(&self) {
        let keys: Vec<&String> = self.server.log.iter().map(|entry| &entry.key).collect();
        let once: BTreeSet<&String> = keys.iter().copied().collect();
        assert_eq!(keys.len(), once.len(), "carried out once");
        for entry in self.entered.iter().filter(|entry| !self.given_up.contains(&entry.seq)) {
            assert!(once.contains(&entry.key), "nothing is lost: {entry:?}");
        }
        for (index, later) in self.server.log.iter().enumerate() {
            for earlier in &self.server.log[..index] {
                let in_order = earlier.visit != later.visit || earlier.seq < later.seq;
                assert!(in_order || self.was_delayed(later), "{earlier:?} overtook {later:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever happens on the way, every command that was not given up reaches the server exactly once,
    /// in the order of its visit.
    #[test]
    fn everything_arrives_once_in_order(steps in prop::collection::vec(step(), 0..120)) {
        let mut world = World::default();
        for step in steps {
            world.take(step);
        }
        world.bring_home();
        world.check();
    }
}

#[test]
fn a_state_on_its_way_is_written_as_such_and_read_as_waiting() {
    let mut travelling = entry(1, "v", answer(1, 1));
    travelling.state = State::Sending;
    let mut queue = Queue::default();
    queue.absorb([travelling], 0);
    assert_eq!(queue.next(0), Next::Send(1));
}
