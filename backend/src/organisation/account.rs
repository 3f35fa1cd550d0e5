//! Accounts and roles.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Grant, Scope};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, InspectorId, SessionId, UserId};
use shared::organisation::{Role, UserStatus, password_is_strong, roles_compatible, username_is_valid};

use super::session::count_failure;
use super::{Account, Department, Division, password, repository};
use crate::access::{Origin, Viewer};
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::entity::account;
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Result, unique_means};
use crate::registry::{self, Inspector};

/// A new account.
#[derive(Debug, Clone)]
pub struct AccountInput {
    /// Name to log in with.
    pub username: String,
    /// Name people see.
    pub display_name: String,
    /// First password.
    pub password: String,
    /// Entry in the library of inspectors.
    pub inspector: Option<InspectorId>,
}

/// Which accounts are wanted.
#[derive(Debug, Clone, Default)]
pub struct AccountFilter {
    /// Part of the name to log in with, or of the name people see.
    pub text: Option<String>,
    /// With this role.
    pub role: Option<Role>,
    /// With a role for this department.
    pub department: Option<DepartmentId>,
    /// In this state.
    pub status: Option<UserStatus>,
    /// Locked after failed log-ins.
    pub locked: bool,
    /// Without any role.
    pub without_role: bool,
}

/// See the module.
#[derive(Clone)]
pub struct OrganisationService {
    core: Core,
}

impl OrganisationService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// All divisions on file.
    pub async fn divisions(&self, viewer: &Viewer) -> Result<Vec<Division>> {
        viewer.demand(Action::ReadOrganisation, Scope::Division)?;
        repository::divisions(self.core.db().read()).await
    }

    /// What a division is called; its code until its name is on file. Everybody may know.
    pub async fn name_of(&self, division: &DivisionCode) -> Result<String> {
        let found = repository::division(self.core.db().read(), division).await?;
        Ok(found.map_or_else(|| division.to_string(), |row| row.name))
    }

    /// The departments of the viewer's division, in their order.
    pub async fn departments(&self, viewer: &Viewer) -> Result<Vec<Department>> {
        viewer.demand(Action::ReadOrganisation, Scope::Division)?;
        repository::departments(self.core.db().read(), &viewer.division).await
    }

    /// Departments by id, for loaders. What a department is called is no secret.
    pub async fn departments_by_id(&self, ids: &[DepartmentId]) -> Result<Vec<Department>> {
        repository::departments_by_id(self.core.db().read(), ids.iter().copied()).await
    }

    /// Names of accounts by id, for loaders.
    pub async fn account_names(&self, ids: &[UserId]) -> Result<Vec<(UserId, String)>> {
        repository::names_of(self.core.db().read(), ids).await
    }

    /// Roles of accounts, for loaders that come behind [`Self::accounts`].
    pub async fn grants_of(&self, ids: &[UserId]) -> Result<Vec<(UserId, Grant)>> {
        let rows = repository::grants_of(self.core.db().read(), ids.to_vec()).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.account_id, Grant { role: row.role, department: row.department_id }))
            .collect())
    }

    /// The accounts of the division that are wanted.
    pub async fn accounts(
        &self,
        viewer: &Viewer,
        filter: &AccountFilter,
        page: &PageRequest,
    ) -> Result<Page<Account>> {
        viewer.demand(Action::ReadUsers, Scope::Division)?;
        repository::accounts(self.core.db().read(), &viewer.division, (filter, self.core.now()), page).await
    }

    /// One's own account.
    pub async fn me(&self, viewer: &Viewer) -> Result<Account> {
        viewer.demand(Action::ReadOwnAccount, Scope::Division)?;
        let found = repository::account(self.core.db().read(), viewer.account_id()).await?;
        found.ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Inspectors in service who have no account yet, by part of a name, code or certificate number: what
    /// whoever makes accounts has to know of them, and no more.
    pub async fn inspectors_without_account(&self, viewer: &Viewer, text: &str) -> Result<Vec<Inspector>> {
        viewer.demand(Action::ManageUsers, Scope::Division)?;
        repository::inspectors_without_account(self.core.db().read(), &viewer.division, text.trim()).await
    }

    /// Whoever queued a job, with the roles they hold now; the program itself for its own jobs.
    pub async fn viewer_of(&self, account: UserId, division: &DivisionCode) -> Result<Viewer> {
        let db = self.core.db().read();
        let Some(row) = repository::account(db, account).await? else {
            return Ok(Viewer::system("onedoor", division.clone()));
        };
        if row.status != UserStatus::Active {
            return Err(ErrorCode::Forbidden.into());
        }
        let grants = repository::grants(db, account).await?;
        let nobody = SessionId(uuid::Uuid::nil());
        let mut viewer =
            Viewer::person(row.id, nobody, row.display_name, row.division_code, grants, row.inspector_id);
        viewer.origin = Origin { ip: "local".into(), request_id: String::new() };
        Ok(viewer)
    }

    /// How many demo accounts there are: none may be in production.
    pub async fn demo_accounts(&self) -> Result<u64> {
        repository::demo_accounts(self.core.db().read()).await
    }

    /// Makes an account without any role.
    pub async fn create_account(&self, viewer: &Viewer, input: AccountInput) -> Result<Account> {
        let granted = viewer.demand(Action::ManageUsers, Scope::Division)?;
        check_input(&input)?;
        if let Some(id) = input.inspector {
            let found = registry::inspectors_by_id(self.core.db().read(), &[id]).await?;
            if !found.iter().any(|inspector| inspector.division_code == viewer.division) {
                return Err(Error::at(ErrorCode::NotFound, "inspectorId"));
            }
        }
        let hash = password::hash(&input.password).await?;
        let now = self.core.now();
        let row = new_row(self.core.id(), viewer, &input, hash, now);
        let tx = self.core.db().begin().await?;
        let account =
            row.insert(&*tx).await.map_err(unique_means(Error::at(ErrorCode::UsernameTaken, "username")))?;
        let after = json!({ "username": account.username, "displayName": account.display_name });
        let audited =
            audit::record(&tx, &granted, self.core.stamp(), Change::of("account", account.id).after(after))
                .await?;
        tx.commit(audited).await?;
        Ok(account)
    }

    /// Replaces the roles of an account (security administrator). The three administrators stand alone.
    pub async fn grant_roles(
        &self,
        viewer: &Viewer,
        account: UserId,
        grants: &[Grant],
        reason: &str,
    ) -> Result<Account> {
        let granted = viewer.demand(Action::GrantRoles, Scope::Division)?;
        let grants = &check_roles(grants)?;
        if viewer.account == Some(account) {
            // Nobody gives roles to himself.
            return Err(ErrorCode::SamePerson.into());
        }
        let tx = self.core.db().begin().await?;
        let known = self.own_account(&tx, viewer, account).await?;
        let departments = repository::departments(&*tx, &viewer.division).await?;
        for department in grants.iter().filter_map(|grant| grant.department) {
            if !departments.iter().any(|known| known.id == department) {
                return Err(Error::at(ErrorCode::NotFound, "roles"));
            }
        }
        let before = repository::grants(&*tx, account).await?;
        repository::replace_grants(&*tx, account, grants, (viewer.account, self.core.now())).await?;
        let change = Change::of("account", account).before(before).after(grants).because(reason);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(known)
    }

    /// Enables or disables an account; disabling ends its sessions in the same breath.
    pub async fn set_status(&self, viewer: &Viewer, account: UserId, status: UserStatus) -> Result<Account> {
        let granted = viewer.demand(Action::ManageUsers, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let known = self.own_account(&tx, viewer, account).await?;
        let state = |row: &Account| json!({ "status": row.status, "lockedUntil": row.locked_until });
        let before = state(&known);
        let mut row = known.into_active_model();
        row.status = Set(status);
        row.locked_until = Set(None);
        row.failed_logins = Set(0);
        let account = row.update(&*tx).await?;
        if status == UserStatus::Disabled {
            repository::end_sessions(&*tx, account.id, None, (self.core.now(), "DISABLED")).await?;
        }
        let change = Change::of("account", account.id).before(before).after(state(&account));
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(account)
    }

    /// Changes one's own password; all other sessions end.
    pub async fn change_password(&self, viewer: &Viewer, current: &str, new: &str) -> Result<()> {
        let granted = viewer.demand(Action::ReadOwnAccount, Scope::Division)?;
        let id = viewer.account_id();
        let account = repository::account(self.core.db().read(), id).await?.ok_or(ErrorCode::NotFound)?;
        if account.locked_until.is_some_and(|until| until > self.core.now()) {
            return Err(ErrorCode::AccountLocked.into());
        }
        if !password::verify(current, Some(&account.password_hash)).await? {
            // Whoever sits at somebody else's desk has no more guesses than at the door.
            count_failure(&self.core, &account, &viewer.origin).await?;
            return Err(Error::at(ErrorCode::LoginFailed, "current"));
        }
        if current == new {
            return Err(Error::at(ErrorCode::PasswordReused, "new"));
        }
        if !password_is_strong(new, &account.username) {
            return Err(Error::at(ErrorCode::PasswordTooWeak, "new"));
        }
        let hash = password::hash(new).await?;
        let tx = self.core.db().begin().await?;
        let mut row = account.into_active_model();
        row.password_hash = Set(hash);
        row.password_changed_at = Set(self.core.now());
        row.update(&*tx).await?;
        for session in repository::open_sessions(&*tx, id).await? {
            if Some(session.id) != viewer.session {
                repository::end_sessions(&*tx, id, Some(session.id), (self.core.now(), "PASSWORD")).await?;
            }
        }
        let mut actor = Actor::from(&granted);
        actor.action = "CHANGE_PASSWORD";
        let audited = audit::record(&tx, actor, self.core.stamp(), Change::of("account", id)).await?;
        Ok(tx.commit(audited).await?)
    }

    async fn own_account(&self, tx: &crate::db::Tx, viewer: &Viewer, id: UserId) -> Result<Account> {
        repository::lock_account(&**tx, id)
            .await?
            .filter(|account| account.division_code == viewer.division)
            .ok_or_else(|| ErrorCode::NotFound.into())
    }
}

/// The roles as one account may hold them, each once; a refusal if it may not.
pub fn check_roles(grants: &[Grant]) -> Result<Vec<Grant>> {
    let refused = |code| Err(Error::at(code, "roles"));
    let mut distinct: Vec<Grant> = Vec::new();
    for grant in grants {
        // The same role for two departments cannot be held.
        if distinct.iter().any(|known| known.role == grant.role && known != grant) {
            return refused(ErrorCode::InvalidFormat);
        }
        if !distinct.contains(grant) {
            distinct.push(*grant);
        }
    }
    let roles: Vec<_> = distinct.iter().map(|grant| grant.role).collect();
    if !roles_compatible(&roles) {
        return refused(ErrorCode::RolesConflict);
    }
    if distinct.iter().any(|grant| grant.role.needs_department() && grant.department.is_none()) {
        return refused(ErrorCode::RoleNeedsDepartment);
    }
    Ok(distinct)
}

fn check_input(input: &AccountInput) -> Result<()> {
    if !username_is_valid(&input.username) {
        return Err(Error::at(ErrorCode::UsernameInvalid, "username"));
    }
    match input.display_name.trim().chars().count() {
        0 => return Err(Error::at(ErrorCode::Required, "displayName")),
        1..=60 => {}
        _ => return Err(Error::at(ErrorCode::TooLong, "displayName")),
    }
    if !password_is_strong(&input.password, &input.username) {
        return Err(Error::at(ErrorCode::PasswordTooWeak, "password"));
    }
    Ok(())
}

fn new_row(
    id: UserId,
    viewer: &Viewer,
    input: &AccountInput,
    hash: String,
    now: DateTime<Utc>,
) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(id),
        division_code: Set(viewer.division.clone()),
        username: Set(input.username.clone()),
        display_name: Set(input.display_name.trim().to_owned()),
        password_hash: Set(hash),
        password_changed_at: Set(now),
        status: Set(UserStatus::Active),
        is_demo: Set(false),
        inspector_id: Set(input.inspector),
        failed_logins: Set(0),
        locked_until: Set(None),
        created_at: Set(now),
        revision: Set(1),
    }
}
