//! 通过登记的住所无法联系 (R37): two letters that nobody signed for, 15 to 30 days apart, and the list of
//! abnormal operations within ten working days. One letter alone concludes nothing.

use chrono::{Days, NaiveDate};

use crate::ErrorCode;
use crate::calendar::{Deadline, WorkCalendar};

/// Fewest and most days between the two letters.
pub const LETTER_DAYS: (u64, u64) = (15, 30);
/// Working days from the day it is established to the entry in the list.
pub const LISTING_WORKING_DAYS: u32 = 10;
/// Longest reference, in characters.
const LONGEST_REFERENCE: usize = 100;

coded_enum! {
    /// A dated step towards a firm that cannot be reached.
    pub enum ContactStep {
        LetterSent = "LETTER_SENT" ("寄出专用信函", "Letter sent"),
        LetterReturned = "LETTER_RETURNED" ("信函无人签收，退回", "Letter came back unsigned"),
        LetterReceived = "LETTER_RECEIVED" ("信函已签收，取得联系", "Letter was signed for"),
        Listed = "LISTED" ("列入经营异常名录", "Entered in the list of abnormal operations"),
    }
}

coded_enum! {
    /// How far the steps have come.
    pub enum ContactStage {
        NotBegun = "NOT_BEGUN" ("尚未寄信", "No letter yet"),
        FirstSent = "FIRST_SENT" ("首次信函已寄出", "First letter sent"),
        FirstReturned = "FIRST_RETURNED" ("首次信函无人签收", "First letter unsigned"),
        SecondSent = "SECOND_SENT" ("第二次信函已寄出", "Second letter sent"),
        Established = "ESTABLISHED" ("两次无人签收，认定无法联系", "Established: both letters unsigned"),
        Listed = "LISTED" ("已列入经营异常名录", "On the list of abnormal operations"),
        Reached = "REACHED" ("已取得联系", "Reached after all"),
    }
}

impl ContactStage {
    /// Whether it is settled that the firm cannot be reached.
    pub const fn is_established(self) -> bool {
        matches!(self, Self::Established | Self::Listed)
    }
}

/// A step and its day.
pub type Dated = (ContactStep, NaiveDate);

/// What has to be done next, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactDue {
    /// The second letter: not before, not after.
    SecondLetter(NaiveDate, NaiveDate),
    /// The entry in the list.
    Listing(Deadline),
}

/// Where a history stands, with the day of the letter that counts as the first.
fn fold(history: &[Dated]) -> (ContactStage, Option<NaiveDate>) {
    history.iter().fold((ContactStage::NotBegun, None), |(stage, first), (step, on)| match (step, stage) {
        // A second letter that comes too late is a first one again.
        (ContactStep::LetterSent, ContactStage::FirstReturned)
            if first.is_some_and(|day| *on <= latest(day)) =>
        {
            (ContactStage::SecondSent, first)
        }
        (ContactStep::LetterSent, _) => (ContactStage::FirstSent, Some(*on)),
        (ContactStep::LetterReturned, ContactStage::SecondSent) => (ContactStage::Established, first),
        (ContactStep::LetterReturned, _) => (ContactStage::FirstReturned, first),
        (ContactStep::LetterReceived, _) => (ContactStage::Reached, first),
        (ContactStep::Listed, _) => (ContactStage::Listed, first),
    })
}

fn latest(first: NaiveDate) -> NaiveDate {
    first.checked_add_days(Days::new(LETTER_DAYS.1)).unwrap_or(NaiveDate::MAX)
}

fn earliest(first: NaiveDate) -> NaiveDate {
    first.checked_add_days(Days::new(LETTER_DAYS.0)).unwrap_or(NaiveDate::MAX)
}

/// Where a history stands.
pub fn contact_stage(history: &[Dated]) -> ContactStage {
    fold(history).0
}

/// What is due next, if anything has a day.
pub fn contact_due(history: &[Dated], calendar: &WorkCalendar) -> Option<ContactDue> {
    match fold(history) {
        (ContactStage::FirstSent | ContactStage::FirstReturned, Some(first)) => {
            Some(ContactDue::SecondLetter(earliest(first), latest(first)))
        }
        (ContactStage::Established, _) => {
            let (_, on) = history.last()?;
            calendar.deadline(*on, LISTING_WORKING_DAYS).map(ContactDue::Listing)
        }
        _ => None,
    }
}

/// Steps that may follow a stage.
pub const fn next_steps(stage: ContactStage) -> &'static [ContactStep] {
    match stage {
        ContactStage::NotBegun | ContactStage::FirstReturned => &[ContactStep::LetterSent],
        ContactStage::FirstSent | ContactStage::SecondSent => {
            &[ContactStep::LetterReturned, ContactStep::LetterReceived]
        }
        ContactStage::Established => &[ContactStep::Listed],
        ContactStage::Listed | ContactStage::Reached => &[],
    }
}

/// What is wrong with a step, by field: its order, its day (not before the one before, not after today), the
/// distance between the letters, the number it goes by.
pub fn check_contact(
    (found_on, history): (NaiveDate, &[Dated]),
    (step, on): Dated,
    reference: &str,
    today: NaiveDate,
) -> Vec<(ErrorCode, &'static str)> {
    let (stage, first) = fold(history);
    if !next_steps(stage).contains(&step) {
        let early = step == ContactStep::Listed && stage != ContactStage::Listed;
        let code = if early { ErrorCode::ContactNotEstablished } else { ErrorCode::IllegalTransition };
        return vec![(code, "step")];
    }
    let since = history.last().map_or(found_on, |(_, day)| *day);
    let soon = step == ContactStep::LetterSent && first.is_some_and(|day| on < earliest(day));
    let day = (on > today || on < since || soon).then_some((ErrorCode::OutOfRange, "onDay"));
    let numbered = matches!(step, ContactStep::LetterSent | ContactStep::Listed);
    let number = match reference.trim().chars().count() {
        0 if numbered => Some((ErrorCode::Required, "reference")),
        0..=LONGEST_REFERENCE => None,
        _ => Some((ErrorCode::TooLong, "reference")),
    };
    [day, number].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ContactStep::{LetterReceived, LetterReturned, LetterSent, Listed};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn history(steps: &[(ContactStep, &str)]) -> Vec<Dated> {
        steps.iter().map(|(step, on)| (*step, day(on))).collect()
    }

    fn check(steps: &[(ContactStep, &str)], next: (ContactStep, &str)) -> Vec<(ErrorCode, &'static str)> {
        let history = history(steps);
        check_contact((day("2026-03-02"), &history), (next.0, day(next.1)), "EMS1", day("2026-12-31"))
    }

    #[test]
    fn one_letter_concludes_nothing() {
        let one = [(LetterSent, "2026-03-02"), (LetterReturned, "2026-03-06")];
        assert!(!contact_stage(&history(&one)).is_established());
        assert_eq!(check(&one, (Listed, "2026-03-20")), [(ErrorCode::ContactNotEstablished, "step")]);
        assert_eq!(check(&one, (LetterReturned, "2026-03-20")), [(ErrorCode::IllegalTransition, "step")]);
        let due = contact_due(&history(&one), &WorkCalendar::published());
        assert_eq!(due, Some(ContactDue::SecondLetter(day("2026-03-17"), day("2026-04-01"))));
    }

    #[test]
    fn the_second_is_fifteen_to_thirty_days_later() {
        let one = [(LetterSent, "2026-03-02"), (LetterReturned, "2026-03-06")];
        assert_eq!(check(&one, (LetterSent, "2026-03-16")), [(ErrorCode::OutOfRange, "onDay")]);
        for on in ["2026-03-17", "2026-04-01"] {
            assert_eq!(check(&one, (LetterSent, on)), []);
            let two = [one[0], one[1], (LetterSent, on), (LetterReturned, "2026-04-03")];
            assert_eq!(contact_stage(&history(&two)), ContactStage::Established);
        }
        // A day later it is a first letter again.
        let late = [one[0], one[1], (LetterSent, "2026-04-02"), (LetterReturned, "2026-04-07")];
        assert_eq!(check(&late[..2], late[2]), []);
        assert_eq!(contact_stage(&history(&late)), ContactStage::FirstReturned);
    }

    #[test]
    fn listed_within_ten_working_days() {
        let two = [
            (LetterSent, "2026-03-02"),
            (LetterReturned, "2026-03-06"),
            (LetterSent, "2026-03-20"),
            (LetterReturned, "2026-03-27"),
        ];
        // Qingming, 4 to 6 April, is off.
        let due = contact_due(&history(&two), &WorkCalendar::published());
        let listing = Deadline { date: day("2026-04-13"), provisional: false };
        assert_eq!(due, Some(ContactDue::Listing(listing)));
        assert_eq!(check(&two, (Listed, "2026-04-13")), []);
        assert_eq!(check(&two, (Listed, "2026-03-26")), [(ErrorCode::OutOfRange, "onDay")]);
        assert_eq!(check(&two, (LetterSent, "2026-04-13")), [(ErrorCode::IllegalTransition, "step")]);
    }

    #[test]
    fn a_letter_that_is_signed_for_ends_it() {
        let reached = [(LetterSent, "2026-03-02"), (LetterReceived, "2026-03-05")];
        assert_eq!(contact_stage(&history(&reached)), ContactStage::Reached);
        assert!(!ContactStage::Reached.is_established());
        assert_eq!(check(&reached, (LetterSent, "2026-03-20")), [(ErrorCode::IllegalTransition, "step")]);
    }

    #[test]
    fn days_and_numbers() {
        assert_eq!(
            check(&[], (LetterSent, "2026-03-01")),
            [(ErrorCode::OutOfRange, "onDay")],
            "before the visit"
        );
        let empty = (day("2026-03-02"), [].as_slice());
        let next = (LetterSent, day("2026-03-03"));
        let tomorrow = check_contact(empty, next, "", day("2026-03-02"));
        assert_eq!(tomorrow, [(ErrorCode::OutOfRange, "onDay"), (ErrorCode::Required, "reference")]);
        let long = check_contact(empty, next, &"1".repeat(101), day("2026-03-03"));
        assert_eq!(long, [(ErrorCode::TooLong, "reference")]);
    }
}
