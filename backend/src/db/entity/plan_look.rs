//! Table `plan_look`; what it means stands in `migrations/sql/0015_plan_together.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{AuditId, PlanId, UserId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_look")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: PlanId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: UserId,
    pub change_id: AuditId,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
