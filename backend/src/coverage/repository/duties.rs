//! Decisions about duties.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::code::DivisionCode;

use crate::coverage::DutyDecision;
use crate::db::entity::duty_decision;
use crate::db::{Read, Source};
use crate::error::Result;

/// Every decision of a division, newest first.
pub async fn decisions(db: &impl Source, owner: &DivisionCode) -> Result<Vec<DutyDecision>> {
    Ok(duty_decision::Entity::find()
        .filter(duty_decision::Column::DivisionCode.eq(owner.as_str()))
        .order_by_desc(duty_decision::Column::Number)
        .rows(db)
        .await?)
}
