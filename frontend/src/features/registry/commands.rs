//! What the pages of the libraries change.

use shared::registry::{RiskClass, SubjectKind};

use super::queries::SubjectDetail;
use super::rules_queries::Rule;
use crate::api::{Coded, schema};
use crate::mutation;
use crate::state::job::JobView;

/// What the office itself decides about a subject.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ClassifySubjectInput {
    /// Why.
    pub reason: String,
    /// Revision it was based on.
    pub revision: i32,
    /// Risk class.
    pub risk_class: Coded<RiskClass>,
    /// The subject.
    pub subject_id: cynic::Id,
    /// All its tags.
    pub tags: Vec<String>,
}

/// An uploaded file to be imported.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct StartImportInput {
    /// Let rows with an invalid code in, marked.
    pub allow_invalid_codes: bool,
    /// The file.
    pub upload_id: cynic::Id,
}

/// A rule as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SaveTagRuleInput {
    /// Whether it is in force.
    pub enabled: bool,
    /// The rule; absent for a new one.
    pub id: Option<cynic::Id>,
    /// Kinds it applies to.
    pub kinds: Vec<Coded<SubjectKind>>,
    /// Words in the name alone.
    pub name_words: Vec<String>,
    /// Revision it was based on.
    pub revision: i32,
    /// Words that forbid it.
    pub stop_words: Vec<String>,
    /// The tag.
    pub tag: String,
    /// Words in the business scope or name.
    pub words: Vec<String>,
}

mutation!($ /// Changes risk class and tags of a subject.
    classify_subject(ClassifySubjectInput) -> "SubjectPayload" { subject: SubjectDetail });
mutation!($ /// Queues the import of a file.
    start_subject_import(StartImportInput) -> "JobPayload" { job: JobView });
mutation!($ /// Saves a rule.
    save_tag_rule(SaveTagRuleInput) -> "TagRulePayload" { tag_rule: Rule });
