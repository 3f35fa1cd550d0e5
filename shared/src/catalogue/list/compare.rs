//! A list against the local items: what it adds, changes, drops, and what only we have.

use std::collections::BTreeSet;

use super::{ListEntry, ListKind};
use crate::catalogue::{ItemContent, differences};
use crate::ids::{DepartmentId, ItemId};
use crate::text::normalise_name;

/// A department's item as it stands here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalItem {
    /// Id.
    pub id: ItemId,
    /// Code.
    pub code: String,
    /// The department.
    pub department: DepartmentId,
    /// What its newest version says.
    pub content: ItemContent,
    /// It was withdrawn, or its withdrawal is proposed: a list that lacks it asks for nothing.
    pub leaving: bool,
}

/// What the list means for one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// What.
    pub kind: ListKind,
    /// Place in the list, if it names the item.
    pub entry: Option<usize>,
    /// The item, if it is here.
    pub item: Option<ItemId>,
}

/// Compares a list with the local items, in the order of the list, then of the items. An item is found by
/// its code, else by its department and name; `listed_before` are those an earlier edition of the list
/// named: if it no longer does, it drops them.
pub fn compare(
    entries: &[ListEntry],
    locals: &[LocalItem],
    listed_before: &BTreeSet<ItemId>,
) -> Vec<Compared> {
    let mut found = BTreeSet::new();
    let mut matched: Vec<Option<&LocalItem>> = Vec::with_capacity(entries.len());
    // Codes first: a name never takes an item from the entry that has its code.
    for entry in entries {
        let by_code = entry.codes.iter().find_map(|code| {
            locals.iter().find(|local| local.department == entry.department && local.code == *code)
        });
        let fresh = by_code.filter(|local| found.insert(local.id));
        matched.push(fresh);
    }
    for (entry, place) in entries.iter().zip(&mut matched) {
        if place.is_none() {
            let name = normalise_name(&entry.listed.name);
            let by_name = locals.iter().find(|local| {
                local.department == entry.department
                    && !found.contains(&local.id)
                    && normalise_name(&local.content.name) == name
            });
            *place = by_name.filter(|local| found.insert(local.id));
        }
    }
    let named = entries.iter().zip(matched).enumerate().map(|(index, (entry, local))| {
        let kind = match local {
            None => ListKind::Added,
            Some(local) => {
                let after = entry.listed.over(Some(&local.content));
                if differences(&local.content, &after).is_empty() {
                    ListKind::Same
                } else {
                    ListKind::Changed
                }
            }
        };
        Compared { kind, entry: Some(index), item: local.map(|local| local.id) }
    });
    let unnamed = locals.iter().filter(|local| !found.contains(&local.id)).map(|local| {
        let drops = listed_before.contains(&local.id) && !local.leaving;
        let kind = if drops { ListKind::Dropped } else { ListKind::LocalOnly };
        Compared { kind, entry: None, item: Some(local.id) }
    });
    named.chain(unnamed).collect()
}
