//! Freezing the frame: from lines and library to leaves, tasks and the published root.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::{ItemClass, joint_cap};
use shared::code::DivisionCode;
use shared::draw::ledger::StepKind;
use shared::draw::{Task, to_hex};
use shared::ids::{AttemptId, DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::{AttemptStatus, Excluded, LinePopulation, draw_method};

use super::ruled::{Asked, RuledFrame, ruled_frame};
use super::{Attempt, DrawService, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::{Source, Tx};
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
    /// Of KEY items alone: caps and recent visits do not keep it away (R25).
    #[serde(default)]
    pub exempt: bool,
}

/// What is frozen beside the leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Frozen {
    pub tasks: Vec<FrozenTask>,
    /// Codes of the departments that take part.
    pub departments: BTreeMap<DepartmentId, String>,
    /// Subjects in the library, in scope, and left out because they have no door.
    pub counts: BTreeMap<String, u64>,
    /// Doors that the wave's rules left out, by task and rule.
    #[serde(default)]
    pub excluded: Excluded,
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
        let lines = repository::lines_of(&*tx, &[wave.id]).await?;
        let lines = lines.into_iter().map(|row| (row.task_code, row.line_id)).collect();
        let tasks = self.tasks_of(&*tx, lines).await?;
        let library = Library::load(&*tx, &wave.division_code).await?;
        let asked = Asked {
            owner: &wave.division_code,
            tasks: &tasks,
            // Waves that were opened before there were rules leave nobody out.
            rules: wave.rules.as_ref().map(|rules| rules.0).unwrap_or_default(),
            special_counts: special_counts(&*tx, &wave.division_code, wave.plan_id).await?,
            today: self.core.today(),
        };
        let RuledFrame { frame, excluded, counts } = ruled_frame(&*tx, &library, &asked).await?;
        if frame.is_empty() {
            return Err(ErrorCode::FrameEmpty.into());
        }
        let root = to_hex(&frame.root(wave.hash));
        let head = self.hold(&tx, &wave.division_code).await?;
        repository::insert_leaves(&*tx, id, &frame).await?;
        let departments = departments(&tx, &tasks).await?;
        let frozen = Frozen { tasks, departments, counts, excluded };
        let mut row = attempt.into_active_model();
        row.status = Set(next);
        row.frame_root = Set(Some(root.clone()));
        row.frame_size = Set(Some(i64::try_from(frame.len()).unwrap_or(i64::MAX)));
        row.frozen =
            Set(Some(serde_json::to_value(&frozen).map_err(|error| Error::broken(error.to_string()))?));
        row.frozen_at = Set(Some(head.at));
        let attempt = row.update(&*tx).await?;
        let facts = json!({ "frameRoot": root, "frameSize": frame.len(), "excluded": frozen.excluded });
        self.put(&tx, head, (&wave, &attempt), StepKind::Frozen, &facts).await?;
        let change = Change::of("attempt", id)
            .after(json!({ "frameRoot": root, "frameSize": frame.len(), "counts": frozen.counts, "excluded": frozen.excluded }));
        let audited = self.record_wave(&tx, &granted, "FREEZE_FRAME", change).await?;
        tx.commit(audited).await?;
        Ok(attempt)
    }

    /// The tasks of lines, by their codes in the wave, as they would be frozen now.
    pub(super) async fn tasks_of(
        &self,
        db: &impl Source,
        of: Vec<(String, PlanLineId)>,
    ) -> Result<Vec<FrozenTask>> {
        let ids: Vec<PlanLineId> = of.iter().map(|(_, line)| *line).collect();
        let lines = planning::lines_by_id(db, &ids).await?;
        let mut items = planning::items_of(db, &ids).await?;
        let parties = planning::parties_of(db, &ids).await?;
        let today = self.core.today();
        let mut tasks = Vec::new();
        for (code, id) in of {
            let line = lines
                .iter()
                .find(|line| line.id == id)
                .ok_or_else(|| Error::broken("a wave line without its plan line"))?;
            let draft = planning::draft_of(line);
            let item_ids = items.remove(&line.id).unwrap_or_default();
            let joint = catalogue::joint_items_by_id(db, &item_ids).await?;
            let of_line = parties.iter().filter(|party| party.line_id == line.id);
            let departments: Vec<DepartmentId> = of_line.map(|party| party.department_id).collect();
            let terms = catalogue::task_terms(db, &joint, &departments, draft.window_from.max(today)).await?;
            for item in &terms {
                item.usable(draft.window_from.max(today), draft.window_to)?;
            }
            if draft.window_to < today {
                return Err(Error::at(ErrorCode::WindowPast, line.title.clone()));
            }
            tasks.push(FrozenTask {
                task: Task { id: code.clone(), method: draw_method(&draft, joint_cap(&terms)) },
                line: line.id,
                title: line.title.clone(),
                population: LinePopulation {
                    task: code,
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
                exempt: terms.iter().all(|item| item.class == ItemClass::Key),
            });
        }
        Ok(tasks)
    }
}

/// Whether special campaigns count toward caps: the plan's own rules say so (R25).
pub(super) async fn special_counts(db: &impl Source, owner: &DivisionCode, plan: PlanId) -> Result<bool> {
    let plan = planning::plan(db, owner, plan).await?.ok_or(ErrorCode::NotFound)?;
    Ok(planning::rules_of(&plan).special_counts)
}

async fn departments(tx: &Tx, tasks: &[FrozenTask]) -> Result<BTreeMap<DepartmentId, String>> {
    let ids: std::collections::BTreeSet<DepartmentId> =
        tasks.iter().flat_map(|task| task.parties.iter().map(|(department, _)| *department)).collect();
    let rows = organisation::departments_by_id(&**tx, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}
