//! The only source of time, ids and randomness. Everything else is given them.

use std::sync::Mutex;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Utc};
use uuid::Uuid;

/// China has one zone and no daylight saving time since 1991.
const BEIJING_OFFSET_SECONDS: i32 = 8 * 3600;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The instant.
    fn now(&self) -> DateTime<Utc>;

    /// The civil day in China, in which deadlines count.
    fn today(&self) -> NaiveDate {
        civil_day(self.now())
    }
}

/// The day in China on which an instant falls.
pub fn civil_day(instant: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(BEIJING_OFFSET_SECONDS)
        .map_or_else(|| instant.date_naive(), |zone| instant.with_timezone(&zone).date_naive())
}

/// An instant as people in China read it, to the minute.
pub fn civil_time(instant: DateTime<Utc>) -> String {
    FixedOffset::east_opt(BEIJING_OFFSET_SECONDS).map_or_else(
        || instant.format("%Y-%m-%d %H:%M").to_string(),
        |zone| instant.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string(),
    )
}

/// The machine's clock, optionally shifted: a demonstration can be given on another day.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock {
    shift: Duration,
}

impl SystemClock {
    /// A clock that runs on from `start`.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self { shift: start - Self::default().now() }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.shift
    }
}

/// A clock that tests move by hand.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// Stopped at `start`.
    pub fn new(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(start))
    }

    /// Moves it on.
    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Fills a buffer with unguessable bytes.
#[expect(clippy::disallowed_methods, reason = "the one place that takes the operating system's randomness")]
pub fn entropy<const N: usize>() -> [u8; N] {
    use rand::Rng;
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// Makes UUIDv7 ids that grow even within one millisecond, so that lists by id are lists by age.
#[derive(Debug, Default)]
pub struct IdMaker {
    last: Mutex<(u64, u32)>,
}

impl IdMaker {
    /// The next id at this instant.
    pub fn next(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let mut random: [u8; 10] = entropy();
        let (millis, sequence) = {
            let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            // A clock set back does not set ids back.
            *last = if millis > last.0 { (millis, 0) } else { (last.0, last.1 + 1) };
            *last
        };
        // RFC 9562 §6.2 method 1: the first 26 bits after the time count within the millisecond.
        random[..4].copy_from_slice(&spread(sequence).to_be_bytes());
        shared::ids::uuid_v7(millis, random)
    }
}

/// Places a counter so that the version and variant bits do not cut into it: 12 bits before the
/// variant, 14 after.
fn spread(sequence: u32) -> u32 {
    let (high, low) = (sequence >> 14 & 0xfff, sequence & 0x3fff);
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_a_millisecond_and_when_the_clock_goes_back() {
        let ids = IdMaker::default();
        let now = DateTime::from_timestamp_millis(1_800_000_000_000).unwrap();
        let mut last = ids.next(now);
        for step in 0..40_000 {
            let id = ids.next(now - Duration::milliseconds(step % 3));
            assert!(id > last && id.get_version_num() == 7);
            last = id;
        }
    }

    #[test]
    fn the_day_begins_at_midnight_in_china() {
        let day = |text: &str| civil_day(text.parse().unwrap()).to_string();
        assert_eq!(day("2026-02-12T15:59:59Z"), "2026-02-12");
        assert_eq!(day("2026-02-12T16:00:00Z"), "2026-02-13");
    }
}
