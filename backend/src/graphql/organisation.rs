//! Divisions, departments, accounts, sessions.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::access::Grant;
use shared::ids::{DepartmentId, InspectorId, SessionId, UserId};
use shared::organisation::{Role, UserStatus};

use super::context::ContextExt;
use super::error::payload;
use super::loaders::{GrantsOf, NameOf, many, one};
use super::page::{List, connection, request};
use super::registry::Inspector;
use crate::organisation::{self as context, AccountInput};

/// A division (区划).
#[derive(SimpleObject)]
pub struct Division {
    /// GB/T 2260 code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The division it lies in.
    pub parent_code: Option<String>,
}

/// A department (部门).
pub struct Department(pub context::Department);

#[Object]
impl Department {
    /// Opaque id.
    async fn id(&self) -> DepartmentId {
        self.0.id
    }
    /// Short code within the division.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Full name.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Leads the joint council.
    async fn lead(&self) -> bool {
        self.0.lead
    }
    /// May inspect; coordinating offices may not.
    async fn can_inspect(&self) -> bool {
        self.0.can_inspect
    }
}

/// A role somebody holds.
#[derive(SimpleObject)]
pub struct RoleGrant {
    /// The role.
    pub role: Role,
    /// The department it is held for.
    pub department_id: Option<DepartmentId>,
}

impl From<Grant> for RoleGrant {
    fn from(grant: Grant) -> Self {
        Self { role: grant.role, department_id: grant.department }
    }
}

/// An account.
pub struct Account(pub context::Account);

#[Object]
impl Account {
    /// Opaque id.
    async fn id(&self) -> UserId {
        self.0.id
    }
    /// Name to log in with.
    async fn username(&self) -> &str {
        &self.0.username
    }
    /// Name people see.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }
    /// Whether it can be used.
    async fn status(&self) -> UserStatus {
        self.0.status
    }
    /// A demo account, which production refuses.
    async fn is_demo(&self) -> bool {
        self.0.is_demo
    }
    /// Whether it is locked now, after failed log-ins.
    async fn locked(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let now = ctx.services()?.core.now();
        Ok(self.0.locked_until.is_some_and(|until| until > now))
    }
    /// Locked until then, after failed log-ins.
    async fn locked_until(&self) -> Option<DateTime<Utc>> {
        self.0.locked_until
    }
    /// Roles held.
    async fn roles(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RoleGrant>> {
        Ok(many(ctx, GrantsOf(self.0.id)).await?.into_iter().map(RoleGrant::from).collect())
    }
}

/// A log-in on one device.
#[derive(SimpleObject)]
pub struct Session {
    /// Opaque id.
    pub id: SessionId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: DateTime<Utc>,
    /// The browser, as it calls itself.
    pub user_agent: String,
    /// Address it came from.
    pub ip: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Who is logged in.
pub struct Me;

#[Object]
impl Me {
    /// The account.
    async fn id(&self, ctx: &Context<'_>) -> async_graphql::Result<UserId> {
        Ok(ctx.viewer()?.account_id())
    }
    /// Name to log in with.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(ctx.services()?.organisation.me(ctx.viewer()?).await?.username)
    }
    /// When the password was last changed.
    async fn password_changed_at(&self, ctx: &Context<'_>) -> async_graphql::Result<DateTime<Utc>> {
        Ok(ctx.services()?.organisation.me(ctx.viewer()?).await?.password_changed_at)
    }
    /// Name people see.
    async fn display_name(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(ctx.viewer()?.name.clone())
    }
    /// Division whose data they see.
    async fn division_code(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(ctx.viewer()?.division.to_string())
    }
    /// Roles held.
    async fn roles(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RoleGrant>> {
        Ok(ctx.viewer()?.grants.iter().copied().map(RoleGrant::from).collect())
    }
    /// Entry in the library of inspectors.
    async fn inspector_id(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<InspectorId>> {
        Ok(ctx.viewer()?.inspector)
    }
    /// The entry, with its certificate.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Inspector>> {
        match ctx.viewer()?.inspector {
            Some(id) => one(ctx, id).await.map(|row| Some(Inspector(row))),
            None => Ok(None),
        }
    }
    /// Open sessions, newest first.
    async fn sessions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Session>> {
        let viewer = ctx.viewer()?;
        let rows = ctx.services()?.sessions.own(viewer).await?;
        Ok(rows
            .into_iter()
            .map(|row| Session {
                current: Some(row.id) == viewer.session,
                id: row.id,
                created_at: row.created_at,
                last_used_at: row.last_used_at,
                user_agent: row.user_agent,
                ip: row.ip,
            })
            .collect())
    }
}

/// The name of whoever did something, for objects that show it.
pub async fn account_name(ctx: &Context<'_>, id: Option<UserId>) -> async_graphql::Result<Option<String>> {
    match id {
        None => Ok(None),
        Some(id) => Ok(many(ctx, NameOf(id)).await?.into_iter().next()),
    }
}

/// A department by id, for objects that show it.
pub async fn department(ctx: &Context<'_>, id: DepartmentId) -> async_graphql::Result<Department> {
    one(ctx, id).await.map(Department)
}

/// Which accounts are wanted.
#[derive(InputObject, Default)]
pub struct AccountFilter {
    /// Part of the name to log in with, or of the name people see.
    pub text: Option<String>,
    /// With this role.
    pub role: Option<Role>,
    /// With a role for this department.
    pub department_id: Option<DepartmentId>,
    /// In this state.
    pub status: Option<UserStatus>,
    /// Only those locked after failed log-ins.
    #[graphql(default)]
    pub locked: bool,
    /// Only those without any role.
    #[graphql(default)]
    pub without_role: bool,
}

impl From<AccountFilter> for context::AccountFilter {
    fn from(filter: AccountFilter) -> Self {
        let AccountFilter { text, role, department_id: department, status, locked, without_role } = filter;
        Self { text, role, department, status, locked, without_role }
    }
}

/// An inspector an account can be made for.
pub struct InspectorChoice(crate::registry::Inspector);

#[Object]
impl InspectorChoice {
    /// Opaque id.
    async fn id(&self) -> InspectorId {
        self.0.id
    }
    /// Identifier in every draw.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Name.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
}

#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// Who is logged in.
    async fn me(&self, ctx: &Context<'_>) -> async_graphql::Result<Me> {
        ctx.viewer()?;
        Ok(Me)
    }

    /// All divisions on file.
    async fn divisions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Division>> {
        let rows = ctx.services()?.organisation.divisions(ctx.viewer()?).await?;
        Ok(rows
            .into_iter()
            .map(|row| Division { code: row.code.to_string(), name: row.name, parent_code: row.parent_code })
            .collect())
    }

    /// The departments of one's division.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let rows = ctx.services()?.organisation.departments(ctx.viewer()?).await?;
        Ok(rows.into_iter().map(Department).collect())
    }

    /// Accounts by user name.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        filter: Option<AccountFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Account>> {
        let filter = filter.unwrap_or_default().into();
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.organisation.accounts(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, Account))
    }

    /// The first twenty inspectors in service without an account, by part of a name, code or certificate
    /// number (system administrator).
    #[graphql(complexity = "20 * child_complexity")]
    async fn inspectors_without_account(
        &self,
        ctx: &Context<'_>,
        text: String,
    ) -> async_graphql::Result<Vec<InspectorChoice>> {
        let rows = ctx.services()?.organisation.inspectors_without_account(ctx.viewer()?, &text).await?;
        Ok(rows.into_iter().map(InspectorChoice).collect())
    }
}

/// A new account, without any role.
#[derive(InputObject)]
pub struct CreateAccountInput {
    /// 3 to 40 lower-case letters, digits, dots, hyphens.
    pub username: String,
    /// Name people see.
    pub display_name: String,
    /// First password.
    #[graphql(secret)]
    pub password: String,
    /// Entry in the library of inspectors.
    pub inspector_id: Option<InspectorId>,
}

/// A role to be held.
#[derive(InputObject)]
pub struct RoleGrantInput {
    /// The role.
    pub role: Role,
    /// The department it is held for.
    pub department_id: Option<DepartmentId>,
}

/// All roles an account shall hold from now on.
#[derive(InputObject)]
pub struct GrantRolesInput {
    /// The account.
    pub account_id: UserId,
    /// The roles.
    pub roles: Vec<RoleGrantInput>,
    /// Why.
    #[graphql(default)]
    pub reason: String,
}

/// Enabling or disabling an account.
#[derive(InputObject)]
pub struct SetAccountStatusInput {
    /// The account.
    pub account_id: UserId,
    /// The status.
    pub status: UserStatus,
}

/// A new password of one's own.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The present one.
    #[graphql(secret)]
    pub current: String,
    /// The new one.
    #[graphql(secret)]
    pub new: String,
}

/// Whose sessions end.
#[derive(InputObject)]
pub struct EndSessionsInput {
    /// The account; one's own if absent.
    pub account_id: Option<UserId>,
    /// Of one's own, the one that asks goes on.
    #[graphql(default)]
    pub keep_current: bool,
}

payload!(
    /// An account that was changed.
    AccountPayload { account: Account }
);
payload!(
    /// How many sessions ended.
    EndSessionsPayload { ended: i32 }
);
payload!(
    /// Whether the password was changed.
    ChangePasswordPayload { changed: bool }
);

#[derive(Default)]
pub struct OrganisationMutation;

#[Object]
impl OrganisationMutation {
    /// Makes an account without any role (system administrator).
    async fn create_account(
        &self,
        ctx: &Context<'_>,
        input: CreateAccountInput,
    ) -> async_graphql::Result<AccountPayload> {
        let new = AccountInput {
            username: input.username,
            display_name: input.display_name,
            password: input.password,
            inspector: input.inspector_id,
        };
        let result = ctx.services()?.organisation.create_account(ctx.viewer()?, new).await;
        AccountPayload::from_result(ctx, result, Account)
    }

    /// Replaces the roles of an account (security administrator).
    async fn grant_roles(
        &self,
        ctx: &Context<'_>,
        input: GrantRolesInput,
    ) -> async_graphql::Result<AccountPayload> {
        let grants: Vec<Grant> = input
            .roles
            .iter()
            .map(|grant| Grant { role: grant.role, department: grant.department_id })
            .collect();
        let services = ctx.services()?;
        let result =
            services.organisation.grant_roles(ctx.viewer()?, input.account_id, &grants, &input.reason).await;
        services.sessions.forget_all();
        AccountPayload::from_result(ctx, result, Account)
    }

    /// Enables or disables an account (system administrator).
    async fn set_account_status(
        &self,
        ctx: &Context<'_>,
        input: SetAccountStatusInput,
    ) -> async_graphql::Result<AccountPayload> {
        let services = ctx.services()?;
        let result = services.organisation.set_status(ctx.viewer()?, input.account_id, input.status).await;
        services.sessions.forget_all();
        AccountPayload::from_result(ctx, result, Account)
    }

    /// Changes one's own password; other sessions end.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        input: ChangePasswordInput,
    ) -> async_graphql::Result<ChangePasswordPayload> {
        let services = ctx.services()?;
        let result = services.organisation.change_password(ctx.viewer()?, &input.current, &input.new).await;
        services.sessions.forget_all();
        ChangePasswordPayload::from_result(ctx, result, |()| true)
    }

    /// Ends all one's own sessions, or somebody else's (security administrator).
    async fn end_sessions(
        &self,
        ctx: &Context<'_>,
        input: EndSessionsInput,
    ) -> async_graphql::Result<EndSessionsPayload> {
        let viewer = ctx.viewer()?;
        let account = input.account_id.unwrap_or_else(|| viewer.account_id());
        let sessions = &ctx.services()?.sessions;
        let result = if input.keep_current && account == viewer.account_id() {
            sessions.end_others(viewer).await
        } else {
            sessions.end_all(viewer, account, "ENDED").await
        };
        EndSessionsPayload::from_result(ctx, result, super::scalars::count)
    }
}
