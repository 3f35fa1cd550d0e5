//! The calendar as it is shown: marks on the year's strip, months, and what stands in the form.

use chrono::{Datelike, NaiveDate};
use shared::ErrorCode;
use shared::deadlines::{DayShift, DutyOf, DutyProof, DutyState, DutyTerms, check_terms};

/// Width of the strip, of a month, and of what stands above it.
pub const WIDTH: f64 = 960.0;
/// A month.
pub const MONTH: f64 = WIDTH / 12.0;

/// Marks nearer than this to the first of a group would cover each other.
const APART: f64 = 20.0;

/// Marks of days beside each other: the gravest state, and how many duties.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Place from the left.
    pub x: f64,
    /// The gravest state.
    pub state: DutyState,
    /// How many duties.
    pub count: usize,
}

/// The place of a day on the strip: months are equally wide.
pub fn place(day: NaiveDate) -> f64 {
    f64::from(day.month0()) * MONTH + (f64::from(day.day()) - 0.5) / 31.0 * MONTH
}

/// Marks in their order, one for days too near to each other to be told apart.
pub fn marks(duties: impl Iterator<Item = (NaiveDate, DutyState)>) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut sorted: Vec<(NaiveDate, DutyState)> = duties.collect();
    sorted.sort();
    for (day, state) in sorted {
        let x = place(day);
        match found.last_mut().filter(|mark| x - mark.x < APART) {
            Some(mark) => {
                mark.count += 1;
                // The list of states begins with the gravest.
                mark.state = mark.state.min(state);
            }
            None => found.push(Mark { x, state, count: 1 }),
        }
    }
    found
}

/// A rule as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedTerms {
    /// What is to be done.
    pub title: String,
    /// The clause.
    pub clause: String,
    /// The only year.
    pub year: String,
    /// Month.
    pub month: String,
    /// Day.
    pub day: String,
    /// When reminders begin.
    pub remind: String,
    /// Code of the shift.
    pub shift: String,
    /// Code of the proof.
    pub proof: String,
    /// Code of whose it is.
    pub of: String,
    /// Years between it and the plan it is about.
    pub plan_ahead: u32,
    /// Whether it holds.
    pub active: bool,
}

impl TypedTerms {
    /// The rule, or what is wrong by field.
    pub fn read(&self) -> Result<DutyTerms, Vec<(ErrorCode, &'static str)>> {
        let mut wrong = Vec::new();
        let mut number = |text: &str, path| {
            text.trim().parse::<u32>().unwrap_or_else(|_| {
                wrong.push((ErrorCode::InvalidFormat, path));
                1
            })
        };
        let (month, day) = (number(&self.month, "month"), number(&self.day, "day"));
        let remind = number(&self.remind, "remind");
        let year = match self.year.trim() {
            "" => None,
            text => i32::try_from(number(text, "year")).ok(),
        };
        let proof = DutyProof::parse(&self.proof).unwrap_or(DutyProof::ByHand);
        let terms = DutyTerms {
            title: self.title.trim().to_owned(),
            clause: self.clause.trim().to_owned(),
            year,
            month,
            day,
            plan_ahead: self.plan_ahead,
            shift: DayShift::parse(&self.shift).unwrap_or(DayShift::Before),
            remind,
            proof,
            of: DutyOf::parse(&self.of).unwrap_or(DutyOf::Office),
            active: self.active,
        };
        let known: Vec<&str> = wrong.iter().map(|(_, path)| *path).collect();
        let more: Vec<_> =
            check_terms(&terms).into_iter().filter(|(_, path)| !known.contains(path)).collect();
        wrong.extend(more);
        if wrong.is_empty() { Ok(terms) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_gravest_of_days_beside_each_other_is_shown() {
        let days = [
            (day("2026-03-31"), DutyState::Done),
            (day("2026-03-27"), DutyState::Overdue),
            (day("2026-12-31"), DutyState::Ahead),
        ];
        let found = marks(days.into_iter());
        assert_eq!((found.len(), found[0].count, found[0].state), (2, 2, DutyState::Overdue));
        assert!(found[0].x > 2.0 * MONTH && found[0].x < 3.0 * MONTH);
        assert!(found[1].x < WIDTH);
    }

    #[test]
    fn what_cannot_be_read_is_said_by_field() {
        let mut typed = TypedTerms {
            title: "报送年度总结".into(),
            clause: "三（二）".into(),
            year: String::new(),
            month: "12".into(),
            day: "20".into(),
            remind: "10".into(),
            shift: "BEFORE".into(),
            proof: "BY_HAND".into(),
            of: "DEPARTMENTS".into(),
            plan_ahead: 0,
            active: true,
        };
        assert_eq!(typed.read().map(|terms| terms.month), Ok(12));
        typed.month = "十二".into();
        typed.title = String::new();
        let wrong = typed.read().unwrap_err();
        assert_eq!(wrong, [(ErrorCode::InvalidFormat, "month"), (ErrorCode::Required, "title")]);
    }
}
