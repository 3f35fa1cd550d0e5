//! Answers to the questions of a checklist.

use serde::{Deserialize, Serialize};

use crate::ErrorCode;
use crate::catalogue::AnswerKind;

/// A question as the form shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: AnswerKind,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// The choices, for [`AnswerKind::Choice`].
    pub choices: Vec<String>,
    /// Unit of a number.
    pub unit: String,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A measured value, as it was written: numbers in records keep their digits.
    Number(String),
    /// Text.
    Text(String),
    /// One of the choices.
    Choice(String),
}

/// What is wrong with an answer.
pub type AnswerProblem = ErrorCode;

/// Longest text answer, in characters.
const LONGEST: usize = 1000;

/// Whether the answer fits its question.
pub fn check_answer(question: &Question, answer: &Answer) -> Result<(), AnswerProblem> {
    match (question.kind, answer) {
        (AnswerKind::YesNo, Answer::YesNo(_)) => Ok(()),
        (AnswerKind::Number, Answer::Number(text)) => {
            let finite = text.trim().parse::<f64>().is_ok_and(f64::is_finite);
            if finite && text.len() <= 40 { Ok(()) } else { Err(ErrorCode::InvalidFormat) }
        }
        (AnswerKind::Text, Answer::Text(text)) => match text.trim().chars().count() {
            0 => Err(ErrorCode::Required),
            length if length > LONGEST => Err(ErrorCode::TooLong),
            _ => Ok(()),
        },
        (AnswerKind::Choice, Answer::Choice(choice)) => {
            if question.choices.contains(choice) {
                Ok(())
            } else {
                Err(ErrorCode::OutOfRange)
            }
        }
        _ => Err(ErrorCode::InvalidFormat),
    }
}

/// Positions of required questions without an answer.
pub fn unanswered<'a>(questions: impl IntoIterator<Item = (&'a Question, bool)>) -> Vec<usize> {
    questions
        .into_iter()
        .enumerate()
        .filter(|(_, (question, answered))| question.required && !answered)
        .map(|(index, _)| index)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: AnswerKind) -> Question {
        Question { text: "?".into(), kind, required: true, choices: vec!["甲".into()], unit: String::new() }
    }

    #[test]
    fn answers_fit_their_question() {
        let check = |kind, answer| check_answer(&question(kind), &answer);
        assert_eq!(check(AnswerKind::YesNo, Answer::YesNo(false)), Ok(()));
        assert_eq!(check(AnswerKind::YesNo, Answer::Text("是".into())), Err(ErrorCode::InvalidFormat));
        assert_eq!(check(AnswerKind::Number, Answer::Number("-3.50".into())), Ok(()));
        assert_eq!(check(AnswerKind::Number, Answer::Number("inf".into())), Err(ErrorCode::InvalidFormat));
        assert_eq!(check(AnswerKind::Text, Answer::Text(" ".into())), Err(ErrorCode::Required));
        assert_eq!(check(AnswerKind::Choice, Answer::Choice("乙".into())), Err(ErrorCode::OutOfRange));
    }

    #[test]
    fn required_questions_are_listed() {
        let asked = question(AnswerKind::YesNo);
        let optional = Question { required: false, ..asked.clone() };
        assert_eq!(unanswered([(&asked, true), (&asked, false), (&optional, false)]), [1]);
    }
}
