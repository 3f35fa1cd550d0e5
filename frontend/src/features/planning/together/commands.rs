//! Acts of people who work on one plan.

use super::super::commands::LineRef;
use super::queries::CommentView;
use crate::api::schema;
use crate::mutation;

/// A comment as it is written.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct WritePlanCommentInput {
    /// People it mentions.
    pub account_ids: Vec<cynic::Id>,
    /// Departments it mentions.
    pub department_ids: Vec<cynic::Id>,
    /// The line.
    pub line_id: Option<cynic::Id>,
    /// The plan.
    pub plan_id: cynic::Id,
    /// The comment it answers.
    pub reply_to_id: Option<cynic::Id>,
    /// What it says.
    pub text: String,
}

/// A comment that is taken back.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct TakeBackPlanCommentInput {
    /// The comment.
    pub id: cynic::Id,
}

/// Comments that were seen.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ReadPlanMentionsInput {
    /// The comments.
    pub comment_ids: Vec<cynic::Id>,
}

/// A look at the feed.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct LookAtPlanInput {
    /// The plan.
    pub plan_id: cynic::Id,
    /// The newest change that was seen.
    pub up_to: cynic::Id,
}

/// A confirmation that is taken back.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RetractConfirmationInput {
    /// The department.
    pub department_id: cynic::Id,
    /// The line.
    pub id: cynic::Id,
    /// Why.
    pub reason: String,
}

/// What is left after something was seen.
#[derive(cynic::QueryFragment, Debug, Clone)]
pub struct Seen {
    /// How many.
    #[expect(dead_code, reason = "an answer has at least one field, whether anybody reads it or not")]
    pub count: i32,
}

mutation!($ /// Says something about a plan or a line.
    write_plan_comment(WritePlanCommentInput) -> "PlanCommentPayload" { comment: CommentView });
mutation!($ /// Takes one's own comment back.
    take_back_plan_comment(TakeBackPlanCommentInput) -> "PlanCommentPayload" { comment: CommentView });
mutation!($ /// Marks comments that mention one as seen.
    read_plan_mentions(ReadPlanMentionsInput) -> "ReadPlanMentionsPayload" { read: Seen });
mutation!($ /// Marks changes as seen.
    look_at_plan(LookAtPlanInput) -> "LookAtPlanPayload" { fresh: Seen });
mutation!($ /// A partner takes its confirmation back.
    retract_confirmation(RetractConfirmationInput) -> "PlanLinePayload" { plan_line: LineRef });
