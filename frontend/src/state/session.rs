//! Who is logged in. The access token lives in memory only; a reload gets a new one with the cookie.

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use shared::access::{Action, Scope, decide, departments, may_somewhere};
use shared::ids::DepartmentId;

use crate::api::{self, Account, LoggedIn};
use crate::platform::storage;
use crate::state::drafts;

/// Says that there may be a cookie: without it no request is made for people who never logged in.
const HINT: &str = "onedoor.session";

/// Whether somebody is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Not known yet: the cookie is being tried.
    Unknown,
    /// Nobody.
    Nobody,
    /// Somebody.
    Known(LoggedIn),
}

/// See the module. A copy of signals.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
}

impl Session {
    /// Makes it known to the app and tries the cookie.
    pub fn provide() -> Self {
        let hinted = storage::get(HINT).is_some();
        let state = RwSignal::new(if hinted { SessionState::Unknown } else { SessionState::Nobody });
        let session = Self { state };
        provide_context(session);
        CURRENT.set(Some(session));
        if hinted {
            leptos::task::spawn_local(async {
                renew().await;
            });
        }
        session
    }

    /// The session of the app.
    #[expect(clippy::expect_used, reason = "provided before anything is shown")]
    pub fn expect() -> Self {
        CURRENT.get().expect("the session is provided by the app")
    }

    /// Where it stands.
    pub fn state(self) -> SessionState {
        self.state.get()
    }

    /// Whose it is. Followed where something is shown by it; what is built once only reads it.
    pub fn account(self) -> Option<Account> {
        let read = |state: &SessionState| match state {
            SessionState::Known(logged_in) => Some(logged_in.account.clone()),
            SessionState::Unknown | SessionState::Nobody => None,
        };
        if Observer::get().is_some() { self.state.with(read) } else { self.state.with_untracked(read) }
    }

    /// The access token.
    pub fn token(self) -> Option<String> {
        self.state.with_untracked(|state| match state {
            SessionState::Known(logged_in) => Some(logged_in.token.clone()),
            SessionState::Unknown | SessionState::Nobody => None,
        })
    }

    /// Whether an action is allowed to anything at all: what navigation shows.
    pub fn may(self, action: Action) -> bool {
        self.account().is_some_and(|account| may_somewhere(&account.grants, action))
    }

    /// Whether an action is allowed to things of the whole division.
    pub fn may_everywhere(self, action: Action) -> bool {
        self.account().is_some_and(|account| decide(&account.grants, action, Scope::Division))
    }

    /// Whether an action is allowed to a department's thing.
    pub fn may_in(self, action: Action, department: DepartmentId) -> bool {
        self.account().is_some_and(|account| decide(&account.grants, action, Scope::Department(department)))
    }

    /// The same, for a department as the contract names it.
    pub fn may_for(self, action: Action, department: &cynic::Id) -> bool {
        department.inner().parse().is_ok_and(|department| self.may_in(action, department))
    }

    /// The department for which somebody may do something, if it is one's own department's to do.
    pub fn department_for(self, action: Action) -> Option<DepartmentId> {
        departments(&self.account()?.grants, action)?.into_iter().next()
    }

    /// The department somebody acts for, if one.
    pub fn department(self) -> Option<DepartmentId> {
        self.account()?.grants.iter().find_map(|grant| grant.department)
    }

    /// Somebody has logged in.
    pub fn begin(self, logged_in: LoggedIn) {
        storage::set(HINT, "1");
        self.state.set(SessionState::Known(logged_in));
    }

    /// Logs out: nothing that was typed stays on the device. Without a network the session is forgotten
    /// here, and its cookie ends by itself.
    pub async fn leave(self) {
        let _ = api::logout().await;
        drafts::forget_all();
        self.end();
    }

    /// Nobody is logged in any more.
    pub fn end(self) {
        storage::remove(HINT);
        self.state.set(SessionState::Nobody);
    }
}

thread_local! {
    static CURRENT: std::cell::Cell<Option<Session>> = const { std::cell::Cell::new(None) };
}

/// Gets a new access token with the cookie. An ended session is forgotten; without a network the old
/// state stays.
pub async fn renew() -> bool {
    let session = Session::expect();
    match api::refresh().await {
        Ok(logged_in) => {
            session.begin(logged_in);
            true
        }
        Err(error) if error.needs_login() => {
            session.end();
            false
        }
        Err(_) => {
            if session.state.get_untracked() == SessionState::Unknown {
                session.state.set(SessionState::Nobody);
            }
            false
        }
    }
}
