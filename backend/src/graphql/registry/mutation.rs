//! Acts of the registry.

use async_graphql::{Context, InputObject, Object};
use shared::ids::{SubjectId, TagRuleId, UploadId};
use shared::registry::{RiskClass, SubjectKind};

use super::people::*;
use super::subject::*;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::jobs::Job;
use crate::registry::{ImportOptions, TagRuleInput as NewRule};

/// Importing an uploaded file of subjects.
#[derive(InputObject)]
pub struct StartImportInput {
    /// The uploaded file.
    pub upload_id: UploadId,
    /// Let rows with an invalid or missing credit code in, marked.
    #[graphql(default)]
    pub allow_invalid_codes: bool,
}

/// What the office itself decides about a subject.
#[derive(InputObject)]
pub struct ClassifySubjectInput {
    /// The subject.
    pub subject_id: SubjectId,
    /// Revision it was based on.
    pub revision: i32,
    /// Risk class.
    pub risk_class: RiskClass,
    /// All its tags from now on.
    pub tags: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A tagging rule as it is entered.
#[derive(InputObject)]
pub struct SaveTagRuleInput {
    /// The rule to change; absent for a new one.
    pub id: Option<TagRuleId>,
    /// Revision it was based on; 0 for a new one.
    #[graphql(default)]
    pub revision: i32,
    /// The tag it gives.
    pub tag: String,
    /// Words in the business scope or name.
    pub words: Vec<String>,
    /// Words in the name alone.
    #[graphql(default)]
    pub name_words: Vec<String>,
    /// Words that forbid it.
    #[graphql(default)]
    pub stop_words: Vec<String>,
    /// Kinds it applies to; all if empty.
    #[graphql(default)]
    pub kinds: Vec<SubjectKind>,
    /// Whether it is in force.
    pub enabled: bool,
}

impl From<SaveTagRuleInput> for NewRule {
    fn from(input: SaveTagRuleInput) -> Self {
        Self {
            id: input.id,
            tag: input.tag,
            words: input.words,
            name_words: input.name_words,
            stop_words: input.stop_words,
            kinds: input.kinds,
            enabled: input.enabled,
            revision: i64::from(input.revision),
        }
    }
}

payload!(
    /// The import that was queued.
    JobPayload { job: Job }
);
payload!(
    /// A subject that was changed.
    SubjectPayload { subject: Subject }
);
payload!(
    /// A rule that was saved.
    TagRulePayload { tag_rule: TagRule }
);

#[derive(Default)]
pub struct RegistryMutation;

#[Object]
impl RegistryMutation {
    /// Queues the import of an uploaded file.
    async fn start_subject_import(
        &self,
        ctx: &Context<'_>,
        input: StartImportInput,
    ) -> async_graphql::Result<JobPayload> {
        let options = ImportOptions { allow_invalid_codes: input.allow_invalid_codes };
        let result = ctx.services()?.registry.start_import(ctx.viewer()?, input.upload_id, options).await;
        JobPayload::from_result(ctx, result, Job)
    }

    /// Changes risk class and tags of a subject.
    async fn classify_subject(
        &self,
        ctx: &Context<'_>,
        input: ClassifySubjectInput,
    ) -> async_graphql::Result<SubjectPayload> {
        let service = &ctx.services()?.registry;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result =
            service.classify(ctx.viewer()?, input.subject_id, input.risk_class, &input.tags, basis).await;
        SubjectPayload::from_result(ctx, result, Subject)
    }

    /// Writes a tagging rule.
    async fn save_tag_rule(
        &self,
        ctx: &Context<'_>,
        input: SaveTagRuleInput,
    ) -> async_graphql::Result<TagRulePayload> {
        let result = ctx.services()?.registry.save_tag_rule(ctx.viewer()?, input.into()).await;
        TagRulePayload::from_result(ctx, result, TagRule::from)
    }
}
