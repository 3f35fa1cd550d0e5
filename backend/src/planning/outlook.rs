//! What a plan means before anybody draws; the figures themselves are `shared::simulation`'s.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::joint_cap;
use shared::code::DivisionCode;
use shared::eligibility::{Days, Duty, Officer, may_go};
use shared::ids::{DepartmentId, PlanId, PlanLineId};
use shared::planning::LineStatus;
use shared::planning::together::PlanAct;
use shared::simulation::{Effort, Merge, OpenDays, Outlook, PlanningRules, SimulatedLine, simulate, suggest};

use super::rules::{readable, rules_of};
use super::together::Acted;
use super::{Plan, PlanLine, PlanningService, draft_of, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::catalogue;
use crate::coverage::Roster;
use crate::db::Source;
use crate::error::{Error, Result};
use crate::registry;

/// Beyond this many doors the server simulates; below, the app does it while somebody types.
const DOORS_IN_THE_APP: u64 = 200_000;
/// Fewest entries a merge must save to be worth a meeting.
const LEAST_SAVING: f64 = 0.5;
/// Longest name of a group.
const LONGEST_GROUP: usize = 20;

/// What the app needs to simulate by itself.
#[derive(Debug, Clone)]
pub struct PlanBasis {
    /// Doors of the division.
    pub doors: u64,
    /// They, without names, as JSON; nothing where there are too many to send.
    pub population: Option<String>,
    /// Officers with a valid certificate in each month of the plan's year, by department.
    pub officers: BTreeMap<DepartmentId, [u32; 12]>,
    /// What the items of each line allow together, in basis points; nothing where they set no cap.
    pub caps: BTreeMap<String, Option<u32>>,
}

impl PlanningService {
    /// What the app needs to simulate a plan.
    pub async fn basis(&self, viewer: &Viewer, plan: &Plan) -> Result<PlanBasis> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let population = self.populations.of(&self.core, &viewer.division).await?;
        let doors = population.doors();
        let db = self.core.db().read();
        let lines = repository::lines_of_plan(db, plan.id).await?;
        let caps = simulated(db, &lines, self.core.today())
            .await?
            .into_iter()
            .map(|line| (line.population.task, line.method.cap_bp()));
        let caps = caps.collect();
        let year = i32::try_from(plan.year).unwrap_or(0);
        let wire = || serde_json::to_string(&*population).map_err(|error| Error::broken(error.to_string()));
        Ok(PlanBasis {
            doors,
            population: (doors <= DOORS_IN_THE_APP).then(wire).transpose()?,
            officers: self.officers(&viewer.division, year).await?,
            caps,
        })
    }

    /// Lines of a plan put to a simulation, with the merges that would save most; all but withdrawn ones
    /// if none are named, and by the plan's own rules if no others are tried.
    pub async fn outlook(
        &self,
        viewer: &Viewer,
        plan: &Plan,
        ids: Option<&[PlanLineId]>,
        tried: Option<PlanningRules>,
    ) -> Result<(Outlook, Vec<Merge>)> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let rules = tried.unwrap_or_else(|| rules_of(plan));
        readable(&rules)?;
        let db = self.core.db().read();
        let mut lines = repository::lines_of_plan(db, plan.id).await?;
        match ids {
            Some(ids) => {
                lines.retain(|line| ids.contains(&line.id));
                if lines.len() != ids.len() {
                    return Err(Error::at(ErrorCode::NotFound, "lines"));
                }
            }
            None => lines.retain(|line| line.status != LineStatus::Withdrawn),
        }
        let simulated = simulated(db, &lines, self.core.today()).await?;
        let population = self.populations.of(&self.core, &viewer.division).await?;
        let open = OpenDays::of(i32::try_from(plan.year).unwrap_or(0), self.core.calendar(), &rules);
        let found = tokio::task::spawn_blocking(move || {
            let outlook = simulate(&population, &simulated, &rules, &open, Effort::LIVE);
            (outlook, suggest(&population, &simulated, &open, LEAST_SAVING))
        });
        found.await.map_err(|error| Error::broken(error.to_string()))
    }

    /// The office says which lines are drawn together; without a name each is on its own again.
    pub async fn group_lines(
        &self,
        viewer: &Viewer,
        plan: PlanId,
        ids: &[PlanLineId],
        group: Option<&str>,
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        let group = group.map(str::trim).filter(|group| !group.is_empty());
        if group.is_some_and(|group| group.chars().count() > LONGEST_GROUP) {
            return Err(Error::at(ErrorCode::TooLong, "group"));
        }
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, plan).await?.ok_or(ErrorCode::NotFound)?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let mut lines = repository::lines_of_plan(&*tx, plan.id).await?;
        lines.retain(|line| ids.contains(&line.id) && line.status != LineStatus::Withdrawn);
        if lines.len() != ids.len() || ids.is_empty() {
            return Err(Error::at(ErrorCode::NotFound, "lineIds"));
        }
        let before: BTreeMap<String, Option<String>> =
            lines.iter().map(|line| (line.id.to_string(), line.wave_group.clone())).collect();
        for line in lines {
            let mut row = line.into_active_model();
            row.wave_group = Set(group.map(str::to_owned));
            row.update(&*tx).await?;
        }
        let change =
            Change::of("plan", plan.id).before(json!({ "groups": before })).after(json!({ "group": group }));
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Group, &plan), change).await?;
        Ok(plan)
    }

    async fn officers(&self, owner: &DivisionCode, year: i32) -> Result<BTreeMap<DepartmentId, [u32; 12]>> {
        let mut officers: BTreeMap<DepartmentId, [u32; 12]> = BTreeMap::new();
        let db = self.core.db().read();
        let roster = Roster::of(db, registry::active_inspectors(db, owner).await?).await?;
        for inspector in &roster.inspectors {
            let months = officers.entry(inspector.department_id).or_default();
            for (month, count) in (1..).zip(months) {
                *count += u32::from(is_there(&roster.officer(inspector), (year, month)));
            }
        }
        Ok(officers)
    }
}

/// Whether an officer can be counted on in a month: certified to its end, and not away all through it.
fn is_there(officer: &Officer<'_>, (year, month): (i32, u32)) -> bool {
    let first = NaiveDate::from_ymd_opt(year, month, 1);
    let last =
        first.and_then(|day| day.checked_add_months(chrono::Months::new(1))).and_then(|day| day.pred_opt());
    let (Some(first), Some(last)) = (first, last) else { return false };
    may_go(officer, &Duty { days: Days::Within(first, last), fields: &[], town: None, subjects: &[] })
}

/// Lines as the simulation takes them, by their ids.
pub(super) async fn simulated(
    db: &impl Source,
    lines: &[PlanLine],
    today: NaiveDate,
) -> Result<Vec<SimulatedLine>> {
    let ids: Vec<PlanLineId> = lines.iter().map(|line| line.id).collect();
    let items = repository::items_of(db, &ids).await?;
    let all: Vec<_> = items.values().flatten().copied().collect();
    let joint: BTreeMap<_, _> =
        catalogue::joint_items_by_id(db, &all).await?.into_iter().map(|item| (item.id, item)).collect();
    let own = catalogue::items_of(db, &all).await?;
    let mut parties: BTreeMap<PlanLineId, Vec<(DepartmentId, u32)>> = BTreeMap::new();
    for party in repository::parties_of(db, &ids).await? {
        let officers = u32::try_from(party.officers).unwrap_or(0);
        parties.entry(party.line_id).or_default().push((party.department_id, officers));
    }
    let put = |line: &PlanLine| {
        let of_line: Vec<_> =
            items.get(&line.id).into_iter().flatten().filter_map(|id| joint.get(id)).collect();
        let parties = parties.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        let departments: Vec<DepartmentId> = parties.iter().map(|(department, _)| *department).collect();
        let first = line.window_from.max(today);
        SimulatedLine::of(
            line.id.to_string(),
            &draft_of(line),
            joint_cap(&catalogue::terms_among(&of_line, &own, &departments, first)),
            of_line.iter().map(|item| item.tag.clone()).collect(),
            parties.iter().map(|(department, officers)| (department.to_string(), *officers)).collect(),
            line.wave_group.clone(),
        )
    };
    Ok(lines.iter().map(put).collect())
}
