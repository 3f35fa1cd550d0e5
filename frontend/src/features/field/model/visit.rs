//! A visit as the phone knows it, and what a command makes of it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::catalogue::{CheckMethod, NoticePolicy};
use shared::sync::Command;
use shared::visit::{Answer, Disposal, ItemState, PublicationStatus, Question, ResultCode, VisitStatus};

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// Opaque id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A department's part in a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Which.
    pub department: Named,
    /// When its head approved.
    pub approved_at: Option<DateTime<Utc>>,
}

/// Somebody on the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Entry in the library of inspectors.
    pub inspector: Named,
    /// Number of the certificate.
    pub cert_no: String,
    /// First and last day of the certificate.
    pub cert_days: (NaiveDate, NaiveDate),
    /// Department.
    pub department: Named,
    /// Leads the team.
    pub leader: bool,
}

/// A question of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Opaque id.
    pub id: String,
    /// What is asked.
    pub question: Question,
}

/// One entry of an answer that nobody has replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voiced {
    /// Key of its command.
    pub key: String,
    /// The answer.
    pub answer: Answer,
    /// Who, once the server has said so.
    pub by: Option<String>,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The question.
    pub question: String,
    /// The entries that stand, at least one.
    pub voices: Vec<Voiced>,
}

impl Answered {
    /// What stands, unless it is contested.
    pub fn answer(&self) -> Option<&Answer> {
        let first = self.voices.first().map(|voice| &voice.answer);
        first.filter(|_| !self.is_contested())
    }

    /// Whether officers who did not know of each other have answered differently.
    pub fn is_contested(&self) -> bool {
        self.voices.windows(2).any(|pair| pair[0].answer != pair[1].answer)
    }

    /// Who gave it, where several agree the first.
    pub fn by(&self) -> Option<&str> {
        self.voices.first().and_then(|voice| voice.by.as_deref())
    }
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The file at the server; none while it waits.
    pub upload: Option<String>,
    /// Key of the command that brought it, for photos taken on this device.
    pub key: Option<String>,
    /// What it shows.
    pub caption: String,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// From 1; corrections are new versions.
    pub version: u32,
    /// What was found.
    pub code: ResultCode,
    /// What happens next.
    pub disposal: Disposal,
    /// In words.
    pub note: String,
    /// How far publication has come.
    pub publication: PublicationStatus,
}

/// One item of one department for one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Opaque id.
    pub id: String,
    /// Department.
    pub department: Named,
    /// Subject.
    pub subject: Named,
    /// What is inspected.
    pub name: String,
    /// How.
    pub method: CheckMethod,
    /// Whether the firm is told beforehand.
    pub notice: NoticePolicy,
    /// How far it has come.
    pub state: ItemState,
    /// Its checklist.
    pub questions: Vec<Asked>,
    /// Answers so far.
    pub answers: Vec<Answered>,
    /// Photos so far.
    pub photos: Vec<Photo>,
    /// The result that counts.
    pub result: Option<Concluded>,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Opaque id.
    pub id: String,
    /// Identifier in the draw.
    pub code: String,
    /// Where it stands.
    pub status: VisitStatus,
    /// Whether somebody goes there.
    pub opens_door: bool,
    /// Its days.
    pub days: Vec<NaiveDate>,
    /// The address of the door.
    pub address: String,
    /// When the team arrived.
    pub checked_in_at: Option<DateTime<Utc>>,
    /// When it was over.
    pub completed_at: Option<DateTime<Utc>>,
    /// Why it could not take place.
    pub reason: Option<String>,
    /// The leading department.
    pub lead: Named,
    /// The departments that come.
    pub parties: Vec<Party>,
    /// The team.
    pub team: Vec<Member>,
    /// What is inspected.
    pub items: Vec<Item>,
}

/// Items with the subject they are about.
pub type BySubject<'a> = Vec<(&'a Named, Vec<&'a Item>)>;

impl Item {
    /// The answer to a question.
    pub fn answer(&self, question: &str) -> Option<&Answered> {
        self.answers.iter().find(|answer| answer.question == question)
    }

    /// How many questions are answered.
    pub fn answered(&self) -> usize {
        self.questions.iter().filter(|asked| self.answer(&asked.id).is_some()).count()
    }

    /// Questions with more than one answer, by their place in the checklist.
    pub fn contested(&self) -> Vec<usize> {
        let contested = |asked: &Asked| self.answer(&asked.id).is_some_and(Answered::is_contested);
        self.questions
            .iter()
            .enumerate()
            .filter(|(_, asked)| contested(asked))
            .map(|(index, _)| index)
            .collect()
    }

    /// Keys of the entries that stand for a question: what whoever answers it now has seen.
    pub fn seen(&self, question: &str) -> BTreeSet<String> {
        let voices = self.answer(question).map(|answered| answered.voices.as_slice()).unwrap_or_default();
        voices.iter().map(|voice| voice.key.clone()).collect()
    }
}

impl Visit {
    /// The subjects, in the order of the items.
    pub fn subjects(&self) -> Vec<&Named> {
        let mut subjects: Vec<&Named> = Vec::new();
        for item in &self.items {
            if !subjects.contains(&&item.subject) {
                subjects.push(&item.subject);
            }
        }
        subjects
    }

    /// What people call the door: the firm, and how many more there are.
    pub fn door(&self) -> (String, usize) {
        let subjects = self.subjects();
        let first = subjects.first().map_or_else(|| self.address.clone(), |subject| subject.name.clone());
        (first, subjects.len().saturating_sub(1))
    }

    /// The place of an inspector on the team.
    pub fn member(&self, inspector: &str) -> Option<&Member> {
        self.team.iter().find(|member| member.inspector.id == inspector)
    }

    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Departments with their items by subject: one's own first, then as they come.
    pub fn by_department(&self, own: Option<&str>) -> Vec<(&Named, BySubject<'_>)> {
        let mut groups: Vec<(&Named, BySubject<'_>)> = Vec::new();
        for item in &self.items {
            let at = groups.iter().position(|(department, _)| **department == item.department);
            let at = at.unwrap_or_else(|| {
                groups.push((&item.department, Vec::new()));
                groups.len() - 1
            });
            let subjects = &mut groups[at].1;
            match subjects.iter_mut().find(|(subject, _)| **subject == item.subject) {
                Some((_, items)) => items.push(item),
                None => subjects.push((&item.subject, vec![item])),
            }
        }
        let is_own = |(department, _): &(&Named, _)| Some(department.id.as_str()) == own;
        if let Some(at) = groups.iter().position(is_own) {
            groups[..=at].rotate_right(1);
        }
        groups
    }

    /// What the server will make of a command, once it has it. `key` is the command's.
    pub fn apply(&mut self, command: &Command, key: &str) {
        if let Some(id) = command.item() {
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
                item.apply(command, key);
            }
            return;
        }
        let next = match command {
            Command::CheckIn { .. } => VisitStatus::CheckedIn,
            Command::Finish { reason: None } => VisitStatus::Completed,
            Command::Finish { reason: Some(reason) } => {
                self.reason = Some(reason.clone());
                VisitStatus::NotPossible
            }
            Command::Answer { .. } | Command::Photo { .. } | Command::Conclude { .. } => return,
        };
        self.status = self.status.advance(next, self.opens_door).unwrap_or(self.status);
    }
}

impl Item {
    /// What the server will make of a command of this item.
    pub fn apply(&mut self, command: &Command, key: &str) {
        match command {
            Command::Answer { question, answer, seen, .. } => self.take_answer(question, answer, seen, key),
            Command::Photo { caption, upload, .. } => {
                let is_known = |known: &Photo| {
                    known.key.as_deref() == Some(key) || (upload.is_some() && known.upload == *upload)
                };
                if !self.photos.iter().any(is_known) {
                    let (upload, caption) = (upload.clone(), caption.clone());
                    self.photos.push(Photo { upload, key: Some(key.to_owned()), caption });
                }
            }
            Command::Conclude { code, disposal, note, .. } => {
                self.state = ItemState::Done;
                let (code, disposal, note) = (*code, *disposal, note.clone());
                let publication = PublicationStatus::Pending;
                let version = self.result_version() + 1;
                self.result = Some(Concluded { version, code, disposal, note, publication });
            }
            Command::CheckIn { .. } | Command::Finish { .. } => {}
        }
    }

    /// As [`shared::sync::Register`] does it, over the entries that stand.
    fn take_answer(&mut self, question: &str, answer: &Answer, seen: &BTreeSet<String>, key: &str) {
        let voice = Voiced { key: key.to_owned(), answer: answer.clone(), by: None };
        match self.answers.iter_mut().find(|known| known.question == question) {
            None => self.answers.push(Answered { question: question.to_owned(), voices: vec![voice] }),
            Some(known) if known.voices.iter().any(|known| known.key == key) => {}
            Some(known) => {
                known.voices.retain(|known| !seen.contains(&known.key));
                known.voices.push(voice);
            }
        }
    }

    /// Version of the result that counts, 0 if there is none.
    pub fn result_version(&self) -> u32 {
        self.result.as_ref().map_or(0, |result| result.version)
    }
}
