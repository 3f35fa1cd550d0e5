//! Table `inspector_leave`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::InspectorId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspector_leave")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inspector_id: InspectorId,
    pub from_day: Date,
    pub to_day: Date,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
