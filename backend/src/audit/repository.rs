//! Rows of the trail.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::code::DivisionCode;
use shared::ids::AuditId;

use super::{Actor, AuditFilter, Change};
use crate::db::entity::audit_entry::{ActiveModel, Column, Entity, Model};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

pub(super) async fn insert(
    db: &impl Source,
    actor: Actor<'_>,
    id: AuditId,
    now: DateTime<Utc>,
    change: Change,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(id),
        happened_at: Set(now),
        division_code: Set(actor.division.clone()),
        actor_id: Set(actor.account),
        actor_name: Set(actor.name.to_owned()),
        ip: Set(actor.origin.ip.clone()),
        request_id: Set(actor.origin.request_id.clone()),
        action: Set(actor.action.to_owned()),
        object_type: Set(change.object_type.to_owned()),
        object_id: Set(change.object_id),
        before: Set(change.before),
        after: Set(change.after),
        reason: Set(change.reason),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Every entry of an action, oldest first.
pub async fn of_action(db: &impl Source, division: &DivisionCode, action: &str) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::DivisionCode.eq(division.as_str()))
        .filter(Column::Action.eq(action))
        .order_by_asc(Column::Id)
        .rows(db)
        .await?)
}

pub(super) async fn list(
    db: &impl Source,
    division: &DivisionCode,
    filter: &AuditFilter,
    request: &PageRequest,
) -> Result<Page<Model>> {
    let mut select = Entity::find().filter(Column::DivisionCode.eq(division.as_str()));
    if let Some(object) = &filter.object_id {
        select = select.filter(Column::ObjectId.eq(object.as_str()));
    }
    if let Some(action) = &filter.action {
        select = select.filter(Column::Action.eq(action.as_str()));
    }
    if let Some(actor) = filter.actor {
        select = select.filter(Column::ActorId.eq(actor));
    }
    page::by_id(db, select, Column::Id, Order::Descending, request, |row| row.id.0).await
}
