//! Long work: queued in the database, taken by lease, with progress, cancelling and resuming.
//!
//! A job is a row. Whoever holds its lease works on it in steps; each step writes its data, the cursor to
//! go on from and the progress in one transaction, so that a crash loses at most the step in hand. A new
//! kind of work is a [`Handler`] given to the [`Runner`].

mod repository;
mod runner;
mod service;

pub use repository::under_way;
pub use runner::{Handler, JobContext, Outcome, Progress, Runner};
pub use service::{JobService, NewJob, Problem};

/// A job as others see it.
pub type Job = crate::db::entity::job::Model;
