//! What a wave's rules would leave out if its frame were frozen now; nothing is written.

use std::collections::BTreeMap;

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::stratum_quotas;
use shared::ids::PlanLineId;
use shared::planning::{FrameRule, FrameRules, MOST_LINES};

use super::freeze::special_counts;
use super::ruled::{Asked, RuledFrame, ruled_frame};
use super::{DrawService, wave};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::planning;
use crate::registry::Library;

/// A frame as it would be frozen now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FramePreview {
    /// Doors in it.
    pub doors: u64,
    /// Its tasks, in the order of the lines.
    pub tasks: Vec<TaskPreview>,
}

/// A task of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPreview {
    /// The line.
    pub line: PlanLineId,
    /// What it is called.
    pub title: String,
    /// Doors left.
    pub doors: u64,
    /// Doors to be drawn.
    pub quota: u64,
    /// Doors left out, by rule.
    pub excluded: BTreeMap<FrameRule, u64>,
}

impl DrawService {
    /// What these rules would leave out of the frame of these lines today.
    pub async fn preview(
        &self,
        viewer: &Viewer,
        ids: &[PlanLineId],
        rules: FrameRules,
    ) -> Result<FramePreview> {
        viewer.demand(Action::RunWave, Scope::Division)?;
        wave::refuse_rules(&rules)?;
        let db = self.core.db().read();
        let lines = planning::lines_by_id(db, ids).await?;
        let own = lines.len() == ids.len() && lines.iter().all(|line| line.division_code == viewer.division);
        let plan = lines.first().map(|line| line.plan_id).filter(|_| own && ids.len() <= MOST_LINES);
        let plan = plan.ok_or_else(|| Error::at(ErrorCode::NotFound, "lines"))?;
        let of = ids.iter().enumerate().map(|(index, line)| (wave::task_code(index), *line)).collect();
        let tasks = self.tasks_of(db, of).await?;
        let library = Library::load(db, &viewer.division).await?;
        let asked = Asked {
            owner: &viewer.division,
            tasks: &tasks,
            rules,
            special_counts: special_counts(db, &viewer.division, plan).await?,
            today: self.core.today(),
        };
        let RuledFrame { frame, mut excluded, .. } = ruled_frame(db, &library, &asked).await?;
        let drawn: Vec<_> = tasks.iter().map(|task| task.task.clone()).collect();
        let quotas = stratum_quotas(&frame, &drawn);
        let told = tasks.into_iter().map(|task| {
            let of_task = |name: &str| name.split_once(':').is_some_and(|(code, _)| code == task.task.id);
            let own = quotas.iter().filter(|(name, ..)| of_task(name));
            let (doors, quota) =
                own.fold((0, 0), |(doors, quota), (_, more, drawn)| (doors + more, quota + drawn));
            let excluded = excluded.remove(&task.task.id).unwrap_or_default();
            TaskPreview { line: task.line, title: task.title, doors, quota, excluded }
        });
        Ok(FramePreview { tasks: told.collect(), doors: frame.len() as u64 })
    }
}
