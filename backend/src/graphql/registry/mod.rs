//! Subjects, doors, inspectors, experts, tagging rules.

mod mutation;
mod people;
mod query;
mod subject;

pub use mutation::*;
pub use people::*;
pub use query::*;
pub use subject::*;
