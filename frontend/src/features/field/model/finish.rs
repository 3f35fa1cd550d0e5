//! What is still missing: of an item's conclusion, and of a visit's end. The rules are those of the server.

use shared::ErrorCode;
use shared::visit::{Disposal, ItemState, ResultCode, ResultDraft, check_result, unanswered};

use super::visit::{Item, Named, Visit};

/// Required questions without an answer, by their place in the checklist.
pub fn unanswered_questions(item: &Item) -> Vec<usize> {
    let answered = item.questions.iter().map(|asked| item.answer(&asked.id).is_some());
    unanswered(item.questions.iter().map(|asked| &asked.question).zip(answered))
}

/// What is wrong with a conclusion, and where: a field of the result, or `questions.N`.
pub fn conclusion_problem(
    item: &Item,
    code: ResultCode,
    disposal: Disposal,
    note: &str,
) -> Option<(ErrorCode, String)> {
    let photos = u32::try_from(item.photos.len()).unwrap_or(u32::MAX);
    let draft = ResultDraft { code, disposal, note: note.to_owned(), photos };
    if let Err((problem, path)) = check_result(&draft) {
        return Some((problem, path.to_owned()));
    }
    if let Some(index) = item.contested().first() {
        return Some((ErrorCode::AnswerContested, format!("questions.{index}")));
    }
    let missing = if code.needs_answers() { unanswered_questions(item) } else { Vec::new() };
    missing.first().map(|index| (ErrorCode::AnswerMissing, format!("questions.{index}")))
}

/// What stands between a visit and its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// Items of one's own department without a result.
    pub own: Vec<Named>,
    /// Other departments, with how many of their items have no result.
    pub others: Vec<(Named, usize)>,
}

impl Missing {
    /// Whether everything is there.
    pub fn is_nothing(&self) -> bool {
        self.own.is_empty() && self.others.is_empty()
    }
}

/// What is missing, for somebody of the department `own`.
pub fn missing(visit: &Visit, own: &str) -> Missing {
    let mut missing = Missing::default();
    for item in visit.items.iter().filter(|item| item.state == ItemState::Open) {
        if item.department.id == own {
            missing.own.push(Named { id: item.id.clone(), name: item.name.clone() });
            continue;
        }
        match missing.others.iter_mut().find(|(department, _)| department.id == item.department.id) {
            Some((_, count)) => *count += 1,
            None => missing.others.push((item.department.clone(), 1)),
        }
    }
    missing
}
