//! Visits, items, answers, photos, results.

mod door;
mod item;
mod mutation;
mod query;

pub use door::*;
pub use item::*;
pub use mutation::*;
pub use query::*;
