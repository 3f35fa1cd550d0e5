//! Table `item_version`; what it means stands in `migrations/sql/0013_item_versions.up.sql`.

use sea_orm::entity::prelude::*;
use shared::catalogue::ItemContent;
use shared::catalogue::list::ListSource;
use shared::ids::{ItemId, UserId};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "item_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: ItemId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub content: Doc<ItemContent>,
    pub reason: String,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
    pub source: Option<Doc<ListSource>>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
