//! The three front doors: what stands around every page of each.

mod desk;
mod field;
mod guard;
mod public;

pub use desk::desk_area;
pub use field::field_area;
pub use guard::LoginGate;
pub use public::public_area;
