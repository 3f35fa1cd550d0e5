//! Comments.

use async_graphql::{InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::{AuditId, DepartmentId, PlanCommentId, PlanId, PlanLineId, UserId};

use super::types::LineName;
use crate::graphql::error::payload;
use crate::graphql::scalars::count;
use crate::planning as context;

/// Somebody a comment mentions.
#[derive(SimpleObject)]
pub struct Mention {
    /// The department, if it is one.
    pub department_id: Option<DepartmentId>,
    /// The account, if it is a person.
    pub account_id: Option<UserId>,
    /// Name.
    pub name: String,
}

/// The comment that is answered.
#[derive(SimpleObject)]
pub struct QuotedComment {
    /// Opaque id.
    pub id: PlanCommentId,
    /// By whom.
    pub by: String,
    /// Its beginning; absent once it was taken back.
    pub text: Option<String>,
}

/// A comment on a plan or a line. It is never edited.
pub struct PlanComment(pub context::Comment);

#[Object]
impl PlanComment {
    /// Opaque id.
    pub async fn id(&self) -> PlanCommentId {
        self.0.row.id
    }
    /// The plan.
    async fn plan_id(&self) -> PlanId {
        self.0.row.plan_id
    }
    /// Title of the plan.
    async fn plan_title(&self) -> &str {
        &self.0.plan
    }
    /// The line; absent where the comment is about the plan.
    async fn line(&self) -> Option<LineName> {
        let (number, title) = self.0.line.clone()?;
        Some(LineName::from((self.0.row.line_id?, number, title)))
    }
    /// What it says; absent once it was taken back.
    async fn text(&self) -> Option<&str> {
        self.0.row.taken_back_at.is_none().then_some(self.0.row.text.as_str())
    }
    /// By whom.
    async fn by(&self) -> &str {
        &self.0.by
    }
    /// For which department; absent for the office.
    async fn department(&self) -> Option<&str> {
        self.0.department.as_deref()
    }
    /// When.
    async fn written_at(&self) -> DateTime<Utc> {
        self.0.row.written_at
    }
    /// When its author took it back.
    async fn taken_back_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.taken_back_at
    }
    /// Whom it mentions.
    async fn mentions(&self) -> Vec<Mention> {
        let mentions = self.0.mentions.iter().cloned();
        mentions
            .map(|one| Mention { department_id: one.department, account_id: one.account, name: one.name })
            .collect()
    }
    /// What it answers.
    async fn reply_to(&self) -> Option<QuotedComment> {
        let (by, text) = self.0.quoted.clone()?;
        Some(QuotedComment { id: self.0.row.reply_to?, by, text: Some(text).filter(|text| !text.is_empty()) })
    }
    /// It is one's own.
    async fn own(&self) -> bool {
        self.0.own
    }
    /// It mentions whoever asks, who has not seen it yet.
    async fn unread(&self) -> bool {
        self.0.unread
    }
}

/// A comment as it is written.
#[derive(InputObject)]
pub struct WritePlanCommentInput {
    /// The plan.
    pub plan_id: PlanId,
    /// The line; absent where it is about the plan.
    pub line_id: Option<PlanLineId>,
    /// The comment it answers.
    pub reply_to_id: Option<PlanCommentId>,
    /// What it says.
    pub text: String,
    /// Departments it mentions.
    #[graphql(default)]
    pub department_ids: Vec<DepartmentId>,
    /// People it mentions, by account.
    #[graphql(default)]
    pub account_ids: Vec<UserId>,
}

impl From<WritePlanCommentInput> for context::CommentInput {
    fn from(input: WritePlanCommentInput) -> Self {
        Self {
            plan: input.plan_id,
            line: input.line_id,
            reply_to: input.reply_to_id,
            text: input.text,
            departments: input.department_ids,
            people: input.account_ids,
        }
    }
}

/// A comment that is taken back.
#[derive(InputObject)]
pub struct TakeBackPlanCommentInput {
    /// The comment.
    pub id: PlanCommentId,
}

/// Comments that were seen.
#[derive(InputObject)]
pub struct ReadPlanMentionsInput {
    /// The comments, at most 200.
    pub comment_ids: Vec<PlanCommentId>,
}

/// A look at the feed of a plan.
#[derive(InputObject)]
pub struct LookAtPlanInput {
    /// The plan.
    pub plan_id: PlanId,
    /// The newest change that was seen.
    pub up_to: AuditId,
}

/// A confirmation that is taken back.
#[derive(InputObject)]
pub struct RetractConfirmationInput {
    /// The line.
    pub id: PlanLineId,
    /// The department.
    pub department_id: DepartmentId,
    /// Why.
    #[graphql(default)]
    pub reason: String,
}

/// What is left after something was seen.
#[derive(SimpleObject)]
pub struct Seen {
    /// How many there are.
    pub count: i32,
}

impl Seen {
    pub(super) fn of(number: u64) -> Self {
        Self { count: count(number) }
    }
}

payload!(
    /// A comment that was written or taken back.
    PlanCommentPayload { comment: PlanComment }
);
payload!(
    /// Comments marked as seen.
    ReadPlanMentionsPayload { read: Seen }
);
payload!(
    /// Changes that are still new.
    LookAtPlanPayload { fresh: Seen }
);
