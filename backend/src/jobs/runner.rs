//! The loop that works on jobs: one on each server, started from the main runtime.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::Value;
use shared::ErrorCode;
use shared::job::{JobKind, JobStatus};

use super::service::{JobService, Problem, cancelled};
use super::{Job, repository};
use crate::access::{Origin, Viewer};
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::clock::entropy;
use crate::db::{Engine, Tx};
use crate::error::{Error, Result};

/// A holder that has been silent for this long has died.
const LEASE: chrono::Duration = chrono::Duration::seconds(20);
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How often the queue is looked at when nobody rings: another server may have queued something.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What a job leaves behind.
pub type Outcome = Value;

/// How far a job has come after a step.
pub struct Progress {
    /// Steps done.
    pub done: i64,
    /// All steps, if known.
    pub total: Option<i64>,
    /// Where it goes on after a crash.
    pub cursor: Value,
    /// What it has left behind so far: it stays if the job is cancelled.
    pub outcome: Outcome,
}

/// Does one kind of work.
pub trait Handler: Send + Sync {
    /// Works from the job's cursor to the end. Called again after a crash.
    fn run<'a>(&'a self, context: &'a JobContext) -> BoxFuture<'a, Result<Outcome>>;
}

/// What a handler is given.
pub struct JobContext {
    /// What use cases are given.
    pub core: Core,
    /// The job as it was taken.
    pub job: Job,
    /// On whose behalf, with the roles they hold now.
    pub viewer: Viewer,
}

impl JobContext {
    /// Records progress in the transaction of a step, and ends the job there if somebody has asked.
    pub async fn step(&self, tx: &Tx, progress: Progress, problems: &[Problem]) -> Result<()> {
        let current =
            repository::lock(&**tx, self.job.id).await?.ok_or_else(|| Error::broken("the job is gone"))?;
        if current.lease_holder != self.job.lease_holder {
            return Err(Error::broken("another server has taken the job"));
        }
        if current.cancel_requested {
            return Err(cancelled());
        }
        repository::add_problems(&**tx, self.job.id, problems).await?;
        let count = repository::count_problems(&**tx, self.job.id).await?;
        let mut row = current.into_active_model();
        row.done = Set(progress.done);
        row.total = Set(progress.total);
        row.cursor = Set(Some(progress.cursor));
        row.outcome = Set(Some(progress.outcome));
        row.problems = Set(count);
        row.update(&**tx).await?;
        Ok(())
    }
}

/// See the module.
pub struct Runner {
    jobs: JobService,
    sessions: crate::organisation::OrganisationService,
    handlers: BTreeMap<JobKind, Arc<dyn Handler>>,
    name: String,
}

impl Runner {
    /// A runner with these handlers.
    pub fn new(
        jobs: JobService,
        organisation: crate::organisation::OrganisationService,
        handlers: impl IntoIterator<Item = (JobKind, Arc<dyn Handler>)>,
    ) -> Self {
        let name = shared::draw::to_hex(&entropy::<8>());
        Self { jobs, sessions: organisation, handlers: handlers.into_iter().collect(), name }
    }

    /// Works until the program ends.
    pub async fn run(self) {
        let core = self.jobs.core().clone();
        if core.db().engine() == Engine::Sqlite
            && let Ok(tx) = core.db().begin().await
            && repository::drop_leases(&*tx).await.is_ok()
        {
            let _ = tx.commit_housekeeping().await;
        }
        loop {
            match self.work_one().await {
                Ok(true) => {}
                Ok(false) => {
                    // Rung or not, look again after a while.
                    let _ = tokio::time::timeout(LOOK_EVERY, self.jobs.wake().notified()).await;
                }
                Err(error) => {
                    tracing::error!(%error, "job queue");
                    tokio::time::sleep(LOOK_EVERY).await;
                }
            }
        }
    }

    /// Works on all jobs that wait now; for tests and the command line.
    pub async fn drain(&self) -> Result<()> {
        while self.work_one().await? {}
        Ok(())
    }

    async fn work_one(&self) -> Result<bool> {
        let core = self.jobs.core();
        let now = core.now();
        let Some(job) = repository::next_claimable(core.db().read(), now).await? else { return Ok(false) };
        let tx = core.db().begin().await?;
        let taken = repository::claim(&*tx, job.id, &self.name, now, LEASE).await?;
        let job = repository::find(&*tx, job.id).await?;
        tx.commit_housekeeping().await?;
        let Some(job) = job.filter(|_| taken) else { return Ok(true) };
        let outcome = tokio::select! {
            outcome = self.handle(&job) => outcome,
            () = self.heartbeat(&job) => Err(Error::broken("unreachable")),
        };
        self.finish(&job, outcome).await?;
        Ok(true)
    }

    async fn handle(&self, job: &Job) -> Result<Outcome> {
        let handler =
            self.handlers.get(&job.kind).ok_or_else(|| Error::broken("no handler for this kind"))?;
        let mut viewer = self.sessions.viewer_of(job.created_by, &job.division_code).await?;
        // The trail leads from what a job did to the request that queued it.
        viewer.origin = origin_of(job);
        let context = JobContext { core: self.jobs.core().clone(), job: job.clone(), viewer };
        handler.run(&context).await
    }

    async fn heartbeat(&self, job: &Job) {
        loop {
            tokio::time::sleep(HEARTBEAT).await;
            let core = self.jobs.core();
            if let Ok(tx) = core.db().begin().await
                && repository::extend(&*tx, job.id, &self.name, core.now() + LEASE).await.is_ok()
                && let Err(error) = tx.commit_housekeeping().await
            {
                tracing::warn!(%error, job = %job.id, "heartbeat");
            }
        }
    }

    async fn finish(&self, job: &Job, outcome: Result<Outcome>) -> Result<()> {
        let core = self.jobs.core();
        let tx = core.db().begin().await?;
        let Some(current) = repository::lock(&*tx, job.id).await? else { return Ok(()) };
        if current.lease_holder != job.lease_holder {
            // Given up for dead and taken by another: how it ends is for the other to say.
            tracing::warn!(job = %job.id, "the job was taken by another server");
            return Ok(());
        }
        let stopped = current.cancel_requested;
        let mut row = current.into_active_model();
        let status = match outcome {
            Ok(value) => {
                row.outcome = Set(Some(value));
                JobStatus::Done
            }
            Err(_) if stopped => JobStatus::Cancelled,
            Err(Error::Refused(refusals)) => {
                let first = refusals.into_iter().next();
                row.error_code = Set(first.as_ref().map(|refusal| refusal.code));
                row.error_detail = Set(first.map(|refusal| refusal.detail));
                JobStatus::Failed
            }
            Err(error) => {
                tracing::error!(%error, job = %job.id, "job failed");
                row.error_code = Set(Some(ErrorCode::Internal));
                JobStatus::Failed
            }
        };
        row.status = Set(status);
        row.finished_at = Set(Some(core.now()));
        row.lease_until = Set(None);
        let job = row.update(&*tx).await?;
        let origin = origin_of(&job);
        let actor = Actor {
            account: Some(job.created_by),
            name: "job",
            division: &job.division_code,
            origin: &origin,
            action: "FINISH_JOB",
        };
        let after = serde_json::json!({ "status": status, "outcome": job.outcome, "problems": job.problems });
        let audited = audit::record(&tx, actor, core.stamp(), Change::of("job", job.id).after(after)).await?;
        Ok(tx.commit(audited).await?)
    }
}

/// Where the work of a job comes from: this server, for the job.
fn origin_of(job: &Job) -> Origin {
    Origin { ip: "local".into(), request_id: job.id.to_string() }
}
