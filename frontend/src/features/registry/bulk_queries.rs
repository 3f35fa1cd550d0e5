//! Changing many subjects: what is asked and answered.

use shared::ErrorCode;
use shared::registry::{RiskClass, Verdict};

use super::commands::SaveTagRuleInput;
use super::imports_queries::problems;
use super::queries::{SubjectFilter, SubjectRef};
use crate::api::{ApiError, Coded, Date, schema};
use crate::mutation;
use crate::state::job::JobView;

/// A risk class with the day it was decided and by what.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RiskDecisionInput {
    /// The class.
    pub class: Coded<RiskClass>,
    /// The day.
    pub decided_on: Date,
    /// Where it comes from.
    pub source: String,
}

/// What is to be changed, of whom, and why.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct PreviewBulkEditInput {
    /// Departments to be added.
    pub add_department_ids: Vec<cynic::Id>,
    /// Tags to be added.
    pub add_tags: Vec<String>,
    /// All that it lets through, if none was picked.
    pub filter: Option<SubjectFilter>,
    /// Why.
    pub reason: String,
    /// Departments to be removed.
    pub remove_department_ids: Vec<cynic::Id>,
    /// Tags to be removed.
    pub remove_tags: Vec<String>,
    /// Risk class.
    pub risk: Option<RiskDecisionInput>,
    /// Picked one by one.
    pub subject_ids: Vec<cynic::Id>,
}

/// A preview that is to be carried out.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct StartBulkEditInput {
    /// The preview.
    pub id: cynic::Id,
}

/// A field that would change.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ValueChange {
    /// The field.
    pub field: String,
    /// What it is.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// A subject as an example.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "BulkExample")]
pub struct Example {
    /// Of which verdict.
    pub verdict: Coded<Verdict>,
    /// The subject.
    pub subject: SubjectRef,
    /// What would change.
    pub changes: Vec<ValueChange>,
}

/// What would change.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "BulkPreview")]
pub struct Preview {
    /// What to start it by.
    pub id: cynic::Id,
    /// Subjects that would change.
    pub changed: i32,
    /// Subjects that are already so.
    pub already: i32,
    /// Subjects that are not theirs to change.
    pub not_allowed: i32,
    /// Subjects that would get a tag.
    pub gained: i32,
    /// Subjects that would lose one.
    pub lost: i32,
    /// A few of each.
    pub examples: Vec<Example>,
}

mutation!($ /// Counts what a change would do.
    preview_bulk_edit(PreviewBulkEditInput) -> "BulkPreviewPayload" { preview: Preview });
mutation!($ /// Counts which subjects would gain and lose the tag of a rule.
    preview_tag_rule(SaveTagRuleInput) -> "BulkPreviewPayload" { preview: Preview });
mutation!($ /// Starts what was previewed.
    start_bulk_edit(StartBulkEditInput) -> "JobPayload" { job: JobView });

/// Names of subjects that were left as they were, and why.
pub async fn skipped(id: cynic::Id) -> Result<Vec<(String, ErrorCode)>, ApiError> {
    Ok(problems(id).await?.into_iter().map(|row| (row.content, row.code.0)).collect())
}
