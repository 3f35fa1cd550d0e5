//! What the whole app shares.

pub mod drafts;
pub mod filters;
pub mod fresh;
pub mod job;
pub mod prefs;
pub mod reference;
pub mod session;
pub mod toasts;
