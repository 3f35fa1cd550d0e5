//! What the list looks like: how much of it is KEY, and what nobody has executed for five years (R5).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::access::{Action, Scope};
use shared::catalogue::{ItemClass, ItemStatus, is_dormant};
use shared::ids::{DepartmentId, ItemId, JointItemId};

use super::{CatalogueService, Item, JointItem, own_terms, repository};
use crate::access::Viewer;
use crate::clock::civil_day;
use crate::error::Result;
use crate::visit;

/// How many of some items are KEY.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// KEY items.
    pub key: u32,
    /// All.
    pub total: u32,
}

/// An item nobody has executed for five years.
#[derive(Debug, Clone, PartialEq)]
pub struct Dormant {
    /// The item.
    pub item: Item,
    /// The day since which it could be executed, if known.
    pub since: Option<NaiveDate>,
    /// When it was executed last, if ever.
    pub last_executed: Option<NaiveDate>,
}

/// See the module. Items that may not be used today are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemReport {
    /// All departments together.
    pub overall: Share,
    /// Each department.
    pub departments: BTreeMap<DepartmentId, Share>,
    /// By code.
    pub dormant: Vec<Dormant>,
}

impl CatalogueService {
    /// The report of the division's list as it stands today.
    pub async fn report(&self, viewer: &Viewer) -> Result<ItemReport> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        let db = self.core.db().read();
        let joint: BTreeMap<JointItemId, JointItem> =
            repository::all(db, &viewer.division).await?.into_iter().map(|row| (row.id, row)).collect();
        let items = repository::items_in(db, &viewer.division).await?;
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        let executed = visit::last_executed(db, &ids).await?;
        let today = self.core.today();
        let mut report = ItemReport::default();
        for item in items {
            let Some(joint) = joint.get(&item.joint_item_id) else { continue };
            let terms = own_terms(&item, joint, today);
            if joint.status != ItemStatus::Published || terms.usable(today, today).is_err() {
                continue;
            }
            let own = report.departments.entry(item.department_id).or_default();
            for share in [&mut report.overall, own] {
                share.total += 1;
                share.key += u32::from(terms.class == ItemClass::Key);
            }
            // A new version does not make an item new: what counts is when the list first had it.
            let since = joint.published_at.map(civil_day).or(item.published_on);
            let last_executed = executed.get(&item.id).copied();
            if is_dormant(since, last_executed, today) {
                report.dormant.push(Dormant { item, since, last_executed });
            }
        }
        Ok(report)
    }
}
