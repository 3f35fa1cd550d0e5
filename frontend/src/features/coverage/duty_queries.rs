//! What the page of conflicts asks for and changes.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::coverage::DutyMatch;
use shared::registry::SubjectKind;

use super::gaps_queries::ItemName;
use crate::api::{self, ApiError, Coded, schema};
use crate::mutation;
use crate::state::reference::Department;

/// A cited article.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyBasis {
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
}

/// One side.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyClaim {
    /// The department's item.
    pub item: ItemName,
    /// Name in force.
    pub name: String,
    /// Legal bases.
    pub bases: Vec<DutyBasis>,
    /// Kinds of subject; empty for every kind.
    pub subject_kinds: Vec<Coded<SubjectKind>>,
    /// Tag of its subjects.
    pub tag: Option<String>,
    /// Its department leads the joint item.
    pub leads: bool,
}

/// A decision.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyDecision {
    /// Whose duty it is.
    pub holder: Department,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: DateTime<Utc>,
    /// By whom.
    pub decided_by: Option<String>,
}

/// Two departments that claim the same duty.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyConflict {
    /// One side.
    pub first: DutyClaim,
    /// The other.
    pub second: DutyClaim,
    /// What they have in common.
    pub matches: Vec<Coded<DutyMatch>>,
    /// Whose it is.
    pub holder: Option<Department>,
    /// What was decided, newest first.
    pub decisions: Vec<DutyDecision>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ConflictsQuery {
    duty_conflicts: Vec<DutyConflict>,
}

/// Every conflict, open ones first.
pub async fn conflicts() -> Result<Vec<DutyConflict>, ApiError> {
    Ok(api::run(ConflictsQuery::build(())).await?.duty_conflicts)
}

/// A decision as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SettleDutyInput {
    /// One item.
    pub first_item_id: cynic::Id,
    /// Whose it is.
    pub holder_id: cynic::Id,
    /// Why.
    pub reason: String,
    /// The other item.
    pub second_item_id: cynic::Id,
    /// How many decisions had been seen.
    pub seen: i32,
}

mutation!($ /// Decides whose a duty is.
    settle_duty(SettleDutyInput) -> "DutyPayload" { conflict: DutyConflict });
