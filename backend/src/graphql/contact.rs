//! Corrections and firms that cannot be reached: at the desk, and what of it is public.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::ResultId;
use shared::visit::{ContactDue, ContactStage, ContactStep, Disposal, ResultCode, next_steps};

use super::context::ContextExt;
use super::loaders::{ContactStepsOf, many};
use super::organisation::account_name;
use super::scalars::Date;
use super::visit::{InspectionResult, ResultPayload};
use crate::disclosure::{ContactInput, ContactRow, CorrectionInput};
use crate::visit::ResultRow;

/// Where letters to a firm stand.
#[derive(SimpleObject)]
pub struct ContactCase {
    /// How far they have come.
    pub stage: ContactStage,
    /// What was done, oldest first.
    pub steps: Vec<ContactEntry>,
    /// Steps that may follow.
    pub next: Vec<ContactStep>,
    /// The second letter is not sent before this day.
    pub second_from: Option<Date>,
    /// Nor after this one.
    pub second_until: Option<Date>,
    /// Last day for the entry in the list of abnormal operations.
    pub list_by: Option<Date>,
    /// The working-day calendar of that period is not published whole.
    pub list_provisional: bool,
}

impl ContactCase {
    /// Of a result; none where it says something else.
    pub async fn of(ctx: &Context<'_>, row: &ResultRow) -> async_graphql::Result<Option<Self>> {
        if row.code != ResultCode::Unreachable {
            return Ok(None);
        }
        let rows = many(ctx, ContactStepsOf(row.visit_item_id)).await?;
        let (stage, due) = ctx.services()?.disclosure.contact_state(&rows);
        let (second, listing) = match due {
            Some(ContactDue::SecondLetter(from, until)) => (Some((from, until)), None),
            Some(ContactDue::Listing(deadline)) => (None, Some(deadline)),
            None => (None, None),
        };
        Ok(Some(Self {
            stage,
            steps: rows.into_iter().map(ContactEntry).collect(),
            next: next_steps(stage).to_vec(),
            second_from: second.map(|(from, _)| Date(from)),
            second_until: second.map(|(_, until)| Date(until)),
            list_by: listing.map(|deadline| Date(deadline.date)),
            list_provisional: listing.is_some_and(|deadline| deadline.provisional),
        }))
    }
}

/// A step towards a firm that cannot be reached.
pub struct ContactEntry(ContactRow);

#[Object]
impl ContactEntry {
    /// What was done, or what came of it.
    async fn step(&self) -> ContactStep {
        self.0.step
    }
    /// The day.
    async fn on_day(&self) -> Date {
        Date(self.0.on_day)
    }
    /// Number of the letter or of the decision.
    async fn reference(&self) -> &str {
        &self.0.reference
    }
    /// When it was entered.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }
    /// By whom.
    async fn recorded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.recorded_by)).await
    }
}

/// A step and its day, as everybody may see it.
#[derive(SimpleObject)]
pub struct PublicContactStep {
    /// What was done, or what came of it.
    pub step: ContactStep,
    /// The day.
    pub on_day: Date,
}

/// The steps of a published result that says its firm cannot be reached.
pub async fn public_steps(
    ctx: &Context<'_>,
    row: &ResultRow,
) -> async_graphql::Result<Vec<PublicContactStep>> {
    if row.code != ResultCode::Unreachable {
        return Ok(Vec::new());
    }
    let rows = many(ctx, ContactStepsOf(row.visit_item_id)).await?;
    Ok(rows.into_iter().map(|row| PublicContactStep { step: row.step, on_day: Date(row.on_day) }).collect())
}

/// What was published before a correction.
#[derive(SimpleObject)]
pub struct EarlierResult {
    /// What it said.
    pub code: ResultCode,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// When the correction took its place.
    pub replaced_at: Option<DateTime<Utc>>,
}

impl From<ResultRow> for EarlierResult {
    fn from(row: ResultRow) -> Self {
        Self { code: row.code, published_at: row.decided_at, replaced_at: row.replaced_at }
    }
}

/// A correction of a decided result.
#[derive(InputObject)]
pub struct CorrectResultInput {
    /// The version that counts.
    pub id: ResultId,
    /// What was found in truth.
    pub code: ResultCode,
    /// What happens next.
    pub disposal: Disposal,
    /// In words.
    pub note: String,
    /// Why it is corrected; public.
    pub reason: String,
}

/// A step towards a firm that cannot be reached.
#[derive(InputObject)]
pub struct RecordContactInput {
    /// The result that says so.
    pub id: ResultId,
    /// What was done, or what came of it.
    pub step: ContactStep,
    /// The day.
    pub on_day: Date,
    /// Number of the letter or of the decision.
    pub reference: String,
}

#[derive(Default)]
pub struct ContactMutation;

#[Object]
impl ContactMutation {
    /// The department that checked corrects a decided result: a new version, decided anew by its head.
    async fn correct_result(
        &self,
        ctx: &Context<'_>,
        input: CorrectResultInput,
    ) -> async_graphql::Result<ResultPayload> {
        let CorrectResultInput { id, code, disposal, note, reason } = input;
        let input = CorrectionInput { id, code, disposal, note, reason };
        let result = ctx.services()?.disclosure.correct(ctx.viewer()?, input).await;
        ResultPayload::from_result(ctx, result, InspectionResult)
    }

    /// The department that checked records a letter, what came of it, or the entry in the list.
    async fn record_contact(
        &self,
        ctx: &Context<'_>,
        input: RecordContactInput,
    ) -> async_graphql::Result<ResultPayload> {
        let input = ContactInput {
            result: input.id,
            step: input.step,
            on: input.on_day.0,
            reference: input.reference,
        };
        let result = ctx.services()?.disclosure.record_contact(ctx.viewer()?, input).await;
        ResultPayload::from_result(ctx, result, InspectionResult)
    }
}
