//! Visits: who goes when to which door with which items, what was answered, what came of it.
//!
//! A visit carries every drawn department's items and no result of its own; results are per item, per
//! department, per subject, and only the department's own officers on the team write them (谁检查谁录入).

mod answers;
mod approval;
mod commands;
mod create;
mod fieldwork;
mod opening;
mod past;
mod refill;
mod repository;
mod results;
mod service;

pub use answers::{AnswerInput, voices};
pub use create::{NewSeat, NewVisit, NewVisitItem, create};
pub use fieldwork::{CheckIn, Position};
pub use opening::{opened, seen_at};
pub use past::{VisitMade, visits_made};
pub use refill::RefillInput;
pub use repository::{
    count_evidence, current_results, first_found, items_of_past_visits, last_executed, lock_visits, may_see,
    open_seats, open_visits, results_by_id, set_item_state, visit_items_by_id, visits_by_id,
};
pub use results::ResultInput;
pub use service::{VisitFilter, VisitService};

/// A visit.
pub type Visit = crate::db::entity::visit::Model;
/// A department's part in a visit.
pub type VisitDepartment = crate::db::entity::visit_department::Model;
/// A seat on a team, present or past.
pub type Seat = crate::db::entity::seat::Model;
/// An item at a visit.
pub type VisitItem = crate::db::entity::visit_item::Model;
/// An answer.
pub type Answer = crate::db::entity::answer::Model;
/// A photo or file.
pub type Evidence = crate::db::entity::evidence::Model;
/// A result, the first or a correction.
pub type ResultRow = crate::db::entity::result::Model;
