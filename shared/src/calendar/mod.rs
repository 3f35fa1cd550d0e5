//! Working days (工作日) of the statutory calendar, and the deadlines counted in them.
//!
//! A day counts when it is a weekday that no published arrangement makes a day off, or a weekend day
//! that an arrangement makes a working day (调休). The arrangement of a year is published in the
//! autumn before it; beyond the last published one every answer is *provisional* (`domain.md` R17, R18).

mod published;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use published::{InvalidCalendar, parse};

/// The arrangement of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The paper it was published in.
    pub source: String,
    /// Every day off of the arrangement, weekends inside it included.
    pub off: BTreeSet<NaiveDate>,
    /// Weekend days that are worked.
    pub work: BTreeSet<NaiveDate>,
}

/// The published years, by year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkCalendar {
    years: BTreeMap<i32, Year>,
}

/// The end of a period counted in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day.
    pub date: NaiveDate,
    /// Whether an arrangement that is not yet published could still move it.
    pub provisional: bool,
}

impl WorkCalendar {
    /// The years 2020 to 2026 as published by the General Office of the State Council.
    pub fn published() -> Self {
        published::built_in()
    }

    /// Adds or replaces a year.
    pub fn insert(&mut self, year: i32, arrangement: Year) {
        self.years.insert(year, arrangement);
    }

    /// The published years.
    pub fn years(&self) -> impl Iterator<Item = (i32, &Year)> {
        self.years.iter().map(|(year, arrangement)| (*year, arrangement))
    }

    /// Whether `date` is a working day.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        // The last days of December may stand in the next year's paper.
        let named = |pick: fn(&Year) -> &BTreeSet<NaiveDate>| {
            [date.year(), date.year() + 1]
                .iter()
                .filter_map(|year| self.years.get(year))
                .any(|arrangement| pick(arrangement).contains(&date))
        };
        if named(|year| &year.work) {
            return true;
        }
        !named(|year| &year.off) && !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Whether no paper still to come can change `date`: its own year is published, and so is the next
    /// one for 29 to 31 December, which New Year's arrangements have moved before (2018, 2022).
    pub fn is_settled(&self, date: NaiveDate) -> bool {
        let tail = date.month() == 12 && date.day() >= 29;
        self.years.contains_key(&date.year()) && (!tail || self.years.contains_key(&(date.year() + 1)))
    }

    /// The day on which a period of `working_days` that starts with an event on `from` ends. Day 0 is
    /// the day of the event; counting begins with the next day. `None` past the end of time.
    pub fn deadline(&self, from: NaiveDate, working_days: u32) -> Option<Deadline> {
        let mut date = from;
        let mut provisional = !self.is_settled(from);
        let mut left = working_days;
        while left > 0 {
            date = date.checked_add_days(Days::new(1))?;
            provisional |= !self.is_settled(date);
            if self.is_working_day(date) {
                left -= 1;
            }
        }
        Some(Deadline { date, provisional })
    }

    /// How many working days lie after `today` up to and including `until`; negative when `until` has
    /// passed (the working days after it, up to and including `today`).
    pub fn days_left(&self, today: NaiveDate, until: NaiveDate) -> i64 {
        let (low, high, sign) = if until >= today { (today, until, 1) } else { (until, today, -1) };
        let days = low.iter_days().skip(1).take_while(|date| *date <= high);
        sign * i64::try_from(days.filter(|date| self.is_working_day(*date)).count()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The dates of `domain.md` R17, computed there from an independent data set.
    #[test]
    fn twenty_working_days() {
        let calendar = WorkCalendar::published();
        for (from, until) in [
            ("2026-02-13", "2026-03-19"),
            ("2026-09-24", "2026-10-29"),
            ("2026-01-30", "2026-03-05"),
            ("2020-01-10", "2020-02-14"),
        ] {
            let deadline = calendar.deadline(day(from), 20).unwrap();
            assert_eq!((deadline.date, deadline.provisional), (day(until), false), "{from}");
        }
    }

    #[test]
    fn beyond_the_published_calendar_is_provisional() {
        let calendar = WorkCalendar::published();
        assert!(calendar.deadline(day("2026-12-11"), 20).unwrap().provisional);
        assert!(!calendar.deadline(day("2026-11-20"), 20).unwrap().provisional);
        // ends on 31 December, which the paper for 2027 may still move
        assert!(calendar.deadline(day("2026-12-03"), 20).unwrap().provisional);
        // 2025's own tail is settled by the paper for 2026
        assert!(!calendar.deadline(day("2025-12-03"), 20).unwrap().provisional);
        assert!(calendar.deadline(day("2019-12-20"), 5).unwrap().provisional);
    }

    #[test]
    fn days_left_counts_both_ways() {
        let calendar = WorkCalendar::published();
        assert_eq!(calendar.days_left(day("2026-02-13"), day("2026-03-19")), 20);
        assert_eq!(calendar.days_left(day("2026-03-19"), day("2026-03-19")), 0);
        assert_eq!(calendar.days_left(day("2026-03-20"), day("2026-03-19")), -1);
    }

    #[test]
    fn new_years_day_named_in_the_next_paper() {
        let mut calendar = WorkCalendar::published();
        assert!(!calendar.is_working_day(day("2022-12-31")));
        let off = BTreeSet::from([day("2026-12-31")]);
        calendar.insert(2027, Year { source: "test".into(), off, work: BTreeSet::new() });
        assert!(!calendar.is_working_day(day("2026-12-31")));
    }
}
