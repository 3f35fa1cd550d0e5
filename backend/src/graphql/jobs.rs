//! Long work.

use async_graphql::{Context, InputObject, Object, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt};
use shared::ErrorCode;
use shared::ids::JobId;
use shared::job::{JobKind, JobStatus};

use super::context::ContextExt;
use super::loaders::{ProblemsOf, many};
use super::page::{List, connection, request};
use super::registry::JobPayload;
use super::scalars::small;
use crate::jobs as context;

/// Long work: a job with progress.
pub struct Job(pub context::Job);

#[Object]
impl Job {
    /// Opaque id.
    pub async fn id(&self) -> JobId {
        self.0.id
    }
    /// Kind of work.
    async fn kind(&self) -> JobKind {
        self.0.kind
    }
    /// Where it stands.
    async fn status(&self) -> JobStatus {
        self.0.status
    }
    /// What people call it.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Steps done.
    async fn done(&self) -> i32 {
        small(self.0.done)
    }
    /// All steps, if known.
    async fn total(&self) -> Option<i32> {
        self.0.total.map(small)
    }
    /// How many lines had problems.
    async fn problem_count(&self) -> i32 {
        small(self.0.problems)
    }
    /// What it has left behind so far, as JSON.
    async fn outcome(&self) -> Option<String> {
        self.0.outcome.as_ref().map(ToString::to_string)
    }
    /// Why it failed.
    async fn error_code(&self) -> Option<ErrorCode> {
        self.0.error_code
    }
    /// More about why.
    async fn error_detail(&self) -> Option<&str> {
        self.0.error_detail.as_deref()
    }
    /// Somebody asked it to stop.
    async fn cancel_requested(&self) -> bool {
        self.0.cancel_requested
    }
    /// When it was queued.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it ended.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }
    /// The first problems; all of them are in the file at `/api/jobs/<id>/problems.csv`.
    async fn problems(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Problem>> {
        Ok(many(ctx, ProblemsOf(self.0.id)).await?.into_iter().map(Problem::from).collect())
    }
}

/// What was wrong with a line of input.
#[derive(SimpleObject)]
pub struct Problem {
    /// Line of the file.
    pub line: i32,
    /// Heading of the column.
    pub column: String,
    /// What was refused.
    pub code: ErrorCode,
    /// More about it.
    pub detail: String,
    /// The cell.
    pub content: String,
}

impl From<context::Problem> for Problem {
    fn from(row: context::Problem) -> Self {
        Self {
            line: small(row.line),
            column: row.column,
            code: row.code,
            detail: row.detail,
            content: row.content,
        }
    }
}

#[derive(Default)]
pub struct JobQuery;

#[Object]
impl JobQuery {
    /// One's own jobs, newest first; only those of a kind if one is given.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn jobs(
        &self,
        ctx: &Context<'_>,
        kind: Option<JobKind>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Job>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.jobs.list(ctx.viewer()?, kind, &page).await?;
        Ok(connection(found, &page, Job))
    }

    /// One of one's own jobs.
    async fn job(&self, ctx: &Context<'_>, id: JobId) -> async_graphql::Result<Job> {
        Ok(Job(ctx.services()?.jobs.get(ctx.viewer()?, id).await?))
    }
}

/// A job that is acted on.
#[derive(InputObject)]
pub struct JobStepInput {
    /// The job.
    pub id: JobId,
}

#[derive(Default)]
pub struct JobMutation;

#[Object]
impl JobMutation {
    /// Asks a job to stop; what it has done so far stays.
    async fn cancel_job(&self, ctx: &Context<'_>, input: JobStepInput) -> async_graphql::Result<JobPayload> {
        let result = ctx.services()?.jobs.cancel(ctx.viewer()?, input.id).await;
        JobPayload::from_result(ctx, result, Job)
    }
}

#[derive(Default)]
pub struct JobSubscription;

#[Subscription]
impl JobSubscription {
    /// A job now and after every change, until it has ended.
    async fn job_progress(
        &self,
        ctx: &Context<'_>,
        id: JobId,
    ) -> async_graphql::Result<impl Stream<Item = Job> + use<>> {
        let stream = ctx.services()?.jobs.watch(ctx.viewer()?, id).await?;
        Ok(stream.map(Job))
    }
}
