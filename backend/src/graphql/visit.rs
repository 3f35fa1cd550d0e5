//! Visits, items, answers, photos, results.

use async_graphql::{Context, InputObject, Object, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::CheckMethod;
use shared::ids::{
    AnswerId, DepartmentId, EvidenceId, QuestionId, ResultId, UploadId, VisitId, VisitItemId, WaveId,
};
use shared::visit::{
    Answer as AnswerValue, ClockColour, Disposal, ItemState, PublicationStatus, ResultCode, VisitStatus,
};

use super::catalogue::Item;
use super::context::ContextExt;
use super::draw::Wave;
use super::error::payload;
use super::loaders::{
    AnswersOf, DaysOf, DepartmentsOfVisit, EvidenceOf, ItemsOfVisit, ResultOf, SeatsOf, many, one,
};
use super::organisation::{Department, account_name, department};
use super::page::{List, connection, request};
use super::registry::{Inspector, Site, Subject};
use super::scalars::{Date, small};
use crate::visit::{self as context, CheckIn, Position, ResultInput, VisitFilter as Filter};

/// A visit to one door (入企检查).
pub struct Visit(pub context::Visit);

#[Object]
impl Visit {
    /// Opaque id.
    pub async fn id(&self) -> VisitId {
        self.0.id
    }
    /// Identifier in the draw: wave and door.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Where it stands.
    async fn status(&self) -> VisitStatus {
        self.0.status
    }
    /// Whether somebody goes there; off-site checks open no door.
    async fn opens_door(&self) -> bool {
        self.0.opens_door
    }
    /// When the team arrived.
    async fn checked_in_at(&self) -> Option<DateTime<Utc>> {
        self.0.checked_in_at
    }
    /// When it was over.
    async fn completed_at(&self) -> Option<DateTime<Utc>> {
        self.0.completed_at
    }
    /// Why it could not take place.
    async fn not_possible_reason(&self) -> Option<&str> {
        self.0.not_possible_reason.as_deref()
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Its first day.
    async fn first_day(&self) -> Date {
        Date(self.0.first_day)
    }
    /// All its days.
    async fn days(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Date>> {
        Ok(many(ctx, DaysOf(self.0.id)).await?.into_iter().map(Date).collect())
    }
    /// The door.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<Site> {
        one(ctx, self.0.site_id).await.map(Site)
    }
    /// The wave it was drawn in.
    async fn wave(&self, ctx: &Context<'_>) -> async_graphql::Result<Wave> {
        one(ctx, self.0.wave_id).await.map(Wave)
    }
    /// The leading department.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.lead_department_id).await
    }
    /// The departments that come.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<VisitDepartment>> {
        Ok(many(ctx, DepartmentsOfVisit(self.0.id)).await?.into_iter().map(VisitDepartment).collect())
    }
    /// The team.
    async fn team(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Seat>> {
        Ok(many(ctx, SeatsOf(self.0.id)).await?.into_iter().map(Seat).collect())
    }
    /// What is inspected.
    #[graphql(complexity = "5 * child_complexity")]
    async fn items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<VisitItem>> {
        Ok(many(ctx, ItemsOfVisit(self.0.id)).await?.into_iter().map(VisitItem).collect())
    }
}

/// A department's part in a visit.
pub struct VisitDepartment(context::VisitDepartment);

#[Object]
impl VisitDepartment {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Officers it sends.
    async fn seats(&self) -> i32 {
        small(self.0.seats)
    }
    /// When its head approved.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved_at
    }
    /// Who approved.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.approved_by).await
    }
}

/// A seat on a team.
pub struct Seat(context::Seat);

#[Object]
impl Seat {
    /// The inspector.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Inspector> {
        one(ctx, self.0.inspector_id).await.map(Inspector)
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Whether this is the team leader.
    async fn leader(&self) -> bool {
        self.0.leader
    }
}

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
    /// The subject.
    async fn subject(&self, ctx: &Context<'_>) -> async_graphql::Result<Subject> {
        one(ctx, self.0.subject_id).await.map(Subject)
    }
    /// The department's item with its checklist.
    async fn item(&self, ctx: &Context<'_>) -> async_graphql::Result<Item> {
        one(ctx, self.0.item_id).await.map(Item)
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
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
    async fn result(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<InspectionResult>> {
        Ok(many(ctx, ResultOf(self.0.id)).await?.into_iter().next().map(InspectionResult))
    }
}

/// An answer to a question.
pub struct Answer(context::Answer);

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
    /// Legal basis of withholding.
    async fn withhold_basis(&self) -> Option<&str> {
        self.0.withhold_basis.as_deref()
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

/// Which visits are wanted.
#[derive(InputObject, Default)]
pub struct VisitFilter {
    /// Of one wave.
    pub wave_id: Option<WaveId>,
    /// In one of these states.
    #[graphql(default)]
    pub statuses: Vec<VisitStatus>,
    /// In which a department takes part.
    pub department_id: Option<DepartmentId>,
    /// With a day from then…
    pub from: Option<Date>,
    /// …to then.
    pub to: Option<Date>,
}

#[derive(Default)]
pub struct VisitQuery;

#[Object]
impl VisitQuery {
    /// The visits one may see, earliest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn visits(
        &self,
        ctx: &Context<'_>,
        filter: Option<VisitFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Visit>> {
        let filter = filter.unwrap_or_default();
        let days = match (filter.from, filter.to) {
            (None, None) => None,
            (from, to) => Some((
                from.map_or(chrono::NaiveDate::MIN, |date| date.0),
                to.map_or(chrono::NaiveDate::MAX, |date| date.0),
            )),
        };
        let filter = Filter {
            wave: filter.wave_id,
            statuses: filter.statuses,
            department: filter.department_id,
            days,
            inspector: None,
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.visits.list(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, Visit))
    }

    /// One visit.
    async fn visit(&self, ctx: &Context<'_>, id: VisitId) -> async_graphql::Result<Visit> {
        Ok(Visit(ctx.services()?.visits.get(ctx.viewer()?, id).await?))
    }

    /// An inspector's own visits of a day; today if absent.
    #[graphql(complexity = "20 * child_complexity")]
    async fn my_visits(&self, ctx: &Context<'_>, on: Option<Date>) -> async_graphql::Result<Vec<Visit>> {
        let services = ctx.services()?;
        let day = on.map_or_else(|| services.core.today(), |date| date.0);
        let rows = services.visits.of_day(ctx.viewer()?, day).await?;
        Ok(rows.into_iter().map(Visit).collect())
    }

    /// The server's civil day in China.
    async fn today(&self, ctx: &Context<'_>) -> async_graphql::Result<Date> {
        Ok(Date(ctx.services()?.core.today()))
    }
}

/// Approving one's department's part in visits.
#[derive(InputObject)]
pub struct ApproveVisitsInput {
    /// The department.
    pub department_id: DepartmentId,
    /// The visits.
    pub visit_ids: Vec<VisitId>,
}

/// Where a phone says it is (WGS-84).
#[derive(InputObject)]
pub struct PositionInput {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres.
    pub accuracy_m: f64,
}

/// Arrival at the door.
#[derive(InputObject)]
pub struct CheckInInput {
    /// The visit.
    pub visit_id: VisitId,
    /// Where, if known.
    pub position: Option<PositionInput>,
    /// The same key twice is carried out once.
    pub command_key: String,
}

/// One kind of answer.
#[derive(OneofObject)]
pub enum AnswerInput {
    /// Yes or no.
    Yes(bool),
    /// A measured value as written.
    Number(String),
    /// Text.
    Text(String),
    /// One of the choices.
    Choice(String),
}

/// An answer to a question.
#[derive(InputObject)]
pub struct SaveAnswerInput {
    /// The item at the visit.
    pub visit_item_id: VisitItemId,
    /// The question.
    pub question_id: QuestionId,
    /// The answer.
    pub answer: AnswerInput,
    /// The same key twice is carried out once.
    pub command_key: String,
}

/// A photo for an item.
#[derive(InputObject)]
pub struct AddEvidenceInput {
    /// The item at the visit.
    pub visit_item_id: VisitItemId,
    /// The uploaded photo.
    pub upload_id: UploadId,
    /// What it shows.
    #[graphql(default)]
    pub caption: String,
    /// The same key twice is carried out once.
    pub command_key: String,
}

/// The result of an item.
#[derive(InputObject)]
pub struct EnterResultInput {
    /// The item at the visit.
    pub visit_item_id: VisitItemId,
    /// What was found.
    pub code: ResultCode,
    /// What happens next.
    pub disposal: Disposal,
    /// In words.
    #[graphql(default)]
    pub note: String,
    /// The same key twice is carried out once.
    pub command_key: String,
}

/// The end of a visit.
#[derive(InputObject)]
pub struct FinishVisitInput {
    /// The visit.
    pub visit_id: VisitId,
    /// Why it could not take place; absent if it did.
    pub not_possible_reason: Option<String>,
    /// The same key twice is carried out once.
    pub command_key: String,
}

payload!(
    /// Visits that were changed.
    VisitsPayload { visits: Vec<Visit> }
);
payload!(
    /// A visit that was changed.
    VisitPayload { visit: Visit }
);
payload!(
    /// An answer that was saved.
    AnswerPayload { answer: Answer }
);
payload!(
    /// A photo that was added.
    EvidencePayload { evidence: Evidence }
);
payload!(
    /// A result that was entered.
    ResultPayload { result: InspectionResult }
);

#[derive(Default)]
pub struct VisitMutation;

#[Object]
impl VisitMutation {
    /// A department's head approves its part in visits, all or none.
    async fn approve_visits(
        &self,
        ctx: &Context<'_>,
        input: ApproveVisitsInput,
    ) -> async_graphql::Result<VisitsPayload> {
        let service = &ctx.services()?.visits;
        let result = service.approve(ctx.viewer()?, input.department_id, &input.visit_ids).await;
        VisitsPayload::from_result(ctx, result, |rows| rows.into_iter().map(Visit).collect())
    }

    /// An inspector arrives.
    async fn check_in(&self, ctx: &Context<'_>, input: CheckInInput) -> async_graphql::Result<VisitPayload> {
        let position = input.position.map(|at| Position {
            latitude: at.latitude,
            longitude: at.longitude,
            accuracy_m: at.accuracy_m,
        });
        let service = &ctx.services()?.visits;
        let result =
            service.check_in(ctx.viewer()?, input.visit_id, CheckIn { position }, &input.command_key).await;
        VisitPayload::from_result(ctx, result, Visit)
    }

    /// An inspector answers a question of their own department's checklist.
    async fn save_answer(
        &self,
        ctx: &Context<'_>,
        input: SaveAnswerInput,
    ) -> async_graphql::Result<AnswerPayload> {
        let value = match input.answer {
            AnswerInput::Yes(yes) => AnswerValue::YesNo(yes),
            AnswerInput::Number(text) => AnswerValue::Number(text),
            AnswerInput::Text(text) => AnswerValue::Text(text),
            AnswerInput::Choice(choice) => AnswerValue::Choice(choice),
        };
        let service = &ctx.services()?.visits;
        let result = service
            .answer(ctx.viewer()?, input.visit_item_id, input.question_id, value, &input.command_key)
            .await;
        AnswerPayload::from_result(ctx, result, Answer)
    }

    /// An inspector attaches a photo.
    async fn add_evidence(
        &self,
        ctx: &Context<'_>,
        input: AddEvidenceInput,
    ) -> async_graphql::Result<EvidencePayload> {
        let service = &ctx.services()?.visits;
        let result = service
            .add_evidence(
                ctx.viewer()?,
                input.visit_item_id,
                input.upload_id,
                &input.caption,
                &input.command_key,
            )
            .await;
        EvidencePayload::from_result(ctx, result, Evidence::from)
    }

    /// An inspector enters or corrects a result of their own department's item.
    async fn enter_result(
        &self,
        ctx: &Context<'_>,
        input: EnterResultInput,
    ) -> async_graphql::Result<ResultPayload> {
        let entered = ResultInput {
            item: input.visit_item_id,
            code: input.code,
            disposal: input.disposal,
            note: input.note,
        };
        let result = ctx.services()?.visits.enter_result(ctx.viewer()?, entered, &input.command_key).await;
        ResultPayload::from_result(ctx, result, InspectionResult)
    }

    /// An inspector ends a visit: everything done, or not possible and why.
    async fn finish_visit(
        &self,
        ctx: &Context<'_>,
        input: FinishVisitInput,
    ) -> async_graphql::Result<VisitPayload> {
        let (service, viewer) = (&ctx.services()?.visits, ctx.viewer()?);
        let result = match input.not_possible_reason {
            Some(reason) => service.not_possible(viewer, input.visit_id, &reason, &input.command_key).await,
            None => service.complete(viewer, input.visit_id, &input.command_key).await,
        };
        VisitPayload::from_result(ctx, result, Visit)
    }
}
