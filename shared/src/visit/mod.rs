//! Visits, answers, results and their publication.

mod answer;
mod publication;
mod result;
mod status;
mod voices;

pub use answer::{Answer, AnswerProblem, Question, check_answer, unanswered};
pub use publication::{ClockColour, PublicationStatus, RESULT_WORKING_DAYS, check_withholding, clock_colour};
pub use result::{Disposal, ResultCode, ResultDraft, check_result};
pub use status::{ItemState, TeamChange, VisitStatus};
pub use voices::{Author, Taken, Voices, take_answer, value};
