//! Plans and lines.

mod input;
mod line;
mod matrix;
mod mutation;
mod office;
mod outlook;
mod outlook_answer;
mod papers;
mod plan;
mod query;
mod table;
mod together;

pub use input::PlanLinePayload;
pub use line::*;
pub use matrix::*;
pub use mutation::*;
pub use office::*;
pub use papers::*;
pub use plan::*;
pub use query::*;
pub use together::*;
