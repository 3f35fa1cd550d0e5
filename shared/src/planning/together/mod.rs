//! A plan that many work on at once: what was done to it, what saved lines said, and what people say to each
//! other about it.

mod act;
mod content;
mod talk;

pub use act::PlanAct;
pub use content::SavedLine;
pub use talk::{LONGEST_COMMENT, MOST_MENTIONS, check_comment};
