//! Divisions, departments, accounts, roles (三员分立) and sessions.
//!
//! Everybody who is logged in may read divisions and departments. Accounts are made by the system
//! administrator, roles given by the security administrator, and neither does any business.

mod account;
mod password;
mod people;
mod reference;
mod repository;
mod session;
mod token;

pub use account::{AccountFilter, AccountInput, OrganisationService, check_roles};
pub use password::hash as hash_password;
pub use people::{Person, people, people_by_id};
pub use reference::{Columns, Reference, import_departments, import_divisions, row_refusal};
pub use repository::{account_by_name, departments_by_id, departments_in, divisions, names_of};
pub use session::{LoggedIn, SessionService};
pub use token::AccessToken;

/// A department as others see it.
pub type Department = crate::db::entity::department::Model;
/// A division as others see it.
pub type Division = crate::db::entity::division::Model;
/// An account; the password hash never leaves the context.
pub type Account = crate::db::entity::account::Model;
/// A session.
pub type Session = crate::db::entity::session::Model;
