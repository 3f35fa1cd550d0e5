//! Checklists as they are written: what a question (检查要点) must be before anybody is asked it.

use crate::ErrorCode;
use crate::catalogue::AnswerKind;
use crate::code::is_identifier;

/// Most questions of a checklist.
pub const MOST_QUESTIONS: usize = 100;
/// Longest question, choice and unit, in characters, and most choices.
const LONGEST_TEXT: usize = 300;
const LONGEST_CHOICE: usize = 60;
const LONGEST_UNIT: usize = 20;
const MOST_CHOICES: usize = 20;

/// A question as it is entered.
#[derive(Debug, Clone, Copy)]
pub struct QuestionDraft<'a> {
    /// What is asked.
    pub text: &'a str,
    /// What kind of answer it takes.
    pub kind: AnswerKind,
    /// The choices; only of [`AnswerKind::Choice`].
    pub choices: &'a [String],
    /// Unit of a number.
    pub unit: &'a str,
    /// Questions with the same key are one question for several departments.
    pub shared_key: Option<&'a str>,
}

/// What is wrong with a question first: the refusal and the field of the form.
pub fn check_question(question: &QuestionDraft<'_>) -> Result<(), (ErrorCode, &'static str)> {
    let length = |text: &str| text.trim().chars().count();
    match length(question.text) {
        0 => return Err((ErrorCode::Required, "text")),
        long if long > LONGEST_TEXT => return Err((ErrorCode::TooLong, "text")),
        _ => {}
    }
    if question.kind == AnswerKind::Choice {
        check_choices(question.choices).map_err(|code| (code, "choices"))?;
    }
    if length(question.unit) > LONGEST_UNIT {
        return Err((ErrorCode::TooLong, "unit"));
    }
    match question.shared_key {
        Some(key) if !is_identifier(key) => Err((ErrorCode::InvalidFormat, "sharedKey")),
        _ => Ok(()),
    }
}

/// At least two, none empty, none twice.
fn check_choices(choices: &[String]) -> Result<(), ErrorCode> {
    let trimmed: Vec<&str> = choices.iter().map(|choice| choice.trim()).collect();
    if trimmed.len() < 2 || trimmed.contains(&"") {
        return Err(ErrorCode::Required);
    }
    if trimmed.len() > MOST_CHOICES {
        return Err(ErrorCode::OutOfRange);
    }
    if trimmed.iter().any(|choice| choice.chars().count() > LONGEST_CHOICE) {
        return Err(ErrorCode::TooLong);
    }
    let twice = trimmed.iter().enumerate().any(|(index, choice)| trimmed[..index].contains(choice));
    if twice { Err(ErrorCode::InvalidFormat) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: AnswerKind, choices: &[&str]) -> Result<(), (ErrorCode, &'static str)> {
        let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
        check_question(&QuestionDraft { text, kind, choices: &choices, unit: "", shared_key: None })
    }

    #[test]
    fn a_question_asks_something() {
        assert_eq!(check("证照是否公示", AnswerKind::YesNo, &[]), Ok(()));
        assert_eq!(check("  ", AnswerKind::YesNo, &[]), Err((ErrorCode::Required, "text")));
        assert_eq!(check(&"问".repeat(301), AnswerKind::Text, &[]), Err((ErrorCode::TooLong, "text")));
    }

    #[test]
    fn choices_are_real_choices() {
        let choose = |choices| check("通道状况", AnswerKind::Choice, choices);
        assert_eq!(choose(&["畅通", "占用"]), Ok(()));
        assert_eq!(choose(&["畅通"]), Err((ErrorCode::Required, "choices")));
        assert_eq!(choose(&["畅通", " "]), Err((ErrorCode::Required, "choices")));
        assert_eq!(choose(&["畅通", "畅通 "]), Err((ErrorCode::InvalidFormat, "choices")));
        assert_eq!(check("温度", AnswerKind::Number, &["一"]), Ok(()), "choices of no choice do not count");
    }

    #[test]
    fn shared_keys_are_identifiers() {
        let keyed = |shared_key| {
            let draft =
                QuestionDraft { text: "证照", kind: AnswerKind::YesNo, choices: &[], unit: "", shared_key };
            check_question(&draft)
        };
        assert_eq!(keyed(Some("LICENCE_DISPLAYED")), Ok(()));
        assert_eq!(keyed(Some("证照")), Err((ErrorCode::InvalidFormat, "sharedKey")));
        assert_eq!(keyed(Some("")), Err((ErrorCode::InvalidFormat, "sharedKey")));
    }
}
