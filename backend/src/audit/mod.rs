//! The audit trail (全过程留痕): who, when, from where, what before, what after, why.
//!
//! Append-only: the schema refuses changes even to the database's own administrator. [`record`] is the
//! only way to get an [`Audited`], and [`crate::db::Tx::commit`] the only way to spend it.

mod repository;
mod service;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::code::DivisionCode;
use shared::ids::{AuditId, UserId};

use crate::access::{Granted, Origin};
use crate::db::{Tx, entity::audit_entry};
use crate::error::Result;

pub use repository::of_action;
pub use service::{AuditFilter, AuditService};

/// Proof that the transaction has its entry.
#[derive(Debug)]
pub struct Audited {
    _private: (),
}

/// What happened to what.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Kind of thing.
    pub object_type: &'static str,
    /// Which one.
    pub object_id: String,
    /// State before.
    pub before: Option<Value>,
    /// State after.
    pub after: Option<Value>,
    /// Why, where somebody had to say.
    pub reason: String,
}

impl Change {
    /// Something happened to `object_id`.
    pub fn of(object_type: &'static str, object_id: impl ToString) -> Self {
        Self { object_type, object_id: object_id.to_string(), ..Self::default() }
    }

    /// State before.
    pub fn before(mut self, before: impl Serialize) -> Self {
        self.before = serde_json::to_value(before).ok();
        self
    }

    /// State after.
    pub fn after(mut self, after: impl Serialize) -> Self {
        self.after = serde_json::to_value(after).ok();
        self
    }

    /// Why.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

/// An entry as it is read.
pub type Entry = audit_entry::Model;

/// Who is behind an entry, where there is no permission to show: a log-in, a witness.
#[derive(Debug, Clone)]
pub struct Actor<'a> {
    /// The account, if known.
    pub account: Option<UserId>,
    /// Name as it will stand in the trail.
    pub name: &'a str,
    /// Division.
    pub division: &'a DivisionCode,
    /// Where from.
    pub origin: &'a Origin,
    /// What was done.
    pub action: &'static str,
}

impl<'a> From<&Granted<'a>> for Actor<'a> {
    fn from(granted: &Granted<'a>) -> Self {
        let viewer = granted.viewer;
        Self {
            account: viewer.account,
            name: &viewer.name,
            division: &viewer.division,
            origin: &viewer.origin,
            action: granted.action,
        }
    }
}

/// Writes the entry of a use case into its transaction.
pub async fn record<'a>(
    tx: &Tx,
    actor: impl Into<Actor<'a>>,
    (id, now): (AuditId, DateTime<Utc>),
    change: Change,
) -> Result<Audited> {
    repository::insert(&**tx, actor.into(), id, now, change).await?;
    Ok(Audited { _private: () })
}
