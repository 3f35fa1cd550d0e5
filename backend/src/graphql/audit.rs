//! The audit trail.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::{AuditId, UserId};

use super::context::ContextExt;
use super::page::{List, connection, request};
use crate::audit::{AuditFilter as Filter, Entry};

/// An entry of the trail.
#[derive(SimpleObject)]
pub struct AuditEntry {
    /// Opaque id.
    pub id: AuditId,
    /// When.
    pub happened_at: DateTime<Utc>,
    /// The account, if it was one.
    pub actor_id: Option<UserId>,
    /// Who.
    pub actor_name: String,
    /// From where.
    pub ip: String,
    /// Number of the request.
    pub request_id: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object_type: String,
    /// To which.
    pub object_id: String,
    /// State before, as JSON.
    pub before: Option<String>,
    /// State after, as JSON.
    pub after: Option<String>,
    /// Why.
    pub reason: String,
}

impl From<Entry> for AuditEntry {
    fn from(row: Entry) -> Self {
        Self {
            id: row.id,
            happened_at: row.happened_at,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            ip: row.ip,
            request_id: row.request_id,
            action: row.action,
            object_type: row.object_type,
            object_id: row.object_id,
            before: row.before.map(|value| value.to_string()),
            after: row.after.map(|value| value.to_string()),
            reason: row.reason,
        }
    }
}

/// Which entries are wanted.
#[derive(InputObject, Default)]
pub struct AuditFilter {
    /// Of one thing.
    pub object_id: Option<String>,
    /// Of one kind of act.
    pub action: Option<String>,
    /// By one person.
    pub actor_id: Option<UserId>,
}

#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// The trail, newest first (auditor).
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<AuditEntry>> {
        let filter = filter.unwrap_or_default();
        let filter = Filter { object_id: filter.object_id, action: filter.action, actor: filter.actor_id };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.audit.list(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, AuditEntry::from))
    }
}
