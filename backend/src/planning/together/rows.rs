//! Rows of feed, presence and talk.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select};
use shared::ids::{AuditId, DepartmentId, PlanCommentId, PlanId, PlanLineId, UserId};
use uuid::Uuid;

use crate::access::Viewer;
use crate::db::entity::{
    audit_entry, plan_change, plan_comment, plan_look, plan_mention, plan_mention_read, plan_presence,
};
use crate::db::{Read, Source};
use crate::error::Result;

/// Changes of all plans since an id.
pub async fn changes_since(db: &impl Source, since: Uuid) -> Result<Vec<plan_change::Model>> {
    Ok(plan_change::Entity::find()
        .filter(plan_change::Column::Id.gt(since))
        .order_by_asc(plan_change::Column::Id)
        .rows(db)
        .await?)
}

/// A change.
pub async fn change(db: &impl Source, id: AuditId) -> Result<Option<plan_change::Model>> {
    Ok(plan_change::Entity::find_by_id(id).row(db).await?)
}

/// The newest change of a plan that somebody has seen.
pub async fn look(db: &impl Source, plan: PlanId, account: UserId) -> Result<Option<AuditId>> {
    let row = plan_look::Entity::find_by_id((plan, account)).row(db).await?;
    Ok(row.map(|row| row.change_id))
}

/// Puts the mark of somebody's last look.
pub async fn set_look(db: &impl Source, plan: PlanId, account: UserId, change: AuditId) -> Result<()> {
    let row = plan_look::ActiveModel { plan_id: Set(plan), account_id: Set(account), change_id: Set(change) };
    let key = [plan_look::Column::PlanId, plan_look::Column::AccountId];
    plan_look::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_column(plan_look::Column::ChangeId).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// How many changes of a plan by others came after a mark.
pub async fn fresh(db: &impl Source, plan: PlanId, account: UserId, seen: Option<AuditId>) -> Result<u64> {
    let own = Query::select()
        .column(audit_entry::Column::Id)
        .from(audit_entry::Entity)
        .and_where(audit_entry::Column::ActorId.eq(account))
        .to_owned();
    let mut select = plan_change::Entity::find()
        .filter(plan_change::Column::PlanId.eq(plan))
        .filter(plan_change::Column::Id.not_in_subquery(own));
    if let Some(seen) = seen {
        select = select.filter(plan_change::Column::Id.gt(seen));
    }
    Ok(select.number(db).await?)
}

/// Everybody who has a plan open.
pub async fn present(db: &impl Source, now: DateTime<Utc>) -> Result<Vec<plan_presence::Model>> {
    Ok(plan_presence::Entity::find()
        .filter(plan_presence::Column::Until.gt(now))
        .order_by_asc(plan_presence::Column::Id)
        .rows(db)
        .await?)
}

/// Comments of a plan, or of one of its lines.
pub fn comments(plan: PlanId, line: Option<PlanLineId>) -> Select<plan_comment::Entity> {
    let select = plan_comment::Entity::find().filter(plan_comment::Column::PlanId.eq(plan));
    match line {
        Some(line) => select.filter(plan_comment::Column::LineId.eq(line)),
        None => select,
    }
}

/// Comments by others that mention somebody, or their department, and were not taken back; only unread ones if
/// asked.
pub fn mentioning(viewer: &Viewer, unread: bool) -> Select<plan_comment::Entity> {
    let account = viewer.account_id();
    let departments: Vec<DepartmentId> = viewer.grants.iter().filter_map(|grant| grant.department).collect();
    let meant = Condition::any()
        .add(plan_mention::Column::AccountId.eq(account))
        .add(plan_mention::Column::DepartmentId.is_in(departments));
    let mentions = Query::select()
        .column(plan_mention::Column::CommentId)
        .from(plan_mention::Entity)
        .cond_where(meant)
        .to_owned();
    let select = plan_comment::Entity::find()
        .filter(plan_comment::Column::DivisionCode.eq(viewer.division.as_str()))
        .filter(plan_comment::Column::WrittenBy.ne(account))
        .filter(plan_comment::Column::TakenBackAt.is_null())
        .filter(plan_comment::Column::Id.in_subquery(mentions));
    if !unread {
        return select;
    }
    let read = Query::select()
        .column(plan_mention_read::Column::CommentId)
        .from(plan_mention_read::Entity)
        .and_where(plan_mention_read::Column::AccountId.eq(account))
        .to_owned();
    select.filter(plan_comment::Column::Id.not_in_subquery(read))
}

/// Comments by id.
pub async fn comments_by_id(
    db: &impl Source,
    ids: &[PlanCommentId],
) -> Result<BTreeMap<PlanCommentId, plan_comment::Model>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = plan_comment::Entity::find().filter(plan_comment::Column::Id.is_in(ids.iter().copied()));
    Ok(found.rows(db).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// A comment that is about to change.
pub async fn lock_comment(db: &impl Source, id: PlanCommentId) -> Result<Option<plan_comment::Model>> {
    use sea_orm::QuerySelect;
    Ok(plan_comment::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

/// Whom comments mention, in the order in which they do.
pub async fn mentions_of(db: &impl Source, ids: &[PlanCommentId]) -> Result<Vec<plan_mention::Model>> {
    Ok(plan_mention::Entity::find()
        .filter(plan_mention::Column::CommentId.is_in(ids.iter().copied()))
        .order_by_asc(plan_mention::Column::Id)
        .rows(db)
        .await?)
}
