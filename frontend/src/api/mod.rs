//! The one client of the server: GraphQL checked against the committed schema, REST for sessions and
//! uploads.

mod act;
mod client;
mod coded;
mod connection;
mod error;
pub mod live;
mod query;
mod rest;
mod scalars;
pub mod schema;

pub use act::{Act, Answer};
pub use client::{mutate, run};
pub use coded::{Coded, UserError};
pub use connection::PageInfo;
pub use error::{ApiError, Outcome, outcome};
pub use query::{Load, Paged, PagedQuery, Query, use_paged, use_query};
pub use rest::{Account, LoggedIn, Uploaded, download, login, logout, refresh, upload};
pub use scalars::{Date, Instant};
