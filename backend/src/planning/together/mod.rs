//! A plan that many work on at once (共同编制): its feed of changes, live and page by page; who has it open now;
//! comments that mention people; a partner who takes its confirmation back.
//!
//! Every use case that touches a plan ends in [`feed`]'s `conclude`: one entry in the trail, one row in the
//! feed with the same id, one commit, and everybody who follows the plan is told.

mod feed;
mod hub;
mod look;
mod people;
mod presence;
mod read;
mod retract;
mod rows;
mod talk;
mod talk_read;

pub use people::Mentionable;
pub use presence::Present;
pub use read::{Change as PlanChange, ChangeFilter, Told};
pub use talk::CommentInput;
pub use talk_read::{Comment, Mentioned};

pub(super) use feed::Acted;
pub(super) use hub::Hub;
