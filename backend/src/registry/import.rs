//! Importing subjects from a file: a job that reads, checks, merges in steps and can be resumed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use futures::FutureExt;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::Lang;
use shared::access::{Action, Scope};
use shared::registry::{ColumnMap, Place, Places, RowProblem, SubjectRow, columns::ColumnProblem, read_row};
use tokio::sync::mpsc;

use super::merge::{MergeContext, MergeCounts, merge};
use super::repository::search;
use super::rules;
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::catalogue;
use crate::db::Tx;
use crate::error::{Error, Refusal, Result};
use crate::exchange::open_table;
use crate::jobs::{Handler, JobContext, Outcome, Problem, Progress};
use crate::organisation;

/// Rows of one step: one transaction, one tick of the progress bar.
const STEP: u64 = 500;
/// Longest source name kept with history.
const SOURCE: usize = 120;

/// How a file is imported.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportOptions {
    /// Let rows with an invalid or missing credit code in, marked.
    #[serde(default)]
    pub allow_invalid_codes: bool,
}

/// Payload of the job.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportPayload {
    /// Hash of the stored file.
    pub sha256: String,
    /// Its name, for people.
    pub name: String,
    /// How.
    pub options: ImportOptions,
}

/// Where an import goes on, and what it has counted so far.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cursor {
    rows: u64,
    rejected: u64,
    counts: MergeCounts,
}

impl Cursor {
    /// What has become of the rows so far.
    fn outcome(&self) -> Outcome {
        let mut outcome = json!(self.counts);
        outcome["rows"] = json!(self.rows);
        outcome["rejected"] = json!(self.rejected);
        outcome
    }
}

/// Handles import jobs.
pub struct SubjectImport;

impl Handler for SubjectImport {
    fn run<'a>(&'a self, context: &'a JobContext) -> BoxFuture<'a, Result<Outcome>> {
        async move {
            let payload: ImportPayload = serde_json::from_value(context.job.payload.clone())
                .map_err(|error| Error::broken(error.to_string()))?;
            let path = context.core.files().path(&payload.sha256);
            let cursor = context.job.cursor.clone().and_then(|value| serde_json::from_value(value).ok());
            let sink = Sink::Job(context);
            let run = Run { core: &context.core, viewer: &context.viewer, path: &path, payload: &payload };
            run.import(cursor.unwrap_or_default(), &sink).await
        }
        .boxed()
    }
}

/// Imports a file at once, for the command line. Returns the counts and what was wrong with which line.
pub async fn import_file(
    core: &Core,
    viewer: &Viewer,
    path: &Path,
    options: ImportOptions,
    progress: impl Fn(u64, u64) + Send + Sync,
) -> Result<(Value, Vec<Problem>)> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let payload = ImportPayload { sha256: String::new(), name, options };
    let problems = std::sync::Mutex::new(Vec::new());
    let sink = Sink::Direct { problems: &problems, progress: &progress };
    let outcome = Run { core, viewer, path, payload: &payload }.import(Cursor::default(), &sink).await?;
    let problems = problems.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok((outcome, problems))
}

type Ticks<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// Where progress and problems go.
enum Sink<'a> {
    Job(&'a JobContext),
    Direct { problems: &'a std::sync::Mutex<Vec<Problem>>, progress: Ticks<'a> },
}

impl Sink<'_> {
    async fn step(&self, tx: &Tx, cursor: &Cursor, total: u64, problems: Vec<Problem>) -> Result<()> {
        match self {
            Self::Job(context) => {
                let progress = Progress {
                    done: to_i64(cursor.rows),
                    total: Some(to_i64(total)),
                    cursor: json!(cursor),
                    outcome: cursor.outcome(),
                };
                context.step(tx, progress, &problems).await
            }
            Self::Direct { problems: all, progress } => {
                progress(cursor.rows, total);
                all.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(problems);
                Ok(())
            }
        }
    }
}

struct Run<'a> {
    core: &'a Core,
    viewer: &'a Viewer,
    path: &'a Path,
    payload: &'a ImportPayload,
}

impl Run<'_> {
    async fn import(&self, mut cursor: Cursor, sink: &Sink<'_>) -> Result<Outcome> {
        let granted = self.viewer.demand(Action::EditSubjects, Scope::Division)?;
        let db = self.core.db().read();
        let places = organisation::divisions(db).await?;
        let places = Places::new(places.into_iter().map(|row| Place { code: row.code, name: row.name }));
        let merging = self.merge_context().await?;
        let reading = Reading {
            path: self.path.to_owned(),
            places,
            owner: self.viewer.division.clone(),
            allow_invalid_uscc: self.payload.options.allow_invalid_codes,
            skip: cursor.rows,
        };
        let (total, mut steps) = reading.start().await?;
        while let Some(step) = steps.recv().await {
            let Step { rows, problems, read } = step?;
            let tx = self.core.db().begin().await?;
            let counts = merge(self.core, &tx, &merging, &rows).await?;
            cursor.rows += read;
            cursor.rejected += problems.len() as u64;
            add(&mut cursor.counts, counts);
            sink.step(&tx, &cursor, total, problems.into_iter().map(problem).collect()).await?;
            let change = Change::of("subject", "import")
                .after(json!({ "file": self.payload.name, "throughRow": cursor.rows, "counts": counts }));
            let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
            tx.commit(audited).await?;
            self.core.library_changed();
        }
        if cursor.rows == 0 {
            return Err(ErrorCode::ImportEmpty.into());
        }
        search::gather(self.core.db()).await?;
        Ok(cursor.outcome())
    }

    async fn merge_context(&self) -> Result<MergeContext> {
        let db = self.core.db().read();
        let owner = self.viewer.division.clone();
        let departments = organisation::departments_in(db, &owner).await?;
        let source = shared::text::truncate(&self.payload.name, SOURCE);
        Ok(MergeContext {
            rules: rules::in_force(db, &owner).await?,
            departments_by_tag: catalogue::departments_by_tag(db, &owner).await?,
            registrar: departments.values().find(|row| row.lead).map(|row| row.id),
            source: format!("导入 {source}"),
            by: self.viewer.account_id(),
            owner,
        })
    }
}

/// A step's worth of rows, read and checked off the workers.
struct Step {
    rows: Vec<SubjectRow>,
    problems: Vec<RowProblem>,
    read: u64,
}

struct Reading {
    path: PathBuf,
    places: Places,
    owner: shared::code::DivisionCode,
    allow_invalid_uscc: bool,
    skip: u64,
}

impl Reading {
    /// Counts the rows, then sends them in steps.
    async fn start(self) -> Result<(u64, mpsc::Receiver<Result<Step>>)> {
        let path = self.path.clone();
        let total = tokio::task::spawn_blocking(move || count_rows(&path))
            .await
            .map_err(|error| Error::broken(error.to_string()))??;
        let (send, receive) = mpsc::channel(2);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = self.read(&send) {
                // Nobody listens any more if the import has failed on its side.
                let _ = send.blocking_send(Err(error));
            }
        });
        Ok((total, receive))
    }

    fn read(&self, send: &mpsc::Sender<Result<Step>>) -> Result<()> {
        let table = open_table(&self.path)?;
        let columns = ColumnMap::read(&table.headings).map_err(column_refusal)?;
        let context = shared::registry::row::RowContext {
            columns: &columns,
            places: &self.places,
            owner: &self.owner,
            allow_invalid_uscc: self.allow_invalid_uscc,
        };
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut step = Step { rows: Vec::new(), problems: Vec::new(), read: 0 };
        for (index, row) in table.enumerate() {
            let row = row?;
            let skipped = (index as u64) < self.skip;
            let checked = read_row(&context, row.line, &row.cells).and_then(|subject| {
                let identity = identity(&subject);
                if seen.insert(identity) { Ok(subject) } else { Err(duplicate(row.line, &subject)) }
            });
            if skipped {
                continue;
            }
            step.read += 1;
            match checked {
                Ok(subject) => step.rows.push(subject),
                Err(problem) => step.problems.push(problem),
            }
            if step.read >= STEP {
                let full =
                    std::mem::replace(&mut step, Step { rows: Vec::new(), problems: Vec::new(), read: 0 });
                if send.blocking_send(Ok(full)).is_err() {
                    return Ok(());
                }
            }
        }
        if step.read > 0 {
            let _ = send.blocking_send(Ok(step));
        }
        Ok(())
    }
}

fn count_rows(path: &Path) -> Result<u64> {
    let table = open_table(path)?;
    ColumnMap::read(&table.headings).map_err(column_refusal)?;
    let mut count = 0;
    for row in table {
        row?;
        count += 1;
    }
    Ok(count)
}

fn column_refusal(problem: ColumnProblem) -> Error {
    Refusal::new(problem.code).with(problem.headings.join("、")).into()
}

fn identity(row: &SubjectRow) -> String {
    row.uscc.clone().unwrap_or_else(|| format!("{}\n{}", row.name_key, row.address))
}

fn duplicate(line: u64, row: &SubjectRow) -> RowProblem {
    RowProblem {
        line,
        column: "统一社会信用代码".into(),
        code: ErrorCode::ImportDuplicateRow,
        value: row.uscc.clone().unwrap_or_else(|| row.name.clone()),
        detail: None,
    }
}

fn problem(row: RowProblem) -> Problem {
    let detail = row.detail.map(|detail| detail.label(Lang::Zh).to_owned()).unwrap_or_default();
    Problem { line: to_i64(row.line), column: row.column, code: row.code, detail, content: row.value }
}

fn add(sum: &mut MergeCounts, counts: MergeCounts) {
    sum.inserted += counts.inserted;
    sum.updated += counts.updated;
    sum.unchanged += counts.unchanged;
    sum.sites += counts.sites;
    sum.marked += counts.marked;
    sum.outside += counts.outside;
}

fn to_i64(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
