//! Table `plan_line_item`; what it means stands in `migrations/sql/0004_planning.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{JointItemId, PlanLineId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_line_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub line_id: PlanLineId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub joint_item_id: JointItemId,
    pub position: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
