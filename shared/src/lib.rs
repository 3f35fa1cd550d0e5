//! The rules of OneDoor.
//!
//! Everything here is pure: no I/O, no clock, no global randomness, no framework. The server, the
//! app (WebAssembly) and the command line call the same functions, so a rule is written once and a
//! citizen's browser can recompute what the office computed. Features `graphql` and `db` add only
//! derives.

#[macro_use]
mod coded;

pub mod access;
pub mod calendar;
pub mod catalogue;
pub mod checklist;
pub mod code;
pub mod coverage;
pub mod days;
pub mod deadlines;
pub mod draw;
pub mod eligibility;
pub mod error_code;
pub mod fairness;
pub mod ids;
pub mod job;
pub mod lang;
pub mod organisation;
pub mod papers;
pub mod planning;
pub mod privacy;
pub mod registry;
pub mod seats;
pub mod simulation;
pub mod sync;
pub mod text;
pub mod uscc;
pub mod visit;

pub use error_code::ErrorCode;
pub use lang::Lang;
