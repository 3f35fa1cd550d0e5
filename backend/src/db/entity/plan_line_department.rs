//! Table `plan_line_department`; what it means stands in `migrations/sql/0004_planning.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, PlanLineId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_line_department")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub line_id: PlanLineId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub department_id: DepartmentId,
    pub position: i64,
    pub officers: i64,
    pub confirmation: shared::planning::Confirmation,
    pub confirmed_by: Option<UserId>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub decline_reason: Option<String>,
    pub signed_by: Option<UserId>,
    pub signed_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
