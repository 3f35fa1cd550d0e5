//! Queueing, looking at and cancelling jobs.

use std::sync::Arc;
use std::time::Duration;

use futures::{Stream, stream};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::Value;
use shared::access::{Action, Scope};
use shared::ids::JobId;
use shared::job::{JobKind, JobStatus};
use shared::{ErrorCode, Lang};
use tokio::sync::Notify;

use super::{Job, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::page::{Page, PageRequest};
use crate::db::{Tx, entity::job};
use crate::error::{Error, Result};
use crate::exchange::CsvOut;

/// How often a watched job is looked at.
const WATCH_EVERY: Duration = Duration::from_millis(250);

/// A job to be queued.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Kind of work.
    pub kind: JobKind,
    /// What people call it.
    pub title: String,
    /// What the handler needs.
    pub payload: Value,
    /// How many steps, if known.
    pub total: Option<i64>,
}

/// What was wrong with a line of input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file.
    pub line: i64,
    /// Heading of the column.
    pub column: String,
    /// What was refused.
    pub code: ErrorCode,
    /// More about it.
    pub detail: String,
    /// The cell.
    pub content: String,
}

/// See the module.
#[derive(Clone)]
pub struct JobService {
    core: Core,
    wake: Arc<Notify>,
}

impl JobService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core, wake: Arc::default() }
    }

    /// Rings when a job was queued on this server.
    pub fn wake(&self) -> &Notify {
        &self.wake
    }

    /// Queues a job in the caller's transaction, so that it exists exactly if the caller's change does.
    pub async fn enqueue(&self, tx: &Tx, viewer: &Viewer, new: NewJob) -> Result<Job> {
        let row = job::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            kind: Set(new.kind),
            status: Set(JobStatus::Waiting),
            title: Set(new.title),
            payload: Set(new.payload),
            cursor: Set(None),
            done: Set(0),
            total: Set(new.total),
            outcome: Set(None),
            error_code: Set(None),
            error_detail: Set(None),
            problems: Set(0),
            created_by: Set(viewer.account_id()),
            created_at: Set(self.core.now()),
            started_at: Set(None),
            finished_at: Set(None),
            lease_holder: Set(None),
            lease_until: Set(None),
            cancel_requested: Set(false),
        };
        Ok(row.insert(&**tx).await?)
    }

    /// To be called after the transaction with [`Self::enqueue`] was committed.
    pub fn ring(&self) {
        self.wake.notify_one();
    }

    /// One's own jobs, newest first; only those of a kind if one is given.
    pub async fn list(
        &self,
        viewer: &Viewer,
        kind: Option<JobKind>,
        page: &PageRequest,
    ) -> Result<Page<Job>> {
        viewer.demand(Action::ReadJobs, Scope::Division)?;
        repository::list(self.core.db().read(), &viewer.division, viewer.account, kind, page).await
    }

    /// One of one's own jobs.
    pub async fn get(&self, viewer: &Viewer, id: JobId) -> Result<Job> {
        viewer.demand(Action::ReadJobs, Scope::Division)?;
        repository::find(self.core.db().read(), id)
            .await?
            .filter(|job| is_own(viewer, job))
            .ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Asks a job to stop at its next step; what it has done so far stays.
    pub async fn cancel(&self, viewer: &Viewer, id: JobId) -> Result<Job> {
        let granted = viewer.demand(Action::ReadJobs, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let found = repository::lock(&*tx, id).await?;
        let found = found.filter(|job| is_own(viewer, job)).ok_or(ErrorCode::NotFound)?;
        if found.status.is_finished() {
            return Err(ErrorCode::JobNotCancellable.into());
        }
        let waiting = found.status == JobStatus::Waiting;
        let mut row = found.into_active_model();
        row.cancel_requested = Set(true);
        if waiting {
            row.status = Set(JobStatus::Cancelled);
            row.finished_at = Set(Some(self.core.now()));
        }
        let cancelled = row.update(&*tx).await?;
        let mut actor = Actor::from(&granted);
        actor.action = "CANCEL_JOB";
        let audited = audit::record(&tx, actor, self.core.stamp(), Change::of("job", id)).await?;
        tx.commit(audited).await?;
        Ok(cancelled)
    }

    /// The job now and after every change, until it has finished.
    pub async fn watch(&self, viewer: &Viewer, id: JobId) -> Result<impl Stream<Item = Job> + Send + use<>> {
        let first = self.get(viewer, id).await?;
        let db = self.core.db().clone();
        Ok(stream::unfold(Some((first, true)), move |state| {
            let db = db.clone();
            async move {
                let (last, fresh) = state?;
                if fresh {
                    let next = (!last.status.is_finished()).then(|| (last.clone(), false));
                    return Some((last, next));
                }
                loop {
                    tokio::time::sleep(WATCH_EVERY).await;
                    let job = repository::find(db.read(), last.id).await.ok()??;
                    if (job.done, job.status, job.total) != (last.done, last.status, last.total) {
                        let next = (!job.status.is_finished()).then(|| (job.clone(), false));
                        return Some((job, next));
                    }
                }
            }
        }))
    }

    /// What was wrong with a job's input.
    pub async fn problems(&self, viewer: &Viewer, id: JobId) -> Result<Vec<Problem>> {
        self.get(viewer, id).await?;
        repository::problems(self.core.db().read(), id).await
    }

    /// The first problems of jobs, for loaders behind jobs.
    pub async fn first_problems(&self, ids: &[JobId]) -> Result<Vec<(JobId, Problem)>> {
        repository::first_problems(self.core.db().read(), ids).await
    }

    /// The same as a CSV file to correct and import again.
    pub async fn problem_file(&self, viewer: &Viewer, id: JobId, lang: Lang) -> Result<Vec<u8>> {
        let headings: [&str; 5] = match lang {
            Lang::Zh => ["行号", "列", "问题", "说明", "内容"],
            Lang::En => ["Line", "Column", "Problem", "Detail", "Content"],
        };
        let mut out = CsvOut::new(&headings);
        for problem in self.problems(viewer, id).await? {
            let line = problem.line.to_string();
            out.row(&[&line, &problem.column, problem.code.label(lang), &problem.detail, &problem.content]);
        }
        Ok(out.finish())
    }

    pub(super) fn core(&self) -> &Core {
        &self.core
    }
}

/// Everybody sees his own jobs; the program itself sees all.
fn is_own(viewer: &Viewer, job: &Job) -> bool {
    job.division_code == viewer.division && viewer.account.is_none_or(|who| who == job.created_by)
}

/// How a step of a job ends early.
pub(super) fn cancelled() -> Error {
    ErrorCode::IllegalTransition.into()
}
