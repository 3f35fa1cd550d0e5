//! Conflicts: two departments claim the same duty (谁审批谁监管、谁主管谁监管).
//!
//! A claim is an item a department leads, or one it has written itself. Two claims of different departments
//! outside a joint item conflict if their subjects overlap and they have the same name, or cite the same
//! article. Inside a joint item the departments have agreed who does what.

use std::collections::BTreeMap;

use crate::ids::{DepartmentId, ItemId, JointItemId};
use crate::registry::SubjectKind;
use crate::text::normalise_name;

/// A cited article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimBasis {
    /// Title without 《》.
    pub title: String,
    /// Article; empty where the whole paper is cited.
    pub article: String,
}

/// What a department says is its own to inspect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The department's item.
    pub item: ItemId,
    /// The department.
    pub department: DepartmentId,
    /// The joint item it stands in.
    pub joint_item: JointItemId,
    /// Name.
    pub name: String,
    /// Legal bases.
    pub bases: Vec<ClaimBasis>,
    /// Kinds of subject; empty for every kind.
    pub kinds: Vec<SubjectKind>,
    /// Tag of its subjects; none for everybody.
    pub tag: Option<String>,
}

coded_enum! {
    /// What two claims have in common.
    pub enum DutyMatch {
        Name = "NAME" ("事项名称相同", "the same name"),
        Basis = "BASIS" ("检查依据条款相同", "the same article"),
    }
}

/// Two claims to the same duty; the smaller id first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Items of the two departments.
    pub items: (ItemId, ItemId),
    /// Their departments.
    pub departments: (DepartmentId, DepartmentId),
    /// What they have in common.
    pub matches: Vec<DutyMatch>,
}

fn same_subjects(one: &Claim, other: &Claim) -> bool {
    let tags = match (&one.tag, &other.tag) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let every = one.kinds.is_empty() || other.kinds.is_empty();
    tags && (every || one.kinds.iter().any(|kind| other.kinds.contains(kind)))
}

/// Every pair of claims to the same duty, by their ids.
pub fn conflicts(claims: &[Claim]) -> Vec<Conflict> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_basis: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        by_name.entry(normalise_name(&claim.name)).or_default().push(index);
        for basis in &claim.bases {
            // A paper as a whole says nothing of who does what in it.
            if !basis.article.trim().is_empty() {
                let key = (normalise_name(&basis.title), normalise_name(&basis.article));
                by_basis.entry(key).or_default().push(index);
            }
        }
    }
    let mut found: BTreeMap<(ItemId, ItemId), Conflict> = BTreeMap::new();
    let mut put = |group: &[usize], kind: DutyMatch| {
        for (place, one) in group.iter().enumerate() {
            for other in &group[place + 1..] {
                let (one, other) = (&claims[*one], &claims[*other]);
                let apart = one.department != other.department && one.joint_item != other.joint_item;
                if !apart || !same_subjects(one, other) {
                    continue;
                }
                let (one, other) = if one.item < other.item { (one, other) } else { (other, one) };
                let conflict = found.entry((one.item, other.item)).or_insert_with(|| Conflict {
                    items: (one.item, other.item),
                    departments: (one.department, other.department),
                    matches: Vec::new(),
                });
                if !conflict.matches.contains(&kind) {
                    conflict.matches.push(kind);
                }
            }
        }
    };
    by_name.values().for_each(|group| put(group, DutyMatch::Name));
    by_basis.values().for_each(|group| put(group, DutyMatch::Basis));
    found.into_values().collect()
}

/// Where a conflict stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided.
    Open,
    /// The duty is this department's.
    Settled(DepartmentId),
}

/// Where a conflict stands: by the newest decision about its two items. A decision that gives the duty to a
/// department that is no party any more settles nothing.
pub fn standing(conflict: &Conflict, decided: Option<DepartmentId>) -> Standing {
    match decided {
        Some(holder) if holder == conflict.departments.0 || holder == conflict.departments.1 => {
            Standing::Settled(holder)
        }
        _ => Standing::Open,
    }
}

/// A department's item that a plan line executes.
pub type LineClaim = (ItemId, DepartmentId);

/// What a plan line should mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineWarning {
    /// Another department claims the duty, and nobody has decided.
    Open {
        /// The line's item.
        item: ItemId,
        /// The other department's item.
        other: ItemId,
    },
    /// The office has given the duty to the other department.
    Against {
        /// The line's item.
        item: ItemId,
        /// The other department's item.
        other: ItemId,
        /// Whose duty it is.
        holder: DepartmentId,
    },
}

/// What a line that executes these items should mind, in the order of the conflicts.
pub fn line_warnings(line: &[LineClaim], known: &[(Conflict, Standing)]) -> Vec<LineWarning> {
    let mut found = Vec::new();
    for (conflict, standing) in known {
        let (first, second) = conflict.items;
        for (own, other) in [(first, second), (second, first)] {
            let Some((item, department)) = line.iter().copied().find(|(item, _)| *item == own) else {
                continue;
            };
            match *standing {
                Standing::Open => found.push(LineWarning::Open { item, other }),
                Standing::Settled(holder) if holder != department => {
                    found.push(LineWarning::Against { item, other, holder });
                }
                Standing::Settled(_) => {}
            }
        }
    }
    found
}
