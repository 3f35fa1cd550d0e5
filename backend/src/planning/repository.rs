//! Rows of plans.

use std::collections::BTreeMap;

use sea_orm::sea_query::{ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::{Confirmation, LineStatus};

use super::service::LineFilter;
use super::{Decision, Party, Plan, PlanLine, Publication};
use crate::db::entity::{
    plan, plan_decision, plan_line, plan_line_department, plan_line_item, plan_publication,
};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

pub async fn plans(db: &impl Source, owner: &DivisionCode) -> Result<Vec<Plan>> {
    Ok(plan::Entity::find()
        .filter(plan::Column::DivisionCode.eq(owner.as_str()))
        .order_by_desc(plan::Column::Year)
        .order_by_desc(plan::Column::Version)
        .rows(db)
        .await?)
}

/// A plan of a division.
pub async fn plan(db: &impl Source, owner: &DivisionCode, id: PlanId) -> Result<Option<Plan>> {
    Ok(plan::Entity::find_by_id(id).filter(plan::Column::DivisionCode.eq(owner.as_str())).row(db).await?)
}

/// A plan that is about to change: whoever else wants to change it waits until this transaction is over.
pub async fn lock_plan(db: &impl Source, owner: &DivisionCode, id: PlanId) -> Result<Option<Plan>> {
    let own = plan::Entity::find_by_id(id).filter(plan::Column::DivisionCode.eq(owner.as_str()));
    Ok(own.lock_exclusive().row(db).await?)
}

pub async fn plans_by_id(db: &impl Source, ids: &[PlanId]) -> Result<Vec<Plan>> {
    Ok(plan::Entity::find().filter(plan::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

pub async fn line(db: &impl Source, owner: &DivisionCode, id: PlanLineId) -> Result<Option<PlanLine>> {
    Ok(plan_line::Entity::find_by_id(id)
        .filter(plan_line::Column::DivisionCode.eq(owner.as_str()))
        .row(db)
        .await?)
}

/// A line that is about to change: whoever else wants to change it waits until this transaction is over.
pub async fn lock_line(db: &impl Source, owner: &DivisionCode, id: PlanLineId) -> Result<Option<PlanLine>> {
    let own = plan_line::Entity::find_by_id(id).filter(plan_line::Column::DivisionCode.eq(owner.as_str()));
    Ok(own.lock_exclusive().row(db).await?)
}

/// Lines by id.
pub async fn lines_by_id(db: &impl Source, ids: &[PlanLineId]) -> Result<Vec<PlanLine>> {
    Ok(plan_line::Entity::find().filter(plan_line::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// What lines are in any version of their plans, by what they first were.
pub async fn lines_of_family(db: &impl Source, firsts: &[PlanLineId]) -> Result<Vec<PlanLine>> {
    let firsts = || firsts.iter().copied();
    let of_family = Condition::any()
        .add(plan_line::Column::Id.is_in(firsts()))
        .add(plan_line::Column::FirstId.is_in(firsts()));
    Ok(plan_line::Entity::find().filter(of_family).rows(db).await?)
}

/// The version that amends a plan.
pub async fn amendment_of(db: &impl Source, id: PlanId) -> Result<Option<Plan>> {
    Ok(amendments_of(db, &[id]).await?.into_iter().next())
}

/// The versions that amend plans.
pub async fn amendments_of(db: &impl Source, ids: &[PlanId]) -> Result<Vec<Plan>> {
    Ok(plan::Entity::find().filter(plan::Column::Amends.is_in(ids.iter().copied())).rows(db).await?)
}

pub async fn lines_of_plan(db: &impl Source, id: PlanId) -> Result<Vec<PlanLine>> {
    Ok(plan_line::Entity::find()
        .filter(plan_line::Column::PlanId.eq(id))
        .order_by_asc(plan_line::Column::Position)
        .rows(db)
        .await?)
}

fn wanted(owner: &DivisionCode, filter: &LineFilter) -> Select<plan_line::Entity> {
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
    if let Some(department) = filter.waits_for {
        select = select.filter(waits_for(department));
    }
    select
}

pub async fn lines(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &LineFilter,
    request: &PageRequest,
) -> Result<Page<PlanLine>> {
    page::by_id(db, wanted(owner, filter), plan_line::Column::Id, Order::Ascending, request, |row| row.id.0)
        .await
}

/// The number of the next line of a plan.
pub async fn next_position(db: &impl Source, id: PlanId) -> Result<i64> {
    let last: Option<Option<i64>> = plan_line::Entity::find()
        .filter(plan_line::Column::PlanId.eq(id))
        .select_only()
        .column_as(plan_line::Column::Position.max(), "last")
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}

pub async fn count_plans(db: &impl Source, owner: &DivisionCode, year: i32) -> Result<u64> {
    Ok(plan::Entity::find()
        .filter(plan::Column::DivisionCode.eq(owner.as_str()))
        .filter(plan::Column::Year.eq(year))
        .number(db)
        .await?)
}

/// Joint items of lines, in their order.
pub async fn items_of(
    db: &impl Source,
    lines: &[PlanLineId],
) -> Result<BTreeMap<PlanLineId, Vec<JointItemId>>> {
    let rows = plan_line_item::Entity::find()
        .filter(plan_line_item::Column::LineId.is_in(lines.iter().copied()))
        .order_by_asc(plan_line_item::Column::Position)
        .rows(db)
        .await?;
    let mut found: BTreeMap<PlanLineId, Vec<JointItemId>> = BTreeMap::new();
    for row in rows {
        found.entry(row.line_id).or_default().push(row.joint_item_id);
    }
    Ok(found)
}

/// Departments of lines, the leading one first.
pub async fn parties_of(db: &impl Source, lines: &[PlanLineId]) -> Result<Vec<Party>> {
    Ok(plan_line_department::Entity::find()
        .filter(plan_line_department::Column::LineId.is_in(lines.iter().copied()))
        .order_by_asc(plan_line_department::Column::Position)
        .rows(db)
        .await?)
}

/// The steps of plans as a whole, first to last.
pub async fn decisions_of_plans(db: &impl Source, ids: &[PlanId]) -> Result<Vec<Decision>> {
    Ok(plan_decision::Entity::find()
        .filter(plan_decision::Column::PlanId.is_in(ids.iter().copied()))
        .filter(plan_decision::Column::LineId.is_null())
        .order_by_asc(plan_decision::Column::Id)
        .rows(db)
        .await?)
}

/// The steps of lines, first to last.
pub async fn decisions_of_lines(db: &impl Source, ids: &[PlanLineId]) -> Result<Vec<Decision>> {
    Ok(plan_decision::Entity::find()
        .filter(plan_decision::Column::LineId.is_in(ids.iter().copied()))
        .order_by_asc(plan_decision::Column::Id)
        .rows(db)
        .await?)
}

pub async fn publications(db: &impl Source, ids: &[PlanId]) -> Result<Vec<Publication>> {
    Ok(plan_publication::Entity::find()
        .filter(plan_publication::Column::PlanId.is_in(ids.iter().copied()))
        .order_by_asc(plan_publication::Column::Channel)
        .rows(db)
        .await?)
}

/// Replaces the joint items of a line.
pub async fn set_items(db: &impl Source, line: PlanLineId, items: &[JointItemId]) -> Result<()> {
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
pub async fn set_parties(db: &impl Source, line: PlanLineId, parties: Vec<Party>) -> Result<()> {
    use sea_orm::IntoActiveModel;
    plan_line_department::Entity::delete_many()
        .filter(plan_line_department::Column::LineId.eq(line))
        .exec(db)
        .await?;
    let rows = parties.into_iter().map(IntoActiveModel::into_active_model);
    plan_line_department::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Lines that wait for an act of a department: drafts and returned ones it leads, confirmations it owes,
/// signatures it owes.
fn waits_for(department: DepartmentId) -> Condition {
    let owing = |owed: SimpleExpr| {
        Query::select()
            .column(plan_line_department::Column::LineId)
            .from(plan_line_department::Entity)
            .and_where(plan_line_department::Column::DepartmentId.eq(department))
            .and_where(owed)
            .to_owned()
    };
    let own = plan_line::Column::LeadDepartmentId.eq(department);
    let invited = owing(plan_line_department::Column::Confirmation.eq(Confirmation::Invited));
    let unsigned = owing(plan_line_department::Column::SignedAt.is_null());
    Condition::any()
        .add(plan_line::Column::Status.is_in([LineStatus::Draft, LineStatus::Returned]).and(own))
        .add(
            plan_line::Column::Status
                .eq(LineStatus::Confirming)
                .and(plan_line::Column::Id.in_subquery(invited)),
        )
        .add(
            plan_line::Column::Status
                .eq(LineStatus::Signing)
                .and(plan_line::Column::Id.in_subquery(unsigned)),
        )
}

/// How many of the wanted lines stand where.
pub async fn line_counts(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &LineFilter,
) -> Result<BTreeMap<LineStatus, u64>> {
    let rows: Vec<(LineStatus, i64)> = wanted(owner, filter)
        .select_only()
        .column(plan_line::Column::Status)
        .column_as(plan_line::Column::Id.count(), "count")
        .group_by(plan_line::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(status, count)| (status, u64::try_from(count).unwrap_or(0))).collect())
}
