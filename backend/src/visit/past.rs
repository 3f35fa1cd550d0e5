//! What was done at doors, for the rules that leave doors out of a frame: a page of doors at a time, so that
//! the years that have gone by need no memory.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ItemId, JointItemId, SiteId, VisitId, VisitItemId, WaveId};
use shared::visit::{PublicationStatus, VisitStatus};

use super::repository::{current_results, departments_of, items_of};
use super::{Visit, VisitItem};
use crate::catalogue;
use crate::clock::civil_day;
use crate::db::entity::visit;
use crate::db::{Read, Source};
use crate::error::Result;

/// Doors of a page.
const DOORS: u64 = 500;
/// Most ids in one question.
const AT_ONCE: usize = 500;

/// A visit that was made.
#[derive(Debug, Clone)]
pub struct VisitMade {
    /// The wave.
    pub wave: WaveId,
    /// The day.
    pub day: NaiveDate,
    /// Who came.
    pub departments: BTreeSet<DepartmentId>,
    /// Codes of the tasks it was made for.
    pub tasks: BTreeSet<String>,
    /// Joint items of which everything that was looked at has a published conclusion.
    pub concluded: BTreeSet<JointItemId>,
}

/// The visits made since an instant, of the doors behind `after`: a page of doors in the order of their ids. The
/// last page is empty.
pub async fn visits_made(
    db: &impl Source,
    owner: &DivisionCode,
    since: DateTime<Utc>,
    after: Option<SiteId>,
) -> Result<BTreeMap<SiteId, Vec<VisitMade>>> {
    let mut doors = made(owner, since);
    if let Some(after) = after {
        doors = doors.filter(visit::Column::SiteId.gt(after));
    }
    let doors: Vec<SiteId> = doors
        .select_only()
        .column(visit::Column::SiteId)
        .distinct()
        .order_by_asc(visit::Column::SiteId)
        .limit(DOORS)
        .into_tuple()
        .all(db)
        .await?;
    let (Some(first), Some(last)) = (doors.first(), doors.last()) else { return Ok(BTreeMap::new()) };
    let span = visit::Column::SiteId.between(*first, *last);
    let visits = made(owner, since).filter(span).order_by_asc(visit::Column::Id).rows(db).await?;
    let mut found: BTreeMap<SiteId, Vec<VisitMade>> = BTreeMap::new();
    for some in visits.chunks(AT_ONCE) {
        for (site, visit) in described(db, some).await? {
            found.entry(site).or_default().push(visit);
        }
    }
    Ok(found)
}

/// Visits that were made: somebody was there, or is.
fn made(owner: &DivisionCode, since: DateTime<Utc>) -> Select<visit::Entity> {
    let over = Condition::all()
        .add(visit::Column::Status.eq(VisitStatus::Completed))
        .add(visit::Column::CompletedAt.gte(since));
    let there = Condition::all()
        .add(visit::Column::Status.eq(VisitStatus::CheckedIn))
        .add(visit::Column::CheckedInAt.gte(since));
    visit::Entity::find()
        .filter(visit::Column::DivisionCode.eq(owner.as_str()))
        .filter(Condition::any().add(over).add(there))
}

async fn described(db: &impl Source, visits: &[Visit]) -> Result<Vec<(SiteId, VisitMade)>> {
    let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let departments = departments_of(db, &ids).await?;
    let items = items_of(db, &ids).await?;
    let joint = joint_items(db, &items).await?;
    let settled = settled(db, &items).await?;
    Ok(visits
        .iter()
        .filter_map(|visit| {
            let day = civil_day(visit.checked_in_at.or(visit.completed_at)?);
            let own = || items.iter().filter(|item| item.visit_id == visit.id);
            let of = |item: &VisitItem| joint.get(&item.item_id).copied();
            let open: BTreeSet<JointItemId> =
                own().filter(|item| !settled.contains(&item.id)).filter_map(of).collect();
            let made = VisitMade {
                wave: visit.wave_id,
                day,
                departments: departments
                    .iter()
                    .filter(|part| part.visit_id == visit.id)
                    .map(|part| part.department_id)
                    .collect(),
                tasks: own().map(|item| item.task_code.clone()).collect(),
                concluded: own().filter_map(of).filter(|item| !open.contains(item)).collect(),
            };
            Some((visit.site_id, made))
        })
        .collect())
}

async fn joint_items(db: &impl Source, items: &[VisitItem]) -> Result<BTreeMap<ItemId, JointItemId>> {
    let ids: BTreeSet<ItemId> = items.iter().map(|item| item.item_id).collect();
    let ids: Vec<ItemId> = ids.into_iter().collect();
    let rows = catalogue::items_by_id(db, &ids).await?;
    Ok(rows.into_iter().map(|item| (item.id, item.joint_item_id)).collect())
}

/// Items whose result others may rely on.
async fn settled(db: &impl Source, items: &[VisitItem]) -> Result<BTreeSet<VisitItemId>> {
    let ids: Vec<VisitItemId> = items.iter().map(|item| item.id).collect();
    let mut found = BTreeSet::new();
    for some in ids.chunks(AT_ONCE) {
        let results = current_results(db, some).await?.into_iter();
        let reliable = results.filter(|result| {
            result.publication == PublicationStatus::Published && result.code.is_conclusion()
        });
        found.extend(reliable.map(|result| result.visit_item_id));
    }
    Ok(found)
}
