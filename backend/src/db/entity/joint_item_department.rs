//! Table `joint_item_department`; what it means stands in `migrations/sql/0002_catalogue.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, JointItemId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "joint_item_department")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub joint_item_id: JointItemId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub department_id: DepartmentId,
    pub position: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
