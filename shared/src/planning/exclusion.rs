//! Frame rules: who is left out of a frame before it is frozen, by which rule, and how many.
//!
//! Only a rule that stands before the draw may leave somebody out: afterwards every removal would change
//! the others' chances (`docs/ALGORITHMS.md` §2). A door is left out of a task, not of the wave: what one
//! department may not do another may.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ErrorCode;

coded_enum! {
    /// Why a door is left out of a task's frame, in the order in which the rules are asked.
    pub enum FrameRule {
        /// Under protection or promised quiet for the whole window (R33).
        QuietList = "QUIET_LIST" ("处于免打扰期", "On the quiet list"),
        /// One of the task's departments has reached its cap of the year (R24).
        BodyCap = "BODY_CAP" ("该部门年度检查次数已满", "Yearly cap of the department reached"),
        /// All departments together have reached theirs (R24).
        CombinedCap = "COMBINED_CAP" ("各部门合计年度检查次数已满", "Yearly cap of all departments reached"),
        /// One of the task's departments was there a short while ago.
        RecentVisit = "RECENT_VISIT" ("近期已检查", "Visited recently"),
        /// All of the task's items have a conclusion there that may be used again.
        ReusedConclusion = "REUSED_CONCLUSION" ("已有可互认的检查结论", "Conclusions to be reused"),
    }
}

/// The rules of a wave: published with its frame. A rule that is nothing is not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrameRules {
    /// Whether the quiet list is kept.
    pub quiet_list: bool,
    /// Most counted visits of one department to a door in a year.
    pub cap_per_body: Option<u32>,
    /// Most counted visits of all departments to a door in a year; a day counts once.
    pub cap_combined: Option<u32>,
    /// Days for which a visit of a department keeps it away.
    pub recent_days: Option<u32>,
    /// Days for which a conclusion may be used again.
    pub reuse_days: Option<u32>,
}

/// What the rules ask of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuledTask {
    /// Departments that go.
    pub departments: BTreeSet<String>,
    /// Its items.
    pub items: BTreeSet<String>,
    /// First and last day.
    pub window: (NaiveDate, NaiveDate),
    /// Ordered from above or of KEY items alone: caps and recent visits do not keep it away (R25).
    pub exempt: bool,
}

/// A visit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastVisit {
    /// When.
    pub day: NaiveDate,
    /// Who came.
    pub departments: BTreeSet<String>,
    /// Whether it counts toward caps (R25).
    pub counts: bool,
    /// Items with a conclusion that others may use.
    pub concluded: BTreeSet<String>,
}

/// What is known of a door.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoorPast {
    /// Last day of its quiet period.
    pub quiet_until: Option<NaiveDate>,
    /// Visits.
    pub visits: Vec<PastVisit>,
}

impl FrameRules {
    /// No rule looks further back, and no cap is higher.
    pub const MOST: u32 = 1000;

    /// What a wave goes by where nobody says otherwise: the quiet list, and the caps of its plan.
    pub const fn usual(cap_per_body: Option<u32>, cap_combined: Option<u32>) -> Self {
        Self { quiet_list: true, cap_per_body, cap_combined, recent_days: None, reuse_days: None }
    }

    /// What is wrong with which field, by its name on the wire; empty if nothing is. A cap of 0 is possible:
    /// then nobody may come.
    pub fn check(&self) -> Vec<(ErrorCode, &'static str)> {
        let fields = [
            (self.cap_per_body, "capPerBody"),
            (self.cap_combined, "capCombined"),
            (self.recent_days, "recentDays"),
            (self.reuse_days, "reuseDays"),
        ];
        let wrong = fields.into_iter().filter(|(number, _)| number.is_some_and(|number| number > Self::MOST));
        wrong.map(|(_, field)| (ErrorCode::OutOfRange, field)).collect()
    }

    /// How many days before today a visit may lie and still count for a task that begins on `from`.
    pub fn looks_back(&self, today: NaiveDate, from: NaiveDate) -> u32 {
        let begins = NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from);
        let year = u32::try_from((today - begins).num_days()).unwrap_or(0);
        let year = Some(year).filter(|_| self.cap_per_body.is_some() || self.cap_combined.is_some());
        [year, self.recent_days, self.reuse_days].into_iter().flatten().max().unwrap_or(0)
    }

    /// The first rule that leaves a door out of a task, on the day the frame is frozen.
    pub fn excluding(&self, task: &RuledTask, door: &DoorPast, today: NaiveDate) -> Option<FrameRule> {
        let past = || door.visits.iter().filter(|visit| visit.day <= today);
        let ours = |visit: &&PastVisit| !visit.departments.is_disjoint(&task.departments);
        let within = |days: u32, day: NaiveDate| {
            day.checked_add_days(Days::new(days.into())).is_none_or(|end| today <= end)
        };
        // The year in which the visit would be made.
        let counted = || past().filter(|visit| visit.counts && visit.day.year() == task.window.0.year());
        let quiet = || self.quiet_list && door.quiet_until.is_some_and(|until| task.window.1 <= until);
        let body = || {
            let times = |name: &String| counted().filter(|visit| visit.departments.contains(name)).count();
            self.cap_per_body
                .is_some_and(|cap| task.departments.iter().any(|name| times(name) >= cap as usize))
        };
        let combined = || {
            let days: BTreeSet<NaiveDate> = counted().map(|visit| visit.day).collect();
            self.cap_combined.is_some_and(|cap| days.len() >= cap as usize)
        };
        let recent =
            || self.recent_days.is_some_and(|days| past().filter(ours).any(|visit| within(days, visit.day)));
        let reused = || {
            self.reuse_days.is_some_and(|days| {
                let fresh = || past().filter(|visit| within(days, visit.day));
                let known = |item| fresh().any(|visit| visit.concluded.contains(item));
                !task.items.is_empty() && task.items.iter().all(known)
            })
        };
        let asked: [(FrameRule, bool, &dyn Fn() -> bool); 5] = [
            (FrameRule::QuietList, true, &quiet),
            (FrameRule::BodyCap, !task.exempt, &body),
            (FrameRule::CombinedCap, !task.exempt, &combined),
            (FrameRule::RecentVisit, !task.exempt, &recent),
            (FrameRule::ReusedConclusion, true, &reused),
        ];
        asked.into_iter().find(|(_, applies, leaves_out)| *applies && leaves_out()).map(|(rule, ..)| rule)
    }
}

/// Longest reason of a promise of quiet, in characters.
const LONGEST_REASON: usize = 200;

/// Whether a door may be promised quiet up to a day (nothing ends the promise), with this reason.
///
/// # Errors
/// What is wrong, and with which field.
pub fn check_quiet(
    until: Option<NaiveDate>,
    reason: &str,
    today: NaiveDate,
) -> Result<(), (ErrorCode, &'static str)> {
    let furthest = today.checked_add_days(Days::new(FrameRules::MOST.into())).unwrap_or(NaiveDate::MAX);
    if until.is_some_and(|until| until < today || until > furthest) {
        return Err((ErrorCode::OutOfRange, "until"));
    }
    match reason.trim().chars().count() {
        0 => Err((ErrorCode::ReasonRequired, "reason")),
        length if length > LONGEST_REASON => Err((ErrorCode::TooLong, "reason")),
        _ => Ok(()),
    }
}

/// Task → rule → doors it left out of the task: published with the root.
pub type Excluded = BTreeMap<String, BTreeMap<FrameRule, u64>>;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn visit(on: &str, departments: &[&str], concluded: &[&str]) -> PastVisit {
        PastVisit { day: day(on), departments: set(departments), counts: true, concluded: set(concluded) }
    }

    fn task() -> RuledTask {
        RuledTask {
            departments: set(&["scjg", "xfj"]),
            items: set(&["J03", "J09"]),
            window: (day("2026-04-01"), day("2026-05-31")),
            exempt: false,
        }
    }

    const TODAY: &str = "2026-03-30";

    fn excluding(rules: FrameRules, task: &RuledTask, door: &DoorPast) -> Option<FrameRule> {
        rules.excluding(task, door, day(TODAY))
    }

    fn door(visits: Vec<PastVisit>) -> DoorPast {
        DoorPast { quiet_until: None, visits }
    }

    #[test]
    fn quiet_for_the_whole_window_or_not_at_all() {
        let rules = FrameRules { quiet_list: true, ..FrameRules::default() };
        let until = |text| DoorPast { quiet_until: Some(day(text)), visits: Vec::new() };
        assert_eq!(excluding(rules, &task(), &until("2026-05-31")), Some(FrameRule::QuietList));
        assert_eq!(excluding(rules, &task(), &until("2026-05-30")), None);
        assert_eq!(excluding(FrameRules::default(), &task(), &until("2026-12-31")), None);
        let ordered = RuledTask { exempt: true, ..task() };
        assert_eq!(excluding(rules, &ordered, &until("2026-05-31")), Some(FrameRule::QuietList));
    }

    #[test]
    fn caps_count_the_year_and_what_counts() {
        let rules = FrameRules { cap_per_body: Some(2), cap_combined: Some(3), ..FrameRules::default() };
        let mut visits = vec![visit("2026-01-10", &["xfj"], &[]), visit("2026-02-10", &["xfj", "wjw"], &[])];
        assert_eq!(excluding(rules, &task(), &door(visits.clone())), Some(FrameRule::BodyCap));
        let ordered = RuledTask { exempt: true, ..task() };
        assert_eq!(excluding(rules, &ordered, &door(visits.clone())), None);
        visits[0].counts = false;
        assert_eq!(excluding(rules, &task(), &door(visits.clone())), None);
        visits[0] = visit("2025-12-31", &["xfj"], &[]);
        assert_eq!(excluding(rules, &task(), &door(visits.clone())), None, "last year's");
        visits[0] = visit("2026-03-31", &["xfj"], &[]);
        assert_eq!(excluding(rules, &task(), &door(visits)), None, "not made yet");
        let others = ["2026-01-05", "2026-01-06", "2026-01-06", "2026-02-03"];
        let others: Vec<_> = others.iter().map(|on| visit(on, &["wjw"], &[])).collect();
        assert_eq!(excluding(rules, &task(), &door(others[..3].to_vec())), None, "two days");
        assert_eq!(excluding(rules, &task(), &door(others)), Some(FrameRule::CombinedCap));
        let nobody = FrameRules { cap_per_body: Some(0), ..FrameRules::default() };
        assert_eq!(excluding(nobody, &task(), &door(Vec::new())), Some(FrameRule::BodyCap));
    }

    #[test]
    fn recent_visits_are_those_of_its_own_departments() {
        let rules = FrameRules { recent_days: Some(90), ..FrameRules::default() };
        let at = |on, who: &str| door(vec![visit(on, &[who], &[])]);
        assert_eq!(excluding(rules, &task(), &at("2025-12-30", "xfj")), Some(FrameRule::RecentVisit));
        assert_eq!(excluding(rules, &task(), &at("2025-12-29", "xfj")), None);
        assert_eq!(excluding(rules, &task(), &at("2026-03-20", "wjw")), None);
    }

    #[test]
    fn conclusions_are_reused_when_none_is_missing() {
        let rules = FrameRules { reuse_days: Some(180), ..FrameRules::default() };
        let of = |one: &[&str], two: &[&str]| {
            door(vec![visit("2026-02-01", &["wjw"], one), visit("2025-08-01", &["gaj"], two)])
        };
        assert_eq!(excluding(rules, &task(), &of(&["J03", "J09"], &[])), Some(FrameRule::ReusedConclusion));
        assert_eq!(excluding(rules, &task(), &of(&["J03"], &["J09"])), None, "too old");
        assert_eq!(excluding(rules, &task(), &of(&["J03"], &[])), None);
    }

    #[test]
    fn numbers_have_a_limit() {
        let bounds = FrameRules { cap_per_body: Some(0), recent_days: Some(1000), ..FrameRules::default() };
        assert_eq!(bounds.check(), []);
        let wrong = FrameRules { reuse_days: Some(1001), cap_combined: Some(u32::MAX), ..bounds };
        assert_eq!(
            wrong.check(),
            [(ErrorCode::OutOfRange, "capCombined"), (ErrorCode::OutOfRange, "reuseDays")]
        );
    }

    #[test]
    fn quiet_is_promised_with_a_reason_and_not_for_ever() {
        let check = |until: Option<&str>, reason| check_quiet(until.map(day), reason, day(TODAY));
        assert_eq!(check(Some(TODAY), "重点项目建设期"), Ok(()));
        assert_eq!(check(None, "已完工"), Ok(()));
        assert_eq!(check(Some("2026-03-29"), "x"), Err((ErrorCode::OutOfRange, "until")));
        assert_eq!(check(Some("2029-01-01"), "x"), Err((ErrorCode::OutOfRange, "until")));
        assert_eq!(check(Some("2026-06-30"), " "), Err((ErrorCode::ReasonRequired, "reason")));
        assert_eq!(check(None, &"长".repeat(201)), Err((ErrorCode::TooLong, "reason")));
    }

    #[test]
    fn no_visit_that_counts_is_older_than_one_looks_back() {
        let back = |rules: FrameRules| rules.looks_back(day(TODAY), day("2026-04-01"));
        assert_eq!(back(FrameRules::default()), 0);
        assert_eq!(back(FrameRules { recent_days: Some(30), ..FrameRules::usual(Some(2), None) }), 88);
        assert_eq!(back(FrameRules { reuse_days: Some(180), ..FrameRules::usual(Some(2), None) }), 180);
        // A window that begins next year: nothing of it has been yet.
        let next = FrameRules::usual(Some(2), Some(4)).looks_back(day(TODAY), day("2027-01-05"));
        assert_eq!(next, 0);
    }
}
