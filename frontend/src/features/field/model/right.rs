//! What may be written now, and if not, why: the rules of the server, known before asking.

use shared::ErrorCode;
use shared::visit::ItemState;

use super::visit::{Item, Visit};

/// Why something cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// One is not on the team.
    NotOnTeam,
    /// It is another department's.
    OtherDepartment(String),
    /// The heads have not approved.
    NotApproved,
    /// Nobody has arrived yet.
    NotCheckedIn,
    /// The visit is over.
    Over,
    /// The result is entered: answers stay, the result may be corrected.
    Concluded,
    /// The result is published.
    Published,
}

/// Why nothing of an item can be written by somebody of the department `own`.
fn closed(visit: &Visit, item: &Item, own: Option<&str>) -> Option<Closed> {
    let Some(own) = own else { return Some(Closed::NotOnTeam) };
    if item.department.id != own {
        return Some(Closed::OtherDepartment(item.department.name.clone()));
    }
    match visit.status.can_write(visit.opens_door) {
        Ok(()) => None,
        Err(ErrorCode::VisitNotApproved) => Some(Closed::NotApproved),
        Err(ErrorCode::NotCheckedIn) => Some(Closed::NotCheckedIn),
        Err(_) => Some(Closed::Over),
    }
}

/// Why the questions of an item cannot be answered.
pub fn closed_to_answers(visit: &Visit, item: &Item, own: Option<&str>) -> Option<Closed> {
    closed(visit, item, own).or_else(|| (item.state != ItemState::Open).then_some(Closed::Concluded))
}

/// Why the result cannot be entered or corrected, and photos cannot be added.
pub fn closed_to_result(visit: &Visit, item: &Item, own: Option<&str>) -> Option<Closed> {
    let published = matches!(item.state, ItemState::Published | ItemState::Withheld);
    closed(visit, item, own).or_else(|| published.then_some(Closed::Published))
}
