//! Plans and lines.

mod input;
mod line;
mod matrix;
mod mutation;
mod outlook;
mod papers;
mod plan;
mod query;
mod table;

pub use line::*;
pub use matrix::*;
pub use mutation::*;
pub use papers::*;
pub use plan::*;
pub use query::*;
