//! A department's item and its checklist.

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use shared::catalogue::{AnswerKind, NoticePolicy};
use shared::ids::{ItemId, QuestionId};

use super::JointItem;
use super::keeping::{ItemContent, ItemVersion, versions};
use crate::catalogue as context;
use crate::graphql::context::ContextExt;
use crate::graphql::loaders::{BasesOf, QuestionsOf, VersionsOf, many, one};
use crate::graphql::organisation::{Department, department};
use crate::graphql::scalars::{Date, small};

/// The civil day in China.
fn today(ctx: &Context<'_>) -> async_graphql::Result<NaiveDate> {
    Ok(ctx.services()?.core.today())
}

/// What the joint item says of an item that its department has not kept.
async fn first(
    ctx: &Context<'_>,
    item: &context::Item,
) -> async_graphql::Result<shared::catalogue::ItemContent> {
    let joint = one(ctx, item.joint_item_id).await?;
    let bases = many(ctx, BasesOf(joint.id)).await?;
    Ok(context::first_content(item, &joint, &bases))
}

/// A published version that is not in force yet.
#[derive(SimpleObject)]
pub struct ComingVersion {
    /// Its number.
    pub number: i32,
    /// Its first day.
    pub from: Date,
    /// What it says.
    pub content: ItemContent,
}

/// A withdrawal that waits for the head.
#[derive(SimpleObject)]
pub struct ProposedWithdrawal {
    /// The last day the item should be used.
    pub day: Date,
    /// Why.
    pub reason: String,
}

/// What one department inspects within a joint item.
pub struct Item(pub context::Item);

#[Object]
impl Item {
    /// Opaque id.
    async fn id(&self) -> ItemId {
        self.0.id
    }
    /// Code, such as `J09-scjg`.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// What is inspected.
    async fn name(&self, ctx: &Context<'_>) -> async_graphql::Result<&str> {
        let ruling = context::ruling_on(&self.0, today(ctx)?).0;
        Ok(ruling.map_or(&self.0.name, |content| &content.name))
    }
    /// Whether the firm is told beforehand.
    async fn notice_policy(&self) -> NoticePolicy {
        self.0.notice_policy
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Number of the newest version; 0 while the department has not kept it.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// Number of the version in force; absent while that is what the joint item says.
    async fn published_version(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<i32>> {
        Ok(context::ruling_on(&self.0, today(ctx)?).1.map(small))
    }
    /// The day from which the version in force may be used.
    async fn published_on(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Date>> {
        Ok(context::ruling_on(&self.0, today(ctx)?).2.map(Date))
    }
    /// The last day it may be used, once its department has withdrawn it.
    async fn withdrawn_on(&self) -> Option<Date> {
        self.0.withdrawn_on.map(Date)
    }
    /// Why it was withdrawn.
    async fn withdraw_reason(&self) -> Option<&str> {
        self.0.withdraw_reason.as_deref()
    }
    /// What the newest version says, in force or not.
    async fn content(&self, ctx: &Context<'_>) -> async_graphql::Result<ItemContent> {
        ctx.viewer()?;
        match &self.0.content {
            Some(content) => Ok(content.0.clone().into()),
            None => Ok(first(ctx, &self.0).await?.into()),
        }
    }
    /// What the version in force today says.
    async fn in_force(&self, ctx: &Context<'_>) -> async_graphql::Result<ItemContent> {
        match context::ruling_on(&self.0, today(ctx)?).0 {
            Some(content) => Ok(content.clone().into()),
            None => Ok(first(ctx, &self.0).await?.into()),
        }
    }
    /// A published version that comes on a later day.
    async fn coming(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ComingVersion>> {
        let today = today(ctx)?;
        let coming = self.0.coming_on.filter(|from| *from > today).zip(self.0.coming.clone());
        Ok(coming.map(|(from, content)| ComingVersion {
            number: small(self.0.coming_version.unwrap_or(0)),
            from: Date(from),
            content: content.0.into(),
        }))
    }
    /// A withdrawal that a clerk has proposed to the head.
    async fn proposed_withdrawal(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ProposedWithdrawal>> {
        ctx.viewer()?;
        Ok(self.0.proposed_withdrawal.map(|day| ProposedWithdrawal {
            day: Date(day),
            reason: self.0.proposed_reason.clone().unwrap_or_default(),
        }))
    }
    /// Every version, the newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn versions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ItemVersion>> {
        ctx.viewer()?;
        Ok(versions(many(ctx, VersionsOf(self.0.id)).await?))
    }
    /// The joint item it is part of.
    async fn joint_item(&self, ctx: &Context<'_>) -> async_graphql::Result<JointItem> {
        one(ctx, self.0.joint_item_id).await.map(JointItem)
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Its checklist.
    async fn questions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Question>> {
        Ok(many(ctx, QuestionsOf(self.0.id)).await?.into_iter().map(Question::from).collect())
    }
}

/// A question of a checklist (检查要点).
#[derive(SimpleObject)]
pub struct Question {
    /// Opaque id.
    pub id: QuestionId,
    /// What is asked.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: AnswerKind,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// The choices.
    pub choices: Vec<String>,
    /// Unit of a number.
    pub unit: String,
    /// Questions with the same key are one question for several departments.
    pub shared_key: Option<String>,
}

impl From<context::Question> for Question {
    fn from(row: context::Question) -> Self {
        Self {
            id: row.id,
            text: row.content,
            kind: row.kind,
            required: row.required,
            choices: row.choices.0,
            unit: row.unit,
            shared_key: row.shared_key,
        }
    }
}
