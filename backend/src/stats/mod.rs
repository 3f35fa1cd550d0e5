//! Figures for the first page of each role, computed from the records and never typed in.

mod service;

pub use service::{StatsService, ToDo};
