//! Figures for the first page of each role, computed from the records and never typed in.

mod public;
mod service;

pub use public::{Counts, PublicFigures};
pub use service::{StatsService, ToDo};
