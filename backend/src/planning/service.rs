//! Reading plans; the steps are in the sister files.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::draw::{DoorReport, Task, report, stratum_quotas};
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::{LinePopulation, LineStatus, PlanStatus, build_frame};

use super::outlook::simulated;
use super::population::Populations;
use super::together::Hub;
use super::{Decision, Party, Plan, PlanLine, Publication, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Result};
use crate::registry::Library;

/// Which lines are wanted.
#[derive(Debug, Clone, Default)]
pub struct LineFilter {
    /// Of one plan.
    pub plan: Option<PlanId>,
    /// In one of these states.
    pub statuses: Vec<LineStatus>,
    /// In which a department takes part.
    pub department: Option<DepartmentId>,
    /// That wait for an act of a department: to be finished by its lead, confirmed or signed.
    pub waits_for: Option<DepartmentId>,
}

/// What a line means in doors.
#[derive(Debug, Clone, PartialEq)]
pub struct LineFigures {
    /// Subjects in scope.
    pub subjects: u64,
    /// Stratum, doors in it, doors to be drawn.
    pub strata: Vec<(String, u64, u64)>,
    /// Checks, bound, independent draws.
    pub report: DoorReport,
}

/// See the module.
#[derive(Clone)]
pub struct PlanningService {
    pub(super) core: Core,
    pub(super) populations: Populations,
    pub(super) hub: Arc<Hub>,
}

impl PlanningService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core, populations: Populations::default(), hub: Arc::default() }
    }

    /// The plans of the division, newest first.
    pub async fn plans(&self, viewer: &Viewer) -> Result<Vec<Plan>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        repository::plans(self.core.db().read(), &viewer.division).await
    }

    /// One plan.
    pub async fn plan(&self, viewer: &Viewer, id: PlanId) -> Result<Plan> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        repository::plan(self.core.db().read(), &viewer.division, id)
            .await?
            .ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Plans by id, for loaders behind lines and waves.
    pub async fn plans_by_id(&self, ids: &[PlanId]) -> Result<Vec<Plan>> {
        repository::plans_by_id(self.core.db().read(), ids).await
    }

    /// The published plans of a division, for everybody; with their approved lines.
    pub async fn published(&self, division: &DivisionCode) -> Result<Vec<(Plan, Vec<PlanLine>)>> {
        let db = self.core.db().read();
        let mut found = Vec::new();
        for plan in repository::plans(db, division).await? {
            if matches!(plan.status, PlanStatus::Published | PlanStatus::Amended) {
                let lines = repository::lines_of_plan(db, plan.id).await?;
                let approved = lines.into_iter().filter(|line| line.status == LineStatus::Approved).collect();
                found.push((plan, approved));
            }
        }
        Ok(found)
    }

    /// A page of lines.
    pub async fn lines(
        &self,
        viewer: &Viewer,
        filter: &LineFilter,
        page: &PageRequest,
    ) -> Result<Page<PlanLine>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        repository::lines(self.core.db().read(), &viewer.division, filter, page).await
    }

    /// One line.
    pub async fn line(&self, viewer: &Viewer, id: PlanLineId) -> Result<PlanLine> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        repository::line(self.core.db().read(), &viewer.division, id)
            .await?
            .ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Lines by id, for loaders.
    pub async fn lines_by_id(&self, ids: &[PlanLineId]) -> Result<Vec<PlanLine>> {
        repository::lines_by_id(self.core.db().read(), ids).await
    }

    /// Joint items of lines, for loaders.
    pub async fn items_of(&self, ids: &[PlanLineId]) -> Result<BTreeMap<PlanLineId, Vec<JointItemId>>> {
        repository::items_of(self.core.db().read(), ids).await
    }

    /// Departments of lines, for loaders.
    pub async fn parties_of(&self, ids: &[PlanLineId]) -> Result<Vec<Party>> {
        repository::parties_of(self.core.db().read(), ids).await
    }

    /// Civil days since an instant.
    pub fn days_since(&self, instant: chrono::DateTime<chrono::Utc>) -> i64 {
        (self.core.today() - crate::clock::civil_day(instant)).num_days()
    }

    /// The steps of plans as a whole, for loaders.
    pub async fn decisions_of_plans(&self, ids: &[PlanId]) -> Result<Vec<Decision>> {
        repository::decisions_of_plans(self.core.db().read(), ids).await
    }

    /// The steps of lines, for loaders.
    pub async fn decisions_of_lines(&self, ids: &[PlanLineId]) -> Result<Vec<Decision>> {
        repository::decisions_of_lines(self.core.db().read(), ids).await
    }

    /// Where plans were published, for loaders.
    pub async fn publications(&self, ids: &[PlanId]) -> Result<Vec<Publication>> {
        repository::publications(self.core.db().read(), ids).await
    }

    /// How many lines stand where, of those that are wanted.
    pub async fn line_counts(
        &self,
        viewer: &Viewer,
        filter: &LineFilter,
    ) -> Result<BTreeMap<LineStatus, u64>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        repository::line_counts(self.core.db().read(), &viewer.division, filter).await
    }

    /// What lines mean in doors, drawn together in one wave.
    pub async fn figures(&self, viewer: &Viewer, ids: &[PlanLineId]) -> Result<LineFigures> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let db = self.core.db().read();
        let lines = repository::lines_by_id(db, ids).await?;
        if lines.len() != ids.len() || lines.iter().any(|line| line.division_code != viewer.division) {
            return Err(ErrorCode::NotFound.into());
        }
        self.figures_of(&viewer.division, &lines).await
    }

    pub(super) async fn figures_of(&self, owner: &DivisionCode, lines: &[PlanLine]) -> Result<LineFigures> {
        let db = self.core.db().read();
        // Tasks are numbered as in a wave: a line's own id is too long to be read in a figure.
        let (mut populations, mut tasks) = (Vec::new(), Vec::new());
        for (line, number) in simulated(db, lines, self.core.today()).await?.into_iter().zip(1..) {
            let task = format!("T{number:03}");
            tasks.push(Task { id: task.clone(), method: line.method });
            populations.push(LinePopulation { task, ..line.population });
        }
        let library = Library::load(db, owner).await?;
        let subjects =
            library.subjects().filter(|(_, at)| populations.iter().any(|line| line.includes(at))).count();
        let frame = build_frame(&populations, library.subjects().map(|(_, at)| at))
            .map_err(|error| Error::broken(error.to_string()))?;
        Ok(LineFigures {
            subjects: subjects as u64,
            strata: stratum_quotas(&frame, &tasks),
            report: report(&frame, &tasks, None),
        })
    }
}
