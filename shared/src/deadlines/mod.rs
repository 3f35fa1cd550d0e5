//! The calendar of dated duties: which there are, when they fall due, and what proves them fulfilled.
//!
//! Dates are rows that the office can change (legal numbers are data); the usual ones stand here with their
//! clauses. A duty is done when the program's own records show it, and only where there are none is somebody's
//! word taken.

mod due;
mod reckon;
mod usual;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use due::due_day;
pub use reckon::{Duty, DutyFacts, PlanFact, ResultFact, Said, duties, reminders};
pub use usual::usual_rules;

use crate::ErrorCode;

coded_enum! {
    /// What shows that a duty is fulfilled.
    pub enum DutyProof {
        LinesSigned = "LINES_SIGNED" ("部门计划行已签署", "Lines signed by the department"),
        PlanFiled = "PLAN_FILED" ("计划备案记录", "Record of the plan's filing"),
        PlanPublished = "PLAN_PUBLISHED" ("计划公示记录", "Record of the plan's publication"),
        ResultsPublished = "RESULTS_PUBLISHED" ("检查结果公示记录", "Records of results published"),
        ByHand = "BY_HAND" ("人工登记", "Somebody's word"),
    }
}

coded_enum! {
    /// Whose duty it is.
    pub enum DutyOf {
        Office = "OFFICE" ("联席会议办公室", "The office"),
        Departments = "DEPARTMENTS" ("各部门", "Each department"),
    }
}

coded_enum! {
    /// What becomes of a day that is not worked.
    pub enum DayShift {
        Keep = "KEEP" ("不顺延", "Stays"),
        Before = "BEFORE" ("提前至最近工作日", "The working day before"),
        After = "AFTER" ("顺延至下一工作日", "The next working day"),
    }
}

coded_enum! {
    /// How a duty stands.
    pub enum DutyState {
        Overdue = "OVERDUE" ("已逾期", "Overdue"),
        Soon = "SOON" ("临近到期", "Due soon"),
        Ahead = "AHEAD" ("未到期", "Ahead"),
        Done = "DONE" ("已完成", "Done"),
        Late = "LATE" ("逾期完成", "Done late"),
        Untracked = "UNTRACKED" ("系统启用前", "Before this system"),
    }
}

/// The code of the duty that every result brings; it has no day of its own.
pub const RESULTS: &str = "RESULTS";
/// Longest title and clause, in characters.
const LONGEST: usize = 120;
/// Most working days a reminder may come before.
const EARLIEST: u32 = 60;

/// What a duty's rule says; a version of it is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DutyTerms {
    /// What is to be done.
    pub title: String,
    /// The clause it comes from.
    pub clause: String,
    /// The only year it is for; every year if absent.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month; one past its end means its last.
    pub day: u32,
    /// The plan it is about is that many years ahead: 1 for what is prepared in the year before.
    pub plan_ahead: u32,
    /// What becomes of a day that is not worked.
    pub shift: DayShift,
    /// Working days before it on which reminders begin.
    pub remind: u32,
    /// What proves it.
    pub proof: DutyProof,
    /// Whose it is.
    pub of: DutyOf,
    /// Whether it holds.
    pub active: bool,
}

/// A rule with its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRule {
    /// Its code, for ever the same.
    pub code: String,
    /// What it says.
    pub terms: DutyTerms,
}

/// What is wrong with a rule, by field.
pub fn check_terms(terms: &DutyTerms) -> Vec<(ErrorCode, &'static str)> {
    let mut problems = Vec::new();
    for (path, text) in [("title", &terms.title), ("clause", &terms.clause)] {
        match text.trim().chars().count() {
            0 => problems.push((ErrorCode::Required, path)),
            length if length > LONGEST => problems.push((ErrorCode::TooLong, path)),
            _ => {}
        }
    }
    let mut ranges = vec![
        (1..=12, terms.month, "month"),
        (1..=31, terms.day, "day"),
        (0..=EARLIEST, terms.remind, "remind"),
        (0..=1, terms.plan_ahead, "planAhead"),
    ];
    if let Some(year) = terms.year {
        ranges.push((2000..=2100, u32::try_from(year).unwrap_or(0), "year"));
    }
    problems.extend(
        ranges
            .into_iter()
            .filter(|(range, value, _)| !range.contains(value))
            .map(|(_, _, path)| (ErrorCode::OutOfRange, path)),
    );
    if terms.proof == DutyProof::LinesSigned && terms.of == DutyOf::Office {
        problems.push((ErrorCode::InvalidFormat, "proof"));
    }
    if matches!(terms.proof, DutyProof::PlanFiled | DutyProof::PlanPublished)
        && terms.of == DutyOf::Departments
    {
        problems.push((ErrorCode::InvalidFormat, "proof"));
    }
    problems
}

/// What is wrong with somebody's word that a duty was fulfilled.
pub fn check_said(done_on: NaiveDate, proof: &str, today: NaiveDate) -> Vec<(ErrorCode, &'static str)> {
    let mut problems = Vec::new();
    if done_on > today {
        problems.push((ErrorCode::OutOfRange, "doneOn"));
    }
    match proof.trim().chars().count() {
        0 => problems.push((ErrorCode::Required, "proof")),
        length if length > 200 => problems.push((ErrorCode::TooLong, "proof")),
        _ => {}
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_rules_are_in_order_and_have_codes_of_their_own() {
        let rules = usual_rules();
        for rule in &rules {
            assert_eq!(check_terms(&rule.terms), [], "{}", rule.code);
        }
        let mut codes: Vec<&str> = rules.iter().map(|rule| rule.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), rules.len());
    }

    #[test]
    fn a_rule_is_refused_by_field() {
        let mut terms = usual_rules().remove(0).terms;
        terms.title = " ".into();
        terms.month = 13;
        terms.remind = 61;
        let paths: Vec<&str> = check_terms(&terms).into_iter().map(|(_, path)| path).collect();
        assert_eq!(paths, ["title", "month", "remind"]);
    }
}
