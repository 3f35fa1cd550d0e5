//! Changing many subjects at once.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use shared::ids::{BulkEditId, DepartmentId, SubjectId};
use shared::registry::{BulkEdit, RiskClass, RiskDecision, Verdict};

use super::mutation::{JobPayload, SaveTagRuleInput};
use super::query::SubjectFilter;
use super::subject::Subject;
use crate::error::Result;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::jobs::Job;
use crate::graphql::scalars::{Date, small};
use crate::registry::{self as context, BulkInput};

/// A risk class with the day it was decided and by what.
#[derive(InputObject)]
pub struct RiskDecisionInput {
    /// The class.
    pub class: RiskClass,
    /// The day it was decided.
    pub decided_on: Date,
    /// Where it comes from.
    pub source: String,
}

/// What is to be changed, of whom, and why.
#[derive(InputObject)]
pub struct PreviewBulkEditInput {
    /// Subjects picked one by one; none for all that the filter lets through.
    #[graphql(default)]
    pub subject_ids: Vec<SubjectId>,
    /// The filter.
    pub filter: Option<SubjectFilter>,
    /// Tags to be given.
    #[graphql(default)]
    pub add_tags: Vec<String>,
    /// Tags to be taken away.
    #[graphql(default)]
    pub remove_tags: Vec<String>,
    /// Departments to be made responsible.
    #[graphql(default)]
    pub add_department_ids: Vec<DepartmentId>,
    /// Departments that are responsible no more.
    #[graphql(default)]
    pub remove_department_ids: Vec<DepartmentId>,
    /// Risk class.
    pub risk: Option<RiskDecisionInput>,
    /// Why.
    pub reason: String,
}

/// A preview that is to be carried out.
#[derive(InputObject)]
pub struct StartBulkEditInput {
    /// The preview.
    pub id: BulkEditId,
}

/// A field that would change.
#[derive(SimpleObject)]
pub struct ValueChange {
    /// The field, as history has it.
    pub field: String,
    /// What it is.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// A subject as an example.
#[derive(SimpleObject)]
pub struct BulkExample {
    /// Of which verdict.
    pub verdict: Verdict,
    /// The subject.
    pub subject: Subject,
    /// What would change.
    pub changes: Vec<ValueChange>,
}

/// What would change; nothing has.
#[derive(SimpleObject)]
pub struct BulkPreview {
    /// What to start it by.
    pub id: BulkEditId,
    /// Subjects that would change.
    pub changed: i32,
    /// Subjects that are already so.
    pub already: i32,
    /// Subjects that would change, but not by whoever asks.
    pub not_allowed: i32,
    /// Subjects among them that would get a tag.
    pub gained: i32,
    /// Subjects among them that would lose one.
    pub lost: i32,
    /// A few of each.
    pub examples: Vec<BulkExample>,
}

impl From<context::Preview> for BulkPreview {
    fn from(preview: context::Preview) -> Self {
        let change = |change: context::ValueChange| ValueChange {
            field: change.field.to_owned(),
            before: change.before,
            after: change.after,
        };
        let example = |one: context::Example| BulkExample {
            verdict: one.verdict,
            subject: Subject(one.subject),
            changes: one.changes.into_iter().map(change).collect(),
        };
        Self {
            id: preview.id,
            changed: small(preview.changed),
            already: small(preview.already),
            not_allowed: small(preview.not_allowed),
            gained: small(preview.gained),
            lost: small(preview.lost),
            examples: preview.examples.into_iter().map(example).collect(),
        }
    }
}

payload!(
    /// What would change.
    BulkPreviewPayload { preview: BulkPreview }
);

#[derive(Default)]
pub struct BulkMutation;

#[Object]
impl BulkMutation {
    /// Counts what a change of many subjects would do, and shows examples. Changes nothing.
    async fn preview_bulk_edit(
        &self,
        ctx: &Context<'_>,
        input: PreviewBulkEditInput,
    ) -> async_graphql::Result<BulkPreviewPayload> {
        let filter = match input.filter.unwrap_or_default().read() {
            Ok(filter) => filter,
            Err(error) => {
                let refused: Result<context::Preview> = Err(error);
                return BulkPreviewPayload::from_result(ctx, refused, BulkPreview::from);
            }
        };
        let risk = input.risk.map(|risk| RiskDecision {
            class: risk.class,
            decided_on: risk.decided_on.0,
            source: risk.source,
        });
        let edit = BulkEdit {
            add_tags: clean(input.add_tags),
            remove_tags: clean(input.remove_tags),
            add_departments: input.add_department_ids,
            remove_departments: input.remove_department_ids,
            risk,
        };
        let input = BulkInput { picked: input.subject_ids, filter, edit, reason: input.reason };
        let result = ctx.services()?.registry.preview_bulk_edit(ctx.viewer()?, input).await;
        BulkPreviewPayload::from_result(ctx, result, BulkPreview::from)
    }

    /// Counts which subjects would gain and lose the tag of a rule as it is typed. Changes nothing.
    async fn preview_tag_rule(
        &self,
        ctx: &Context<'_>,
        input: SaveTagRuleInput,
    ) -> async_graphql::Result<BulkPreviewPayload> {
        let result = ctx.services()?.registry.preview_tag_rule(ctx.viewer()?, input.into()).await;
        BulkPreviewPayload::from_result(ctx, result, BulkPreview::from)
    }

    /// Starts what was previewed, as a job.
    async fn start_bulk_edit(
        &self,
        ctx: &Context<'_>,
        input: StartBulkEditInput,
    ) -> async_graphql::Result<JobPayload> {
        let result = ctx.services()?.registry.start_bulk_edit(ctx.viewer()?, input.id).await;
        JobPayload::from_result(ctx, result, Job)
    }
}

/// Tags as they were entered, each once.
fn clean(tags: Vec<String>) -> Vec<String> {
    let mut clean: Vec<String> = tags.into_iter().map(|tag| tag.trim().to_owned()).collect();
    clean.sort();
    clean.dedup();
    clean
}
