//! Long work as a page follows it: by subscription, and by asking where no socket can be had.

use std::time::Duration;

use chrono::{DateTime, Utc};
use cynic::{QueryBuilder, SubscriptionBuilder};
use futures::StreamExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;
use shared::job::{JobKind, JobStatus};

use crate::api::live::{Event, subscribe};
use crate::api::{self, ApiError, Coded, schema};
use crate::mutation;
use crate::platform::clock;

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(1500);

/// A job as it stands.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Job")]
pub struct JobView {
    /// Opaque id.
    pub id: cynic::Id,
    /// Kind of work.
    pub kind: Coded<JobKind>,
    /// Where it stands.
    pub status: Coded<JobStatus>,
    /// What people call it.
    pub title: String,
    /// Steps done.
    pub done: i32,
    /// All steps, if known.
    pub total: Option<i32>,
    /// Lines with problems.
    pub problem_count: i32,
    /// What it left behind, as JSON.
    pub outcome: Option<String>,
    /// Why it failed.
    pub error_code: Option<Coded<ErrorCode>>,
    /// More about why.
    pub error_detail: Option<String>,
    /// Somebody asked it to stop.
    pub cancel_requested: bool,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct JobQuery {
    #[arguments(id: $id)]
    job: JobView,
}

/// A job.
pub async fn job(id: cynic::Id) -> Result<JobView, ApiError> {
    Ok(api::run(JobQuery::build(ById { id })).await?.job)
}

/// Asks a job to stop.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct JobStepInput {
    /// The job.
    pub id: cynic::Id,
}

mutation!($ /// Asks a job to stop; what it has done so far stays.
    cancel_job(JobStepInput) -> "JobPayload" { job: JobView });

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "ById")]
struct JobProgress {
    #[arguments(id: $id)]
    job_progress: JobView,
}

/// Follows a job until it has ended or the page is gone; `told` hears every change and the end.
pub fn follow(id: cynic::Id, told: impl Fn(JobView) + 'static) {
    let page = StoredValue::new(());
    let is_gone = move || page.try_get_value().is_none();
    spawn_local(async move {
        loop {
            if listen(&id, &is_gone, &told).await || is_gone() {
                return;
            }
            // No socket, or it broke: ask, and ask again.
            match job(id.clone()).await {
                _ if is_gone() => return,
                Ok(view) => {
                    let over = view.status.is_finished();
                    told(view);
                    if over {
                        return;
                    }
                }
                // Without a network the work goes on.
                Err(ApiError::Offline) => {}
                Err(_) => return,
            }
            clock::pause(PAUSE).await;
        }
    });
}

/// Passes on what the subscription tells; whether the job has ended.
async fn listen(id: &cynic::Id, is_gone: &impl Fn() -> bool, told: &impl Fn(JobView)) -> bool {
    let operation = JobProgress::build(ById { id: id.clone() });
    let variables = serde_json::json!({ "id": id.inner() });
    let query = operation.query();
    let Some((_live, mut events)) = subscribe(&[(query, variables)]) else { return false };
    while let Some(Event::Next(_, data)) = events.next().await {
        if is_gone() {
            return true;
        }
        let Ok(progress) = serde_json::from_value::<JobProgress>(data) else { return false };
        let over = progress.job_progress.status.is_finished();
        told(progress.job_progress);
        if over {
            return true;
        }
    }
    false
}
