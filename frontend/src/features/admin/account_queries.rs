//! Accounts, and inspectors without one.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::organisation::{Role, UserStatus};

use super::queries::RoleGrant;
use crate::api::{self, ApiError, Coded, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// An account in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Account")]
pub struct AccountRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name to log in with.
    pub username: String,
    /// Name people see.
    pub display_name: String,
    /// Whether it can be used.
    pub status: Coded<UserStatus>,
    /// A demo account.
    pub is_demo: bool,
    /// Locked after failed log-ins.
    pub locked: bool,
    /// Until when.
    pub locked_until: Option<DateTime<Utc>>,
    /// Roles held.
    pub roles: Vec<RoleGrant>,
}

connection!(Accounts, "AccountConnection", AccountRow);

/// Which accounts are wanted.
#[derive(cynic::InputObject, Debug, Clone, PartialEq, Default)]
#[cynic(graphql_type = "AccountFilter")]
pub struct AccountFilter {
    /// With a role for this department.
    pub department_id: Option<cynic::Id>,
    /// Only locked ones.
    pub locked: bool,
    /// With this role.
    pub role: Option<Coded<Role>>,
    /// In this state.
    pub status: Option<Coded<UserStatus>>,
    /// Part of a name.
    pub text: Option<String>,
    /// Only those without any role.
    pub without_role: bool,
}

#[derive(cynic::QueryVariables)]
struct AccountsVariables {
    filter: AccountFilter,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "AccountsVariables")]
struct AccountsQuery {
    #[arguments(filter: $filter, first: $first, after: $after)]
    accounts: Accounts,
}

/// A page of accounts by user name.
pub async fn accounts(filter: AccountFilter, after: Option<String>) -> Result<Paged<AccountRow>, ApiError> {
    let variables = AccountsVariables { filter, first: 50, after };
    Ok(api::run(AccountsQuery::build(variables)).await?.accounts.into())
}

/// How many accounts there are.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "AccountConnection")]
pub struct AccountCount {
    /// How many.
    pub total_count: i32,
}

/// The state that is counted.
#[derive(cynic::QueryVariables)]
pub struct Disabled {
    disabled: Coded<UserStatus>,
}

/// Accounts in figures.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "Query", variables = "Disabled")]
pub struct AccountFigures {
    /// All.
    #[arguments(first: 1)]
    #[cynic(alias, rename = "accounts")]
    pub all: AccountCount,
    /// Locked.
    #[arguments(filter: { locked: true }, first: 1)]
    #[cynic(alias, rename = "accounts")]
    pub locked: AccountCount,
    /// Without any role.
    #[arguments(filter: { withoutRole: true }, first: 1)]
    #[cynic(alias, rename = "accounts")]
    pub without_role: AccountCount,
    /// Disabled.
    #[arguments(filter: { status: $disabled }, first: 1)]
    #[cynic(alias, rename = "accounts")]
    pub disabled: AccountCount,
}

/// The figures of the division.
pub async fn account_figures() -> Result<AccountFigures, ApiError> {
    api::run(AccountFigures::build(Disabled { disabled: Coded(UserStatus::Disabled) })).await
}

/// An inspector an account can be made for.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct InspectorChoice {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in every draw.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: Department,
}

#[derive(cynic::QueryVariables)]
struct ByText {
    text: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByText")]
struct InspectorsQuery {
    #[arguments(text: $text)]
    inspectors_without_account: Vec<InspectorChoice>,
}

/// The first inspectors without an account that match.
pub async fn inspectors(text: String) -> Result<Vec<InspectorChoice>, ApiError> {
    Ok(api::run(InspectorsQuery::build(ByText { text })).await?.inspectors_without_account)
}
