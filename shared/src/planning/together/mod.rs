//! A plan that many work on at once: what was done to it, how two versions of a line differ, and what people
//! say to each other about it.

mod act;
mod content;
mod talk;

pub use act::PlanAct;
pub use content::{LineContent, LineField, Names, differences, words};
pub use talk::{LONGEST_COMMENT, MOST_MENTIONS, check_comment};
