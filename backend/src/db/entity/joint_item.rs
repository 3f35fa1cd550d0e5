//! Table `joint_item`; what it means stands in `migrations/sql/0002_catalogue.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, JointItemId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "joint_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JointItemId,
    pub division_code: DivisionCode,
    pub code: String,
    pub field: String,
    pub name: String,
    pub subject_scope: String,
    pub class: shared::catalogue::ItemClass,
    pub cap_bp: Option<i64>,
    pub method: shared::catalogue::CheckMethod,
    pub tag: Option<String>,
    pub status: shared::catalogue::ItemStatus,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub published_at: Option<DateTimeUtc>,
    pub revision: i64,
    pub owner_id: Option<DepartmentId>,
    pub version: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
