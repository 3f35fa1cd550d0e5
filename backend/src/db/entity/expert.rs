//! Table `expert`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::ExpertId;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "expert")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExpertId,
    pub division_code: DivisionCode,
    pub code: String,
    pub name: String,
    pub organisation: String,
    pub fields: Doc<Vec<String>>,
    pub active: bool,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
