//! Table `plan_decision`; what it means stands in `migrations/sql/0004_planning.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{PlanId, PlanLineId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_decision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: PlanId,
    pub line_id: Option<PlanLineId>,
    pub step: String,
    pub reason: String,
    pub decided_by: UserId,
    pub decided_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
