//! The annual plan (年度抽查计划) and its lines: states, scope and what a line must satisfy.

pub mod compare;
mod decision;
mod exclusion;
mod kind;
pub mod line;
mod matrix;
mod population;
mod scope;
mod status;
pub mod table;
pub mod together;
mod wave;

pub use compare::{LineChange, LineContent, LineField};
pub use decision::{LONGEST_REASON, MOST_DECISIONS, check_reason};
pub use exclusion::{DoorPast, Excluded, FrameRule, FrameRules, PastVisit, RuledTask, check_quiet};
pub use kind::{LONGEST_SPECIAL_REASON, LineKind, check_special_limit};
pub use line::{DrawMode, LineDraft, LineProblem, check_line, draw_method};
pub use matrix::{
    ClassModel, MatrixClass, PlanMatrix, RatioMatrix, capped, check_departure, departs, is_by_class,
};
pub use population::{LinePopulation, SubjectAt, build_frame, build_ruled_frame, tag_applies};
pub use scope::{Scope, SubjectFacts, Targeting};
pub use status::{
    AttemptStatus, Confirmation, LineStatus, ListDisclosure, PlanFileKind, PlanStatus, WaveStatus,
};
pub use wave::{
    FEWEST_WITNESSES, MOST_LINES, REVEAL_MINUTES, WaveDraft, WaveProblem, WitnessDraft, WitnessKind,
    check_beacon, check_reveal_minutes, check_wave, unusual,
};

use chrono::Datelike;

/// Number of a plan as the publicity system writes it: division (6) + year (4) + sequence (4).
pub fn plan_number(division: &crate::code::DivisionCode, year: i32, sequence: u32) -> String {
    format!("{}{year:04}{sequence:04}", division.county())
}

/// Number of a task: division (6) + day (8) + sequence (4).
pub fn task_number(division: &crate::code::DivisionCode, day: chrono::NaiveDate, sequence: u32) -> String {
    let (year, month, date) = (day.year(), day.month(), day.day());
    format!("{}{year:04}{month:02}{date:02}{sequence:04}", division.county())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let division = crate::code::DivisionCode::parse("410481").unwrap();
        assert_eq!(plan_number(&division, 2026, 3), "41048120260003");
        assert_eq!(task_number(&division, "2026-03-02".parse().unwrap(), 12), "410481202603020012");
    }
}
