//! Who covers what (监管空白、职责冲突、人员资格): subjects without a department, items without a subject, towns
//! without officers; duties that two departments claim; who may be sent; the register of leave and recusal.
//!
//! [`Roster`] is the one place where officers are loaded with what speaks against sending them; the rule itself
//! is `shared::eligibility`. Experts have a list of their own and are never on a roster (R40).

mod certificates;
mod duties;
mod eligible;
mod gaps;
mod leave;
mod lines;
mod recusal;
mod repository;
mod roster;
mod service;

pub use duties::{DutyConflict, SettleInput};
pub use eligible::{EligibilityQuestion, Verdict};
pub use gaps::GapReport;
pub use leave::{EndInput, LeaveInput};
pub use lines::{LineCoverage, PartyOfficers};
pub use recusal::{RecusalDecision, RecusalInput};
pub use repository::register::RegisterFilter;
pub use roster::Roster;
pub use service::{CoverageService, REMIND_DAYS};

/// Leave of an officer.
pub type Leave = crate::db::entity::inspector_leave::Model;
/// An entry of the register of recusals.
pub type Recusal = crate::db::entity::inspector_recusal::Model;
/// A decision about a duty.
pub type DutyDecision = crate::db::entity::duty_decision::Model;
