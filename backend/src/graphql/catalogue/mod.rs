//! Joint items, departments' items, checklists.

mod item;
mod joint;
mod keeping;
mod list;
mod report;

pub use item::Item;
use joint::{CreateItemInput, JointItemVersion, SaveJointItemInput};
use keeping::{PublishItemInput, SaveItemInput, WithdrawItemInput};
pub use list::{ListMutation, ListQuery};
use report::ItemReport;

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::{AnswerKind, BasisType, CheckMethod, ItemClass, ItemStatus};
use shared::ids::{DepartmentId, ItemId, JointItemId};

use crate::catalogue::{self as context, ItemFilter, QuestionInput as NewQuestion};
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::loaders::{BasesOf, DepartmentsOfJointItem, ItemsOf, JointVersionsOf, many};
use crate::graphql::organisation::{Department, department};
use crate::graphql::page::{List, connection, request};
use crate::graphql::planning::PlanLine;
use crate::graphql::scalars::{Date, small};
use crate::graphql::visit::Visit;

/// A joint inspection item (联合抽查事项).
pub struct JointItem(pub context::JointItem);

/// A citation (检查依据).
#[derive(SimpleObject)]
pub struct LegalBasis {
    /// Kind of paper.
    pub kind: BasisType,
    /// Title without 《》.
    pub title: String,
    /// Article.
    pub article: String,
}

#[Object]
impl JointItem {
    /// Opaque id.
    pub async fn id(&self) -> JointItemId {
        self.0.id
    }
    /// Code within the division, such as `J09`.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Field (抽查领域).
    async fn field(&self) -> &str {
        &self.0.field
    }
    /// What is inspected.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Whom it is about, in words.
    async fn subject_scope(&self) -> &str {
        &self.0.subject_scope
    }
    /// KEY or GENERAL.
    async fn class(&self) -> ItemClass {
        self.0.class
    }
    /// Largest ratio in basis points, for GENERAL items.
    async fn cap_basis_points(&self) -> Option<i32> {
        self.0.cap_bp.map(small)
    }
    /// How it is checked.
    async fn method(&self) -> CheckMethod {
        self.0.method
    }
    /// Tag of the subjects it is about; absent if it is about all.
    async fn tag(&self) -> Option<&str> {
        self.0.tag.as_deref()
    }
    /// Whether it may be used.
    async fn status(&self) -> ItemStatus {
        self.0.status
    }
    /// First day it may be used.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }
    /// Last day it may be used.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }
    /// Departments, the leading one first.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let ids = many(ctx, DepartmentsOfJointItem(self.0.id)).await?;
        futures::future::try_join_all(ids.into_iter().map(|id| department(ctx, id))).await
    }
    /// Citations.
    async fn legal_bases(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LegalBasis>> {
        let rows = many(ctx, BasesOf(self.0.id)).await?;
        Ok(rows
            .into_iter()
            .map(|row| LegalBasis { kind: row.kind, title: row.title, article: row.article })
            .collect())
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Number of the newest version; 0 while it is as it was imported.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// The department whose own item it is; absent for a joint item, which the office keeps.
    async fn owner(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Department>> {
        match self.0.owner_id {
            None => Ok(None),
            Some(id) => department(ctx, id).await.map(Some),
        }
    }
    /// Every version the office has saved, the newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn versions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<JointItemVersion>> {
        ctx.viewer()?;
        Ok(joint::versions(many(ctx, JointVersionsOf(self.0.id)).await?))
    }
    /// What each department inspects.
    async fn items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Item>> {
        Ok(many(ctx, ItemsOf(self.0.id)).await?.into_iter().map(Item).collect())
    }
}

/// Which joint items are wanted.
#[derive(InputObject, Default)]
pub struct JointItemFilter {
    /// Code, or part of field or name.
    pub text: Option<String>,
    /// Status.
    pub status: Option<ItemStatus>,
    /// KEY or GENERAL.
    pub class: Option<ItemClass>,
    /// In which a department takes part.
    pub department_id: Option<DepartmentId>,
}

#[derive(Default)]
pub struct CatalogueQuery;

#[Object]
impl CatalogueQuery {
    /// Joint items by code.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn joint_items(
        &self,
        ctx: &Context<'_>,
        filter: Option<JointItemFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<JointItem>> {
        let filter = filter.unwrap_or_default();
        let filter = ItemFilter {
            text: filter.text,
            status: filter.status,
            class: filter.class,
            department: filter.department_id,
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.catalogue.list(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, JointItem))
    }

    /// A department's item.
    async fn item(&self, ctx: &Context<'_>, id: ItemId) -> async_graphql::Result<Item> {
        Ok(Item(ctx.services()?.catalogue.item(ctx.viewer()?, id).await?))
    }

    /// What a withdrawal of a department's item on a day would flag.
    async fn item_use(&self, ctx: &Context<'_>, id: ItemId, day: Date) -> async_graphql::Result<ItemUse> {
        let (services, viewer) = (ctx.services()?, ctx.viewer()?);
        let item = services.catalogue.item(viewer, id).await?;
        let lines = services.planning.lines_using(viewer, &item, day.0).await?;
        let visits = services.visits.open_with_item(viewer, id, day.0).await?;
        Ok(ItemUse {
            lines: lines.into_iter().map(PlanLine).collect(),
            visits: visits.into_iter().map(Visit).collect(),
        })
    }

    /// How much of the list is KEY, and what nobody has executed for five years.
    async fn item_report(&self, ctx: &Context<'_>) -> async_graphql::Result<ItemReport> {
        Ok(ctx.services()?.catalogue.report(ctx.viewer()?).await?.into())
    }

    /// One joint item.
    async fn joint_item(&self, ctx: &Context<'_>, id: JointItemId) -> async_graphql::Result<JointItem> {
        Ok(JointItem(ctx.services()?.catalogue.get(ctx.viewer()?, id).await?))
    }
}

/// What uses a department's item after a day.
#[derive(SimpleObject)]
pub struct ItemUse {
    /// Lines of plans that end later.
    pub lines: Vec<PlanLine>,
    /// Visits not over where it is still to be executed; the first 200.
    pub visits: Vec<Visit>,
}

/// Publishing or withdrawing joint items.
#[derive(InputObject)]
pub struct SetItemStatusInput {
    /// The joint items.
    pub ids: Vec<JointItemId>,
    /// PUBLISHED or WITHDRAWN.
    pub status: ItemStatus,
    /// Why; required for withdrawing.
    #[graphql(default)]
    pub reason: String,
}

/// A question as it is entered.
#[derive(InputObject)]
pub struct QuestionInput {
    /// What is asked.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: AnswerKind,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// The choices.
    #[graphql(default)]
    pub choices: Vec<String>,
    /// Unit of a number.
    #[graphql(default)]
    pub unit: String,
    /// Shared key.
    pub shared_key: Option<String>,
}

/// A new checklist.
#[derive(InputObject)]
pub struct SetQuestionsInput {
    /// The department's item.
    pub item_id: ItemId,
    /// Revision it was based on.
    pub revision: i32,
    /// The questions, in order.
    pub questions: Vec<QuestionInput>,
}

payload!(
    /// Joint items that were changed.
    JointItemsPayload { joint_items: Vec<JointItem> }
);
payload!(
    /// A joint item that was changed.
    JointItemPayload { joint_item: JointItem }
);
payload!(
    /// An item that was changed.
    ItemPayload { item: Item }
);

#[derive(Default)]
pub struct CatalogueMutation;

#[Object]
impl CatalogueMutation {
    /// Publishes or withdraws joint items, all or none.
    async fn set_item_status(
        &self,
        ctx: &Context<'_>,
        input: SetItemStatusInput,
    ) -> async_graphql::Result<JointItemsPayload> {
        let service = &ctx.services()?.catalogue;
        let result = service.set_status(ctx.viewer()?, &input.ids, input.status, &input.reason).await;
        JointItemsPayload::from_result(ctx, result, |rows| rows.into_iter().map(JointItem).collect())
    }

    /// Replaces the checklist of a department's item.
    async fn set_questions(
        &self,
        ctx: &Context<'_>,
        input: SetQuestionsInput,
    ) -> async_graphql::Result<ItemPayload> {
        let questions = input
            .questions
            .into_iter()
            .map(|question| NewQuestion {
                text: question.text,
                kind: question.kind,
                required: question.required,
                choices: question.choices,
                unit: question.unit,
                shared_key: question.shared_key,
            })
            .collect();
        let service = &ctx.services()?.catalogue;
        let result =
            service.set_questions(ctx.viewer()?, input.item_id, questions, i64::from(input.revision)).await;
        ItemPayload::from_result(ctx, result, Item)
    }

    /// A department's clerk makes an item of its own.
    async fn create_item(
        &self,
        ctx: &Context<'_>,
        input: CreateItemInput,
    ) -> async_graphql::Result<ItemPayload> {
        let result = ctx.services()?.catalogue.create_item(ctx.viewer()?, input.into()).await;
        ItemPayload::from_result(ctx, result, Item)
    }

    /// The office's clerk saves a joint item: a new one, or the next version of a known one.
    async fn save_joint_item(
        &self,
        ctx: &Context<'_>,
        input: SaveJointItemInput,
    ) -> async_graphql::Result<JointItemPayload> {
        let result = ctx.services()?.catalogue.save_joint(ctx.viewer()?, input.into()).await;
        JointItemPayload::from_result(ctx, result, JointItem)
    }

    /// A department's clerk saves a new version of its item.
    async fn save_item(&self, ctx: &Context<'_>, input: SaveItemInput) -> async_graphql::Result<ItemPayload> {
        let result = ctx.services()?.catalogue.save_item(ctx.viewer()?, input.into()).await;
        ItemPayload::from_result(ctx, result, Item)
    }

    /// A department's head puts the newest version of its item in force.
    async fn publish_item(
        &self,
        ctx: &Context<'_>,
        input: PublishItemInput,
    ) -> async_graphql::Result<ItemPayload> {
        let seen = (input.item_id, i64::from(input.revision));
        let result = ctx.services()?.catalogue.publish_item(ctx.viewer()?, seen, input.day.0).await;
        ItemPayload::from_result(ctx, result, Item)
    }

    /// A department's head withdraws its item.
    async fn withdraw_item(
        &self,
        ctx: &Context<'_>,
        input: WithdrawItemInput,
    ) -> async_graphql::Result<ItemPayload> {
        let seen = (input.item_id, i64::from(input.revision));
        let service = &ctx.services()?.catalogue;
        let result = service.withdraw_item(ctx.viewer()?, seen, (input.day.0, &input.reason)).await;
        ItemPayload::from_result(ctx, result, Item)
    }
}
