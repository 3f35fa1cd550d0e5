//! Ten thousand histories of two or three phones at one visit: lines that lose, repeat, delay and re-order,
//! phones killed between any two steps, a server killed before and after it commits. In the end everything
//! reaches the server, and the same is asked of every history: each acknowledged entry is there exactly once,
//! nothing that was shown as saved is gone, nobody was overwritten unseen, all phones show the same.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use super::{About, Command, Entry, Next, Outcome, Queue, Refusal, Register, Standing, Voice};
use crate::visit::{Answer, Disposal, ResultCode};

const HISTORIES: u64 = 10_000;
const QUESTIONS: u8 = 3;

type Answers = Register<Answer, usize>;

/// What everybody at the door looks at.
#[derive(Debug, Clone, Default, PartialEq)]
struct Form {
    answers: BTreeMap<String, Answers>,
    /// Version and note of the result that counts.
    result: (u32, String),
}

impl Form {
    /// By the rules of the server; the app puts what waits on top with the same.
    fn carry_out(&mut self, entry: &Entry, by: usize) -> Result<(), Refusal> {
        match &entry.command {
            Command::Answer { question, answer, seen, .. } => {
                let voice = Voice { value: answer.clone(), by, seen: seen.clone() };
                self.answers.entry(question.clone()).or_default().take(&*entry.key, voice);
            }
            Command::Conclude { note, based_on, .. } => {
                if *based_on != Some(self.result.0) {
                    return Err(Refusal { code: "STALE_REVISION".into(), words: String::new() });
                }
                self.result = (self.result.0 + 1, note.clone());
            }
            _ => {}
        }
        Ok(())
    }
}

#[derive(Default)]
struct Server {
    form: Form,
    /// Key → how often it was carried out.
    done: BTreeMap<String, u32>,
    results: Vec<String>,
}

impl Server {
    fn receive(&mut self, entry: &Entry, by: usize) -> Outcome {
        if self.done.contains_key(&entry.key) {
            return Outcome::Accepted;
        }
        match self.form.carry_out(entry, by) {
            Err(refusal) => Outcome::Refused(refusal),
            Ok(()) => {
                *self.done.entry(entry.key.clone()).or_default() += 1;
                if let Command::Conclude { note, .. } = &entry.command {
                    self.results.push(note.clone());
                }
                Outcome::Accepted
            }
        }
    }
}

struct Phone {
    id: usize,
    queue: Queue,
    /// What survives the phone: the outbox, and the form as it was last fetched.
    kept: BTreeMap<u64, Entry>,
    fetched: Form,
    made: u64,
}

impl Phone {
    /// The form as its owner sees it: what was fetched, and on top what waits.
    fn shown(&self) -> Form {
        let mut form = self.fetched.clone();
        for entry in self.queue.entries() {
            // What the server will refuse is not for the phone to know.
            let _ = form.carry_out(entry, self.id);
        }
        form
    }

    fn kill(&mut self) {
        self.queue = Queue::default();
        let kept = self.kept.iter().map(|(seq, entry)| {
            let text = serde_json::to_string(entry).unwrap();
            Entry { seq: *seq, ..serde_json::from_str(&text).unwrap() }
        });
        self.queue.absorb(kept.collect::<Vec<_>>(), 0);
    }
}

/// Something on the line, on its way to the server.
struct Letter {
    from: usize,
    entry: Entry,
}

struct World {
    random: ChaCha8Rng,
    now: u64,
    phones: Vec<Phone>,
    server: Server,
    air: Vec<Letter>,
    /// Every entry ever shown as saved, by key, with its phone.
    entered: BTreeMap<String, (usize, Entry)>,
    acknowledged: BTreeSet<String>,
    given_up: BTreeSet<String>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let count = random.random_range(2..=3);
        let phone = |id| Phone {
            id,
            queue: Queue::default(),
            kept: BTreeMap::new(),
            fetched: Form::default(),
            made: 0,
        };
        let phones = (0..count).map(phone).collect();
        let (entered, acknowledged, given_up) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        let (server, air) = (Server::default(), Vec::new());
        Self { random, now: 0, phones, server, air, entered, acknowledged, given_up }
    }

    fn step(&mut self) {
        let phone = self.random.random_range(0..self.phones.len());
        match self.random.random_range(0..16) {
            0..5 => self.enter(phone),
            5..10 => self.send(phone),
            10 => self.fetch(phone),
            11 => self.phones[phone].kill(),
            12 => self.now += self.random.random_range(0..60_000),
            13 => self.phones[phone].queue.wake(),
            14 => self.late(),
            _ => self.decide(phone),
        }
    }

    fn enter(&mut self, phone: usize) {
        let question = format!("q{}", self.random.random_range(0..QUESTIONS));
        let choice = self.random.random_range(0..3);
        let form = self.phones[phone].shown();
        let concluded = self.random.random_range(0..6) == 0;
        let made = self.phones[phone].made + 1;
        let key = format!("p{phone}-{made:04}");
        let command = if concluded {
            let (item, code, disposal) = ("i".into(), ResultCode::NoIssue, Disposal::None);
            Command::Conclude { item, code, disposal, note: key.clone(), based_on: Some(form.result.0) }
        } else {
            let heads = form.answers.get(&question).map(Register::heads).unwrap_or_default();
            let seen = heads.into_iter().map(|(key, _)| key.to_owned()).collect();
            let answer = Answer::Choice(format!("{choice}"));
            Command::Answer { item: "i".into(), question, answer, seen }
        };
        let made_at = self.now;
        let entry = Entry { seq: made, ..Entry::new(key, "v".into(), About::default(), command, made_at) };
        let phone = &mut self.phones[phone];
        phone.made = made;
        // Written down first, then shown as saved.
        phone.kept.insert(made, entry.clone());
        self.entered.insert(entry.key.clone(), (phone.id, entry.clone()));
        for corrected in phone.queue.push(entry) {
            phone.kept.remove(&corrected.seq);
            self.given_up.insert(corrected.key);
        }
    }

    fn send(&mut self, index: usize) {
        let Next::Send(seq) = self.phones[index].queue.next(self.now) else { return };
        let entry = self.phones[index].queue.start(seq).unwrap();
        let fate = self.random.random_range(0..10);
        if fate < 8 {
            self.air.push(Letter { from: index, entry: entry.clone() });
        }
        let outcome = match fate {
            // It goes through.
            0..4 => self.server.receive(&entry, index),
            // It arrives twice.
            4 => {
                let first = self.server.receive(&entry, index);
                self.server.receive(&entry, index);
                first
            }
            // The answer is lost, or the server dies after its commit.
            5 => {
                self.server.receive(&entry, index);
                Outcome::Unreachable
            }
            // It is still on its way when the phone gives up waiting.
            6 => Outcome::Unreachable,
            // The phone dies when the server has it.
            7 => {
                self.server.receive(&entry, index);
                return self.phones[index].kill();
            }
            // The server dies before its commit.
            8 => Outcome::Failed,
            // The phone dies before it has sent it.
            _ => return self.phones[index].kill(),
        };
        self.settle(index, seq, outcome);
    }

    fn settle(&mut self, index: usize, seq: u64, outcome: Outcome) {
        let accepted = outcome == Outcome::Accepted;
        let killed = self.random.random_range(0..12) == 0;
        let phone = &mut self.phones[index];
        let left = phone.queue.settle(seq, outcome, self.now);
        if let Some(entry) = left.as_ref().filter(|_| accepted) {
            self.acknowledged.insert(entry.key.clone());
        }
        if killed {
            // Before it has written down what came of it.
            return phone.kill();
        }
        match left {
            Some(entry) => {
                phone.kept.remove(&seq);
                // What was accepted stays shown: the app fetches the form, or applies the entry to it.
                let _ = phone.fetched.carry_out(&entry, index);
            }
            None => {
                let entry = phone.queue.entries().find(|entry| entry.seq == seq).cloned();
                phone.kept.extend(entry.map(|entry| (seq, entry)));
            }
        }
    }

    fn fetch(&mut self, phone: usize) {
        self.phones[phone].fetched = self.server.form.clone();
    }

    /// Something from long ago arrives, out of order.
    fn late(&mut self) {
        if !self.air.is_empty() {
            let letter = self.random.random_range(0..self.air.len());
            let Letter { from, entry } = &self.air[letter];
            self.server.receive(entry, *from);
        }
    }

    /// Somebody looks at what was refused: sends it again, or gives it up.
    fn decide(&mut self, index: usize) {
        let give_up = self.random.random();
        let phone = &mut self.phones[index];
        let Some(seq) = phone.queue.entries().find(|entry| entry.is_refused()).map(|entry| entry.seq) else {
            return;
        };
        if give_up {
            let entry = phone.queue.discard(seq).unwrap();
            phone.kept.remove(&seq);
            self.given_up.insert(entry.key);
        } else {
            let entry = phone.queue.retry(seq).cloned().unwrap();
            phone.kept.insert(seq, entry);
        }
    }

    /// The network is back for good, and people read what was refused.
    fn quiet_end(&mut self) {
        for index in 0..self.phones.len() {
            self.phones[index].queue.wake();
            for round in 0.. {
                assert!(round < 1000, "it comes to an end");
                match self.phones[index].queue.next(self.now) {
                    Next::At(then) => self.now = then,
                    Next::Send(seq) => {
                        let entry = self.phones[index].queue.start(seq).unwrap();
                        let outcome = self.server.receive(&entry, index);
                        let accepted = outcome == Outcome::Accepted;
                        if self.phones[index].queue.settle(seq, outcome, self.now).is_some() && accepted {
                            self.phones[index].kept.remove(&seq);
                            self.acknowledged.insert(entry.key);
                        }
                    }
                    Next::Rest => {
                        let refused = self.phones[index].queue.entries().find(|entry| entry.is_refused());
                        let Some(seq) = refused.map(|entry| entry.seq) else { break };
                        let entry = self.phones[index].queue.discard(seq).unwrap();
                        assert!(matches!(entry.command, Command::Conclude { .. }), "only a stale result");
                        self.given_up.insert(entry.key);
                    }
                }
            }
        }
        (0..self.phones.len()).for_each(|index| self.fetch(index));
    }

    fn judge(&self) {
        assert!(self.server.done.values().all(|times| *times == 1), "carried out once");
        for key in &self.acknowledged {
            assert!(self.server.done.contains_key(key), "{key} was acknowledged");
        }
        for key in self.entered.keys() {
            let known = self.server.done.contains_key(key) || self.given_up.contains(key);
            assert!(known, "{key} was shown as saved and is nowhere");
        }
        self.judge_answers();
        let versions = self.server.results.len();
        assert_eq!(self.server.form.result.0 as usize, versions, "no version is lost");
        let shown: Vec<Form> = self.phones.iter().map(Phone::shown).collect();
        assert!(shown.iter().all(|form| *form == self.server.form), "all phones show the same");
    }

    /// From the entries alone, in whatever order, follows what stands; and who was replaced had been seen.
    fn judge_answers(&self) {
        let mut again: BTreeMap<String, Answers> = BTreeMap::new();
        let mut seen_by_somebody: BTreeSet<&str> = BTreeSet::new();
        for (key, (by, entry)) in self.entered.iter().rev() {
            let Command::Answer { question, answer, seen, .. } = &entry.command else { continue };
            if !self.server.done.contains_key(key) {
                continue;
            }
            seen_by_somebody.extend(seen.iter().map(String::as_str));
            let voice = Voice { value: answer.clone(), by: *by, seen: seen.clone() };
            again.entry(question.clone()).or_default().take(key, voice);
        }
        assert_eq!(again, self.server.form.answers, "the order of arrival does not matter");
        for answers in again.values() {
            let heads: BTreeSet<&str> = answers.heads().into_iter().map(|(key, _)| key).collect();
            for (key, _) in answers.voices() {
                assert!(heads.contains(key) || seen_by_somebody.contains(key), "{key} was dropped unseen");
            }
            assert_ne!(answers.standing(), Standing::Nothing);
        }
    }
}

#[test]
fn every_acknowledged_entry_is_there_exactly_once() {
    let (mut contests, mut stale, mut entries) = (0, 0, 0);
    for seed in 0..HISTORIES {
        let told = std::panic::catch_unwind(|| {
            let mut world = World::new(seed);
            for _ in 0..world.random.random_range(20..90) {
                world.step();
            }
            world.quiet_end();
            world.judge();
            world
        });
        let Ok(world) = told else { panic!("history {seed}") };
        let contested = |answers: &&Answers| matches!(answers.standing(), Standing::Contested(_));
        contests += world.server.form.answers.values().filter(contested).count();
        stale += usize::from(!world.given_up.is_empty());
        entries += world.entered.len();
    }
    // The histories are hard enough to say something.
    assert!(contests > 1_000 && stale > 1_000 && entries > 100_000, "{contests} {stale} {entries}");
}
