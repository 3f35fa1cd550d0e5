//! Table `plan_comment`; what it means stands in `migrations/sql/0015_plan_together.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, PlanCommentId, PlanId, PlanLineId, UserId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanCommentId,
    pub division_code: DivisionCode,
    pub plan_id: PlanId,
    pub line_id: Option<PlanLineId>,
    pub reply_to: Option<PlanCommentId>,
    pub text: String,
    pub written_by: UserId,
    pub department_id: Option<DepartmentId>,
    pub written_at: DateTimeUtc,
    pub taken_back_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
