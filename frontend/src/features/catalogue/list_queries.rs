//! What the pages of unified lists ask for and change.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::catalogue::ItemField;
use shared::catalogue::list::{EntryState, ListKind};

use super::own_queries::ItemContent;
use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::state::reference::Department;
use crate::{connection, mutation};

/// How many lines are of a kind and in a state.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ListCount {
    /// What they mean.
    pub kind: Coded<ListKind>,
    /// What was decided.
    pub state: Coded<EntryState>,
    /// How many.
    pub count: i32,
}

/// A list that came in.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ItemList")]
pub struct ListRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// What it is called.
    pub name: String,
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub issued_on: Date,
    /// The file.
    pub file_name: String,
    /// Who brought it in.
    pub imported_by: Option<String>,
    /// When.
    pub imported_at: DateTime<Utc>,
    /// Lines by kind and state.
    pub counts: Vec<ListCount>,
}

connection!(Lists, "ItemListConnection", ListRow);

/// Revision of an item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct SeenItem {
    /// Opaque id.
    pub id: cynic::Id,
    /// Revision.
    pub revision: i32,
}

/// What a list means for an item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ItemListEntry")]
pub struct Entry {
    /// Opaque id.
    pub id: cynic::Id,
    /// What it means.
    pub kind: Coded<ListKind>,
    /// What was decided.
    pub state: Coded<EntryState>,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Row of the file.
    pub row: Option<i32>,
    /// The department.
    pub department: Department,
    /// The item, if it is here.
    pub item: Option<SeenItem>,
    /// What it says.
    pub before: Option<ItemContent>,
    /// What the list makes of it.
    pub after: Option<ItemContent>,
    /// Fields that differ.
    pub changed: Vec<Coded<ItemField>>,
    /// Why it was decided so.
    pub reason: String,
    /// Proposed last day.
    pub withdraw_on: Option<Date>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

connection!(Entries, "ItemListEntryConnection", Entry);

#[derive(cynic::QueryVariables)]
struct After {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "After")]
struct ListsQuery {
    #[arguments(after: $after, first: 20)]
    item_lists: Lists,
}

/// A page of lists.
pub async fn lists(after: Option<String>) -> Result<Paged<ListRow>, ApiError> {
    Ok(api::run(ListsQuery::build(After { after })).await?.item_lists.into())
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct ListQuery {
    #[arguments(id: $id)]
    item_list: ListRow,
    today: Date,
}

/// A list, and the day in China.
pub async fn list(id: String) -> Result<(ListRow, NaiveDate), ApiError> {
    let data = api::run(ListQuery::build(ById { id: id.into() })).await?;
    Ok((data.item_list, data.today.0))
}

#[derive(cynic::QueryVariables)]
struct EntriesVariables {
    id: cynic::Id,
    kind: Option<Coded<ListKind>>,
    state: Option<Coded<EntryState>>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "ItemList", variables = "EntriesVariables")]
struct EntriesOfList {
    #[arguments(kind: $kind, state: $state, after: $after, first: 50)]
    entries: Entries,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "EntriesVariables")]
struct EntriesQuery {
    #[arguments(id: $id)]
    item_list: EntriesOfList,
}

/// A page of a list's lines.
pub async fn entries(
    id: String,
    (kind, state): (Option<ListKind>, Option<EntryState>),
    after: Option<String>,
) -> Result<Paged<Entry>, ApiError> {
    let (kind, state) = (kind.map(Coded), state.map(Coded));
    let data = api::run(EntriesQuery::build(EntriesVariables { id: id.into(), kind, state, after })).await?;
    Ok(data.item_list.entries.into())
}

/// A list to bring in.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ImportItemListInput {
    /// Day of the paper.
    pub issued_on: Date,
    /// What it is called.
    pub name: String,
    /// Number of the paper.
    pub number: String,
    /// The uploaded file.
    pub upload_id: cynic::Id,
}

/// A line as it was seen.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SeenEntryInput {
    /// The line.
    pub id: cynic::Id,
    /// Revision of its item.
    pub item_revision: Option<i32>,
}

/// A decision.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DecideItemListInput {
    /// Accepted, or refused.
    pub accept: bool,
    /// Last day of items that are dropped.
    pub day: Option<Date>,
    /// The lines.
    pub entries: Vec<SeenEntryInput>,
    /// The list.
    pub list_id: cynic::Id,
    /// Why.
    pub reason: String,
}

mutation!($ /// Brings a list in.
    import_item_list(ImportItemListInput) -> "ItemListPayload" { item_list: ListRow });
mutation!($ /// Accepts or refuses lines.
    decide_item_list(DecideItemListInput) -> "ItemListPayload" { item_list: ListRow });
