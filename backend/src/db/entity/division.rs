//! Table `division`; what it means stands in `migrations/sql/0001_organisation.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "division")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: DivisionCode,
    pub name: String,
    pub parent_code: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
