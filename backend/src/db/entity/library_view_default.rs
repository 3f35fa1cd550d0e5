//! Table `library_view_default`; what it means stands in `migrations/sql/0018_library.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{LibraryViewId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "library_view_default")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: UserId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub library: shared::registry::LibraryKind,
    pub view_id: LibraryViewId,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
