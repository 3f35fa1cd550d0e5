//! The day a rule falls on in a year.

use chrono::{Days, NaiveDate};

use super::{DayShift, DutyTerms};
use crate::calendar::{Deadline, WorkCalendar};

/// Longest run of days that are not worked, with a margin.
const LONGEST_HOLIDAY: u64 = 30;

/// The last day of a rule in a year; `None` in a year it is not for.
pub fn due_day(terms: &DutyTerms, year: i32, calendar: &WorkCalendar) -> Option<Deadline> {
    if !terms.active || terms.year.is_some_and(|only| only != year) {
        return None;
    }
    // 31 in a shorter month is its last day.
    let named = (28..=terms.day.max(28))
        .rev()
        .filter(|day| *day <= terms.day)
        .chain([terms.day])
        .find_map(|day| NaiveDate::from_ymd_opt(year, terms.month, day))?;
    let date = shifted(named, terms.shift, calendar)?;
    let provisional = !calendar.is_settled(date) || !calendar.is_settled(named);
    Some(Deadline { date, provisional })
}

fn shifted(day: NaiveDate, shift: DayShift, calendar: &WorkCalendar) -> Option<NaiveDate> {
    let mut steps = (0..LONGEST_HOLIDAY).map(Days::new);
    let worked = |day: &NaiveDate| calendar.is_working_day(*day);
    match shift {
        DayShift::Keep => Some(day),
        DayShift::Before => steps.find_map(|by| day.checked_sub_days(by).filter(worked)),
        DayShift::After => steps.find_map(|by| day.checked_add_days(by).filter(worked)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::usual_rules;
    use super::*;

    fn terms(month: u32, day: u32, shift: DayShift) -> DutyTerms {
        let terms = usual_rules().into_iter().find(|rule| rule.code == "PLAN_FILED").unwrap().terms;
        DutyTerms { month, day, shift, ..terms }
    }

    fn due(month: u32, day: u32, shift: DayShift, year: i32) -> (String, bool) {
        let found = due_day(&terms(month, day, shift), year, &WorkCalendar::published()).unwrap();
        (found.date.to_string(), found.provisional)
    }

    #[test]
    fn days_around_holidays() {
        use DayShift::{After, Before, Keep};
        // A plain Tuesday.
        assert_eq!(due(3, 31, Before, 2026), ("2026-03-31".into(), false));
        // The National Day holiday of 2026 is 1 to 7 October.
        assert_eq!(due(10, 3, Before, 2026).0, "2026-09-30");
        assert_eq!(due(10, 3, After, 2026).0, "2026-10-08");
        assert_eq!(due(10, 3, Keep, 2026).0, "2026-10-03");
        // 31 January 2026 is a Saturday; in 2020 it lay in the prolonged Spring Festival.
        assert_eq!(due(1, 31, Before, 2026).0, "2026-01-30");
        let worked = due(1, 31, Before, 2020).0.parse().unwrap();
        assert!(WorkCalendar::published().is_working_day(worked));
    }

    #[test]
    fn a_day_past_the_month_is_its_last() {
        assert_eq!(due(2, 31, DayShift::Keep, 2025).0, "2025-02-28");
        assert_eq!(due(2, 31, DayShift::Keep, 2024).0, "2024-02-29");
        assert_eq!(due(4, 31, DayShift::Keep, 2026).0, "2026-04-30");
        assert_eq!(due(4, 5, DayShift::Keep, 2026).0, "2026-04-05");
    }

    #[test]
    fn what_an_unpublished_calendar_can_move_is_provisional() {
        assert!(due(3, 31, DayShift::Before, 2029).1);
        assert!(due(12, 31, DayShift::Before, 2026).1, "the paper of 2027 may still move it");
    }

    #[test]
    fn only_in_its_year_and_only_while_it_holds() {
        let calendar = WorkCalendar::published();
        let mut once = terms(6, 30, DayShift::Before);
        once.year = Some(2025);
        assert!(due_day(&once, 2026, &calendar).is_none() && due_day(&once, 2025, &calendar).is_some());
        once.active = false;
        assert!(due_day(&once, 2025, &calendar).is_none());
    }
}
