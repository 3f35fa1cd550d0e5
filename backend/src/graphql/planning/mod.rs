//! Plans and lines.

mod input;
mod line;
mod mutation;
mod office;
mod outlook;
mod outlook_answer;
mod plan;
mod query;
mod table;
mod together;

pub use input::PlanLinePayload;
pub use line::*;
pub use mutation::*;
pub use office::*;
pub use plan::*;
pub use query::*;
pub use together::*;
