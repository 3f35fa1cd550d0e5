//! What the pages of items change.

use shared::catalogue::{AnswerKind, ItemStatus};

use super::queries::{Item, ItemRow};
use crate::api::{Coded, schema};
use crate::mutation;

/// Publishing or withdrawing items.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SetItemStatusInput {
    /// The items.
    pub ids: Vec<cynic::Id>,
    /// Why; required for withdrawing.
    pub reason: String,
    /// Published or withdrawn.
    pub status: Coded<ItemStatus>,
}

/// A question as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct QuestionInput {
    /// The choices.
    pub choices: Vec<String>,
    /// What kind of answer it takes.
    pub kind: Coded<AnswerKind>,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// Shared key.
    pub shared_key: Option<String>,
    /// What is asked.
    pub text: String,
    /// Unit of a number.
    pub unit: String,
}

/// A new checklist.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SetQuestionsInput {
    /// The department's item.
    pub item_id: cynic::Id,
    /// The questions, in order.
    pub questions: Vec<QuestionInput>,
    /// Revision it was based on.
    pub revision: i32,
}

mutation!($ /// Publishes or withdraws items, all or none.
    set_item_status(SetItemStatusInput) -> "JointItemsPayload" { joint_items: Vec<ItemRow> });
mutation!($ /// Replaces the checklist of a department's item.
    set_questions(SetQuestionsInput) -> "ItemPayload" { item: Item });
