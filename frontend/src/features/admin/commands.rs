//! What the pages of administration change.

use shared::organisation::{Role, UserStatus};

use super::account_queries::AccountRow;
use crate::api::{Coded, schema};
use crate::mutation;

/// A new account.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct CreateAccountInput {
    /// Name people see.
    pub display_name: String,
    /// Entry in the library of inspectors.
    pub inspector_id: Option<cynic::Id>,
    /// First password.
    pub password: String,
    /// Name to log in with.
    pub username: String,
}

/// A role to be held.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RoleGrantInput {
    /// For which department.
    pub department_id: Option<cynic::Id>,
    /// The role.
    pub role: Coded<Role>,
}

/// All roles an account shall hold.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct GrantRolesInput {
    /// The account.
    pub account_id: cynic::Id,
    /// Why.
    pub reason: String,
    /// The roles.
    pub roles: Vec<RoleGrantInput>,
}

/// Enabling or disabling.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SetAccountStatusInput {
    /// The account.
    pub account_id: cynic::Id,
    /// The status.
    pub status: Coded<UserStatus>,
}

/// A new password of one's own.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ChangePasswordInput {
    /// The present one.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// Whose sessions end.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct EndSessionsInput {
    /// The account; one's own if absent.
    pub account_id: Option<cynic::Id>,
    /// Of one's own, the one that asks goes on.
    pub keep_current: bool,
}

mutation!($ /// Makes an account without any role.
    create_account(CreateAccountInput) -> "AccountPayload" { account: AccountRow });
mutation!($ /// Replaces the roles of an account.
    grant_roles(GrantRolesInput) -> "AccountPayload" { account: AccountRow });
mutation!($ /// Enables or disables an account.
    set_account_status(SetAccountStatusInput) -> "AccountPayload" { account: AccountRow });
mutation!($ /// Changes one's own password; other sessions end.
    change_password(ChangePasswordInput) -> "ChangePasswordPayload" { changed: bool });
mutation!($ /// Ends sessions.
    end_sessions(EndSessionsInput) -> "EndSessionsPayload" { ended: i32 });
