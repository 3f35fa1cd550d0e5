//! What the phone view computes, free of the browser: a door as it will be once everything has been sent,
//! what is still missing. Commands and their order are [`shared::sync`]'s.

mod finish;
mod right;
mod shown;
#[cfg(test)]
mod tests;
mod visit;

pub use shared::sync::{About, Command, Entry, Next, Outcome, Place, Queue, Refusal, State};

pub use finish::{Missing, conclusion_problem, missing, unanswered_questions};
pub use right::{Closed, closed_to_answers, closed_to_result};
pub use shown::{Mark, Shown, shown};
pub use visit::{Answered, Asked, Concluded, Item, Member, Named, Party, Photo, Visit, Voiced};
