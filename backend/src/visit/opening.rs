//! Visits whose notice time has come: what anybody may know of them. The rule is `shared`'s.

use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::catalogue::NoticePolicy;
use shared::draw::{VisitSeen, visit_is_open};
use shared::ids::{SiteId, VisitId, WaveId};
use shared::visit::VisitStatus;
use uuid::Uuid;

use super::Visit;
use crate::db::entity::{item, visit, visit_item};
use crate::db::{Read, Source};
use crate::error::Result;

/// Statuses in which a visit with this notice is open.
fn open_in(notice: NoticePolicy) -> Vec<VisitStatus> {
    VisitStatus::ALL
        .iter()
        .copied()
        .filter(|status| visit_is_open(VisitSeen { status: *status, notice }))
        .collect()
}

/// Visits with an item that is told at the door only.
fn told_at_door() -> SelectStatement {
    let at_door = Query::select()
        .column(item::Column::Id)
        .from(item::Entity)
        .and_where(item::Column::NoticePolicy.eq(NoticePolicy::AtDoor))
        .to_owned();
    Query::select()
        .column(visit_item::Column::VisitId)
        .from(visit_item::Entity)
        .and_where(visit_item::Column::ItemId.in_subquery(at_door))
        .to_owned()
}

/// The visit of a door in a wave as far as its opening goes. The same questions are asked whether there is
/// one or not.
pub async fn seen_at(db: &impl Source, wave: WaveId, site: SiteId) -> Result<Option<VisitSeen>> {
    let own =
        visit::Entity::find().filter(visit::Column::WaveId.eq(wave)).filter(visit::Column::SiteId.eq(site));
    let found = own.row(db).await?;
    let id = found.as_ref().map_or(VisitId(Uuid::nil()), |visit| visit.id);
    let strict = visit::Entity::find_by_id(id).filter(visit::Column::Id.in_subquery(told_at_door()));
    let notice = if strict.number(db).await? > 0 { NoticePolicy::AtDoor } else { NoticePolicy::Advance };
    Ok(found.map(|visit| VisitSeen { status: visit.status, notice }))
}

/// How many visits of a wave are open, and the latest of them; all are in a wave that is open as a whole.
pub async fn opened(db: &impl Source, wave: WaveId, whole: bool, most: u64) -> Result<(u64, Vec<Visit>)> {
    let mut own = visit::Entity::find().filter(visit::Column::WaveId.eq(wave));
    if !whole {
        let told = Condition::all()
            .add(visit::Column::Status.is_in(open_in(NoticePolicy::Advance)))
            .add(visit::Column::Id.not_in_subquery(told_at_door()));
        let open = Condition::any().add(visit::Column::Status.is_in(open_in(NoticePolicy::AtDoor))).add(told);
        own = own.filter(open);
    }
    let count = own.clone().number(db).await?;
    let latest = own.order_by_desc(visit::Column::FirstDay).order_by_asc(visit::Column::Id).limit(most);
    Ok((count, latest.rows(db).await?))
}
