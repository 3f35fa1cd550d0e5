//! Table `visit_department`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, UserId, VisitId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_department")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visit_id: VisitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub department_id: DepartmentId,
    pub seats: i64,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
