//! Rows of rules and of what people said.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::code::DivisionCode;

use super::RuleVersion;
use crate::db::entity::{account, deadline_done, deadline_rule};
use crate::db::{Read, Source};
use crate::error::Result;

/// All versions of a division's rules, newest first.
pub async fn versions(db: &impl Source, owner: &DivisionCode) -> Result<Vec<RuleVersion>> {
    Ok(deadline_rule::Entity::find()
        .filter(deadline_rule::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(deadline_rule::Column::Code)
        .order_by_desc(deadline_rule::Column::Version)
        .rows(db)
        .await?)
}

/// What was said of duties, oldest first.
pub async fn said(db: &impl Source, owner: &DivisionCode) -> Result<Vec<deadline_done::Model>> {
    Ok(deadline_done::Entity::find()
        .filter(deadline_done::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(deadline_done::Column::Id)
        .rows(db)
        .await?)
}

/// When the first account was made: before, nothing was on record here.
pub async fn first_account(db: &impl Source, owner: &DivisionCode) -> Result<Option<DateTime<Utc>>> {
    let first = account::Entity::find()
        .filter(account::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(account::Column::CreatedAt)
        .limit(1)
        .row(db)
        .await?;
    Ok(first.map(|account| account.created_at))
}
