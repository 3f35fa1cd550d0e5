//! The mutations behind the commands.

use shared::visit::{Answer, Disposal, ResultCode};

use crate::api::{Coded, schema};
use crate::mutation;

/// The visit a command changed.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Visit")]
pub struct VisitRef {
    #[expect(dead_code, reason = "that it is there says that it was done")]
    id: cynic::Id,
}

/// The answer that was saved.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Answer")]
pub struct AnswerRef {
    #[expect(dead_code, reason = "that it is there says that it was done")]
    id: cynic::Id,
}

/// The photo that was added.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Evidence")]
pub struct EvidenceRef {
    #[expect(dead_code, reason = "that it is there says that it was done")]
    id: cynic::Id,
}

/// The result that was entered.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "InspectionResult")]
pub struct ResultRef {
    #[expect(dead_code, reason = "that it is there says that it was done")]
    id: cynic::Id,
}

/// Where a phone says it is.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct PositionInput {
    /// Metres.
    pub accuracy_m: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Arrival.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct CheckInInput {
    /// Key.
    pub command_key: String,
    /// Where.
    pub position: Option<PositionInput>,
    /// The visit.
    pub visit_id: cynic::Id,
}

/// One kind of answer.
#[derive(cynic::InputObject, Clone, Debug)]
pub enum AnswerInput {
    /// Yes or no.
    Yes(bool),
    /// A measured value.
    Number(String),
    /// Text.
    Text(String),
    /// One of the choices.
    Choice(String),
}

impl From<Answer> for AnswerInput {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::YesNo(yes) => Self::Yes(yes),
            Answer::Number(text) => Self::Number(text),
            Answer::Text(text) => Self::Text(text),
            Answer::Choice(choice) => Self::Choice(choice),
        }
    }
}

/// An answer.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SaveAnswerInput {
    /// The answer.
    pub answer: AnswerInput,
    /// Key.
    pub command_key: String,
    /// The question.
    pub question_id: cynic::Id,
    /// Keys of the entries that stood on the screen.
    pub seen: Option<Vec<String>>,
    /// The item at the visit.
    pub visit_item_id: cynic::Id,
}

/// A photo.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct AddEvidenceInput {
    /// What it shows.
    pub caption: String,
    /// Key.
    pub command_key: String,
    /// The file.
    pub upload_id: cynic::Id,
    /// The item at the visit.
    pub visit_item_id: cynic::Id,
}

/// A result.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct EnterResultInput {
    /// The version that stood on the screen.
    pub based_on: Option<i32>,
    /// What was found.
    pub code: Coded<ResultCode>,
    /// Key.
    pub command_key: String,
    /// What happens next.
    pub disposal: Coded<Disposal>,
    /// In words.
    pub note: String,
    /// The item at the visit.
    pub visit_item_id: cynic::Id,
}

/// The end of a visit.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct FinishVisitInput {
    /// Key.
    pub command_key: String,
    /// Why it could not take place.
    pub not_possible_reason: Option<String>,
    /// The visit.
    pub visit_id: cynic::Id,
}

mutation!($ /// Arrives.
    check_in(CheckInInput) -> "VisitPayload" { visit: VisitRef });
mutation!($ /// Answers.
    save_answer(SaveAnswerInput) -> "AnswerPayload" { answer: AnswerRef });
mutation!($ /// Attaches a photo.
    add_evidence(AddEvidenceInput) -> "EvidencePayload" { evidence: EvidenceRef });
mutation!($ /// Enters or corrects a result.
    enter_result(EnterResultInput) -> "ResultPayload" { result: ResultRef });
mutation!($ /// Ends a visit.
    finish_visit(FinishVisitInput) -> "VisitPayload" { visit: VisitRef });
