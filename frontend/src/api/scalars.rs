//! How the scalars of the contract map to ours.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::schema;

/// A civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(pub NaiveDate);

cynic::impl_scalar!(Date, schema::Date);
cynic::impl_scalar!(DateTime<Utc>, schema::DateTime);
