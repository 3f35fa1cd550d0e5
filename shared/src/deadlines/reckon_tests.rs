use uuid::Uuid;

use super::super::usual_rules;
use super::*;

const ONE: DepartmentId = DepartmentId(Uuid::from_u128(1));
const TWO: DepartmentId = DepartmentId(Uuid::from_u128(2));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts() -> DutyFacts {
    DutyFacts {
        departments: vec![ONE, TWO],
        in_use_since: Some(day("2026-01-05")),
        plans: vec![PlanFact { year: 2026, ..PlanFact::default() }],
        ..DutyFacts::default()
    }
}

fn of(facts: &DutyFacts, code: &str, year: i32, today: &str) -> Vec<Duty> {
    let all = duties(&usual_rules(), year, facts, day(today), &WorkCalendar::published());
    all.into_iter().filter(|duty| duty.code == code).collect()
}

#[test]
fn from_ahead_over_soon_to_overdue() {
    let filed = |today: &str| of(&facts(), "PLAN_FILED", 2026, today)[0].state;
    assert_eq!(filed("2026-03-16"), DutyState::Ahead);
    // Ten working days before 31 March: 17 to 31 without weekends.
    assert_eq!(filed("2026-03-17"), DutyState::Soon);
    assert_eq!(filed("2026-03-31"), DutyState::Soon);
    assert_eq!(filed("2026-04-01"), DutyState::Overdue);
}

#[test]
fn records_prove_it_in_time_or_late() {
    let mut facts = facts();
    facts.plans[0].filed = Some((day("2026-03-20"), "备〔2026〕1号".into()));
    facts.plans[0].published = Some((day("2026-04-02"), "ab".into()));
    let filed = &of(&facts, "PLAN_FILED", 2026, "2026-06-01")[0];
    assert_eq!((filed.state, filed.evidence.as_str()), (DutyState::Done, "备〔2026〕1号"));
    assert_eq!(of(&facts, "PLAN_PUBLISHED", 2026, "2026-06-01")[0].state, DutyState::Late);
}

#[test]
fn what_was_due_before_the_system_is_no_fault() {
    let facts = facts();
    for duty in of(&facts, "ITEMS_2020", 2020, "2026-06-01") {
        assert_eq!(duty.state, DutyState::Untracked);
    }
    assert!(of(&facts, "ITEMS_2020", 2026, "2026-06-01").is_empty(), "it is for one year only");
    // The plan of 2026 was to be proposed in 2025.
    assert_eq!(of(&facts, "PLAN_LINES", 2025, "2026-06-01")[0].state, DutyState::Untracked);
}

#[test]
fn each_department_for_itself_until_the_plan_is_decided() {
    let mut facts = facts();
    facts.plans[0].year = 2027;
    facts.plans[0].signed.insert(ONE, day("2026-12-01"));
    let states: Vec<_> = of(&facts, "PLAN_LINES", 2026, "2026-12-28")
        .iter()
        .map(|duty| (duty.department, duty.state))
        .collect();
    assert_eq!(states, [(Some(ONE), DutyState::Done), (Some(TWO), DutyState::Soon)]);
    facts.plans[0].unsigned.push(ONE);
    assert_eq!(of(&facts, "PLAN_LINES", 2026, "2026-12-28")[0].state, DutyState::Soon, "one is still owed");
    facts.plans[0].approved_on = Some(day("2026-12-29"));
    let left = of(&facts, "PLAN_LINES", 2026, "2026-12-30");
    assert_eq!(left.len(), 1, "who has no line takes no part");
}

#[test]
fn results_by_month_and_department() {
    let mut facts = facts();
    let fact = |due: &str, open, late| ResultFact {
        department: ONE,
        due: Deadline { date: day(due), provisional: false },
        total: 3,
        open,
        late,
        last_done: Some(day("2026-06-02")),
    };
    facts.results = vec![fact("2026-06-05", 0, 0), fact("2026-06-20", 2, 0), fact("2026-07-01", 0, 1)];
    let found = of(&facts, RESULTS, 2026, "2026-06-10");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].due.date, found[0].open), (day("2026-06-20"), Some((2, 6))));
    assert_eq!((found[0].state, found[1].state), (DutyState::Soon, DutyState::Late));
    assert_eq!(of(&facts, RESULTS, 2026, "2026-06-22")[0].state, DutyState::Overdue);
}

#[test]
fn the_last_word_counts_and_only_for_its_department() {
    let mut facts = facts();
    facts.in_use_since = Some(day("2025-01-01"));
    let said = |proof: &str, department| Said {
        code: "CAP_2025".into(),
        year: 2025,
        department: Some(department),
        done_on: day("2025-06-20"),
        proof: proof.into(),
    };
    facts.said = vec![said("草稿", ONE), said("政府网站", ONE)];
    let found = of(&facts, "CAP_2025", 2025, "2026-01-10");
    assert_eq!((found[0].state, found[0].evidence.as_str()), (DutyState::Done, "政府网站"));
    assert_eq!(found[1].state, DutyState::Overdue);
}

#[test]
fn reminders_are_for_whom_they_concern() {
    let mut facts = facts();
    facts.departments = vec![ONE];
    let remind = |office, departments: &[DepartmentId], today: &str| {
        reminders(&usual_rules(), &facts, (office, departments), day(today), &WorkCalendar::published())
    };
    let codes = |found: Vec<Duty>| found.into_iter().map(|duty| duty.code).collect::<Vec<_>>();
    assert_eq!(codes(remind(true, &[], "2026-03-30")), ["PLAN_FILED", "PLAN_PUBLISHED"]);
    assert!(remind(false, &[ONE], "2026-03-30").is_empty());
    assert_eq!(codes(remind(false, &[ONE], "2026-12-28")), ["PLAN_LINES"]);
    assert!(remind(false, &[TWO], "2026-12-28").is_empty());
}
