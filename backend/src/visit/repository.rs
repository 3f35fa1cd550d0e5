//! Rows of visits, and who may see them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::access::Action;
use shared::ids::{InspectorId, ItemId, ResultId, SubjectId, VisitId, VisitItemId, WaveId};
use shared::visit::{ItemState, VisitStatus};

use super::service::VisitFilter;
use super::{Answer, Evidence, ResultRow, Seat, Visit, VisitDepartment, VisitItem};
use crate::access::Viewer;
use crate::db::entity::{answer, evidence, result, seat, visit, visit_day, visit_department, visit_item};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source, Tx};
use crate::error::Result;

const FINISHED: [VisitStatus; 2] = [VisitStatus::Completed, VisitStatus::NotPossible];

/// The visits a viewer may see: all of the division, those of their department, or, for inspectors who
/// are nothing else, those they have a seat at. Drawn lists are sealed for everybody else.
fn visible_to(viewer: &Viewer) -> Result<Select<visit::Entity>> {
    let select = visit::Entity::find().filter(visit::Column::DivisionCode.eq(viewer.division.as_str()));
    let Some(departments) = viewer.departments(Action::ReadVisits)? else { return Ok(select) };
    let only_inspector = viewer.departments(Action::ReadPlans).is_err();
    let mine = if only_inspector {
        Query::select()
            .column(seat::Column::VisitId)
            .from(seat::Entity)
            .and_where(seat::Column::InspectorId.eq(viewer.inspector()?))
            .to_owned()
    } else {
        Query::select()
            .column(visit_department::Column::VisitId)
            .from(visit_department::Entity)
            .and_where(visit_department::Column::DepartmentId.is_in(departments))
            .to_owned()
    };
    Ok(select.filter(visit::Column::Id.in_subquery(mine)))
}

pub async fn list(
    db: &impl Source,
    viewer: &Viewer,
    filter: &VisitFilter,
    request: &PageRequest,
) -> Result<Page<Visit>> {
    let mut select = visible_to(viewer)?;
    if let Some(wave) = filter.wave {
        select = select.filter(visit::Column::WaveId.eq(wave));
    }
    if !filter.statuses.is_empty() {
        select = select.filter(visit::Column::Status.is_in(filter.statuses.iter().copied()));
    }
    if let Some(department) = filter.department {
        let taking_part = Query::select()
            .column(visit_department::Column::VisitId)
            .from(visit_department::Entity)
            .and_where(visit_department::Column::DepartmentId.eq(department))
            .to_owned();
        select = select.filter(visit::Column::Id.in_subquery(taking_part));
    }
    if filter.from.is_some() || filter.to.is_some() {
        let in_days = Query::select()
            .column(visit_day::Column::VisitId)
            .from(visit_day::Entity)
            .and_where_option(filter.from.map(|day| visit_day::Column::OnDay.gte(day)))
            .and_where_option(filter.to.map(|day| visit_day::Column::OnDay.lte(day)))
            .to_owned();
        select = select.filter(visit::Column::Id.in_subquery(in_days));
    }
    if let Some(day) = filter.begun_before {
        select = select.filter(visit::Column::FirstDay.lt(day));
    }
    if let Some(inspector) = filter.inspector {
        let seated = Query::select()
            .column(seat::Column::VisitId)
            .from(seat::Entity)
            .and_where(seat::Column::InspectorId.eq(inspector))
            .and_where(seat::Column::LeftAt.is_null())
            .to_owned();
        select = select.filter(visit::Column::Id.in_subquery(seated));
    }
    if let Some(department) = filter.awaiting {
        let not_approved = Query::select()
            .column(visit_department::Column::VisitId)
            .from(visit_department::Entity)
            .and_where(visit_department::Column::DepartmentId.eq(department))
            .and_where(visit_department::Column::ApprovedAt.is_null())
            .to_owned();
        select = select
            .filter(visit::Column::Status.eq(VisitStatus::Planned))
            .filter(visit::Column::Id.in_subquery(not_approved));
    }
    page::by_id(db, select, visit::Column::Id, Order::Ascending, request, |row| row.id.0).await
}

pub async fn find(db: &impl Source, viewer: &Viewer, id: VisitId) -> Result<Option<Visit>> {
    Ok(visible_to(viewer)?.filter(visit::Column::Id.eq(id)).row(db).await?)
}

/// A visit that is about to change, if the viewer may see it: whoever else wants to change it waits until
/// this transaction is over.
pub async fn lock(db: &impl Source, viewer: &Viewer, id: VisitId) -> Result<Option<Visit>> {
    Ok(visible_to(viewer)?.filter(visit::Column::Id.eq(id)).lock_exclusive().row(db).await?)
}

/// Visits that are about to change, in the order of their ids, so that two who lock many never wait for
/// each other.
pub async fn lock_visits(db: &impl Source, ids: &[VisitId]) -> Result<Vec<Visit>> {
    let wanted = visit::Entity::find().filter(visit::Column::Id.is_in(ids.iter().copied()));
    Ok(wanted.order_by_asc(visit::Column::Id).lock_exclusive().rows(db).await?)
}

/// Whether a viewer may see a visit.
pub async fn may_see(db: &impl Source, viewer: &Viewer, id: VisitId) -> Result<bool> {
    Ok(find(db, viewer, id).await?.is_some())
}

/// Visits by id.
pub async fn visits_by_id(db: &impl Source, ids: &[VisitId]) -> Result<Vec<Visit>> {
    Ok(visit::Entity::find().filter(visit::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// Visits to the doors of subjects, newest first, at most `each` a subject.
pub async fn last_visits(
    db: &impl Source,
    subjects: &[SubjectId],
    each: usize,
) -> Result<BTreeMap<SubjectId, Vec<Visit>>> {
    let pairs: Vec<(SubjectId, VisitId)> = visit_item::Entity::find()
        .filter(visit_item::Column::SubjectId.is_in(subjects.iter().copied()))
        .select_only()
        .columns([visit_item::Column::SubjectId, visit_item::Column::VisitId])
        .distinct()
        .order_by_desc(visit_item::Column::VisitId)
        .pairs(db)
        .await?;
    let mut wanted: BTreeMap<SubjectId, Vec<VisitId>> = BTreeMap::new();
    for (subject, visit) in pairs {
        let list = wanted.entry(subject).or_default();
        if list.len() < each {
            list.push(visit);
        }
    }
    let ids: Vec<VisitId> = wanted.values().flatten().copied().collect();
    let visits: BTreeMap<VisitId, Visit> =
        visits_by_id(db, &ids).await?.into_iter().map(|visit| (visit.id, visit)).collect();
    Ok(wanted
        .into_iter()
        .map(|(subject, ids)| (subject, ids.iter().filter_map(|id| visits.get(id).cloned()).collect()))
        .collect())
}

pub async fn days_of(db: &impl Source, ids: &[VisitId]) -> Result<Vec<(VisitId, NaiveDate)>> {
    let rows = visit_day::Entity::find()
        .filter(visit_day::Column::VisitId.is_in(ids.iter().copied()))
        .order_by_asc(visit_day::Column::OnDay)
        .rows(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.visit_id, row.on_day)).collect())
}

pub async fn departments_of(db: &impl Source, ids: &[VisitId]) -> Result<Vec<VisitDepartment>> {
    Ok(visit_department::Entity::find()
        .filter(visit_department::Column::VisitId.is_in(ids.iter().copied()))
        .rows(db)
        .await?)
}

/// Present seats of visits.
pub async fn seats_of(db: &impl Source, ids: &[VisitId]) -> Result<Vec<Seat>> {
    Ok(seat::Entity::find()
        .filter(seat::Column::VisitId.is_in(ids.iter().copied()))
        .filter(seat::Column::LeftAt.is_null())
        .order_by_asc(seat::Column::Id)
        .rows(db)
        .await?)
}

/// Present and past seats of visits.
pub async fn all_seats_of(db: &impl Source, ids: &[VisitId]) -> Result<Vec<Seat>> {
    Ok(seat::Entity::find()
        .filter(seat::Column::VisitId.is_in(ids.iter().copied()))
        .order_by_asc(seat::Column::Id)
        .rows(db)
        .await?)
}

pub async fn items_of(db: &impl Source, ids: &[VisitId]) -> Result<Vec<VisitItem>> {
    Ok(visit_item::Entity::find()
        .filter(visit_item::Column::VisitId.is_in(ids.iter().copied()))
        .order_by_asc(visit_item::Column::Id)
        .rows(db)
        .await?)
}

/// The items of visits that are over, by id, for conditions of other lists.
pub fn items_of_past_visits() -> SelectStatement {
    Query::select()
        .column((visit_item::Entity, visit_item::Column::Id))
        .from(visit_item::Entity)
        .inner_join(
            visit::Entity,
            Expr::col((visit::Entity, visit::Column::Id))
                .equals((visit_item::Entity, visit_item::Column::VisitId)),
        )
        .and_where(Expr::col((visit::Entity, visit::Column::Status)).is_in(FINISHED))
        .to_owned()
}

/// Items at visits by id.
pub async fn visit_items_by_id(db: &impl Source, ids: &[VisitItemId]) -> Result<Vec<VisitItem>> {
    Ok(visit_item::Entity::find().filter(visit_item::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

pub async fn answers_of(db: &impl Source, ids: &[VisitItemId]) -> Result<Vec<Answer>> {
    Ok(answer::Entity::find().filter(answer::Column::VisitItemId.is_in(ids.iter().copied())).rows(db).await?)
}

pub async fn evidence_of(db: &impl Source, ids: &[VisitItemId]) -> Result<Vec<Evidence>> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::VisitItemId.is_in(ids.iter().copied()))
        .order_by_asc(evidence::Column::Id)
        .rows(db)
        .await?)
}

pub async fn count_evidence(db: &impl Source, id: VisitItemId) -> Result<u64> {
    Ok(evidence::Entity::find().filter(evidence::Column::VisitItemId.eq(id)).number(db).await?)
}

/// The results that count now, of items at visits.
pub async fn current_results(db: &impl Source, ids: &[VisitItemId]) -> Result<Vec<ResultRow>> {
    Ok(result::Entity::find()
        .filter(result::Column::VisitItemId.is_in(ids.iter().copied()))
        .filter(result::Column::SupersededBy.is_null())
        .rows(db)
        .await?)
}

/// The day of the first result of an item at a visit.
pub async fn first_found(db: &impl Source, id: VisitItemId) -> Result<Option<NaiveDate>> {
    let first = result::Entity::find()
        .filter(result::Column::VisitItemId.eq(id))
        .order_by_asc(result::Column::Version)
        .limit(1)
        .row(db)
        .await?;
    Ok(first.map(|row| row.found_on))
}

/// An item at a visit gets another state.
pub async fn set_item_state(tx: &Tx, item: VisitItem, state: ItemState) -> Result<()> {
    let revision = item.revision;
    let mut row = item.into_active_model();
    row.state = Set(state);
    row.revision = Set(revision + 1);
    row.update(&**tx).await?;
    Ok(())
}

/// Results by id.
pub async fn results_by_id(db: &impl Source, ids: &[ResultId]) -> Result<Vec<ResultRow>> {
    Ok(result::Entity::find().filter(result::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// Visits of a wave that are not over.
pub async fn open_visits(db: &impl Source, wave: WaveId) -> Result<u64> {
    Ok(visit::Entity::find()
        .filter(visit::Column::WaveId.eq(wave))
        .filter(visit::Column::Status.is_not_in(FINISHED))
        .number(db)
        .await?)
}

/// How many visits that are not over each inspector has: the load with which the next wave begins.
pub async fn open_seats(db: &impl Source, inspectors: &[InspectorId]) -> Result<BTreeMap<InspectorId, u32>> {
    #[derive(FromQueryResult)]
    struct Load {
        inspector_id: InspectorId,
        count: i64,
    }
    let over = Query::select()
        .column(visit::Column::Id)
        .from(visit::Entity)
        .and_where(visit::Column::Status.is_in(FINISHED))
        .to_owned();
    let mut loads = BTreeMap::new();
    for piece in inspectors.chunks(500) {
        let rows = seat::Entity::find()
            .select_only()
            .column(seat::Column::InspectorId)
            .column_as(seat::Column::Id.count(), "count")
            .filter(seat::Column::InspectorId.is_in(piece.iter().copied()))
            .filter(seat::Column::LeftAt.is_null())
            .filter(Condition::all().not().add(seat::Column::VisitId.in_subquery(over.clone())))
            .group_by(seat::Column::InspectorId)
            .into_model::<Load>()
            .all(db)
            .await?;
        loads.extend(
            rows.into_iter().map(|row| (row.inspector_id, u32::try_from(row.count).unwrap_or(u32::MAX))),
        );
    }
    Ok(loads)
}

/// The last day on which each item was executed; items nobody has executed are missing.
pub async fn last_executed(db: &impl Source, ids: &[ItemId]) -> Result<BTreeMap<ItemId, NaiveDate>> {
    let mut found = BTreeMap::new();
    for piece in ids.chunks(500) {
        let rows: Vec<(ItemId, Option<NaiveDate>)> = visit_item::Entity::find()
            .select_only()
            .column(visit_item::Column::ItemId)
            .column_as(visit_item::Column::OnDay.max(), "last")
            .filter(visit_item::Column::ItemId.is_in(piece.iter().copied()))
            .filter(visit_item::Column::State.ne(ItemState::Open))
            .group_by(visit_item::Column::ItemId)
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows.into_iter().filter_map(|(item, last)| Some((item, last?))));
    }
    Ok(found)
}

/// Visits with an item that is still to be executed after a day, as far as the viewer may see them.
pub async fn open_with_item(
    db: &impl Source,
    viewer: &Viewer,
    (item, after): (ItemId, NaiveDate),
    most: u64,
) -> Result<Vec<Visit>> {
    let due = Query::select()
        .column(visit_item::Column::VisitId)
        .from(visit_item::Entity)
        .and_where(visit_item::Column::ItemId.eq(item))
        .and_where(visit_item::Column::OnDay.gt(after))
        .and_where(visit_item::Column::State.eq(ItemState::Open))
        .to_owned();
    Ok(visible_to(viewer)?
        .filter(visit::Column::Id.in_subquery(due))
        .filter(visit::Column::Status.is_not_in(FINISHED))
        .order_by_asc(visit::Column::FirstDay)
        .order_by_asc(visit::Column::Id)
        .limit(most)
        .rows(db)
        .await?)
}
