//! What the pages of items compute: whether an item may be used, a checklist as it is typed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::catalogue::{AnswerKind, ItemClass, ItemStatus, ItemTerms};
use shared::checklist::{QuestionDraft, check_question};

/// Why a published item may not be inspected on a day, if it may not.
pub fn validity_problem(
    status: ItemStatus,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<ErrorCode> {
    // Class and cap say nothing of the day.
    let terms =
        ItemTerms { class: ItemClass::Key, cap_bp: None, status, valid_from, valid_to, withdrawn_on: None };
    terms.usable(today, today).err()
}

/// Whether all may take a status; nothing chosen may not.
pub fn all_may(statuses: &[ItemStatus], next: ItemStatus) -> bool {
    !statuses.is_empty() && statuses.iter().all(|status| status.change_to(next).is_ok())
}

/// A question as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedQuestion {
    /// What is asked.
    pub text: String,
    /// Code of the kind of answer.
    pub kind: String,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// The choices, one a line.
    pub choices: String,
    /// Unit.
    pub unit: String,
    /// Shared key; none if empty.
    pub shared_key: String,
}

impl TypedQuestion {
    /// A new one.
    pub fn empty() -> Self {
        Self {
            text: String::new(),
            kind: AnswerKind::YesNo.as_str().to_owned(),
            required: true,
            choices: String::new(),
            unit: String::new(),
            shared_key: String::new(),
        }
    }

    /// Kind of answer.
    pub fn answer(&self) -> AnswerKind {
        AnswerKind::parse(&self.kind).unwrap_or(AnswerKind::YesNo)
    }

    /// The choices; none of other kinds.
    pub fn choice_list(&self) -> Vec<String> {
        if self.answer() != AnswerKind::Choice {
            return Vec::new();
        }
        let lines = self.choices.split(['\n', '、', '|']).map(str::trim);
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// Shared key, if one.
    pub fn key(&self) -> Option<String> {
        Some(self.shared_key.trim().to_owned()).filter(|key| !key.is_empty())
    }

    /// What is wrong with it first.
    fn check(&self) -> Result<(), (ErrorCode, &'static str)> {
        let (choices, key) = (self.choice_list(), self.key());
        check_question(&QuestionDraft {
            text: &self.text,
            kind: self.answer(),
            choices: &choices,
            unit: &self.unit,
            shared_key: key.as_deref(),
        })
    }
}

/// Something a checklist does not satisfy: the refusal, the question (from 0), its field.
pub type QuestionProblem = (ErrorCode, usize, &'static str);

/// Everything that is wrong with a checklist.
pub fn problems(questions: &[TypedQuestion]) -> Vec<QuestionProblem> {
    let found = questions
        .iter()
        .enumerate()
        .filter_map(|(index, question)| question.check().err().map(|(code, field)| (code, index, field)));
    found.collect()
}

/// Position and field in a path such as `questions.3.text`.
pub fn question_path(path: &str) -> Option<(usize, &str)> {
    let (index, field) = path.strip_prefix("questions.")?.split_once('.')?;
    Some((index.parse().ok()?, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_items_are_valid_between_their_days() {
        let day = |text: &str| Some(text.parse().unwrap());
        let at = |status, today: &str| {
            validity_problem(status, day("2026-01-01"), day("2026-06-30"), today.parse().unwrap())
        };
        assert_eq!(at(ItemStatus::Published, "2026-06-30"), None);
        assert_eq!(at(ItemStatus::Published, "2026-07-01"), Some(ErrorCode::ItemExpired));
        assert_eq!(at(ItemStatus::Draft, "2026-06-30"), Some(ErrorCode::ItemNotPublished));
    }

    #[test]
    fn all_or_none_change() {
        use ItemStatus::{Draft, Published, Withdrawn};
        assert!(all_may(&[Draft, Withdrawn], Published));
        assert!(!all_may(&[Draft, Published], Published));
        assert!(!all_may(&[Draft], Withdrawn));
        assert!(!all_may(&[], Published));
    }

    #[test]
    fn choices_count_for_choice_questions_only() {
        let mut question = TypedQuestion::empty();
        question.text = "通道".into();
        question.choices = "畅通\n 占用 、部分占用\n\n".into();
        assert!(question.choice_list().is_empty());
        question.kind = AnswerKind::Choice.as_str().into();
        assert_eq!(question.choice_list(), ["畅通", "占用", "部分占用"]);
        assert!(problems(&[question]).is_empty());
    }

    #[test]
    fn what_is_wrong_says_where() {
        let mut second = TypedQuestion::empty();
        second.text = "温度".into();
        second.shared_key = "温度".into();
        let found = problems(&[TypedQuestion::empty(), second]);
        assert_eq!(found, [(ErrorCode::Required, 0, "text"), (ErrorCode::InvalidFormat, 1, "sharedKey")]);
        assert_eq!(question_path("questions.12.choices"), Some((12, "choices")));
        assert_eq!(question_path("questions"), None);
    }
}
