//! Log-in, refresh, log-out.
//!
//! An access token (ten minutes, in memory) is renewed with an opaque refresh token (in a cookie that
//! scripts cannot read, hashed in the database). Each use of a refresh token replaces it; a replaced one
//! that comes back later means that two people hold it, and ends the session.

use std::sync::Arc;
use std::time::Duration as StdDuration;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::{HashAlgorithm, to_hex};
use shared::ids::{SessionId, UserId};
use shared::organisation::UserStatus;

use super::token::{self, AccessToken};
use super::{Account, Session, password, repository};
use crate::access::{Origin, Viewer};
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::clock::entropy;
use crate::db::entity::{account, refresh_token, session};
use crate::error::{Error, Result};

/// Failed log-ins after which an account is locked, and for how long (GB/T 22239-2019 §8.1.4.1 b).
const MOST_FAILURES: i64 = 5;
const LOCKED_FOR: Duration = Duration::minutes(30);
/// A session ends after this time without use, and after this time in any case.
const IDLE: Duration = Duration::hours(8);
const ABSOLUTE: Duration = Duration::hours(12);
/// Two tabs of one browser may use the same refresh token within this time.
const GRACE: Duration = Duration::seconds(30);
/// How long a looked-up viewer is reused; changes on this server end it at once.
const CACHED_FOR: StdDuration = StdDuration::from_secs(5);

/// What a log-in or refresh gives.
#[derive(Debug, Clone)]
pub struct LoggedIn {
    /// For the app's memory.
    pub access: AccessToken,
    /// For the cookie.
    pub refresh: String,
    /// When the session ends in any case.
    pub session_ends: DateTime<Utc>,
    /// Whose it is.
    pub viewer: Viewer,
}

/// See the module.
#[derive(Clone)]
pub struct SessionService {
    core: Core,
    viewers: moka::sync::Cache<SessionId, Arc<Viewer>>,
    tokens: moka::sync::Cache<String, (SessionId, DateTime<Utc>)>,
    /// Failures of names that are no account: they are "locked" like accounts, so that a lock does not
    /// tell which names exist.
    strangers: moka::sync::Cache<String, i64>,
}

impl SessionService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self {
            core,
            viewers: moka::sync::Cache::builder().max_capacity(10_000).time_to_live(CACHED_FOR).build(),
            tokens: moka::sync::Cache::builder()
                .max_capacity(10_000)
                .time_to_live(StdDuration::from_mins(10))
                .build(),
            strangers: moka::sync::Cache::builder()
                .max_capacity(100_000)
                .time_to_live(StdDuration::from_mins(30))
                .build(),
        }
    }

    /// Checks a user name and password. Every outcome is in the trail; the answer does not tell an
    /// unknown name from a wrong password.
    pub async fn login(
        &self,
        username: &str,
        secret: &str,
        origin: &Origin,
        agent: &str,
    ) -> Result<LoggedIn> {
        let username = username.trim().to_lowercase();
        let found = repository::account_by_name(self.core.db().read(), &username).await?;
        let now = self.core.now();
        let locked =
            found.as_ref().is_some_and(|account| account.locked_until.is_some_and(|until| until > now));
        let fits =
            password::verify(secret, found.as_ref().map(|account| account.password_hash.as_str())).await?;
        let active = found.as_ref().is_some_and(|account| account.status == UserStatus::Active);
        match found {
            Some(account) if locked => {
                self.note_login(&account, origin, "LOGIN_REFUSED_LOCKED").await?;
                Err(ErrorCode::AccountLocked.into())
            }
            Some(account) if fits && active => self.open(account, origin, agent).await,
            Some(account) => {
                count_failure(&self.core, &account, origin).await?;
                Err(ErrorCode::LoginFailed.into())
            }
            None => Err(self.count_stranger(&username).into()),
        }
    }

    fn count_stranger(&self, username: &str) -> ErrorCode {
        let failures = self.strangers.get(username).unwrap_or(0) + 1;
        self.strangers.insert(username.to_owned(), failures);
        if failures > MOST_FAILURES { ErrorCode::AccountLocked } else { ErrorCode::LoginFailed }
    }

    async fn open(&self, account: Account, origin: &Origin, agent: &str) -> Result<LoggedIn> {
        let now = self.core.now();
        let tx = self.core.db().begin().await?;
        let session = session::ActiveModel {
            id: Set(self.core.id()),
            account_id: Set(account.id),
            created_at: Set(now),
            last_used_at: Set(now),
            expires_at: Set(now + ABSOLUTE),
            ended_at: Set(None),
            end_reason: Set(None),
            user_agent: Set(shared::text::truncate(agent, 200)),
            ip: Set(origin.ip.clone()),
        };
        let session = session.insert(&*tx).await?;
        let refresh = self.new_refresh_token(&tx, session.id).await?;
        if account.failed_logins > 0 || account.locked_until.is_some() {
            let mut row = account.clone().into_active_model();
            row.failed_logins = Set(0);
            row.locked_until = Set(None);
            row.update(&*tx).await?;
        }
        let audited = audit::record(
            &tx,
            actor(&account, origin, "LOGIN"),
            self.core.stamp(),
            Change::of("session", session.id),
        )
        .await?;
        tx.commit(audited).await?;
        self.answer(&account, &session, refresh).await
    }

    async fn answer(&self, account: &Account, session: &Session, refresh: String) -> Result<LoggedIn> {
        let access = token::issue(self.core.keys(), session.id, self.core.now())?;
        let viewer = self.load_viewer(account.clone(), session.id).await?;
        Ok(LoggedIn { access, refresh, session_ends: session.expires_at, viewer })
    }

    async fn new_refresh_token(&self, tx: &crate::db::Tx, session: SessionId) -> Result<String> {
        let secret = to_hex(&entropy::<32>());
        let row = refresh_token::ActiveModel {
            token_hash: Set(token_hash(&secret)),
            session_id: Set(session),
            issued_at: Set(self.core.now()),
            used_at: Set(None),
        };
        refresh_token::Entity::insert(row).exec_without_returning(&**tx).await?;
        Ok(secret)
    }

    async fn note_login(&self, account: &Account, origin: &Origin, action: &'static str) -> Result<()> {
        let tx = self.core.db().begin().await?;
        let change = Change::of("account", account.id);
        let audited = audit::record(&tx, actor(account, origin, action), self.core.stamp(), change).await?;
        Ok(tx.commit(audited).await?)
    }

    /// Exchanges a refresh token for a new one and an access token.
    pub async fn refresh(&self, secret: &str, origin: &Origin) -> Result<LoggedIn> {
        let ended = || Error::from(ErrorCode::SessionExpired);
        let now = self.core.now();
        let tx = self.core.db().begin().await?;
        let stored = repository::lock_refresh_token(&*tx, &token_hash(secret)).await?.ok_or_else(ended)?;
        let session = repository::session(&*tx, stored.session_id).await?.ok_or_else(ended)?;
        let account = repository::account(&*tx, session.account_id).await?.ok_or_else(ended)?;
        let open =
            session.ended_at.is_none() && session.expires_at > now && session.last_used_at + IDLE > now;
        if !open || account.status != UserStatus::Active {
            return Err(ended());
        }
        if stored.used_at.is_some_and(|used| used + GRACE < now) {
            repository::end_sessions(&*tx, account.id, Some(session.id), (now, "REUSE")).await?;
            let change = Change::of("session", session.id).because("a refresh token was used twice");
            let audited =
                audit::record(&tx, actor(&account, origin, "SESSION_REUSE"), self.core.stamp(), change)
                    .await?;
            tx.commit(audited).await?;
            self.forget(session.id);
            return Err(ended());
        }
        if stored.used_at.is_none() {
            let mut row = stored.into_active_model();
            row.used_at = Set(Some(now));
            row.update(&*tx).await?;
        }
        let mut row = session.into_active_model();
        row.last_used_at = Set(now);
        let session = row.update(&*tx).await?;
        let refresh = self.new_refresh_token(&tx, session.id).await?;
        tx.commit_housekeeping().await?;
        self.answer(&account, &session, refresh).await
    }

    /// Ends the session of a refresh token.
    pub async fn logout(&self, secret: &str, origin: &Origin) -> Result<()> {
        let tx = self.core.db().begin().await?;
        let Some(stored) = repository::refresh_token(&*tx, &token_hash(secret)).await? else { return Ok(()) };
        let Some(session) = repository::session(&*tx, stored.session_id).await? else { return Ok(()) };
        let Some(account) = repository::account(&*tx, session.account_id).await? else { return Ok(()) };
        repository::end_sessions(&*tx, account.id, Some(session.id), (self.core.now(), "LOGOUT")).await?;
        let change = Change::of("session", session.id);
        let audited =
            audit::record(&tx, actor(&account, origin, "LOGOUT"), self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.forget(session.id);
        Ok(())
    }

    /// Ends all sessions of an account: one's own, or anybody's for the security administrator.
    pub async fn end_all(&self, viewer: &Viewer, account: UserId, reason: &'static str) -> Result<u64> {
        let granted = if viewer.account == Some(account) {
            viewer.demand(Action::ReadOwnAccount, Scope::Division)?
        } else {
            viewer.demand(Action::EndSessions, Scope::Division)?
        };
        let tx = self.core.db().begin().await?;
        let known = repository::account(&*tx, account).await?;
        if known.is_none_or(|known| known.division_code != viewer.division) {
            return Err(ErrorCode::NotFound.into());
        }
        let ended = repository::end_sessions(&*tx, account, None, (self.core.now(), reason)).await?;
        let change = Change::of("account", account).after(serde_json::json!({ "sessionsEnded": ended }));
        let mut actor = Actor::from(&granted);
        actor.action = "END_SESSIONS";
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.viewers.invalidate_all();
        Ok(ended)
    }

    /// Ends one's own sessions on all other devices.
    pub async fn end_others(&self, viewer: &Viewer) -> Result<u64> {
        let granted = viewer.demand(Action::ReadOwnAccount, Scope::Division)?;
        let (account, now) = (viewer.account_id(), self.core.now());
        let tx = self.core.db().begin().await?;
        let ended = repository::end_other_sessions(&*tx, account, viewer.session, (now, "ENDED")).await?;
        let change = Change::of("account", account).after(serde_json::json!({ "sessionsEnded": ended }));
        let mut actor = Actor::from(&granted);
        actor.action = "END_SESSIONS";
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.viewers.invalidate_all();
        Ok(ended)
    }

    /// One's own open sessions.
    pub async fn own(&self, viewer: &Viewer) -> Result<Vec<Session>> {
        viewer.demand(Action::ReadOwnAccount, Scope::Division)?;
        repository::open_sessions(self.core.db().read(), viewer.account_id()).await
    }

    /// Who an access token belongs to, as of now: ended sessions, disabled accounts and revoked roles
    /// count at once.
    pub async fn viewer(&self, token: &str) -> Result<Arc<Viewer>> {
        let now = self.core.now();
        let (session, ends) = match self.tokens.get(token) {
            Some(known) => known,
            None => {
                let read = token::read(self.core.keys(), token, now)?;
                self.tokens.insert(token.to_owned(), read);
                read
            }
        };
        if ends <= now {
            return Err(ErrorCode::SessionExpired.into());
        }
        if let Some(viewer) = self.viewers.get(&session) {
            return Ok(viewer);
        }
        let db = self.core.db().read();
        let ended = || Error::from(ErrorCode::SessionExpired);
        let row =
            repository::session(db, session).await?.filter(|row| row.ended_at.is_none()).ok_or_else(ended)?;
        let account = repository::account(db, row.account_id).await?.ok_or_else(ended)?;
        if account.status != UserStatus::Active {
            return Err(ended());
        }
        let viewer = Arc::new(self.load_viewer(account, session).await?);
        self.viewers.insert(session, Arc::clone(&viewer));
        Ok(viewer)
    }

    /// When an access token ends.
    pub fn token_ends(&self, token: &str) -> Result<DateTime<Utc>> {
        Ok(token::read(self.core.keys(), token, self.core.now())?.1)
    }

    async fn load_viewer(&self, account: account::Model, session: SessionId) -> Result<Viewer> {
        let grants = repository::grants(self.core.db().read(), account.id).await?;
        let account::Model { id, display_name, division_code, inspector_id, .. } = account;
        Ok(Viewer::person(id, session, display_name, division_code, grants, inspector_id))
    }

    /// Forgets what was looked up, because accounts or roles have changed.
    pub fn forget_all(&self) {
        self.viewers.invalidate_all();
    }

    fn forget(&self, session: SessionId) {
        self.viewers.invalidate(&session);
    }
}

/// Counts a wrong password, and locks the account when there were too many.
pub(super) async fn count_failure(core: &Core, account: &Account, origin: &Origin) -> Result<()> {
    let tx = core.db().begin().await?;
    // Read again inside the transaction: many guesses at once are all counted.
    let Some(current) = repository::lock_account(&*tx, account.id).await? else { return Ok(()) };
    let failures = current.failed_logins + 1;
    let locks = failures >= MOST_FAILURES;
    let mut row = current.into_active_model();
    row.failed_logins = Set(if locks { 0 } else { failures });
    if locks {
        row.locked_until = Set(Some(core.now() + LOCKED_FOR));
    }
    row.update(&*tx).await?;
    let action = if locks { "LOGIN_LOCKED" } else { "LOGIN_FAILED" };
    let change = Change::of("account", account.id);
    let audited = audit::record(&tx, actor(account, origin, action), core.stamp(), change).await?;
    Ok(tx.commit(audited).await?)
}

fn actor<'a>(account: &'a Account, origin: &'a Origin, action: &'static str) -> Actor<'a> {
    Actor {
        account: Some(account.id),
        name: &account.display_name,
        division: &account.division_code,
        origin,
        action,
    }
}

fn token_hash(secret: &str) -> String {
    to_hex(&HashAlgorithm::Sha256.hash(&[secret.as_bytes()]))
}
