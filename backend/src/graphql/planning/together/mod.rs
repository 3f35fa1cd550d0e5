//! A plan that many work on at once: changes, presence, comments.

mod live;
mod mutation;
mod query;
mod talk;
mod types;

pub use live::TogetherSubscription;
pub use mutation::TogetherMutation;
pub use query::TogetherQuery;
