//! When whose outcome may be seen: the surprise of a check against the proof of its draw.
//!
//! A firm must not learn from us that somebody is coming unannounced, and neither may it learn so from
//! others being told that nobody comes. So the outcome of a door opens with its own visit, and the rest
//! (not drawn, reserve, everything else) with the whole wave.

use chrono::NaiveDate;

use crate::catalogue::NoticePolicy;
use crate::planning::{ListDisclosure, WaveStatus};
use crate::visit::VisitStatus;

/// What of a wave decides whether all of it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaveOpening {
    /// What was announced with it.
    pub disclosure: ListDisclosure,
    /// Where it stands.
    pub status: WaveStatus,
    /// Last day on which anybody may be visited: the latest end of its lines' windows.
    pub last_day: Option<NaiveDate>,
}

/// Whether all of a wave may be seen: at once where that was announced, else when it is closed, and at the
/// latest on the day after the last on which a visit is lawful; there is nothing left to surprise then.
pub fn wave_is_open(wave: WaveOpening, today: NaiveDate) -> bool {
    wave.disclosure == ListDisclosure::AtOnce
        || wave.status == WaveStatus::Closed
        || (wave.status == WaveStatus::Drawn && wave.last_day.is_some_and(|last| today > last))
}

/// The visit of a door, as far as its opening goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitSeen {
    /// Where it stands.
    pub status: VisitStatus,
    /// The strictest notice of its items: one item that is told at the door keeps all of them secret.
    pub notice: NoticePolicy,
}

/// Whether the notice time of a visit has come: on arrival (or once it is over), or, where every item is
/// told in advance, when it is approved.
pub fn visit_is_open(visit: VisitSeen) -> bool {
    match visit.status {
        VisitStatus::Planned => false,
        VisitStatus::Approved => visit.notice == NoticePolicy::Advance,
        VisitStatus::CheckedIn | VisitStatus::Completed | VisitStatus::NotPossible => true,
    }
}

/// How much of a door's outcome may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoorOpening {
    /// That it was in the frame, and its chances.
    Sealed,
    /// Its own outcome; the key stays sealed.
    Door,
    /// Everything, with the key.
    Whole,
}

/// What a door may be told now. A door without a visit (not drawn, or kept in reserve) waits for the whole
/// wave, so that until then silence means nothing.
pub fn opening(wave_open: bool, visit: Option<VisitSeen>) -> DoorOpening {
    match visit {
        _ if wave_open => DoorOpening::Whole,
        Some(visit) if visit_is_open(visit) => DoorOpening::Door,
        _ => DoorOpening::Sealed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    #[test]
    fn a_wave_opens_when_announced_when_closed_or_when_no_visit_can_come() {
        let wave = |disclosure, status| WaveOpening { disclosure, status, last_day: Some(day(10)) };
        let sealed = wave(ListDisclosure::AfterVisits, WaveStatus::Drawn);
        assert!(!wave_is_open(sealed, day(10)), "somebody may still come today");
        assert!(wave_is_open(sealed, day(11)));
        assert!(!wave_is_open(WaveOpening { last_day: None, ..sealed }, day(30)));
        assert!(wave_is_open(wave(ListDisclosure::AfterVisits, WaveStatus::Closed), day(1)));
        assert!(wave_is_open(wave(ListDisclosure::AtOnce, WaveStatus::Drawn), day(1)));
        // What has not been drawn has no list; its nonces stay secret however late it is.
        assert!(!wave_is_open(wave(ListDisclosure::AfterVisits, WaveStatus::Open), day(30)));
    }

    #[test]
    fn a_visit_opens_with_its_notice() {
        let open = |status, notice| visit_is_open(VisitSeen { status, notice });
        for (status, at_door, advance) in [
            (VisitStatus::Planned, false, false),
            (VisitStatus::Approved, false, true),
            (VisitStatus::CheckedIn, true, true),
            (VisitStatus::Completed, true, true),
            (VisitStatus::NotPossible, true, true),
        ] {
            assert_eq!(open(status, NoticePolicy::AtDoor), at_door, "{status}");
            assert_eq!(open(status, NoticePolicy::Advance), advance, "{status}");
        }
    }

    #[test]
    fn who_is_not_visited_waits_for_the_wave() {
        let coming = VisitSeen { status: VisitStatus::Approved, notice: NoticePolicy::AtDoor };
        assert_eq!(opening(false, None), opening(false, Some(coming)), "drawn or not: the same");
        assert_eq!(opening(false, None), DoorOpening::Sealed);
        let there = VisitSeen { status: VisitStatus::CheckedIn, ..coming };
        assert_eq!(opening(false, Some(there)), DoorOpening::Door);
        for visit in [None, Some(coming), Some(there)] {
            assert_eq!(opening(true, visit), DoorOpening::Whole);
        }
    }
}
