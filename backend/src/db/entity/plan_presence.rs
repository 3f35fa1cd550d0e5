//! Table `plan_presence`; what it means stands in `migrations/sql/0015_plan_together.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, PlanId, PlanLineId, UserId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_presence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub division_code: DivisionCode,
    pub plan_id: PlanId,
    pub line_id: Option<PlanLineId>,
    pub editing: bool,
    pub account_id: UserId,
    pub department_id: Option<DepartmentId>,
    pub until: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
