//! A unified list of items from above (省统一清单, notice 二(二)) against the local one: read from a table,
//! compared item by item, accepted or refused line by line.

mod cells;
mod columns;
mod compare;
mod read;

pub use columns::{ListColumn, ListColumns, MOST_ROWS, find_list_headings};
pub use compare::{Compared, LocalItem, compare};
pub use read::{ListDepartment, ListEntry, ListProblem, read_list};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CheckMethod, DatedBasis, ItemClass, ItemContent, NoticePolicy};
use crate::ErrorCode;
use crate::registry::SubjectKind;

/// Longest name of a list, in characters.
const LONGEST_NAME: usize = 120;
/// Longest number of a list, in characters.
const LONGEST_NUMBER: usize = 60;

coded_enum! {
    /// What a list means for an item.
    pub enum ListKind {
        Added = "ADDED" ("新增", "Added"),
        Changed = "CHANGED" ("变更", "Changed"),
        Dropped = "DROPPED" ("取消", "Dropped"),
        LocalOnly = "LOCAL_ONLY" ("本地独有", "Local only"),
        Same = "SAME" ("一致", "The same"),
    }
}

impl ListKind {
    /// Whether there is something to decide.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Added | Self::Changed | Self::Dropped)
    }
}

coded_enum! {
    /// What was decided about a line of a list.
    pub enum EntryState {
        Open = "OPEN" ("待处理", "To be decided"),
        Accepted = "ACCEPTED" ("已采纳", "Accepted"),
        Refused = "REFUSED" ("不采纳", "Refused"),
        Nothing = "NOTHING" ("无需处理", "Nothing to decide"),
    }
}

impl EntryState {
    /// A refusal may be thought over; what was accepted has become a version.
    pub fn decide(self, accept: bool) -> Result<Self, ErrorCode> {
        match (self, accept) {
            (Self::Open | Self::Refused, true) => Ok(Self::Accepted),
            (Self::Open, false) => Ok(Self::Refused),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }
}

/// The list a version was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListSource {
    /// Name of the list.
    pub name: String,
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub issued_on: NaiveDate,
}

impl ListSource {
    /// The source as it is kept, or what is wrong with it. `today` is the civil day in China.
    pub fn check(self, today: NaiveDate) -> Result<Self, Vec<(ErrorCode, &'static str)>> {
        let mut problems = Vec::new();
        for (path, text, longest) in
            [("name", &self.name, LONGEST_NAME), ("number", &self.number, LONGEST_NUMBER)]
        {
            match text.trim().chars().count() {
                0 => problems.push((ErrorCode::Required, path)),
                length if length > longest => problems.push((ErrorCode::TooLong, path)),
                _ => {}
            }
        }
        if self.issued_on > today {
            problems.push((ErrorCode::OutOfRange, "issuedOn"));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self { name: self.name.trim().to_owned(), number: self.number.trim().to_owned(), ..self })
    }
}

/// What a list says of an item; what it is silent on stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedItem {
    /// 抽查类别.
    pub category: String,
    /// 抽查事项.
    pub name: String,
    /// 检查对象 in words.
    pub subjects: String,
    /// 检查对象, where the words are kinds of subject.
    pub kinds: Option<Vec<SubjectKind>>,
    /// 检查方式.
    pub methods: Vec<CheckMethod>,
    /// 检查依据.
    pub bases: Vec<DatedBasis>,
    /// 重点 or 一般.
    pub class: ItemClass,
    /// Cap in basis points.
    pub cap_bp: Option<u32>,
    /// 频次.
    pub times_a_year: Option<u32>,
    /// Tag of the subjects it is about.
    pub tag: Option<String>,
}

impl ListedItem {
    /// The item as the list has it, over what it says now. A basis that is known here keeps its days.
    pub fn over(&self, local: Option<&ItemContent>) -> ItemContent {
        let known = |basis: &DatedBasis| {
            let same = |one: &&DatedBasis| {
                (one.kind, &one.title, &one.article) == (basis.kind, &basis.title, &basis.article)
            };
            let found = local.and_then(|local| local.bases.iter().find(same));
            found.unwrap_or(basis).clone()
        };
        let kept_cap = local.filter(|local| local.class == ItemClass::General).and_then(|local| local.cap_bp);
        let mut methods = self.methods.clone();
        methods.sort_unstable();
        methods.dedup();
        let mut subject_kinds =
            self.kinds.clone().or_else(|| local.map(|local| local.subject_kinds.clone())).unwrap_or_default();
        subject_kinds.sort_unstable();
        subject_kinds.dedup();
        ItemContent {
            category: self.category.clone(),
            name: self.name.clone(),
            bases: self.bases.iter().map(known).collect(),
            subject_kinds,
            methods,
            class: self.class,
            cap_bp: match self.class {
                ItemClass::Key => None,
                ItemClass::General => self.cap_bp.or(kept_cap),
            },
            times_a_year: self.times_a_year.or_else(|| local.and_then(|local| local.times_a_year)),
            notice: local.map_or(NoticePolicy::AtDoor, |local| local.notice),
        }
    }
}

#[cfg(test)]
mod tests;
