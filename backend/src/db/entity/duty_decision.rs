//! Table `duty_decision`; what it means stands in `migrations/sql/0020_coverage.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, DutyDecisionId, ItemId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_decision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DutyDecisionId,
    pub division_code: DivisionCode,
    pub first_item_id: ItemId,
    pub second_item_id: ItemId,
    pub holder_id: DepartmentId,
    pub reason: String,
    pub number: i64,
    pub decided_by: UserId,
    pub decided_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
