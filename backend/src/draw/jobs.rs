//! Freezing and drawing as jobs: progress for the hall, and a crash leaves either all of it or nothing.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::AttemptId;
use shared::job::JobKind;
use shared::planning::AttemptStatus;

use super::{DrawService, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::error::{Error, Result};
use crate::jobs::{Handler, Job, JobContext, JobService, NewJob, Outcome};

/// The jobs of a ceremony.
pub(super) const KINDS: [JobKind; 2] = [JobKind::FreezeFrame, JobKind::RunDraw];

#[derive(Serialize, Deserialize)]
struct Payload {
    attempt: AttemptId,
}

/// Freezes frames.
pub struct FreezeJob(pub DrawService);

/// Draws.
pub struct DrawJob(pub DrawService);

impl Handler for FreezeJob {
    fn run<'a>(&'a self, context: &'a JobContext) -> BoxFuture<'a, Result<Outcome>> {
        async move {
            let id = attempt_of(context)?;
            // Done before a crash, not yet ticked off.
            let known = repository::attempt(context.core.db().read(), id).await?;
            let attempt = match known {
                Some(attempt) if attempt.status == AttemptStatus::Frozen => attempt,
                _ => self.0.freeze(&context.viewer, id).await?,
            };
            Ok(json!({ "frameRoot": attempt.frame_root, "frameSize": attempt.frame_size }))
        }
        .boxed()
    }
}

impl Handler for DrawJob {
    fn run<'a>(&'a self, context: &'a JobContext) -> BoxFuture<'a, Result<Outcome>> {
        async move {
            let id = attempt_of(context)?;
            let known = repository::attempt(context.core.db().read(), id).await?;
            let attempt = match known {
                Some(attempt) if attempt.status == AttemptStatus::Drawn => attempt,
                _ => self.0.perform(&context.viewer, id).await?,
            };
            Ok(json!({ "seed": attempt.seed, "report": attempt.report }))
        }
        .boxed()
    }
}

fn attempt_of(context: &JobContext) -> Result<AttemptId> {
    let payload: Payload = serde_json::from_value(context.job.payload.clone())
        .map_err(|error| Error::broken(error.to_string()))?;
    Ok(payload.attempt)
}

impl DrawService {
    /// Queues the freeze of an attempt.
    pub async fn start_freeze(&self, jobs: &JobService, viewer: &Viewer, id: AttemptId) -> Result<Job> {
        self.start(jobs, viewer, id, JobKind::FreezeFrame, AttemptStatus::Frozen).await
    }

    /// Queues the draw of an attempt.
    pub async fn start_draw(&self, jobs: &JobService, viewer: &Viewer, id: AttemptId) -> Result<Job> {
        self.start(jobs, viewer, id, JobKind::RunDraw, AttemptStatus::Drawn).await
    }

    async fn start(
        &self,
        jobs: &JobService,
        viewer: &Viewer,
        id: AttemptId,
        kind: JobKind,
        next: AttemptStatus,
    ) -> Result<Job> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let (wave, attempt) = self.attempt_at(&tx, viewer, id).await?;
        // Refused at once where it cannot work; decided again when it runs.
        attempt.status.advance(next)?;
        let payload = json!(Payload { attempt: id });
        let working = crate::jobs::under_way(&*tx, &wave.division_code, &[kind]).await?;
        if working.iter().any(|job| job.payload == payload) {
            return Err(ErrorCode::DrawUnderWay.into());
        }
        let title = format!("{} 第 {} 次", wave.title, attempt.number);
        let new = NewJob { kind, title, payload, total: Some(1) };
        let job = jobs.enqueue(&tx, viewer, new).await?;
        let change = Change::of("job", job.id).after(json!({ "attempt": id, "kind": kind }));
        let audited = self.record_wave(&tx, &granted, "START_JOB", change).await?;
        tx.commit(audited).await?;
        jobs.ring();
        Ok(job)
    }
}
