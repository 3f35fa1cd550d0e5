//! Publication of results within 20 working days (二(六)).

use chrono::NaiveDate;

use crate::ErrorCode;
use crate::calendar::{Deadline, WorkCalendar};

/// Working days from the result to its publication.
pub const RESULT_WORKING_DAYS: u32 = 20;

coded_enum! {
    /// How far publication of a result has come.
    pub enum PublicationStatus {
        Pending = "PENDING" ("待公示", "To be published"),
        Published = "PUBLISHED" ("已公示", "Published"),
        Withheld = "WITHHELD" ("不予公示", "Withheld"),
    }
}

coded_enum! {
    /// What a result's clock shows.
    pub enum ClockColour {
        Green = "GREEN" ("期限充裕", "In good time"),
        Amber = "AMBER" ("临近期限", "Due soon"),
        Red = "RED" ("已逾期", "Overdue"),
    }
}

/// Amber from five working days before the end, red after it.
pub fn clock_colour(calendar: &WorkCalendar, today: NaiveDate, due: Deadline) -> ClockColour {
    match calendar.days_left(today, due.date) {
        _ if today > due.date => ClockColour::Red,
        0..=5 => ClockColour::Amber,
        _ => ClockColour::Green,
    }
}

/// Longest legal basis, in characters.
const LONGEST_BASIS: usize = 300;

/// What is wrong with withholding a result from publication, by field: it needs a legal basis, and a day
/// after today to look again.
pub fn check_withholding(
    basis: &str,
    review_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<(ErrorCode, &'static str)> {
    let basis = match basis.trim().chars().count() {
        0 => Some(ErrorCode::WithholdBasis),
        1..=LONGEST_BASIS => None,
        _ => Some(ErrorCode::TooLong),
    };
    let review = match review_on {
        None => Some(ErrorCode::Required),
        Some(day) if day <= today => Some(ErrorCode::OutOfRange),
        Some(_) => None,
    };
    [(basis, "basis"), (review, "reviewOn")]
        .into_iter()
        .filter_map(|(problem, path)| problem.map(|code| (code, path)))
        .collect()
}

/// Whether what is withheld is to be decided anew: its day to look again has come.
pub fn is_under_review(
    publication: PublicationStatus,
    review_on: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    publication == PublicationStatus::Withheld && review_on.is_some_and(|day| day <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn withholding() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-03-30");
        let check = |basis: &str, review: Option<&str>| check_withholding(basis, review.map(day), today);
        assert_eq!(check("条例第十四条", Some("2026-03-31")), []);
        assert_eq!(check("条例第十四条", Some("2026-03-30")), [(ErrorCode::OutOfRange, "reviewOn")]);
        assert_eq!(
            check(" ", None),
            [(ErrorCode::WithholdBasis, "basis"), (ErrorCode::Required, "reviewOn")]
        );
        assert_eq!(check(&"条".repeat(301), Some("2027-01-01")), [(ErrorCode::TooLong, "basis")]);
    }

    #[test]
    fn reviews() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let today = day("2026-03-30").unwrap();
        let withheld = PublicationStatus::Withheld;
        assert!(is_under_review(withheld, day("2026-03-30"), today));
        assert!(!is_under_review(withheld, day("2026-03-31"), today));
        assert!(!is_under_review(PublicationStatus::Published, day("2026-03-30"), today));
    }

    #[test]
    fn colours() {
        let calendar = WorkCalendar::published();
        let due = calendar.deadline("2026-02-13".parse().unwrap(), RESULT_WORKING_DAYS).unwrap();
        let colour = |today: &str| clock_colour(&calendar, today.parse().unwrap(), due);
        assert_eq!(colour("2026-03-11"), ClockColour::Green);
        assert_eq!(colour("2026-03-12"), ClockColour::Amber);
        assert_eq!(colour("2026-03-19"), ClockColour::Amber);
        assert_eq!(colour("2026-03-20"), ClockColour::Red);
    }
}
