//! Unified lists from above.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::ItemField;
use shared::catalogue::differences;
use shared::catalogue::list::{EntryState, ListKind};
use shared::ids::{ItemListEntryId, ItemListId, UploadId};

use super::item::Item;
use super::keeping::ItemContent;
use crate::catalogue::{self as context, Decision, EntryFilter, ListInput};
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::loaders::{BasesOf, many, one};
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::{Date, count, small};

/// The list a version was taken from.
#[derive(SimpleObject)]
pub struct ListSource {
    /// Name of the list.
    pub name: String,
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub issued_on: Date,
}

impl From<shared::catalogue::list::ListSource> for ListSource {
    fn from(source: shared::catalogue::list::ListSource) -> Self {
        Self { name: source.name, number: source.number, issued_on: Date(source.issued_on) }
    }
}

/// How many lines of a list are of a kind and in a state.
#[derive(SimpleObject)]
pub struct ListCount {
    /// What they mean.
    pub kind: ListKind,
    /// What was decided.
    pub state: EntryState,
    /// How many.
    pub count: i32,
}

/// A unified list (统一清单) as it came in once.
pub struct ItemList(pub context::ItemList);

#[Object]
impl ItemList {
    /// Opaque id.
    pub async fn id(&self) -> ItemListId {
        self.0.id
    }
    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Number of the paper.
    async fn number(&self) -> &str {
        &self.0.number
    }
    /// Day of the paper.
    async fn issued_on(&self) -> Date {
        Date(self.0.issued_on)
    }
    /// The file it came in.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }
    /// Who brought it in.
    async fn imported_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.imported_by)).await
    }
    /// When.
    async fn imported_at(&self) -> DateTime<Utc> {
        self.0.imported_at
    }
    /// How many lines there are, by kind and state.
    #[graphql(complexity = 20)]
    async fn counts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ListCount>> {
        let counts = ctx.services()?.catalogue.list_counts(ctx.viewer()?, self.0.id).await?;
        let one = |((kind, state), number)| ListCount { kind, state, count: count(u64::from(number)) };
        Ok(counts.into_iter().map(one).collect())
    }
    /// What it means, item by item.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn entries(
        &self,
        ctx: &Context<'_>,
        kind: Option<ListKind>,
        state: Option<EntryState>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<ItemListEntry>> {
        let page = request(ctx, first, after.as_deref())?;
        let wanted = (self.0.id, EntryFilter { kind, state });
        let found = ctx.services()?.catalogue.list_entries(ctx.viewer()?, wanted, &page).await?;
        Ok(connection(found, &page, ItemListEntry))
    }
}

/// What a list means for one item.
pub struct ItemListEntry(pub context::ItemListEntry);

impl ItemListEntry {
    /// What the item said when the line was decided, or says now.
    async fn content_before(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<shared::catalogue::ItemContent>> {
        if let Some(content) = &self.0.before_content {
            return Ok(Some(content.0.clone()));
        }
        let Some(id) = self.0.item_id.filter(|_| self.0.state != EntryState::Accepted) else {
            return Ok(None);
        };
        let item = one(ctx, id).await?;
        if let Some(content) = &item.content {
            return Ok(Some(content.0.clone()));
        }
        let joint = one(ctx, item.joint_item_id).await?;
        let bases = many(ctx, BasesOf(joint.id)).await?;
        Ok(Some(context::first_content(&item, &joint, &bases)))
    }

    fn content_after(
        &self,
        before: Option<&shared::catalogue::ItemContent>,
    ) -> Option<shared::catalogue::ItemContent> {
        self.0.listed.as_ref().map(|listed| listed.0.over(before))
    }
}

#[Object]
impl ItemListEntry {
    /// Opaque id.
    pub async fn id(&self) -> ItemListEntryId {
        self.0.id
    }
    /// What the list means.
    async fn kind(&self) -> ListKind {
        self.0.kind
    }
    /// What was decided.
    async fn state(&self) -> EntryState {
        self.0.state
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Code of the item here, or in the list; empty where it will be given one.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// What is inspected.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Row of the file; absent where the list does not name the item.
    async fn row(&self) -> Option<i32> {
        self.0.file_row.map(small)
    }
    /// The item, if it is here.
    async fn item(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Item>> {
        match self.0.item_id {
            None => Ok(None),
            Some(id) => one(ctx, id).await.map(Item).map(Some),
        }
    }
    /// What the item says, or said when this was decided.
    async fn before(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ItemContent>> {
        Ok(self.content_before(ctx).await?.map(ItemContent::from))
    }
    /// What it says if the line is accepted; absent where the list does not name it.
    async fn after(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ItemContent>> {
        let before = self.content_before(ctx).await?;
        Ok(self.content_after(before.as_ref()).map(ItemContent::from))
    }
    /// The fields in which they differ.
    async fn changed(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ItemField>> {
        let before = self.content_before(ctx).await?;
        let after = self.content_after(before.as_ref());
        Ok(before.zip(after).map(|(before, after)| differences(&before, &after)).unwrap_or_default())
    }
    /// Why it was decided so.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// The last day proposed for an item that is dropped.
    async fn withdraw_on(&self) -> Option<Date> {
        self.0.withdraw_on.map(Date)
    }
    /// Who decided; also of an earlier edition.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.decided_by).await
    }
    /// When.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

#[derive(Default)]
pub struct ListQuery;

#[Object]
impl ListQuery {
    /// Unified lists that came in, the latest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn item_lists(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<ItemList>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.catalogue.lists(ctx.viewer()?, &page).await?;
        Ok(connection(found, &page, ItemList))
    }

    /// One of them.
    async fn item_list(&self, ctx: &Context<'_>, id: ItemListId) -> async_graphql::Result<ItemList> {
        Ok(ItemList(ctx.services()?.catalogue.list_by_id(ctx.viewer()?, id).await?))
    }
}

/// A unified list to bring in.
#[derive(InputObject)]
pub struct ImportItemListInput {
    /// The uploaded file, XLSX or CSV.
    pub upload_id: UploadId,
    /// What the list is called; editions of the same list have the same name.
    pub name: String,
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub issued_on: Date,
}

/// A line of a list as it was seen.
#[derive(InputObject)]
pub struct SeenEntryInput {
    /// The line.
    pub id: ItemListEntryId,
    /// Revision of its item; absent where there is no item yet.
    pub item_revision: Option<i32>,
}

/// A decision about lines of a list.
#[derive(InputObject)]
pub struct DecideItemListInput {
    /// The list.
    pub list_id: ItemListId,
    /// The lines, 1 to 200.
    pub entries: Vec<SeenEntryInput>,
    /// Accepted, or refused.
    pub accept: bool,
    /// Why; required for a refusal.
    #[graphql(default)]
    pub reason: String,
    /// For items that are dropped: the last day they should be used.
    pub day: Option<Date>,
}

payload!(
    /// A unified list that came in, or lines of which were decided.
    ItemListPayload { item_list: ItemList }
);

#[derive(Default)]
pub struct ListMutation;

#[Object]
impl ListMutation {
    /// The office brings a unified list in; nothing of it counts before it is accepted line by line.
    async fn import_item_list(
        &self,
        ctx: &Context<'_>,
        input: ImportItemListInput,
    ) -> async_graphql::Result<ItemListPayload> {
        let source = shared::catalogue::list::ListSource {
            name: input.name,
            number: input.number,
            issued_on: input.issued_on.0,
        };
        let input = ListInput { file: input.upload_id, source };
        let result = ctx.services()?.catalogue.import_list(ctx.viewer()?, input).await;
        ItemListPayload::from_result(ctx, result, ItemList)
    }

    /// A clerk accepts or refuses lines of a list, all or none.
    async fn decide_item_list(
        &self,
        ctx: &Context<'_>,
        input: DecideItemListInput,
    ) -> async_graphql::Result<ItemListPayload> {
        let entries = input.entries.iter().map(|one| (one.id, one.item_revision.map(i64::from)));
        let decision = Decision {
            list: input.list_id,
            entries: entries.collect(),
            accept: input.accept,
            reason: input.reason,
            day: input.day.map(|day| day.0),
        };
        let result = ctx.services()?.catalogue.decide_list(ctx.viewer()?, &decision).await;
        ItemListPayload::from_result(ctx, result, ItemList)
    }
}
