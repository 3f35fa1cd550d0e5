//! The calendar of dated duties: rules the office keeps, facts from the other contexts, and what follows.
//!
//! A rule's versions and what people said of a duty are never changed: the schema refuses it.

mod facts;
mod keeping;
mod repository;
mod service;

pub use keeping::{DoneInput, RuleInput};
pub use service::{DeadlineService, RuleNow};

/// A version of a rule.
pub type RuleVersion = crate::db::entity::deadline_rule::Model;
