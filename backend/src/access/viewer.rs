//! The person (or machine) behind a request.

use shared::ErrorCode;
use shared::access::{Action, Grant, Scope, decide, departments};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, InspectorId, SessionId, UserId};

use crate::error::{Error, Result};

/// Where a request comes from, for the audit trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Address of the client.
    pub ip: String,
    /// Number of the request, also in the log and in error answers.
    pub request_id: String,
}

/// Somebody who is logged in, or the program itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The account; none for the program itself.
    pub account: Option<UserId>,
    /// The session; none for the program itself.
    pub session: Option<SessionId>,
    /// Name for the audit trail.
    pub name: String,
    /// Division whose data they see.
    pub division: DivisionCode,
    /// Roles held.
    pub grants: Vec<Grant>,
    /// The entry in the library of inspectors, for inspectors.
    pub inspector: Option<InspectorId>,
    /// Where the request comes from.
    pub origin: Origin,
    /// The program itself: may do everything, and says so in the trail.
    system: bool,
}

/// Proof that somebody may do something. The audit trail asks for it, so that nothing is written
/// without a decision.
#[derive(Debug, Clone)]
pub struct Granted<'a> {
    /// Who.
    pub viewer: &'a Viewer,
    /// What.
    pub action: &'static str,
    /// For which department, where it is a department's to do.
    pub department: Option<DepartmentId>,
}

impl Viewer {
    /// Somebody who is logged in.
    pub fn person(
        account: UserId,
        session: SessionId,
        name: String,
        division: DivisionCode,
        grants: Vec<Grant>,
        inspector: Option<InspectorId>,
    ) -> Self {
        let origin = Origin::default();
        Self {
            account: Some(account),
            session: Some(session),
            name,
            division,
            grants,
            inspector,
            origin,
            system: false,
        }
    }

    /// The program itself, on behalf of whoever started it from the command line.
    pub fn system(name: &str, division: DivisionCode) -> Self {
        Self {
            account: None,
            session: None,
            name: name.to_owned(),
            division,
            grants: Vec::new(),
            inspector: None,
            origin: Origin { ip: "local".into(), request_id: String::new() },
            system: true,
        }
    }

    /// The permission, or a refusal.
    pub fn demand(&self, action: Action, scope: Scope) -> Result<Granted<'_>> {
        if self.system || decide(&self.grants, action, scope) {
            let department = match scope {
                Scope::Division => None,
                Scope::Department(department) => Some(department),
            };
            Ok(Granted { viewer: self, action: action.as_str(), department })
        } else {
            Err(ErrorCode::Forbidden.into())
        }
    }

    /// The permission for a department's thing; somebody who may not even see it is told that it is not
    /// there.
    pub fn demand_in(&self, action: Action, department: DepartmentId) -> Result<Granted<'_>> {
        self.demand(action, Scope::Department(department))
    }

    /// Whether the permission is held, for reading.
    pub fn may(&self, action: Action, scope: Scope) -> bool {
        self.system || decide(&self.grants, action, scope)
    }

    /// Departments whose things may be read with `action`; `None` for all. A refusal if there are none.
    pub fn departments(&self, action: Action) -> Result<Option<Vec<DepartmentId>>> {
        if self.system {
            return Ok(None);
        }
        match departments(&self.grants, action) {
            Some(own) if own.is_empty() => Err(ErrorCode::Forbidden.into()),
            other => Ok(other),
        }
    }

    /// The department somebody acts for, if one.
    pub fn department(&self) -> Option<DepartmentId> {
        self.grants.iter().find_map(|grant| grant.department)
    }

    /// The account, for columns that name a person.
    pub fn account_id(&self) -> UserId {
        self.account.unwrap_or(UserId(uuid::Uuid::nil()))
    }

    /// The library entry of an inspector.
    pub fn inspector(&self) -> Result<InspectorId> {
        self.inspector.ok_or_else(|| Error::from(ErrorCode::Forbidden))
    }
}
