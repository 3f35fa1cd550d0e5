//! Parts that the pages of items share.

use chrono::NaiveDate;
use shared::catalogue::{ItemClass, ItemStatus};

use super::words::*;
use crate::api::Date;
use crate::components::Tone;
use crate::locales::*;

/// What a status means.
pub fn status_tone(status: ItemStatus) -> Tone {
    match status {
        ItemStatus::Draft => Tone::Warn,
        ItemStatus::Published => Tone::Good,
        ItemStatus::Withdrawn => Tone::Bad,
    }
}

/// What a class means.
pub fn class_tone(class: ItemClass) -> Tone {
    match class {
        ItemClass::Key => Tone::Active,
        ItemClass::General => Tone::Neutral,
    }
}

/// Highest ratio in words.
pub fn cap_text(cap: Option<i32>) -> String {
    cap.map_or_else(|| t(NO_CAP).to_owned(), |cap| percent(i64::from(cap)))
}

/// From when until when.
pub fn validity_text(from: Option<Date>, to: Option<Date>) -> String {
    let day = |day: Date| NaiveDate::to_string(&day.0);
    match (from, to) {
        (None, None) => t(VALID_ALWAYS).to_owned(),
        (Some(from), None) => fill(VALID_FROM, &[&day(from)]),
        (None, Some(to)) => fill(VALID_UNTIL, &[&day(to)]),
        (Some(from), Some(to)) => fill(VALID_BETWEEN, &[&day(from), &day(to)]),
    }
}
