//! The job: in steps, each of them all or nothing, gone on with after a crash.

use std::collections::BTreeMap;

use futures::FutureExt;
use futures::future::BoxFuture;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::ErrorCode;
use shared::ids::{BulkEditId, DepartmentId, SubjectId};
use shared::registry::bulk::{Target, fingerprint, judge, unpack};
use shared::registry::{Reach, Verdict};

use super::write::{Step, difference, seen_of};
use super::{Work, reach};
use crate::db::entity::bulk_edit;
use crate::db::{Read, Tx};
use crate::error::{Error, Result};
use crate::jobs::{Handler, JobContext, Outcome, Problem, Progress};
use crate::organisation;
use crate::registry::Subject;
use crate::registry::repository::facets::ids;
use crate::registry::repository::subjects::{self, SubjectFilter};

/// Subjects of one step: one transaction, one tick of the progress bar.
const STEP: usize = 250;
/// Where the list of skipped subjects says that they stood.
const COLUMN: &str = "检查对象";

/// Payload of the job.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkPayload {
    /// What was previewed.
    pub bulk_edit: BulkEditId,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cursor {
    done: usize,
    changed: i64,
    skipped: i64,
}

/// Handles changes of many subjects.
pub struct BulkEditJob;

impl Handler for BulkEditJob {
    fn run<'a>(&'a self, context: &'a JobContext) -> BoxFuture<'a, Result<Outcome>> {
        run(context).boxed()
    }
}

async fn run(context: &JobContext) -> Result<Outcome> {
    let broken = |error: serde_json::Error| Error::broken(error.to_string());
    let payload: BulkPayload = serde_json::from_value(context.job.payload.clone()).map_err(broken)?;
    let db = context.core.db().read();
    let edit = bulk_edit::Entity::find_by_id(payload.bulk_edit).row(db).await?;
    let edit = edit.ok_or_else(|| Error::broken("what was previewed is gone"))?;
    let work: Work = serde_json::from_value(edit.work).map_err(broken)?;
    // With the roles held now: a department lost meanwhile is not changed for any more.
    let reach = reach(&context.viewer)?;
    let departments = organisation::departments_in(db, &context.viewer.division).await?;
    let names: BTreeMap<DepartmentId, String> =
        departments.into_values().map(|row| (row.id, row.name)).collect();
    let cursor = context.job.cursor.clone().and_then(|value| serde_json::from_value(value).ok());
    let mut cursor: Cursor = cursor.unwrap_or_default();
    loop {
        let targets = unpack(&edit.targets, cursor.done, STEP);
        if targets.is_empty() {
            return Ok(json!(cursor));
        }
        let tx = context.core.db().begin().await?;
        let mut step = Step::new(&context.core, Some(context.job.created_by), (&work, &edit.reason), &names);
        let problems = look(context, &tx, (&targets, cursor.done), (&work, &reach), &mut step).await?;
        cursor.done += targets.len();
        cursor.changed += step.len();
        cursor.skipped += i64::try_from(problems.len()).unwrap_or(i64::MAX);
        step.write(&tx).await?;
        let progress = Progress {
            done: i64::try_from(cursor.done).unwrap_or(i64::MAX),
            total: Some(edit.changed),
            cursor: json!(cursor),
            outcome: json!(cursor),
        };
        context.step(&tx, progress, &problems).await?;
        // The trail has one entry of the whole, written when it was started; each subject has its history.
        tx.commit_housekeeping().await?;
        context.core.library_changed();
    }
}

/// Looks at the subjects of a step as they are now; gives those that are left as they are.
async fn look(
    context: &JobContext,
    tx: &Tx,
    (targets, from): (&[Target], usize),
    (work, reach): (&Work, &Reach),
    step: &mut Step<'_>,
) -> Result<Vec<Problem>> {
    let owner = &context.viewer.division;
    let wanted: Vec<SubjectId> = targets.iter().map(|target| target.id).collect();
    let rows: Vec<Subject> = subjects::lock_all(&**tx, owner, &wanted).await?;
    let filter = SubjectFilter { ids: wanted, ..SubjectFilter::default() };
    let seen = seen_of(&**tx, &rows, ids(owner, &filter, &**tx)).await?;
    let mut problems = Vec::new();
    for (place, target) in targets.iter().enumerate() {
        let Some(subject) = rows.iter().find(|row| row.id == target.id) else { continue };
        let Some(before) = seen.get(&target.id) else { continue };
        let after = work.apply(subject, before);
        let code = if fingerprint(subject.revision, before) != target.fingerprint {
            ErrorCode::BulkChangedSince
        } else if judge(reach, before, &after) == Verdict::NotAllowed {
            ErrorCode::Forbidden
        } else {
            step.take(target.id, &difference(before, &after));
            continue;
        };
        problems.push(Problem {
            line: i64::try_from(from + place + 1).unwrap_or(i64::MAX),
            column: COLUMN.to_owned(),
            code,
            detail: subject.uscc.clone().unwrap_or_default(),
            content: subject.name.clone(),
        });
    }
    Ok(problems)
}
