//! What the pages of coverage compute: windows as they are typed, the heat of a cell.

use chrono::NaiveDate;

/// Days looked ahead where nobody says otherwise.
pub const AHEAD: u64 = 30;

/// The window that is asked for: both days as typed, or from today on.
pub fn window(from: &str, to: &str, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = from.parse().unwrap_or(today);
    let ahead = first.checked_add_days(chrono::Days::new(AHEAD)).unwrap_or(first);
    let last = to.parse().ok().filter(|last| *last >= first);
    (first, last.unwrap_or(ahead))
}

/// Both days, if they are in order.
pub fn typed_window(from: &str, to: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then_some((from, to))
}

/// How well a cell is staffed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heat {
    /// Nothing to inspect there.
    Empty,
    /// Two officers cannot be sent.
    Short,
    /// One team, hardly more.
    Thin,
    /// Enough.
    Enough,
}

impl Heat {
    /// By the fewest officers over the items there.
    pub fn of(officers: Option<i32>) -> Self {
        match officers {
            None => Self::Empty,
            Some(..=1) => Self::Short,
            Some(2..=3) => Self::Thin,
            Some(_) => Self::Enough,
        }
    }

    /// The class of its drawing.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Empty => "heat-cell",
            Self::Short => "heat-cell heat-short",
            Self::Thin => "heat-cell heat-thin",
            Self::Enough => "heat-cell heat-enough",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_as_they_are_typed() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-06-15");
        assert_eq!(window("", "", today), (today, day("2026-07-15")));
        assert_eq!(window("2026-07-01", "2026-07-02", today), (day("2026-07-01"), day("2026-07-02")));
        assert_eq!(window("2026-07-01", "2026-06-02", today), (day("2026-07-01"), day("2026-07-31")));
        assert_eq!(typed_window("2026-07-02", "2026-07-01"), None);
        assert_eq!(typed_window("", "2026-07-01"), None);
    }

    #[test]
    fn heat_by_officers() {
        let of = [None, Some(0), Some(1), Some(2), Some(3), Some(4)].map(Heat::of);
        let expected = [Heat::Empty, Heat::Short, Heat::Short, Heat::Thin, Heat::Thin, Heat::Enough];
        assert_eq!(of, expected);
    }
}
