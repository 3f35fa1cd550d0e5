//! Visits, answers, results and their publication.

mod answer;
mod contact;
mod correction;
mod package;
mod publication;
mod result;
mod status;
mod voices;

pub use answer::{Answer, AnswerProblem, Question, check_answer, unanswered};
pub use contact::{
    ContactDue, ContactStage, ContactStep, Dated, LETTER_DAYS, LISTING_WORKING_DAYS, check_contact,
    contact_due, contact_stage, next_steps,
};
pub use correction::check_correction;
pub use package::{Channel, PackageRow, check_period, check_receipt};
pub use publication::{
    ClockColour, PublicationStatus, RESULT_WORKING_DAYS, check_withholding, clock_colour, is_under_review,
};
pub use result::{Disposal, ResultCode, ResultDraft, check_result};
pub use status::{ItemState, TeamChange, VisitStatus};
pub use voices::{Author, Taken, Voices, take_answer, value};
