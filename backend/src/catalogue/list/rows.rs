//! Rows of unified lists.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::catalogue::list::{EntryState, ListKind};
use shared::code::DivisionCode;
use shared::ids::{ItemListEntryId, ItemListId};

use crate::catalogue::{ItemList, ItemListEntry};
use crate::db::entity::{item_list, item_list_entry};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

/// Which lines are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntryFilter {
    /// Of a kind.
    pub kind: Option<ListKind>,
    /// In a state.
    pub state: Option<EntryState>,
}

pub async fn lists(db: &impl Source, owner: &DivisionCode, request: &PageRequest) -> Result<Page<ItemList>> {
    let select = item_list::Entity::find().filter(item_list::Column::DivisionCode.eq(owner.as_str()));
    page::by_id(db, select, item_list::Column::Id, Order::Descending, request, |row| row.id.0).await
}

pub async fn list(db: &impl Source, owner: &DivisionCode, id: ItemListId) -> Result<Option<ItemList>> {
    let own = item_list::Entity::find_by_id(id).filter(item_list::Column::DivisionCode.eq(owner.as_str()));
    Ok(own.row(db).await?)
}

/// Editions of the same list.
pub async fn named(db: &impl Source, owner: &DivisionCode, name: &str) -> Result<Vec<ItemList>> {
    Ok(item_list::Entity::find()
        .filter(item_list::Column::DivisionCode.eq(owner.as_str()))
        .filter(item_list::Column::Name.eq(name))
        .order_by_asc(item_list::Column::Id)
        .rows(db)
        .await?)
}

pub async fn entries(
    db: &impl Source,
    list: ItemListId,
    filter: EntryFilter,
    request: &PageRequest,
) -> Result<Page<ItemListEntry>> {
    let mut select = item_list_entry::Entity::find().filter(item_list_entry::Column::ListId.eq(list));
    if let Some(kind) = filter.kind {
        select = select.filter(item_list_entry::Column::Kind.eq(kind));
    }
    if let Some(state) = filter.state {
        select = select.filter(item_list_entry::Column::State.eq(state));
    }
    page::by_id(db, select, item_list_entry::Column::Id, Order::Ascending, request, |row| row.id.0).await
}

/// Every line of lists, in the order they came in.
pub async fn entries_of(db: &impl Source, lists: &[ItemListId]) -> Result<Vec<ItemListEntry>> {
    Ok(item_list_entry::Entity::find()
        .filter(item_list_entry::Column::ListId.is_in(lists.iter().copied()))
        .order_by_asc(item_list_entry::Column::Id)
        .rows(db)
        .await?)
}

/// A line that is about to be decided.
pub async fn lock_entry(db: &impl Source, id: ItemListEntryId) -> Result<Option<ItemListEntry>> {
    Ok(item_list_entry::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}
