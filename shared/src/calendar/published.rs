//! Reading a calendar file, and the one that ships with the program.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{WorkCalendar, Year};

const BUILT_IN: &str = include_str!("published.txt");

/// A line of a calendar file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("calendar file, line {line}: {problem}")]
pub struct InvalidCalendar {
    /// Line number from 1.
    pub line: usize,
    /// What is wrong, in English.
    pub problem: &'static str,
}

pub(super) fn built_in() -> WorkCalendar {
    // The file is part of the program and a test reads it whole.
    parse(BUILT_IN).unwrap_or_default()
}

/// Reads the text form: `year YYYY SOURCE`, then `off MM-DD MM-DD NAME` and `work MM-DD` lines.
pub fn parse(text: &str) -> Result<WorkCalendar, InvalidCalendar> {
    let mut calendar = WorkCalendar::default();
    let mut current: Option<(i32, Year)> = None;
    for (index, raw) in text.lines().enumerate() {
        let fail = |problem| InvalidCalendar { line: index + 1, problem };
        let words: Vec<&str> = raw.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            ["year", year, source @ ..] => {
                if let Some((year, arrangement)) = current.take() {
                    calendar.insert(year, arrangement);
                }
                let year = year.parse().map_err(|_| fail("not a year"))?;
                let source = source.join(" ");
                current = Some((year, Year { source, off: BTreeSet::new(), work: BTreeSet::new() }));
            }
            ["off", from, to, ..] => {
                let (year, arrangement) = current.as_mut().ok_or_else(|| fail("no year yet"))?;
                let from = date(*year, from).ok_or_else(|| fail("not a date"))?;
                let to = date(*year, to).ok_or_else(|| fail("not a date"))?;
                arrangement.off.extend(from.iter_days().take_while(|day| *day <= to));
            }
            ["work", day] => {
                let (year, arrangement) = current.as_mut().ok_or_else(|| fail("no year yet"))?;
                arrangement.work.insert(date(*year, day).ok_or_else(|| fail("not a date"))?);
            }
            _ => return Err(fail("unknown line")),
        }
    }
    if let Some((year, arrangement)) = current {
        calendar.insert(year, arrangement);
    }
    Ok(calendar)
}

fn date(year: i32, month_day: &str) -> Option<NaiveDate> {
    format!("{year}-{month_day}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_reads_whole() {
        let calendar = parse(BUILT_IN).unwrap();
        let counts: Vec<(i32, usize, usize)> =
            calendar.years().map(|(year, days)| (year, days.off.len(), days.work.len())).collect();
        // days off and make-up days per year, counted in two independent data sets
        assert_eq!(
            counts,
            [
                (2020, 30, 6),
                (2021, 31, 7),
                (2022, 32, 7),
                (2023, 28, 7),
                (2024, 28, 8),
                (2025, 28, 5),
                (2026, 33, 6)
            ]
        );
    }

    #[test]
    fn bad_lines_are_located() {
        assert_eq!(parse("off 01-01 01-02 x").unwrap_err().line, 1);
        assert_eq!(
            parse("year 2027 x\nwork 02-30").unwrap_err(),
            InvalidCalendar { line: 2, problem: "not a date" }
        );
    }
}
