//! What the whole app shares.

pub mod prefs;
pub mod reference;
pub mod session;
pub mod toasts;
