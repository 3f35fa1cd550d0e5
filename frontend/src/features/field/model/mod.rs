//! What the phone view computes, free of the browser: commands and their order, a door as it will be
//! once everything has been sent, what is still missing.

mod command;
mod finish;
mod queue;
#[cfg(test)]
mod queue_tests;
mod right;
mod shown;
#[cfg(test)]
mod tests;
mod visit;

pub use command::{About, Command, Place};
pub use finish::{Missing, conclusion_problem, missing, unanswered_questions};
pub use queue::{Entry, Next, Outcome, Queue, Refusal, State};
pub use right::{Closed, closed_to_answers, closed_to_result};
pub use shown::{Mark, Shown, shown};
pub use visit::{Answered, Asked, Concluded, Item, Member, Named, Party, Photo, Visit};
