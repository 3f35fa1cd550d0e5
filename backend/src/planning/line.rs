//! Writing a line: its lead department fills it in.

use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::catalogue::joint_cap;
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::line::OFFICERS;
use shared::planning::together::PlanAct;
use shared::planning::{Confirmation, LineDraft, LineKind, LineStatus, check_departure, check_line};

use super::together::Acted;
use super::{Party, Plan, PlanLine, PlanningService, matrix, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::catalogue;
use crate::db::{Doc, Source, Tx};
use crate::error::{Error, Refusal, Result};
use crate::organisation;

/// Most joint items and departments of a line.
pub(super) const MOST: usize = 28;

/// A line as it is entered.
#[derive(Debug, Clone)]
pub struct LineInput {
    /// The line to change; none for a new one.
    pub id: Option<PlanLineId>,
    /// The plan.
    pub plan: PlanId,
    /// The department that leads it.
    pub lead: DepartmentId,
    /// Departments invited to take part.
    pub partners: Vec<DepartmentId>,
    /// Officers each department sends to a visit.
    pub officers: i64,
    /// Joint items.
    pub items: Vec<JointItemId>,
    /// The rest.
    pub draft: LineDraft,
    /// Why its ratios are not those of the plan's matrix.
    pub ratio_reason: String,
    /// Revision it was based on; 0 for a new one.
    pub revision: i64,
}

impl PlanningService {
    /// Writes a new or still editable line. Everything that is wrong with it is said at once.
    pub async fn save_line(&self, viewer: &Viewer, input: LineInput) -> Result<PlanLine> {
        let granted = viewer.demand_in(Action::ProposeLine, input.lead)?;
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, input.plan).await?;
        let plan = plan.ok_or(ErrorCode::NotFound)?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let before = match input.id {
            None => None,
            Some(id) => Some(self.editable_line(&tx, viewer, id, input.revision).await?),
        };
        if before
            .as_ref()
            .is_some_and(|line| line.lead_department_id != input.lead || line.plan_id != plan.id)
        {
            return Err(ErrorCode::NotFound.into());
        }
        self.check(&tx, viewer, &plan, &input).await?;
        let earlier = match &before {
            None => None,
            Some(line) => Some(summary(line, &as_kept(&tx, line).await?)),
        };
        let line = self.write(&tx, viewer, &plan, before.as_ref(), &input).await?;
        let mut change = Change::of("plan_line", line.id).after(summary(&line, &input));
        if let Some(before) = earlier {
            change = change.before(before);
        }
        self.conclude(tx, &granted, Acted::on_line(PlanAct::Save, &line), change).await?;
        Ok(line)
    }

    async fn editable_line(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        id: PlanLineId,
        revision: i64,
    ) -> Result<PlanLine> {
        let line = repository::lock_line(&**tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        if line.revision != revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        if line.status.is_editable() { Ok(line) } else { Err(ErrorCode::IllegalTransition.into()) }
    }

    async fn check(&self, tx: &Tx, viewer: &Viewer, plan: &Plan, input: &LineInput) -> Result<()> {
        let mut refusals = Vec::new();
        let joint = catalogue::joint_items_by_id(&**tx, &input.items).await?;
        let departments: Vec<DepartmentId> =
            std::iter::once(input.lead).chain(input.partners.iter().copied()).collect();
        let first = input.draft.window_from.max(self.core.today());
        let terms = catalogue::task_terms(&**tx, &joint, &departments, first).await?;
        if joint.len() != input.items.len() || input.items.len() > MOST {
            refusals.push(Refusal::new(ErrorCode::NotFound).at("items"));
        }
        let year = i32::try_from(plan.year).unwrap_or(0);
        let problems = check_line(&input.draft, &terms, year, self.core.today(), self.core.calendar());
        refusals.extend(problems.into_iter().map(|problem| Refusal::new(problem.code).at(problem.path)));
        if !u32::try_from(input.officers).is_ok_and(|officers| OFFICERS.contains(&officers)) {
            refusals.push(Refusal::new(ErrorCode::OutOfRange).at("officers"));
        }
        refusals.extend(self.check_departments(&**tx, viewer, input).await?);
        let departs = matrix::departs_from(plan, &input.draft.ratios, joint_cap(&terms));
        if let Err(code) = check_departure(departs, &input.ratio_reason) {
            refusals.push(Refusal::new(code).at("ratioReason"));
        }
        if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
    }

    /// The lead and every partner must take part in every joint item of the line: nobody goes to a door
    /// with nothing to do there. Coordinating offices never inspect (R22).
    pub(super) async fn check_departments(
        &self,
        db: &impl Source,
        viewer: &Viewer,
        input: &LineInput,
    ) -> Result<Vec<Refusal>> {
        let mut refusals = Vec::new();
        let by_item = catalogue::departments_of(db, &input.items).await?;
        let in_every_item = |id: DepartmentId| by_item.values().all(|departments| departments.contains(&id));
        let known = organisation::departments_in(db, &viewer.division).await?;
        let may_inspect = |id: DepartmentId| known.values().any(|row| row.id == id && row.can_inspect);
        if !in_every_item(input.lead) {
            refusals.push(Refusal::new(ErrorCode::LeadNotInItem).at("lead"));
        }
        for (index, partner) in input.partners.iter().enumerate() {
            let twice = input.partners[..index].contains(partner);
            if !may_inspect(*partner) {
                refusals.push(Refusal::new(ErrorCode::DepartmentCannotInspect).at("partners"));
            } else if !in_every_item(*partner) || *partner == input.lead || twice {
                refusals.push(Refusal::new(ErrorCode::PartnerNotInItem).at("partners"));
            }
        }
        Ok(refusals)
    }

    pub(super) async fn write(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        plan: &Plan,
        before: Option<&PlanLine>,
        input: &LineInput,
    ) -> Result<PlanLine> {
        let now = self.core.now();
        let draft = &input.draft;
        let line = PlanLine {
            id: before.map_or_else(|| self.core.id(), |line| line.id),
            plan_id: plan.id,
            division_code: viewer.division.clone(),
            position: match before {
                Some(line) => line.position,
                None => repository::next_position(&**tx, plan.id).await?,
            },
            title: draft.title.trim().to_owned(),
            lead_department_id: input.lead,
            status: before.map_or(LineStatus::Draft, |line| line.status),
            targeting: draft.targeting,
            scope: Doc(draft.scope.clone()),
            draw_mode: draft.draw_mode,
            ratios: Doc(draft.ratios.clone()),
            rounding: draft.rounding,
            reserve: i64::from(draft.reserve),
            batches: i64::from(draft.batches),
            method: draft.method,
            on_site_reason: draft.on_site_reason.trim().to_owned(),
            window_from: draft.window_from,
            window_to: draft.window_to,
            reviewed_by: None,
            created_by: before.map_or_else(|| viewer.account_id(), |line| line.created_by),
            created_at: before.map_or(now, |line| line.created_at),
            updated_at: now,
            revision: before.map_or(1, |line| line.revision + 1),
            wave_group: before.and_then(|line| line.wave_group.clone()),
            kind: draft.kind,
            special_reason: match draft.kind {
                LineKind::Routine => String::new(),
                LineKind::Special => draft.special_reason.trim().to_owned(),
            },
            first_id: before.and_then(|line| line.first_id),
            ratio_reason: input.ratio_reason.trim().to_owned(),
        };
        let row = line.into_active_model().reset_all();
        let line = if before.is_some() { row.update(&**tx).await? } else { row.insert(&**tx).await? };
        repository::set_items(&**tx, line.id, &input.items).await?;
        repository::set_parties(&**tx, line.id, parties(&line, input)).await?;
        Ok(line)
    }
}

fn parties(line: &PlanLine, input: &LineInput) -> Vec<Party> {
    let mut departments = vec![input.lead];
    departments.extend(input.partners.iter().copied());
    departments
        .into_iter()
        .enumerate()
        .map(|(position, department_id)| Party {
            line_id: line.id,
            department_id,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            officers: input.officers,
            confirmation: Confirmation::Invited,
            confirmed_by: None,
            confirmed_at: None,
            decline_reason: None,
            signed_by: None,
            signed_at: None,
        })
        .collect()
}

/// A line as the trail keeps it: a [`shared::planning::together::SavedLine`], and where it stands.
fn summary(line: &PlanLine, input: &LineInput) -> serde_json::Value {
    json!({
        "draft": super::draft_of(line),
        "lead": input.lead,
        "partners": input.partners,
        "items": input.items,
        "officers": input.officers,
        "status": line.status,
        "ratioReason": line.ratio_reason,
    })
}

/// A line as it was entered last.
async fn as_kept(tx: &Tx, line: &PlanLine) -> Result<LineInput> {
    let parties = repository::parties_of(&**tx, &[line.id]).await?;
    let partners = parties.iter().filter(|party| party.department_id != line.lead_department_id);
    Ok(LineInput {
        id: Some(line.id),
        plan: line.plan_id,
        lead: line.lead_department_id,
        partners: partners.map(|party| party.department_id).collect(),
        officers: parties.first().map_or(0, |party| party.officers),
        items: repository::items_of(&**tx, &[line.id]).await?.remove(&line.id).unwrap_or_default(),
        draft: super::draft_of(line),
        ratio_reason: line.ratio_reason.clone(),
        revision: line.revision,
    })
}
