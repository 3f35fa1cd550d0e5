//! Table `plan_mention`; what it means stands in `migrations/sql/0015_plan_together.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, PlanCommentId, UserId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_mention")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub comment_id: PlanCommentId,
    pub department_id: Option<DepartmentId>,
    pub account_id: Option<UserId>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
