//! Freezing the frame: from lines and library to leaves, tasks and the published root.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::joint_cap;
use shared::draw::ledger::StepKind;
use shared::draw::{Frame, Task, to_hex};
use shared::ids::{AttemptId, DepartmentId, JointItemId, PlanLineId};
use shared::planning::{AttemptStatus, LinePopulation, build_frame, draw_method};

use super::{Attempt, DrawService, Wave, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::registry::Library;
use crate::{catalogue, organisation, planning};

/// A task as it is frozen with the frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FrozenTask {
    /// What it asks of the draw.
    pub task: Task,
    /// The line it comes from.
    pub line: PlanLineId,
    /// What people call it.
    pub title: String,
    /// Whom it is about.
    pub population: LinePopulation,
    /// Joint items, in order.
    pub items: Vec<JointItemId>,
    /// Departments, the leading one first, with the officers each sends.
    pub parties: Vec<(DepartmentId, u32)>,
    /// First and last day.
    pub window: (chrono::NaiveDate, chrono::NaiveDate),
    /// How it is checked.
    pub method: shared::catalogue::CheckMethod,
}

/// What is frozen beside the leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Frozen {
    pub tasks: Vec<FrozenTask>,
    /// Codes of the departments that take part.
    pub departments: BTreeMap<DepartmentId, String>,
    /// Subjects in the library, in scope, and left out because they have no door.
    pub counts: BTreeMap<String, u64>,
}

impl DrawService {
    /// Freezes the frame of an attempt whose witnesses have all committed. Whoever comes second finds it
    /// frozen.
    pub async fn freeze(&self, viewer: &Viewer, id: AttemptId) -> Result<Attempt> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let (wave, attempt) = self.attempt_at(&tx, viewer, id).await?;
        let next = attempt.status.advance(AttemptStatus::Frozen)?;
        let witnesses = repository::witnesses(&*tx, &[id]).await?;
        if witnesses.iter().any(|witness| witness.commitment.is_none()) {
            return Err(ErrorCode::NotAllCommitted.into());
        }
        let tasks = self.frozen_tasks(&tx, &wave).await?;
        let library = Library::load(&*tx, &wave.division_code).await?;
        let (frame, counts) = build(&tasks, &library)?;
        if frame.is_empty() {
            return Err(ErrorCode::FrameEmpty.into());
        }
        let root = to_hex(&frame.root(wave.hash));
        let head = self.hold(&tx, &wave.division_code).await?;
        repository::insert_leaves(&*tx, id, &frame).await?;
        let departments = departments(&tx, &tasks).await?;
        let frozen = Frozen { tasks, departments, counts };
        let mut row = attempt.into_active_model();
        row.status = Set(next);
        row.frame_root = Set(Some(root.clone()));
        row.frame_size = Set(Some(i64::try_from(frame.len()).unwrap_or(i64::MAX)));
        row.frozen =
            Set(Some(serde_json::to_value(&frozen).map_err(|error| Error::broken(error.to_string()))?));
        row.frozen_at = Set(Some(head.at));
        let attempt = row.update(&*tx).await?;
        let facts = json!({ "frameRoot": root, "frameSize": frame.len() });
        self.put(&tx, head, (&wave, &attempt), StepKind::Frozen, &facts).await?;
        let change = Change::of("attempt", id)
            .after(json!({ "frameRoot": root, "frameSize": frame.len(), "counts": frozen.counts }));
        let audited = self.record_wave(&tx, &granted, "FREEZE_FRAME", change).await?;
        tx.commit(audited).await?;
        Ok(attempt)
    }

    async fn frozen_tasks(&self, tx: &Tx, wave: &Wave) -> Result<Vec<FrozenTask>> {
        let wave_lines = repository::lines_of(&**tx, &[wave.id]).await?;
        let ids: Vec<PlanLineId> = wave_lines.iter().map(|line| line.line_id).collect();
        let lines = planning::lines_by_id(&**tx, &ids).await?;
        let mut items = planning::items_of(&**tx, &ids).await?;
        let parties = planning::parties_of(&**tx, &ids).await?;
        let today = self.core.today();
        let mut tasks = Vec::new();
        for row in wave_lines {
            let line = lines
                .iter()
                .find(|line| line.id == row.line_id)
                .ok_or_else(|| Error::broken("a wave line without its plan line"))?;
            let draft = planning::draft_of(line);
            let item_ids = items.remove(&line.id).unwrap_or_default();
            let joint = catalogue::joint_items_by_id(&**tx, &item_ids).await?;
            let of_line = parties.iter().filter(|party| party.line_id == line.id);
            let departments: Vec<DepartmentId> = of_line.map(|party| party.department_id).collect();
            let terms =
                catalogue::task_terms(&**tx, &joint, &departments, draft.window_from.max(today)).await?;
            for item in &terms {
                item.usable(draft.window_from.max(today), draft.window_to)?;
            }
            if draft.window_to < today {
                return Err(Error::at(ErrorCode::WindowPast, line.title.clone()));
            }
            tasks.push(FrozenTask {
                task: Task { id: row.task_code.clone(), method: draw_method(&draft, joint_cap(&terms)) },
                line: line.id,
                title: line.title.clone(),
                population: LinePopulation {
                    task: row.task_code,
                    scope: draft.scope,
                    ratios: draft.ratios,
                    draw_mode: draft.draw_mode,
                    item_tags: joint.iter().map(|item| item.tag.clone()).collect(),
                    opens_door: draft.method.opens_door(),
                },
                items: joint.iter().map(|item| item.id).collect(),
                parties: parties
                    .iter()
                    .filter(|party| party.line_id == line.id)
                    .map(|party| (party.department_id, u32::try_from(party.officers).unwrap_or(2).max(2)))
                    .collect(),
                window: (draft.window_from.max(today), draft.window_to),
                method: draft.method,
            });
        }
        Ok(tasks)
    }
}

fn build(tasks: &[FrozenTask], library: &Library) -> Result<(Frame, BTreeMap<String, u64>)> {
    let lines: Vec<LinePopulation> = tasks.iter().map(|task| task.population.clone()).collect();
    let mut counts = BTreeMap::new();
    let mut count = |name: &str, by: usize| {
        counts.insert(name.to_owned(), by as u64);
    };
    count("subjects", library.facts.len());
    count("inScope", library.subjects().filter(|(_, at)| lines.iter().any(|line| line.includes(at))).count());
    count("withoutDoor", library.subjects().filter(|(_, at)| at.off_site).count());
    let frame = build_frame(&lines, library.subjects().map(|(_, at)| at))
        .map_err(|error| Error::broken(format!("frame: {error}")))?;
    count("sites", frame.len());
    Ok((frame, counts))
}

async fn departments(tx: &Tx, tasks: &[FrozenTask]) -> Result<BTreeMap<DepartmentId, String>> {
    let ids: std::collections::BTreeSet<DepartmentId> =
        tasks.iter().flat_map(|task| task.parties.iter().map(|(department, _)| *department)).collect();
    let rows = organisation::departments_by_id(&**tx, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}
