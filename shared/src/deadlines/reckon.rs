//! Rules and facts → duties with their states.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{DutyOf, DutyProof, DutyRule, DutyState, RESULTS, due_day};
use crate::calendar::{Deadline, WorkCalendar};
use crate::ids::DepartmentId;

/// What is on record of the plan of a year, whichever of its versions came first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanFact {
    /// Its year.
    pub year: i32,
    /// The office has decided; who has no line by then takes no part that year.
    pub approved_on: Option<NaiveDate>,
    /// Day and number of its filing.
    pub filed: Option<(NaiveDate, String)>,
    /// Day and hash of its publication.
    pub published: Option<(NaiveDate, String)>,
    /// Day on which each department had signed all it was asked to.
    pub signed: BTreeMap<DepartmentId, NaiveDate>,
    /// Departments that still owe a signature.
    pub unsigned: Vec<DepartmentId>,
}

/// Results of a department that are due on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultFact {
    /// The department.
    pub department: DepartmentId,
    /// Last day for their publication.
    pub due: Deadline,
    /// How many there are.
    pub total: u32,
    /// How many of them wait for publication.
    pub open: u32,
    /// How many were decided after the day.
    pub late: u32,
    /// Day of the last decision.
    pub last_done: Option<NaiveDate>,
}

/// Somebody's word that a duty was fulfilled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The rule.
    pub code: String,
    /// The year of the duty.
    pub year: i32,
    /// Of which department; absent for the office.
    pub department: Option<DepartmentId>,
    /// When it was fulfilled.
    pub done_on: NaiveDate,
    /// What proves it.
    pub proof: String,
}

/// What is known.
#[derive(Debug, Clone, Default)]
pub struct DutyFacts {
    /// Departments of the division.
    pub departments: Vec<DepartmentId>,
    /// Plans.
    pub plans: Vec<PlanFact>,
    /// Results.
    pub results: Vec<ResultFact>,
    /// What people said.
    pub said: Vec<Said>,
    /// First day of the system here; nothing was on record before.
    pub in_use_since: Option<NaiveDate>,
}

/// A duty of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The rule.
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// The clause.
    pub clause: String,
    /// Year of the calendar.
    pub year: i32,
    /// Last day.
    pub due: Deadline,
    /// Whose; absent for the office.
    pub department: Option<DepartmentId>,
    /// How it stands.
    pub state: DutyState,
    /// Working days left; negative when it is past.
    pub days_left: i64,
    /// What would prove it.
    pub proof: DutyProof,
    /// When it was fulfilled.
    pub done_on: Option<NaiveDate>,
    /// What proves it: a number, a hash, somebody's words.
    pub evidence: String,
    /// Of several things: how many are still to be done, and how many there are.
    pub open: Option<(u32, u32)>,
}

/// How a fulfilled duty is known to be.
type Fulfilled = (NaiveDate, String);

/// The duties of a year, by day.
pub fn duties(
    rules: &[DutyRule],
    year: i32,
    facts: &DutyFacts,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Vec<Duty> {
    let mut found = Vec::new();
    for rule in rules {
        if rule.terms.proof == DutyProof::ResultsPublished {
            if rule.terms.active && rule.code == RESULTS {
                found.extend(results(rule, year, facts, today, calendar));
            }
            continue;
        }
        let Some(due) = due_day(&rule.terms, year, calendar) else { continue };
        let of = match rule.terms.of {
            DutyOf::Office => vec![None],
            DutyOf::Departments => facts.departments.iter().copied().map(Some).collect(),
        };
        for department in of.into_iter().filter(|department| concerns(rule, year, *department, facts)) {
            let done = fulfilled(rule, year, department, facts);
            found.push(Duty {
                code: rule.code.clone(),
                title: rule.terms.title.clone(),
                clause: rule.terms.clause.clone(),
                year,
                due,
                department,
                state: state(rule, due, done.as_ref().map(|done| done.0), facts, today, calendar),
                days_left: calendar.days_left(today, due.date),
                proof: rule.terms.proof,
                done_on: done.as_ref().map(|done| done.0),
                evidence: done.map(|done| done.1).unwrap_or_default(),
                open: None,
            });
        }
    }
    found.sort_by(|one, other| {
        (one.due.date, &one.code, one.department).cmp(&(other.due.date, &other.code, other.department))
    });
    found
}

/// What somebody is reminded of now: what is due soon or overdue and concerns the office or these departments.
pub fn reminders(
    rules: &[DutyRule],
    facts: &DutyFacts,
    (office, departments): (bool, &[DepartmentId]),
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Vec<Duty> {
    let mut found: Vec<Duty> = (-1..=1)
        .flat_map(|ahead| duties(rules, today.year() + ahead, facts, today, calendar))
        .filter(|duty| matches!(duty.state, DutyState::Soon | DutyState::Overdue))
        .filter(|duty| duty.department.map_or(office, |department| departments.contains(&department)))
        .collect();
    found.sort_by_key(|duty| duty.due.date);
    found
}

/// Once the office has decided a plan, a department without a line takes no part in it.
fn concerns(rule: &DutyRule, year: i32, department: Option<DepartmentId>, facts: &DutyFacts) -> bool {
    let (DutyProof::LinesSigned, Some(department)) = (rule.terms.proof, department) else { return true };
    match plan_of(rule, year, facts) {
        Some(plan) if plan.approved_on.is_some() => {
            plan.signed.contains_key(&department) || plan.unsigned.contains(&department)
        }
        _ => true,
    }
}

fn plan_of<'a>(rule: &DutyRule, year: i32, facts: &'a DutyFacts) -> Option<&'a PlanFact> {
    let ahead = i32::try_from(rule.terms.plan_ahead).unwrap_or(0);
    facts.plans.iter().find(|plan| plan.year == year + ahead)
}

fn fulfilled(
    rule: &DutyRule,
    year: i32,
    department: Option<DepartmentId>,
    facts: &DutyFacts,
) -> Option<Fulfilled> {
    let plan = plan_of(rule, year, facts);
    match rule.terms.proof {
        DutyProof::PlanFiled => plan?.filed.clone(),
        DutyProof::PlanPublished => plan?.published.clone(),
        DutyProof::LinesSigned => {
            let (plan, department) = (plan?, department?);
            let owes = plan.unsigned.contains(&department);
            plan.signed.get(&department).filter(|_| !owes).map(|day| (*day, String::new()))
        }
        DutyProof::ByHand => facts
            .said
            .iter()
            .rev()
            .find(|said| said.code == rule.code && said.year == year && said.department == department)
            .map(|said| (said.done_on, said.proof.clone())),
        DutyProof::ResultsPublished => None,
    }
}

fn state(
    rule: &DutyRule,
    due: Deadline,
    done: Option<NaiveDate>,
    facts: &DutyFacts,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> DutyState {
    match done {
        Some(day) if day > due.date => DutyState::Late,
        Some(_) => DutyState::Done,
        None if facts.in_use_since.is_none_or(|since| due.date < since) && due.date < today => {
            DutyState::Untracked
        }
        None if today > due.date => DutyState::Overdue,
        None if calendar.days_left(today, due.date) <= i64::from(rule.terms.remind) => DutyState::Soon,
        None => DutyState::Ahead,
    }
}

/// The results of each department, by the month they are due in: one duty a month, on the day that comes next.
fn results(
    rule: &DutyRule,
    year: i32,
    facts: &DutyFacts,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Vec<Duty> {
    let mut months: BTreeMap<(u32, DepartmentId), Vec<&ResultFact>> = BTreeMap::new();
    for fact in facts.results.iter().filter(|fact| fact.due.date.year() == year) {
        months.entry((fact.due.date.month(), fact.department)).or_default().push(fact);
    }
    months
        .into_iter()
        .filter_map(|((_, department), mut month)| {
            month.sort_by_key(|fact| fact.due.date);
            // The first that waits; where none does, the last of the month.
            let next = month.iter().find(|fact| fact.open > 0).or(month.last())?;
            let open: u32 = month.iter().map(|fact| fact.open).sum();
            let total: u32 = month.iter().map(|fact| fact.total).sum();
            let late = month.iter().any(|fact| fact.late > 0);
            let done_on = month.iter().filter_map(|fact| fact.last_done).max().filter(|_| open == 0);
            let state = match open {
                0 if late => DutyState::Late,
                0 => DutyState::Done,
                _ => state(rule, next.due, None, facts, today, calendar),
            };
            Some(Duty {
                code: rule.code.clone(),
                title: rule.terms.title.clone(),
                clause: rule.terms.clause.clone(),
                year,
                due: next.due,
                department: Some(department),
                state,
                days_left: calendar.days_left(today, next.due.date),
                proof: rule.terms.proof,
                done_on,
                evidence: String::new(),
                open: Some((open, total)),
            })
        })
        .collect()
}

#[cfg(test)]
#[path = "reckon_tests.rs"]
mod tests;
