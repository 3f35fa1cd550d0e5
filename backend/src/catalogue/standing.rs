//! The list as it stands on a day: every department's item that may be used, with what it says.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::catalogue::{ItemContent, ItemStatus};
use shared::code::DivisionCode;
use shared::ids::JointItemId;

use super::{Item, JointItem, LegalBasis, first_content, own_terms, repository};
use crate::db::Source;
use crate::error::Result;

/// A department's item that may be used.
#[derive(Debug, Clone)]
pub struct StandingItem {
    /// The item.
    pub item: Item,
    /// Its joint item.
    pub joint: JointItem,
    /// What it says: the version in force, or what the joint item says.
    pub content: ItemContent,
    /// Its department leads the joint item.
    pub leads: bool,
}

/// Departments' items of a division that may be used on a day, by code.
pub async fn standing_items(
    db: &impl Source,
    owner: &DivisionCode,
    day: NaiveDate,
) -> Result<Vec<StandingItem>> {
    let joint: BTreeMap<JointItemId, JointItem> =
        repository::all(db, owner).await?.into_iter().map(|row| (row.id, row)).collect();
    let ids: Vec<JointItemId> = joint.keys().copied().collect();
    let departments = repository::departments_of(db, &ids).await?;
    let mut bases: BTreeMap<JointItemId, Vec<LegalBasis>> = BTreeMap::new();
    for basis in repository::bases_of(db, &ids).await? {
        bases.entry(basis.joint_item_id).or_default().push(basis);
    }
    let mut found = Vec::new();
    for item in repository::items_in(db, owner).await? {
        let Some(joint) = joint.get(&item.joint_item_id) else { continue };
        let parties = departments.get(&joint.id).map(Vec::as_slice).unwrap_or_default();
        let usable =
            joint.status == ItemStatus::Published && own_terms(&item, joint, day).usable(day, day).is_ok();
        if !usable || !parties.contains(&item.department_id) {
            continue;
        }
        let of_joint = bases.get(&joint.id).map(Vec::as_slice).unwrap_or_default();
        let content = match &item.in_force {
            Some(content) => content.0.clone(),
            None => first_content(&item, joint, of_joint),
        };
        let leads = parties.first() == Some(&item.department_id);
        found.push(StandingItem { joint: joint.clone(), content, leads, item });
    }
    Ok(found)
}
