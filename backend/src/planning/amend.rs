//! Amending a published plan (可动态调整, R6): a new version that carries the approved lines over. The version
//! before stays as it was published; it gives way when the new one is published.
//!
//! Lines that are carried over stay approved, with what departments confirmed and signed. One that its lead
//! takes up again goes the whole way anew: partners, heads, office. One that belongs to a draw stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{PlanId, PlanLineId};
use shared::planning::together::PlanAct;
use shared::planning::{LineStatus, PlanStatus, check_reason, plan_number};

use super::content::contents;
use super::decide::check_office;
use super::steps::decision;
use super::together::Acted;
use super::{Party, Plan, PlanLine, PlanningService, repository};
use crate::access::{Granted, Viewer};
use crate::audit::Change;
use crate::db::entity::{plan_decision, plan_line_department};
use crate::db::{Source, Tx};
use crate::draw;
use crate::error::{Error, Result, unique_means};

impl PlanningService {
    /// The office opens the next version of a published plan, and says why.
    pub async fn amend_plan(
        &self,
        viewer: &Viewer,
        (id, revision): (PlanId, i64),
        reason: &str,
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::OpenPlan, Scope::Division)?;
        check_reason(reason).map_err(|code| Error::at(code, "reason"))?;
        let tx = self.core.db().begin().await?;
        check_office(&*tx, viewer).await?;
        let before = self.plan_at(&tx, viewer, id, revision).await?;
        if repository::amendment_of(&*tx, id).await?.is_some() {
            return Err(ErrorCode::AmendmentOpen.into());
        }
        if before.status != PlanStatus::Published {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let plan = self.next_version(&tx, viewer, &before, reason).await?;
        let carried = self.carry_lines(&tx, &before, &plan).await?;
        let entry =
            decision((self.core.id(), self.core.now()), &granted, plan.id, None, (PlanAct::Amend, reason));
        plan_decision::Entity::insert(entry).exec_without_returning(&*tx).await?;
        let after = json!({
            "number": plan.number, "version": plan.version, "amends": before.id, "lines": carried,
        });
        let change = Change::of("plan", plan.id).after(after).because(reason);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Amend, &plan), change).await?;
        Ok(plan)
    }

    async fn next_version(&self, tx: &Tx, viewer: &Viewer, before: &Plan, reason: &str) -> Result<Plan> {
        let (year, version) = (i32::try_from(before.year).unwrap_or(0), before.version + 1);
        let number = plan_number(&before.division_code, year, u32::try_from(version).unwrap_or(u32::MAX));
        let plan = Plan {
            id: self.core.id(),
            version,
            number,
            status: PlanStatus::Draft,
            approved_by: None,
            approved_at: None,
            filed_organ: None,
            filed_number: None,
            filed_on: None,
            published_at: None,
            content_hash: None,
            created_by: viewer.account_id(),
            created_at: self.core.now(),
            revision: 1,
            amends: Some(before.id),
            amend_reason: Some(reason.trim().to_owned()),
            ..before.clone()
        };
        let row = plan.into_active_model().reset_all();
        row.insert(&**tx).await.map_err(unique_means(ErrorCode::AmendmentOpen))
    }

    /// Copies the approved lines, with everybody's word on them; answers how many.
    async fn carry_lines(&self, tx: &Tx, before: &Plan, plan: &Plan) -> Result<usize> {
        let mut lines = repository::lines_of_plan(&**tx, before.id).await?;
        lines.retain(|line| line.status == LineStatus::Approved);
        let ids: Vec<PlanLineId> = lines.iter().map(|line| line.id).collect();
        let items = repository::items_of(&**tx, &ids).await?;
        let parties = repository::parties_of(&**tx, &ids).await?;
        let count = lines.len();
        for line in lines {
            let carried = PlanLine {
                id: self.core.id(),
                plan_id: plan.id,
                revision: 1,
                updated_at: self.core.now(),
                first_id: Some(first_of(&line)),
                ..line.clone()
            };
            let carried = carried.into_active_model().reset_all().insert(&**tx).await?;
            let of_line = items.get(&line.id).map(Vec::as_slice).unwrap_or_default();
            repository::set_items(&**tx, carried.id, of_line).await?;
            let of_line = parties.iter().filter(|party| party.line_id == line.id);
            let of_line = of_line.map(|party| Party { line_id: carried.id, ..party.clone() });
            repository::set_parties(&**tx, carried.id, of_line.collect()).await?;
        }
        Ok(count)
    }

    /// The lead takes a line of an amendment up again that the office has approved: to change or withdraw it.
    pub async fn reopen_line(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        (revision, reason): (i64, &str),
    ) -> Result<PlanLine> {
        let found = self.line(viewer, id).await?;
        let granted = viewer.demand_in(Action::ProposeLine, found.lead_department_id)?;
        check_reason(reason).map_err(|code| Error::at(code, "reason"))?;
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, found.plan_id).await?;
        let plan = plan.ok_or(ErrorCode::NotFound)?;
        let Some(before) = plan.amends else { return Err(ErrorCode::NotAmendment.into()) };
        // A wave is opened under the lock of the version that is in force.
        repository::lock_plan(&*tx, &viewer.division, before).await?;
        let line = self.line_at(&tx, viewer, id, Some(revision)).await?;
        if !plan.status.is_open() || line.status != LineStatus::Approved {
            return Err(ErrorCode::IllegalTransition.into());
        }
        if !draw::taken_lines(&*tx, &family_of(&*tx, &[id]).await?).await?.is_empty() {
            return Err(ErrorCode::LineDrawn.into());
        }
        for party in repository::parties_of(&*tx, &[id]).await? {
            let mut row: plan_line_department::ActiveModel = party.into_active_model();
            row.signed_by = Set(None);
            row.signed_at = Set(None);
            row.update(&*tx).await?;
        }
        let next = line.status.advance(LineStatus::Draft)?;
        self.take_step(tx, &granted, line, next, (PlanAct::Reopen, reason)).await
    }

    /// An amendment changes something, or it is none.
    pub(super) async fn check_amendment(&self, tx: &Tx, plan: &Plan) -> Result<()> {
        let Some(before) = plan.amends else { return Ok(()) };
        let differs = super::versions::differences_between(&**tx, before, plan.id).await?;
        let differs = differs.into_iter().any(|line| line.change != shared::planning::LineChange::Unchanged);
        if differs { Ok(()) } else { Err(ErrorCode::NothingChanged.into()) }
    }

    /// The version before gives way to the one that is being published.
    pub(super) async fn supersede(
        &self,
        tx: &Tx,
        granted: &Granted<'_>,
        plan: &Plan,
    ) -> Result<Option<Plan>> {
        let Some(before) = plan.amends else { return Ok(None) };
        let owner = &granted.viewer.division;
        let before = repository::lock_plan(&**tx, owner, before).await?.ok_or(ErrorCode::NotFound)?;
        let (published, revision) = (before.clone(), before.revision);
        let next = before.status.advance(PlanStatus::Amended)?;
        let reason = plan.amend_reason.as_deref().unwrap_or_default();
        let mut row = before.into_active_model();
        row.status = Set(next);
        row.revision = Set(revision + 1);
        row.update(&**tx).await?;
        let at = (self.core.id(), self.core.now());
        let entry = decision(at, granted, published.id, None, (PlanAct::Supersede, reason));
        plan_decision::Entity::insert(entry).exec_without_returning(&**tx).await?;
        let change = Change::of("plan", published.id)
            .before(json!({ "status": published.status }))
            .after(json!({ "status": next, "amendedBy": plan.id }))
            .because(reason);
        self.note(tx, granted, Acted::on_plan(PlanAct::Supersede, &published), change).await?;
        Ok(Some(published))
    }
}

/// The line as which a line first stood in a plan of its year.
pub(super) fn first_of(line: &PlanLine) -> PlanLineId {
    line.first_id.unwrap_or(line.id)
}

/// Lines with all that they are in other versions of their plans, themselves included.
pub async fn families(db: &impl Source, ids: &[PlanLineId]) -> Result<BTreeMap<PlanLineId, Vec<PlanLineId>>> {
    let lines = repository::lines_by_id(db, ids).await?;
    let firsts: BTreeSet<PlanLineId> = lines.iter().map(first_of).collect();
    let mut of_first: BTreeMap<PlanLineId, Vec<PlanLineId>> = BTreeMap::new();
    for line in repository::lines_of_family(db, &firsts.into_iter().collect::<Vec<_>>()).await? {
        of_first.entry(first_of(&line)).or_default().push(line.id);
    }
    let family = |line: &PlanLine| of_first.get(&first_of(line)).cloned().unwrap_or_default();
    Ok(lines.iter().map(|line| (line.id, family(line))).collect())
}

/// All that lines are in any version of their plans.
pub async fn family_of(db: &impl Source, ids: &[PlanLineId]) -> Result<Vec<PlanLineId>> {
    Ok(families(db, ids).await?.into_values().flatten().collect())
}

/// Whether one of some lines of a published plan is changed or withdrawn in a version that is being made.
pub async fn being_amended(db: &impl Source, plan: &Plan, lines: &[PlanLine]) -> Result<bool> {
    let Some(next) = repository::amendment_of(db, plan.id).await? else { return Ok(false) };
    let mut later = repository::lines_of_plan(db, next.id).await?;
    later.retain(|line| lines.iter().any(|one| first_of(one) == first_of(line)));
    let (now, then) = (contents(db, lines).await?, contents(db, &later).await?);
    Ok(lines.iter().any(|line| {
        let other = later.iter().find(|other| first_of(other) == first_of(line));
        other.is_none_or(|other| {
            other.status != LineStatus::Approved || now.get(&line.id) != then.get(&other.id)
        })
    }))
}
