//! From when and until when a department's item may be used, and how much of a list is KEY or dormant.

use chrono::{Months, NaiveDate};

use crate::ErrorCode;

/// Months without a check after which an item is to be cleaned up (R5).
pub const DORMANT_MONTHS: u32 = 60;

/// The head publishes a version from `day` on, today or later; the one in force stays so until the day
/// before. `published` is the newest version published so far, in force or coming. What was withdrawn may be
/// published again as it is.
pub fn check_publish(
    (newest, published): (u32, Option<u32>),
    withdrawn: bool,
    (day, today): (NaiveDate, NaiveDate),
) -> Result<(), ErrorCode> {
    if !withdrawn && (newest == 0 || published == Some(newest)) {
        return Err(ErrorCode::IllegalTransition);
    }
    if day < today { Err(ErrorCode::OutOfRange) } else { Ok(()) }
}

/// Which of two versions a day falls under: the one that comes on a later day rules from that day on.
///
/// A task is judged as a whole by the version in force on the first day on which somebody may be inspected
/// (the beginning of its window, or today if that is later): what a list was drawn by does not change
/// underneath it (as R15 says of risk classes).
pub fn ruling<T>(now: T, coming: Option<(NaiveDate, T)>, day: NaiveDate) -> T {
    match coming {
        Some((from, version)) if from <= day => version,
        Some(_) | None => now,
    }
}

/// The head withdraws an item: `day` is the last on which it may be used, never one that is past. What is
/// withdrawn already stays so.
pub fn check_withdraw(
    withdrawn_on: Option<NaiveDate>,
    (day, today): (NaiveDate, NaiveDate),
    reason: &str,
) -> Result<(), (ErrorCode, &'static str)> {
    if withdrawn_on.is_some() {
        Err((ErrorCode::IllegalTransition, ""))
    } else if day < today {
        Err((ErrorCode::OutOfRange, "day"))
    } else if reason.trim().is_empty() {
        Err((ErrorCode::ReasonRequired, "reason"))
    } else {
        Ok(())
    }
}

/// Whether something that runs until `last` goes on after the item was withdrawn (R1).
pub fn outlasts(withdrawn_on: Option<NaiveDate>, last: NaiveDate) -> bool {
    withdrawn_on.is_some_and(|day| last > day)
}

/// Whether an item that could be used since `since` has not been executed for five years (R5).
pub fn is_dormant(since: Option<NaiveDate>, last_executed: Option<NaiveDate>, today: NaiveDate) -> bool {
    let limit = today.checked_sub_months(Months::new(DORMANT_MONTHS)).unwrap_or(NaiveDate::MIN);
    last_executed.or(since).is_none_or(|day| day < limit)
}

/// Share of `part` in `whole` in basis points, rounded half up; nothing of nothing is none.
pub fn share_bp(part: u32, whole: u32) -> u32 {
    if whole == 0 {
        return 0;
    }
    let bp = (u64::from(part) * 20_000 + u64::from(whole)) / (u64::from(whole) * 2);
    u32::try_from(bp).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn publishing() {
        let today = day("2026-06-15");
        let from = |text: &str| (day(text), today);
        assert_eq!(check_publish((1, None), false, from("2026-06-15")), Ok(()));
        assert_eq!(check_publish((1, None), false, from("2026-06-16")), Ok(()));
        assert_eq!(check_publish((1, None), false, from("2026-06-14")), Err(ErrorCode::OutOfRange));
        assert_eq!(check_publish((1, Some(1)), true, from("2026-07-01")), Ok(()));
        assert_eq!(check_publish((1, Some(1)), true, from("2026-06-14")), Err(ErrorCode::OutOfRange));
        let same = check_publish((1, Some(1)), false, from("2026-06-15"));
        assert_eq!(same, Err(ErrorCode::IllegalTransition));
        let never = check_publish((0, None), false, from("2026-06-15"));
        assert_eq!(never, Err(ErrorCode::IllegalTransition));
    }

    #[test]
    fn a_coming_version_rules_from_its_first_day() {
        let coming = Some((day("2026-07-01"), "new"));
        assert_eq!(ruling("old", coming, day("2026-06-30")), "old");
        assert_eq!(ruling("old", coming, day("2026-07-01")), "new");
        assert_eq!(ruling("old", None, day("2026-07-01")), "old");
    }

    #[test]
    fn withdrawing() {
        let (d, next) = (day("2026-06-15"), day("2026-06-16"));
        assert_eq!(check_withdraw(None, (d, d), "依据已废止"), Ok(()));
        assert_eq!(check_withdraw(None, (d, next), "依据已废止"), Err((ErrorCode::OutOfRange, "day")));
        assert_eq!(check_withdraw(None, (d, d), " "), Err((ErrorCode::ReasonRequired, "reason")));
        assert!(check_withdraw(Some(d), (next, d), "再次").is_err());
        assert!(!outlasts(Some(d), d));
        assert!(outlasts(Some(d), next));
        assert!(!outlasts(None, next));
    }

    /// R5
    #[test]
    fn five_years() {
        let today = day("2026-06-15");
        assert!(is_dormant(None, Some(day("2021-06-14")), today));
        assert!(!is_dormant(None, Some(day("2021-06-15")), today));
        assert!(!is_dormant(Some(day("2025-01-01")), None, today), "a new one has had no time yet");
        assert!(is_dormant(None, None, today));
    }

    #[test]
    fn shares() {
        assert_eq!((share_bp(1, 3), share_bp(2, 3), share_bp(0, 0), share_bp(3, 3)), (3333, 6667, 0, 10_000));
    }
}
