//! Table `inspector`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, InspectorId};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspector")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InspectorId,
    pub division_code: DivisionCode,
    pub department_id: DepartmentId,
    pub code: String,
    pub name: String,
    pub cert_no: String,
    pub cert_valid_from: Date,
    pub cert_valid_to: Date,
    pub fields: Doc<Vec<String>>,
    pub towns: Doc<Vec<DivisionCode>>,
    pub active: bool,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
