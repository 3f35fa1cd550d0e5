//! Changing many subjects at once: what an edit makes of one, who may, and how a later change is noticed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::kind::{RiskClass, SubjectKind};
use super::tagging::{TagRule, check_tag, tags_for};
use crate::ErrorCode;
use crate::ids::{DepartmentId, SubjectId};

/// Why a department that people named is responsible.
pub const NAMED: &str = "人工指定";
/// Longest text of a source, in characters.
const LONGEST_SOURCE: usize = 200;

coded_enum! {
    /// What an edit would do to a subject.
    pub enum Verdict {
        Changes = "CHANGES" ("将变更", "Changes"),
        Already = "ALREADY" ("已是如此", "Already so"),
        NotAllowed = "NOT_ALLOWED" ("无权变更", "Not yours to change"),
    }
}

/// Who gave a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TagOrigin {
    /// A rule: a rule may take it away.
    Rule,
    /// A person: only people take it away.
    Manual,
}

/// What an edit looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Risk class.
    pub risk_class: RiskClass,
    /// Tags and who gave them.
    pub tags: BTreeMap<String, TagOrigin>,
    /// Departments responsible.
    pub departments: BTreeSet<DepartmentId>,
}

/// A risk class with the day it was decided and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RiskDecision {
    /// The class.
    pub class: RiskClass,
    /// The day it was decided.
    pub decided_on: NaiveDate,
    /// Where it comes from.
    pub source: String,
}

/// What is to be changed of every subject.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkEdit {
    /// Tags to be given.
    pub add_tags: Vec<String>,
    /// Tags to be taken away.
    pub remove_tags: Vec<String>,
    /// Departments to be made responsible.
    pub add_departments: Vec<DepartmentId>,
    /// Departments that are responsible no more.
    pub remove_departments: Vec<DepartmentId>,
    /// Risk class.
    pub risk: Option<RiskDecision>,
}

impl BulkEdit {
    /// What is wrong with it, with the path of the field.
    pub fn check(&self, today: NaiveDate) -> Vec<(ErrorCode, &'static str)> {
        let mut problems = Vec::new();
        for (tags, path) in [(&self.add_tags, "addTags"), (&self.remove_tags, "removeTags")] {
            problems.extend(tags.iter().filter_map(|tag| check_tag(tag).err()).map(|code| (code, path)));
        }
        if self.add_tags.iter().any(|tag| self.remove_tags.contains(tag)) {
            problems.push((ErrorCode::BulkContradiction, "removeTags"));
        }
        if self.add_departments.iter().any(|one| self.remove_departments.contains(one)) {
            problems.push((ErrorCode::BulkContradiction, "removeDepartmentIds"));
        }
        if let Some(risk) = &self.risk {
            match risk.source.trim().chars().count() {
                0 => problems.push((ErrorCode::Required, "riskSource")),
                length if length > LONGEST_SOURCE => problems.push((ErrorCode::TooLong, "riskSource")),
                _ => {}
            }
            if risk.decided_on > today {
                problems.push((ErrorCode::OutOfRange, "riskDecidedOn"));
            }
        }
        if *self == Self::default() {
            problems.push((ErrorCode::BulkNothing, ""));
        }
        problems
    }

    /// A subject as the edit leaves it. Done twice it changes nothing more.
    pub fn apply(&self, seen: &Seen) -> Seen {
        let mut after = seen.clone();
        for tag in &self.add_tags {
            after.tags.entry(tag.clone()).or_insert(TagOrigin::Manual);
        }
        after.tags.retain(|tag, _| !self.remove_tags.contains(tag));
        after.departments.extend(&self.add_departments);
        after.departments.retain(|one| !self.remove_departments.contains(one));
        if let Some(risk) = &self.risk {
            after.risk_class = risk.class;
        }
        after
    }
}

/// Rules for one tag, to be applied to subjects that are in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleUse {
    /// The tag.
    pub tag: String,
    /// Every rule that gives it.
    pub rules: Vec<TagRule>,
    /// Departments whose items have the tag.
    pub departments: Vec<DepartmentId>,
}

impl RuleUse {
    /// A subject as the rules leave it: the tag given, or taken where a rule gave it.
    pub fn apply(&self, seen: &Seen, kind: SubjectKind, name: &str, business_scope: &str) -> Seen {
        let mut after = seen.clone();
        if !tags_for(&self.rules, kind, name, business_scope).is_empty() {
            if !after.tags.contains_key(&self.tag) {
                after.tags.insert(self.tag.clone(), TagOrigin::Rule);
                after.departments.extend(&self.departments);
            }
        } else if after.tags.get(&self.tag) == Some(&TagOrigin::Rule) {
            after.tags.remove(&self.tag);
        }
        after
    }
}

/// Whose subjects somebody may change: of these departments, or of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// The whole library.
    Division,
    /// Only what one of these departments is responsible for.
    Departments(Vec<DepartmentId>),
}

impl Reach {
    /// Whether a subject is theirs to change. One that nobody is responsible for is the office's.
    pub fn covers(&self, seen: &Seen) -> bool {
        match self {
            Self::Division => true,
            Self::Departments(own) => own.iter().any(|one| seen.departments.contains(one)),
        }
    }

    /// Departments an edit names that are not theirs to name.
    pub fn forbids(&self, edit: &BulkEdit) -> bool {
        match self {
            Self::Division => false,
            Self::Departments(own) => {
                let mut named = edit.add_departments.iter().chain(&edit.remove_departments);
                named.any(|one| !own.contains(one))
            }
        }
    }
}

/// What becomes of a subject that was `before` and would be `after`.
pub fn judge(reach: &Reach, before: &Seen, after: &Seen) -> Verdict {
    if before == after {
        Verdict::Already
    } else if reach.covers(before) {
        Verdict::Changes
    } else {
        Verdict::NotAllowed
    }
}

/// A subject that an edit will change, and what it was when that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Which.
    pub id: SubjectId,
    /// What it was.
    pub fingerprint: [u8; 8],
}

/// A short sign of what a subject was: another one means that it was changed in between.
pub fn fingerprint(revision: i64, seen: &Seen) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(revision.to_be_bytes());
    hash.update(seen.risk_class.as_str());
    for (tag, origin) in &seen.tags {
        hash.update([0, u8::from(*origin == TagOrigin::Rule)]);
        hash.update(tag);
    }
    for department in &seen.departments {
        hash.update([1]);
        hash.update(department.0.as_bytes());
    }
    let mut short = [0; 8];
    for (to, from) in short.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    short
}

/// Bytes of one target.
const LENGTH: usize = 24;

/// Targets as they are kept: sixteen bytes of the id and eight of the fingerprint each.
pub fn pack(targets: &[Target]) -> Vec<u8> {
    targets.iter().flat_map(|target| target.id.0.into_bytes().into_iter().chain(target.fingerprint)).collect()
}

/// Targets from where they are kept, from the `skip`-th on and at most `most` of them.
pub fn unpack(bytes: &[u8], skip: usize, most: usize) -> Vec<Target> {
    bytes
        .chunks_exact(LENGTH)
        .skip(skip)
        .take(most)
        .filter_map(|chunk| {
            let (id, sign) = chunk.split_at_checked(16)?;
            let id = SubjectId(Uuid::from_slice(id).ok()?);
            Some(Target { id, fingerprint: sign.try_into().ok()? })
        })
        .collect()
}

#[cfg(test)]
#[path = "bulk_tests.rs"]
mod tests;
