//! The trail.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;

use crate::api::{self, ApiError, Paged, schema};
use crate::connection;

/// An entry.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "AuditEntry")]
pub struct Entry {
    /// Opaque id.
    pub id: cynic::Id,
    /// When.
    pub happened_at: DateTime<Utc>,
    /// The account, if it was one.
    pub actor_id: Option<cynic::Id>,
    /// Who.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object_type: String,
    /// To which.
    pub object_id: String,
    /// State before.
    pub before: Option<String>,
    /// State after.
    pub after: Option<String>,
    /// Why.
    pub reason: String,
    /// From where.
    pub ip: String,
    /// Number of the request.
    pub request_id: String,
}

connection!(Entries, "AuditEntryConnection", Entry);

/// Which entries are wanted.
#[derive(cynic::InputObject, Debug, Clone, PartialEq, Eq, Default)]
#[cynic(graphql_type = "AuditFilter")]
pub struct AuditFilter {
    /// Of one kind of act.
    pub action: Option<String>,
    /// By one account.
    pub actor_id: Option<cynic::Id>,
    /// Of one thing.
    pub object_id: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Variables {
    filter: AuditFilter,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Variables")]
struct TrailQuery {
    #[arguments(filter: $filter, first: $first, after: $after)]
    audit_trail: Entries,
}

/// A page of the trail, newest first.
pub async fn trail(filter: AuditFilter, first: i32, after: Option<String>) -> Result<Paged<Entry>, ApiError> {
    let variables = Variables { filter, first, after };
    Ok(api::run(TrailQuery::build(variables)).await?.audit_trail.into())
}
