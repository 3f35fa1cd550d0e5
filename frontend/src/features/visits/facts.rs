//! What the pages tell of visits and results.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use shared::ErrorCode;
use shared::visit::{ItemState, PublicationStatus, VisitStatus};

use super::queries::{Answer, ItemRow, Part, SubjectRef, TeamChange, VisitDetail, VisitItem, VisitRow};
use super::result_queries::ResultRow;
use crate::state::reference::Department;

/// The day that stands in a field of a form; without one, what is wrong with that field.
pub fn day_of(text: &str, path: &'static str) -> Result<NaiveDate, (ErrorCode, &'static str)> {
    text.parse().map_err(|_| (ErrorCode::Required, path))
}

/// The subjects at a door, each once, in the order of the items.
pub fn subjects(items: &[ItemRow]) -> Vec<SubjectRef> {
    let mut known = BTreeSet::new();
    let subjects = items.iter().map(|item| &item.subject);
    subjects.filter(|subject| known.insert(subject.id.inner().to_owned())).cloned().collect()
}

/// How many items have a result, of how many.
pub fn done(items: &[ItemRow]) -> (usize, usize) {
    (items.iter().filter(|item| *item.state != ItemState::Open).count(), items.len())
}

/// Officers of all departments.
pub fn officers(parts: &[Part]) -> i32 {
    parts.iter().map(|part| part.seats).sum()
}

/// Whether the head of a department has not yet approved a visit that waits for it.
pub fn awaits(status: VisitStatus, parts: &[Part], department: &str) -> bool {
    let own = |part: &&Part| part.department.id.inner() == department;
    status == VisitStatus::Planned && parts.iter().find(own).is_some_and(|part| part.approved_at.is_none())
}

/// How many of these visits may begin once a department has approved: all others have.
pub fn begin_with(visits: &[VisitRow], department: &str) -> usize {
    let others = |visit: &&VisitRow| {
        let mut others = visit.departments.iter().filter(|part| part.department.id.inner() != department);
        others.all(|part| part.approved_at.is_some())
    };
    visits.iter().filter(others).count()
}

/// Items of one subject.
pub type OfSubject = (SubjectRef, Vec<VisitItem>);

/// Items by department, and within it by subject, in their order.
pub fn by_department(items: Vec<VisitItem>) -> Vec<(Department, Vec<OfSubject>)> {
    let mut groups: Vec<(Department, Vec<OfSubject>)> = Vec::new();
    for item in items {
        let at = groups.iter().position(|(department, _)| department.id == item.department.id);
        let at = at.unwrap_or_else(|| {
            groups.push((item.department.clone(), Vec::new()));
            groups.len() - 1
        });
        let subjects = &mut groups[at].1;
        match subjects.iter_mut().find(|(subject, _)| subject.id == item.subject.id) {
            Some((_, items)) => items.push(item),
            None => subjects.push((item.subject.clone(), vec![item])),
        }
    }
    groups
}

/// The answer to a question, if it was given.
pub fn answer_to<'a>(item: &'a VisitItem, question: &cynic::Id) -> Option<&'a Answer> {
    item.answers.iter().find(|answer| answer.question_id == *question)
}

/// Whether an item asks to be looked at: its result is a problem.
pub fn is_problem(item: &VisitItem) -> bool {
    item.result.as_ref().is_some_and(|result| result.code.is_problem())
}

/// Something that happened to a visit.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// The draw.
    Drawn,
    /// A head approved.
    Approved(Part),
    /// Somebody left the team.
    Left(TeamChange),
    /// The team arrived.
    CheckedIn,
    /// It was completed.
    Completed,
    /// It could not take place.
    NotPossible,
}

/// What has happened so far, in order.
pub fn moments(visit: &VisitDetail) -> Vec<(DateTime<Utc>, Moment)> {
    let drawn = visit.wave.attempts.iter().filter_map(|attempt| attempt.drawn_at).max();
    let mut moments: Vec<(DateTime<Utc>, Moment)> = drawn.map(|at| (at, Moment::Drawn)).into_iter().collect();
    for part in &visit.departments {
        moments.extend(part.approved_at.map(|at| (at, Moment::Approved(part.clone()))));
    }
    for change in &visit.team_changes {
        moments.extend(change.left_at.map(|at| (at, Moment::Left(change.clone()))));
    }
    moments.extend(visit.checked_in_at.map(|at| (at, Moment::CheckedIn)));
    let end = if *visit.status == VisitStatus::NotPossible { Moment::NotPossible } else { Moment::Completed };
    moments.extend(visit.completed_at.map(|at| (at, end)));
    moments.sort_by_key(|(at, _)| *at);
    moments
}

/// Whether all heads have approved, and when the last did.
pub fn approved_at(parts: &[Part]) -> Option<DateTime<Utc>> {
    let times: Option<Vec<DateTime<Utc>>> = parts.iter().map(|part| part.approved_at).collect();
    times?.into_iter().max()
}

/// Whether a head may decide about a result now.
pub fn may_decide(row: &ResultRow) -> bool {
    let undecided = *row.publication == PublicationStatus::Pending || row.review_due;
    undecided && row.visit_item.visit_status.is_over()
}

/// Whether a decision came in time, by the civil day in China.
pub fn in_time(decided_at: DateTime<Utc>, due: NaiveDate) -> bool {
    FixedOffset::east_opt(8 * 3600).is_some_and(|zone| decided_at.with_timezone(&zone).date_naive() <= due)
}

/// Ids in the order of the list, of those that are picked and may be.
pub fn picked<T>(
    rows: &[T],
    picked: &BTreeSet<String>,
    id_of: impl Fn(&T) -> &cynic::Id,
    may: impl Fn(&T) -> bool,
) -> Vec<cynic::Id> {
    let chosen = rows.iter().filter(|row| may(row) && picked.contains(id_of(row).inner()));
    chosen.map(|row| id_of(row).clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Coded;
    use crate::features::visits::queries::Door;

    fn subject(id: &str) -> SubjectRef {
        SubjectRef { id: cynic::Id::new(id), name: id.to_uppercase(), uscc: None }
    }

    fn item(subject_id: &str, state: ItemState) -> ItemRow {
        ItemRow { state: Coded(state), subject: subject(subject_id) }
    }

    fn department(id: &str) -> Department {
        Department { id: cynic::Id::new(id), code: id.into(), name: id.into(), can_inspect: true }
    }

    fn part(id: &str, approved: bool) -> Part {
        let at = approved.then(|| "2026-03-16T01:00:00Z".parse().unwrap());
        Part { department: department(id), seats: 2, approved_at: at, approved_by: None }
    }

    fn visit(parts: Vec<Part>) -> VisitRow {
        VisitRow {
            id: cynic::Id::new("v"),
            status: Coded(VisitStatus::Planned),
            opens_door: true,
            days: Vec::new(),
            site: Door { address: String::new(), code: String::new(), located_in: String::new() },
            lead: department("a"),
            departments: parts,
            items: Vec::new(),
        }
    }

    #[test]
    fn each_subject_once() {
        let items = [item("b", ItemState::Open), item("a", ItemState::Done), item("b", ItemState::Published)];
        let names: Vec<_> = subjects(&items).into_iter().map(|subject| subject.name).collect();
        assert_eq!(names, ["B", "A"]);
        assert_eq!(done(&items), (2, 3));
    }

    #[test]
    fn a_visit_begins_when_the_last_head_approves() {
        let visits =
            [visit(vec![part("a", false), part("b", true)]), visit(vec![part("a", false), part("b", false)])];
        assert_eq!((begin_with(&visits, "a"), begin_with(&visits, "b")), (1, 0));
        assert!(awaits(VisitStatus::Planned, &visits[0].departments, "a"));
        assert!(!awaits(VisitStatus::Planned, &visits[0].departments, "b"));
        assert!(!awaits(VisitStatus::Planned, &visits[0].departments, "c"));
        assert!(!awaits(VisitStatus::Approved, &visits[0].departments, "a"));
        assert_eq!(approved_at(&visits[0].departments), None);
        assert!(approved_at(&[part("a", true)]).is_some());
    }

    #[test]
    fn a_decision_counts_on_its_day_in_china() {
        let due = "2026-04-16".parse().unwrap();
        assert!(in_time("2026-04-16T15:59:00Z".parse().unwrap(), due));
        assert!(!in_time("2026-04-16T16:00:00Z".parse().unwrap(), due));
    }

    #[test]
    fn only_what_may_be_picked_is_picked() {
        let rows = ["a", "b", "c"].map(cynic::Id::new);
        let wanted = BTreeSet::from(["a".to_owned(), "c".to_owned(), "gone".to_owned()]);
        let ids = picked(&rows, &wanted, |id| id, |id| id.inner() != "c");
        assert_eq!(ids, [cynic::Id::new("a")]);
    }
}
