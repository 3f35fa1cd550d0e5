//! The one client of the server: GraphQL checked against the committed schema, REST for sessions and
//! uploads.

mod client;
mod coded;
mod error;
pub mod live;
mod query;
mod rest;
pub mod schema;

pub use client::{mutate, run};
pub use coded::{Coded, UserError};
pub use error::{ApiError, Outcome, outcome};
pub use query::{Load, Paged, PagedQuery, Query, use_paged, use_query};
pub use rest::{Account, LoggedIn, Uploaded, download, login, logout, refresh, upload};
