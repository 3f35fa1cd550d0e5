//! Acts on visits.

use async_graphql::{Context, InputObject, Object, OneofObject};
use shared::ids::{DepartmentId, InspectorId, QuestionId, UploadId, VisitId, VisitItemId};
use shared::visit::{Answer as AnswerValue, Disposal, ResultCode};

use super::door::*;
use super::item::*;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::visit::{AnswerInput as Entered, CheckIn, Position, RefillInput, ResultInput};

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
    /// Keys of the entries that its author saw standing; it takes their place, and stands beside others.
    /// Absent: it takes the place of all that stand.
    pub seen: Option<Vec<String>>,
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
    /// The version of the result that its author saw, 0 if there was none; another is refused as stale.
    /// Absent: it corrects whatever there is.
    pub based_on: Option<i32>,
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

/// A seat to be filled anew.
#[derive(InputObject)]
pub struct RefillSeatInput {
    /// The visit.
    pub visit_id: VisitId,
    /// The department.
    pub department_id: DepartmentId,
    /// Who gives up the seat; absent to fill one that is vacant.
    pub inspector_id: Option<InspectorId>,
    /// Why.
    pub reason: String,
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

    /// A department's head takes an officer off the team or fills a vacant seat; who comes is the rule's word.
    async fn refill_seat(
        &self,
        ctx: &Context<'_>,
        input: RefillSeatInput,
    ) -> async_graphql::Result<VisitPayload> {
        let refill = RefillInput {
            visit: input.visit_id,
            department: input.department_id,
            leaving: input.inspector_id,
            reason: input.reason,
        };
        let result = ctx.services()?.visits.refill(ctx.viewer()?, refill).await;
        VisitPayload::from_result(ctx, result, Visit)
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
        let (item, question, seen) = (input.visit_item_id, input.question_id, input.seen);
        let entered = Entered { item, question, value, seen };
        let result = service.answer(ctx.viewer()?, entered, &input.command_key).await;
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
            based_on: input.based_on.map(i64::from),
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
