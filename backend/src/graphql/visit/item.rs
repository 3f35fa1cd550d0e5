//! What is asked at the door, answered and found.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::CheckMethod;
use shared::ids::{AnswerId, EvidenceId, QuestionId, ResultId, UploadId, UserId, VisitId, VisitItemId};
use shared::sync::Voice;
use shared::visit::{
    Answer as AnswerValue, Author, ClockColour, Disposal, ItemState, PublicationStatus, ResultCode,
    VisitStatus, is_under_review, value,
};

use crate::graphql::catalogue::Item;
use crate::graphql::contact::ContactCase;
use crate::graphql::context::ContextExt;
use crate::graphql::eager::Eager;
use crate::graphql::loaders::{AnswersOf, EvidenceOf, ResultOf, many, one};
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::registry::Subject;
use crate::graphql::scalars::{Date, small};
use crate::visit::{self as context};

/// One item of one department for one subject at a visit.
pub struct VisitItem(pub context::VisitItem);

#[Object]
impl VisitItem {
    /// Opaque id.
    async fn id(&self) -> VisitItemId {
        self.0.id
    }
    /// The day it is due.
    async fn on_day(&self) -> Date {
        Date(self.0.on_day)
    }
    /// How it is checked.
    async fn method(&self) -> CheckMethod {
        self.0.method
    }
    /// How far it has come.
    async fn state(&self) -> ItemState {
        self.0.state
    }
    /// The visit.
    async fn visit_id(&self) -> VisitId {
        self.0.visit_id
    }
    /// Where the visit stands.
    async fn visit_status(&self, ctx: &Context<'_>) -> async_graphql::Result<VisitStatus> {
        one(ctx, self.0.visit_id).await.map(|visit| visit.status)
    }
    /// The subject.
    async fn subject(&self, ctx: &Context<'_>) -> async_graphql::Result<Subject> {
        one(ctx, self.0.subject_id).await.map(Subject)
    }
    /// The department's item with its checklist.
    async fn item(&self, ctx: &Context<'_>) -> async_graphql::Result<Eager<Item>> {
        one(ctx, self.0.item_id).await.map(Item).map(Eager)
    }
    /// Whether its department has withdrawn the item while the visit is not over.
    async fn withdrawn(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let (visit, item) = (one(ctx, self.0.visit_id).await?, one(ctx, self.0.item_id).await?);
        Ok(ctx.services()?.visits.is_withdrawn(&visit, &self.0, &item))
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Eager<Department>> {
        department(ctx, self.0.department_id).await.map(Eager)
    }
    /// Answers so far.
    async fn answers(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Answer>> {
        Ok(many(ctx, AnswersOf(self.0.id)).await?.into_iter().map(Answer).collect())
    }
    /// Photos so far.
    async fn evidence(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Evidence>> {
        Ok(many(ctx, EvidenceOf(self.0.id)).await?.into_iter().map(Evidence::from).collect())
    }
    /// The result that counts.
    async fn result(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Eager<InspectionResult>>> {
        Ok(many(ctx, ResultOf(self.0.id)).await?.into_iter().next().map(InspectionResult).map(Eager))
    }
}

/// An answer to a question.
pub struct Answer(pub(super) context::Answer);

#[Object]
impl Answer {
    /// Opaque id.
    async fn id(&self) -> AnswerId {
        self.0.id
    }
    /// The question.
    async fn question_id(&self) -> QuestionId {
        self.0.question_id
    }
    /// Yes or no.
    async fn yes(&self) -> Option<bool> {
        match &self.0.content.0 {
            AnswerValue::YesNo(yes) => Some(*yes),
            _ => None,
        }
    }
    /// Number, text or choice, as written.
    async fn text(&self) -> Option<&str> {
        match &self.0.content.0 {
            AnswerValue::YesNo(_) => None,
            AnswerValue::Number(text) | AnswerValue::Text(text) | AnswerValue::Choice(text) => Some(text),
        }
    }
    /// When.
    async fn answered_at(&self) -> DateTime<Utc> {
        self.0.answered_at
    }
    /// By whom.
    async fn answered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.answered_by)).await
    }
    /// The entries that stand. Officers who did not know of each other may have left several; if they differ,
    /// the answer is contested until one of the department settles it.
    async fn voices(&self) -> Vec<AnswerVoice> {
        let voices = context::voices(&self.0);
        voices.heads().into_iter().map(|(key, voice)| AnswerVoice::new(key, voice)).collect()
    }
    /// Whether the entries that stand differ.
    async fn contested(&self) -> bool {
        value(&context::voices(&self.0)).is_none()
    }
}

/// One entry of an answer that stands.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AnswerVoice {
    /// Key of the command that brought it.
    pub key: String,
    /// Yes or no.
    pub yes: Option<bool>,
    /// Number, text or choice, as written.
    pub text: Option<String>,
    /// When the server had it.
    pub answered_at: DateTime<Utc>,
    #[graphql(skip)]
    account: UserId,
}

impl AnswerVoice {
    fn new(key: &str, voice: &Voice<AnswerValue, Author>) -> Self {
        let (yes, text) = match &voice.value {
            AnswerValue::YesNo(yes) => (Some(*yes), None),
            AnswerValue::Number(text) | AnswerValue::Text(text) | AnswerValue::Choice(text) => {
                (None, Some(text.clone()))
            }
        };
        let Author { account, at } = voice.by;
        Self { key: key.to_owned(), yes, text, answered_at: at, account }
    }
}

#[ComplexObject]
impl AnswerVoice {
    /// By whom.
    async fn answered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.account)).await
    }
}

/// A photo.
#[derive(SimpleObject)]
pub struct Evidence {
    /// Opaque id.
    pub id: EvidenceId,
    /// The file; read at `/api/uploads/` and this.
    pub upload_id: UploadId,
    /// What it shows.
    pub caption: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

impl From<context::Evidence> for Evidence {
    fn from(row: context::Evidence) -> Self {
        Self { id: row.id, upload_id: row.upload_id, caption: row.caption, added_at: row.added_at }
    }
}

/// A result (抽查检查结果).
pub struct InspectionResult(pub context::ResultRow);

#[Object]
impl InspectionResult {
    /// Opaque id.
    async fn id(&self) -> ResultId {
        self.0.id
    }
    /// From 1; corrections are new versions.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// What was found.
    async fn code(&self) -> ResultCode {
        self.0.code
    }
    /// What happens next.
    async fn disposal(&self) -> Disposal {
        self.0.disposal
    }
    /// In words.
    async fn note(&self) -> &str {
        &self.0.note
    }
    /// Day of the result.
    async fn found_on(&self) -> Date {
        Date(self.0.found_on)
    }
    /// Last day for publication.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }
    /// The working-day calendar of the period is not published whole.
    async fn due_provisional(&self) -> bool {
        self.0.due_provisional
    }
    /// Working days left; negative when overdue.
    async fn days_left(&self, ctx: &Context<'_>) -> async_graphql::Result<i32> {
        Ok(i32::try_from(ctx.services()?.disclosure.clock(&self.0).1).unwrap_or(i32::MAX))
    }
    /// What the clock shows.
    async fn clock(&self, ctx: &Context<'_>) -> async_graphql::Result<ClockColour> {
        Ok(ctx.services()?.disclosure.clock(&self.0).0)
    }
    /// How far publication has come.
    async fn publication(&self) -> PublicationStatus {
        self.0.publication
    }
    /// When the head decided.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
    /// Which head decided.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.decided_by).await
    }
    /// Legal basis of withholding.
    async fn withhold_basis(&self) -> Option<&str> {
        self.0.withhold_basis.as_deref()
    }
    /// Why it corrects a published version.
    async fn correction_reason(&self) -> Option<&str> {
        self.0.correction_reason.as_deref()
    }
    /// Whether what is withheld is to be decided anew: its day has come.
    async fn review_due(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let today = ctx.services()?.core.today();
        Ok(is_under_review(self.0.publication, self.0.withhold_review_on, today))
    }
    /// Letters and the list, of a firm that cannot be reached.
    async fn contact(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ContactCase>> {
        ContactCase::of(ctx, &self.0).await
    }
    /// Day to look again at what is withheld.
    async fn withhold_review_on(&self) -> Option<Date> {
        self.0.withhold_review_on.map(Date)
    }
    /// Who entered it.
    async fn entered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.entered_by)).await
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// The subject.
    async fn subject(&self, ctx: &Context<'_>) -> async_graphql::Result<Subject> {
        one(ctx, self.0.subject_id).await.map(Subject)
    }
    /// The item at the visit.
    async fn visit_item(&self, ctx: &Context<'_>) -> async_graphql::Result<VisitItem> {
        one(ctx, self.0.visit_item_id).await.map(VisitItem)
    }
}
