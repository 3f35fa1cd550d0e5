//! Table `item_list`; what it means stands in `migrations/sql/0019_catalogue_lists.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{ItemListId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "item_list")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ItemListId,
    pub division_code: DivisionCode,
    pub name: String,
    pub number: String,
    pub issued_on: Date,
    pub file_name: String,
    pub imported_by: UserId,
    pub imported_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
