//! What the papers of a plan ask for and change.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::planning::{PlanFileKind, PlanStatus};

use crate::api::{self, ApiError, Coded, Date, schema};
use crate::mutation;

/// A file of a plan.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanFile {
    /// By which it is fetched.
    pub upload_id: cynic::Id,
    /// What it is.
    pub kind: Coded<PlanFileKind>,
    /// Its name.
    pub name: String,
    /// What its bytes say it is.
    pub media_type: String,
    /// Size.
    pub bytes: i32,
    /// Hash of its bytes.
    pub sha256: String,
    /// A note.
    pub note: String,
    /// When it was attached.
    pub added_at: DateTime<Utc>,
    /// By whom.
    pub added_by: Option<String>,
    /// When another took its place.
    pub replaced_at: Option<DateTime<Utc>>,
}

/// A channel with its receipt.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Publication")]
pub struct ChannelReceipt {
    /// Which.
    pub channel: String,
    /// Hash as it was published.
    pub content_hash: String,
    /// Hash computed anew.
    pub recomputed_hash: String,
    /// When.
    pub published_at: DateTime<Utc>,
    /// Where the channel shows it.
    pub address: Option<String>,
    /// Its receipt.
    pub receipt: Option<String>,
    /// When it was seen there.
    pub received_on: Option<Date>,
    /// By whom.
    pub received_by: Option<String>,
}

/// A plan with what belongs to it on paper.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanPapers {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// Files, newest first.
    pub files: Vec<PlanFile>,
    /// Where it was published.
    pub publications: Vec<ChannelReceipt>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct PapersQuery {
    #[arguments(id: $id)]
    plan: PlanPapers,
}

/// What belongs to a plan on paper.
pub async fn papers_of(id: String) -> Result<PlanPapers, ApiError> {
    Ok(api::run(PapersQuery::build(ById { id: id.into() })).await?.plan)
}

/// A file for a plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct AttachPlanFileInput {
    /// What it is.
    pub kind: Coded<PlanFileKind>,
    /// A note.
    pub note: String,
    /// The plan.
    pub plan_id: cynic::Id,
    /// The uploaded file.
    pub upload_id: cynic::Id,
}

/// Where a channel shows a plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RecordPlanReceiptInput {
    /// The address.
    pub address: String,
    /// The channel.
    pub channel: String,
    /// When it was seen there.
    pub on: Date,
    /// The plan.
    pub plan_id: cynic::Id,
    /// Number of the receipt.
    pub receipt: String,
}

mutation!($ /// Attaches a file to a plan.
    attach_plan_file(AttachPlanFileInput) -> "PlanPayload" { plan: PlanPapers });
mutation!($ /// Writes down where a channel shows a plan.
    record_plan_receipt(RecordPlanReceiptInput) -> "PlanPayload" { plan: PlanPapers });
