//! Types of the contract.

/// The committed contract.
#[cynic::schema("onedoor")]
#[expect(clippy::all, clippy::pedantic, reason = "generated")]
mod schema {}

pub use schema::*;
