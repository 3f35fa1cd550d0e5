//! Publication of results within 20 working days (二(六)): clocks, the head's approval, withholding, and
//! what the public sees of a firm.

mod repository;
mod service;

pub use repository::{ResultDuty, result_duties};
pub use service::{Board, ClockFilter, DisclosureService};
