//! How the scalars of the contract map to ours.
//!
//! They are read as the server writes them and in no other form: a parser of every form of date would be
//! fetched by everybody who opens the public window.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::schema;

/// A civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Date(pub NaiveDate);

/// An instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub DateTime<Utc>);

impl From<Instant> for DateTime<Utc> {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        day(&text).map(Self).ok_or_else(|| D::Error::custom("not a day"))
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        instant(&text).map(Self).ok_or_else(|| D::Error::custom("not an instant"))
    }
}

/// `2026-11-23`
fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `2026-11-23T09:05:00.25+08:00` or with `Z` (RFC 3339); parts of a second are dropped.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest.strip_prefix(['T', 't'])?.split_at_checked(8)?;
    let zone = rest.trim_start_matches(|character: char| character == '.' || character.is_ascii_digit());
    let mut parts = clock.split(':');
    let mut next = || parts.next()?.parse::<u32>().ok();
    let local: NaiveDateTime = day(date)?.and_hms_opt(next()?, next()?, next()?)?;
    let ahead = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        ("+", offset) => minutes(offset)?,
        ("-", offset) => -minutes(offset)?,
        _ => return None,
    };
    Some(local.checked_sub_signed(Duration::minutes(ahead))?.and_utc())
}

/// `08:30` → 510
fn minutes(offset: &str) -> Option<i64> {
    let (hours, minutes) = offset.split_once(':')?;
    Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
}

cynic::impl_scalar!(Date, schema::Date);
cynic::impl_scalar!(Instant, schema::DateTime);
cynic::impl_scalar!(DateTime<Utc>, schema::DateTime);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_as_the_server_writes_them() {
        for (written, expected) in [
            ("2026-03-16T01:00:00.946352742+00:00", "2026-03-16T01:00:00Z"),
            ("2026-03-16T01:00:00Z", "2026-03-16T01:00:00Z"),
            ("2026-03-16T00:05:09+08:00", "2026-03-15T16:05:09Z"),
            ("2026-12-31T20:00:00-05:30", "2027-01-01T01:30:00Z"),
        ] {
            assert_eq!(instant(written), Some(expected.parse().unwrap()), "{written}");
        }
        for wrong in [
            "",
            "2026-03-16",
            "2026-03-16 01:00:00Z",
            "2026-02-30T01:00:00Z",
            "2026-03-16T25:00:00Z",
            "2026-03-16T01:00:00",
        ] {
            assert_eq!(instant(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_as_the_server_writes_them() {
        assert_eq!(day("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        for wrong in ["", "2026-02-29", "2026-02", "2026-02-01x", "一"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
