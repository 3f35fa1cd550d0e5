//! Subjects, doors, inspectors, experts, tagging rules.

mod bulk;
mod facets;
mod mutation;
mod people;
mod query;
mod reports;
mod subject;
mod views;

pub use bulk::*;
pub use facets::*;
pub use mutation::*;
pub use people::*;
pub use query::*;
pub use reports::*;
pub use subject::*;
pub use views::*;
