//! Plans and lines.

mod input;
mod line;
mod mutation;
mod outlook;
mod plan;
mod query;
mod table;
mod together;

pub use input::PlanLinePayload;
pub use line::*;
pub use mutation::*;
pub use plan::*;
pub use query::*;
pub use together::*;
