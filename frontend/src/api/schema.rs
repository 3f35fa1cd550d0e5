//! Types of the contract, and how its scalars and enums map to ours.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The committed contract.
#[cynic::schema("onedoor")]
#[expect(clippy::all, clippy::pedantic, reason = "generated")]
mod schema {}

pub use schema::*;

/// A civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(pub NaiveDate);

cynic::impl_scalar!(Date, schema::Date);
cynic::impl_scalar!(chrono::DateTime<chrono::Utc>, schema::DateTime);
