//! Table `wave_line`; what it means stands in `migrations/sql/0005_draw.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{PlanLineId, WaveId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "wave_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub wave_id: WaveId,
    pub line_id: PlanLineId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub task_code: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
