//! A door as people see it: what the server has, with what waits on this device on top, marked.

use std::collections::BTreeMap;

use shared::sync::{Command, Entry, State};

use super::visit::Visit;

/// What has become of something that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Mark {
    /// The server has it.
    #[default]
    Saved,
    /// It waits on this device.
    Unsent,
    /// The server refused it, in these words.
    Refused(String),
}

/// See the module.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The visit with everything that waits.
    pub visit: Visit,
    /// Of answers, by item and question.
    answers: BTreeMap<(String, String), Mark>,
    /// Of photos, by key.
    photos: BTreeMap<String, Mark>,
    /// Of results, by item.
    results: BTreeMap<String, Mark>,
    /// Of the arrival.
    pub arrival: Mark,
    /// Of the end.
    pub end: Mark,
    /// How many of its commands have not been sent.
    pub unsent: usize,
}

impl Shown {
    /// Of an answer.
    pub fn answer(&self, item: &str, question: &str) -> Mark {
        self.answers.get(&(item.to_owned(), question.to_owned())).cloned().unwrap_or_default()
    }

    /// Of a photo.
    pub fn photo(&self, key: Option<&str>) -> Mark {
        key.and_then(|key| self.photos.get(key)).cloned().unwrap_or_default()
    }

    /// Of a result.
    pub fn result(&self, item: &str) -> Mark {
        self.results.get(item).cloned().unwrap_or_default()
    }

    /// How much of an item has not been sent.
    pub fn unsent_of(&self, item: &str) -> usize {
        let answers = self.answers.keys().filter(|(of, _)| of == item).count();
        let photos = self.visit.item(item).map_or(0, |item| {
            let waits = |key: &String| self.photos.contains_key(key);
            item.photos.iter().filter(|photo| photo.key.as_ref().is_some_and(waits)).count()
        });
        answers + photos + usize::from(self.results.contains_key(item))
    }
}

/// Puts the commands of a visit on top of what the server has. A refused arrival or end changes nothing;
/// a refused answer, photo or result is still shown, so that it can be put right.
pub fn shown<'a>(visit: &Visit, entries: impl IntoIterator<Item = &'a Entry>) -> Shown {
    let mut shown = Shown {
        visit: visit.clone(),
        answers: BTreeMap::new(),
        photos: BTreeMap::new(),
        results: BTreeMap::new(),
        arrival: Mark::Saved,
        end: Mark::Saved,
        unsent: 0,
    };
    for entry in entries {
        shown.unsent += 1;
        let mark = match &entry.state {
            State::Waiting | State::Sending => Mark::Unsent,
            State::Refused(refusal) => Mark::Refused(refusal.words.clone()),
        };
        let refused = matches!(mark, Mark::Refused(_));
        match &entry.command {
            Command::CheckIn { .. } => shown.arrival = mark,
            Command::Finish { .. } => shown.end = mark,
            Command::Answer { item, question, .. } => {
                shown.answers.insert((item.clone(), question.clone()), mark);
            }
            Command::Photo { .. } => {
                shown.photos.insert(entry.key.clone(), mark);
            }
            Command::Conclude { item, .. } => {
                shown.results.insert(item.clone(), mark);
            }
        }
        if !refused || entry.command.item().is_some() {
            shown.visit.apply(&entry.command, &entry.key);
        }
    }
    shown
}
