//! Table `visit_item`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, ItemId, SubjectId, VisitId, VisitItemId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VisitItemId,
    pub visit_id: VisitId,
    pub on_day: Date,
    pub subject_id: SubjectId,
    pub item_id: ItemId,
    pub department_id: DepartmentId,
    pub task_code: String,
    pub method: shared::catalogue::CheckMethod,
    pub state: shared::visit::ItemState,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
