//! Rows of plans.

use std::collections::BTreeMap;

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::LineStatus;

use super::service::LineFilter;
use super::{Decision, Party, Plan, PlanLine, Publication};
use crate::db::entity::{
    plan, plan_decision, plan_line, plan_line_department, plan_line_item, plan_publication,
};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::error::Result;

pub async fn plans(db: &impl ConnectionTrait, owner: &DivisionCode) -> Result<Vec<Plan>> {
    Ok(plan::Entity::find()
        .filter(plan::Column::DivisionCode.eq(owner.as_str()))
        .order_by_desc(plan::Column::Year)
        .order_by_desc(plan::Column::Version)
        .all(db)
        .await?)
}

/// A plan of a division.
pub async fn plan(db: &impl ConnectionTrait, owner: &DivisionCode, id: PlanId) -> Result<Option<Plan>> {
    Ok(plan::Entity::find_by_id(id).filter(plan::Column::DivisionCode.eq(owner.as_str())).one(db).await?)
}

pub async fn plans_by_id(db: &impl ConnectionTrait, ids: &[PlanId]) -> Result<Vec<Plan>> {
    Ok(plan::Entity::find().filter(plan::Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

pub async fn line(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    id: PlanLineId,
) -> Result<Option<PlanLine>> {
    Ok(plan_line::Entity::find_by_id(id)
        .filter(plan_line::Column::DivisionCode.eq(owner.as_str()))
        .one(db)
        .await?)
}

/// Lines by id.
pub async fn lines_by_id(db: &impl ConnectionTrait, ids: &[PlanLineId]) -> Result<Vec<PlanLine>> {
    Ok(plan_line::Entity::find().filter(plan_line::Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

pub async fn lines_of_plan(db: &impl ConnectionTrait, id: PlanId) -> Result<Vec<PlanLine>> {
    Ok(plan_line::Entity::find()
        .filter(plan_line::Column::PlanId.eq(id))
        .order_by_asc(plan_line::Column::Position)
        .all(db)
        .await?)
}

pub async fn lines(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    filter: &LineFilter,
    request: &PageRequest,
) -> Result<Page<PlanLine>> {
    let mut select = plan_line::Entity::find().filter(plan_line::Column::DivisionCode.eq(owner.as_str()));
    if let Some(plan) = filter.plan {
        select = select.filter(plan_line::Column::PlanId.eq(plan));
    }
    if !filter.statuses.is_empty() {
        select = select.filter(plan_line::Column::Status.is_in(filter.statuses.iter().copied()));
    }
    if let Some(department) = filter.department {
        let taking_part = Query::select()
            .column(plan_line_department::Column::LineId)
            .from(plan_line_department::Entity)
            .and_where(plan_line_department::Column::DepartmentId.eq(department))
            .to_owned();
        select = select.filter(plan_line::Column::Id.in_subquery(taking_part));
    }
    page::by_id(db, select, plan_line::Column::Id, Order::Ascending, request, |row| row.id.0).await
}

/// The number of the next line of a plan.
pub async fn next_position(db: &impl ConnectionTrait, id: PlanId) -> Result<i64> {
    let last: Option<Option<i64>> = plan_line::Entity::find()
        .filter(plan_line::Column::PlanId.eq(id))
        .select_only()
        .column_as(plan_line::Column::Position.max(), "last")
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}

pub async fn count_plans(db: &impl ConnectionTrait, owner: &DivisionCode, year: i32) -> Result<u64> {
    Ok(plan::Entity::find()
        .filter(plan::Column::DivisionCode.eq(owner.as_str()))
        .filter(plan::Column::Year.eq(year))
        .count(db)
        .await?)
}

/// Joint items of lines, in their order.
pub async fn items_of(
    db: &impl ConnectionTrait,
    lines: &[PlanLineId],
) -> Result<BTreeMap<PlanLineId, Vec<JointItemId>>> {
    let rows = plan_line_item::Entity::find()
        .filter(plan_line_item::Column::LineId.is_in(lines.iter().copied()))
        .order_by_asc(plan_line_item::Column::Position)
        .all(db)
        .await?;
    let mut found: BTreeMap<PlanLineId, Vec<JointItemId>> = BTreeMap::new();
    for row in rows {
        found.entry(row.line_id).or_default().push(row.joint_item_id);
    }
    Ok(found)
}

/// Departments of lines, the leading one first.
pub async fn parties_of(db: &impl ConnectionTrait, lines: &[PlanLineId]) -> Result<Vec<Party>> {
    Ok(plan_line_department::Entity::find()
        .filter(plan_line_department::Column::LineId.is_in(lines.iter().copied()))
        .order_by_asc(plan_line_department::Column::Position)
        .all(db)
        .await?)
}

pub async fn decisions(
    db: &impl ConnectionTrait,
    plan: PlanId,
    line: Option<PlanLineId>,
) -> Result<Vec<Decision>> {
    let mut select = plan_decision::Entity::find().filter(plan_decision::Column::PlanId.eq(plan));
    if let Some(line) = line {
        select = select.filter(plan_decision::Column::LineId.eq(line));
    }
    Ok(select.order_by_asc(plan_decision::Column::Id).limit(500).all(db).await?)
}

pub async fn publications(db: &impl ConnectionTrait, plan: PlanId) -> Result<Vec<Publication>> {
    Ok(plan_publication::Entity::find()
        .filter(plan_publication::Column::PlanId.eq(plan))
        .order_by_asc(plan_publication::Column::Channel)
        .all(db)
        .await?)
}

/// Replaces the joint items of a line.
pub async fn set_items(db: &impl ConnectionTrait, line: PlanLineId, items: &[JointItemId]) -> Result<()> {
    plan_line_item::Entity::delete_many().filter(plan_line_item::Column::LineId.eq(line)).exec(db).await?;
    let rows = items.iter().enumerate().map(|(position, item)| plan_line_item::ActiveModel {
        line_id: Set(line),
        joint_item_id: Set(*item),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
    });
    plan_line_item::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Replaces the departments of a line; all have to say yes again.
pub async fn set_parties(db: &impl ConnectionTrait, line: PlanLineId, parties: Vec<Party>) -> Result<()> {
    use sea_orm::IntoActiveModel;
    plan_line_department::Entity::delete_many()
        .filter(plan_line_department::Column::LineId.eq(line))
        .exec(db)
        .await?;
    let rows = parties.into_iter().map(|party| party.into_active_model());
    plan_line_department::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// How many lines of a division stand where, for a department or the office.
pub async fn line_counts(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    department: Option<DepartmentId>,
) -> Result<BTreeMap<LineStatus, u64>> {
    let mut counts = BTreeMap::new();
    let filter = LineFilter { department, ..LineFilter::default() };
    let all = lines(db, owner, &filter, &PageRequest::first(5000)).await?;
    for (_, line) in all.entries {
        *counts.entry(line.status).or_default() += 1;
    }
    Ok(counts)
}
