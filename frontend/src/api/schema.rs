//! Types of the contract.

/// The committed contract.
#[cynic::schema("onedoor")]
mod schema {}

pub use schema::*;
