//! Table `plan_change`; what it means stands in `migrations/sql/0015_plan_together.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{AuditId, DepartmentId, PlanId, PlanLineId};
use shared::planning::together::PlanAct;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    pub division_code: DivisionCode,
    pub plan_id: PlanId,
    pub line_id: Option<PlanLineId>,
    pub act: PlanAct,
    pub department_id: Option<DepartmentId>,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
