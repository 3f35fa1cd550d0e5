//! Table `item_list_entry`; what it means stands in `migrations/sql/0019_catalogue_lists.up.sql`.

use sea_orm::entity::prelude::*;
use shared::catalogue::ItemContent;
use shared::catalogue::list::{EntryState, ListKind, ListedItem};
use shared::ids::{DepartmentId, ItemId, ItemListEntryId, ItemListId, UserId};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "item_list_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ItemListEntryId,
    pub list_id: ItemListId,
    pub kind: ListKind,
    pub state: EntryState,
    pub department_id: DepartmentId,
    pub item_id: Option<ItemId>,
    pub code: String,
    pub name: String,
    pub file_row: Option<i64>,
    pub listed: Option<Doc<ListedItem>>,
    pub before_content: Option<Doc<ItemContent>>,
    pub reason: String,
    pub withdraw_on: Option<Date>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
