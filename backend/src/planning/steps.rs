//! A line's way to the office: submitted by its lead, confirmed by partners, signed by heads.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{DepartmentId, PlanLineId};
use shared::planning::together::PlanAct;
use shared::planning::{Confirmation, LineKind, LineStatus, check_line, check_special_limit};

use super::items::terms_of_line;
use super::rules::rules_of;
use super::together::Acted;
use super::{Party, PlanLine, PlanningService, content, draft_of, repository};
use crate::access::{Granted, Viewer};
use crate::audit::{Audited, Change};
use crate::db::Tx;
use crate::db::entity::plan_decision;
use crate::error::{Error, Refusal, Result};

/// Steps after which a line may be changed: what it said then is kept, to be compared with what comes next.
const ENDS_A_ROUND: [PlanAct; 3] = [PlanAct::Return, PlanAct::Approve, PlanAct::Reopen];

impl PlanningService {
    /// The lead sends its line to the partners. It is checked again: items may have changed since it was
    /// written, and a scope that matches nobody is refused now.
    pub async fn submit_line(&self, viewer: &Viewer, id: PlanLineId, revision: i64) -> Result<PlanLine> {
        let found = self.line(viewer, id).await?;
        let granted = viewer.demand_in(Action::ProposeLine, found.lead_department_id)?;
        self.check_again(viewer, &found).await?;
        let tx = self.core.db().begin().await?;
        if found.kind == LineKind::Special {
            self.check_campaigns(&tx, viewer, &found).await?;
        }
        let line = self.line_at(&tx, viewer, id, Some(revision)).await?;
        let next = line.status.advance(LineStatus::Confirming)?;
        let mut alone = true;
        for party in repository::parties_of(&*tx, &[id]).await? {
            let leads = party.department_id == line.lead_department_id;
            alone &= leads;
            let mut row = party.into_active_model();
            // The lead proposes, so it has confirmed.
            row.confirmation = Set(if leads { Confirmation::Confirmed } else { Confirmation::Invited });
            row.confirmed_by = Set(leads.then(|| viewer.account_id()));
            row.confirmed_at = Set(leads.then(|| self.core.now()));
            row.decline_reason = Set(None);
            row.signed_by = Set(None);
            row.signed_at = Set(None);
            row.update(&*tx).await?;
        }
        let next = if alone { next.advance(LineStatus::Signing)? } else { next };
        self.take_step(tx, &granted, line, next, (PlanAct::Submit, "")).await
    }

    /// Whether the plan may have another campaign (R29). Whoever sends one waits until those who send others
    /// have sent them.
    async fn check_campaigns(&self, tx: &Tx, viewer: &Viewer, line: &PlanLine) -> Result<()> {
        let plan = repository::lock_plan(&**tx, &viewer.division, line.plan_id).await?;
        let most = rules_of(&plan.ok_or(ErrorCode::NotFound)?).special_limit;
        let lines = repository::lines_of_plan(&**tx, line.plan_id).await?;
        let others = lines.iter().filter(|other| other.id != line.id && other.kind == LineKind::Special);
        check_special_limit(others.map(|other| other.status), most).map_err(|code| Error::at(code, "kind"))
    }

    async fn check_again(&self, viewer: &Viewer, line: &PlanLine) -> Result<()> {
        let db = self.core.db().read();
        let terms = terms_of_line(db, line, self.core.today()).await?;
        let plan = repository::plan(db, &viewer.division, line.plan_id).await?.ok_or(ErrorCode::NotFound)?;
        let year = i32::try_from(plan.year).unwrap_or(0);
        let mut refusals: Vec<Refusal> =
            check_line(&draft_of(line), &terms, year, self.core.today(), self.core.calendar())
                .into_iter()
                .map(|problem| Refusal::new(problem.code).at(problem.path))
                .collect();
        if refusals.is_empty() {
            let figures = self.figures_of(&viewer.division, std::slice::from_ref(line)).await?;
            if figures.report.frame == 0 {
                refusals.push(Refusal::new(ErrorCode::ScopeEmpty).at("scope"));
            }
        }
        if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
    }

    /// A partner confirms or declines. When the last has confirmed, the heads may sign; one who declines
    /// sends the line back to its lead.
    pub async fn confirm_line(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        department: DepartmentId,
        decline: Option<String>,
    ) -> Result<PlanLine> {
        let granted = viewer.demand_in(Action::ConfirmLine, department)?;
        let tx = self.core.db().begin().await?;
        let line = self.line_at(&tx, viewer, id, None).await?;
        if line.status != LineStatus::Confirming {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let parties = repository::parties_of(&*tx, &[id]).await?;
        let own = own_party(&parties, department)?;
        if own.confirmation != Confirmation::Invited {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let mut row = own.clone().into_active_model();
        row.confirmed_by = Set(Some(viewer.account_id()));
        row.confirmed_at = Set(Some(self.core.now()));
        if let Some(reason) = decline {
            if reason.trim().is_empty() {
                return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
            }
            row.confirmation = Set(Confirmation::Declined);
            row.decline_reason = Set(Some(reason.clone()));
            row.update(&*tx).await?;
            let next = line.status.advance(LineStatus::Returned)?;
            return self.take_step(tx, &granted, line, next, (PlanAct::Decline, &reason)).await;
        }
        row.confirmation = Set(Confirmation::Confirmed);
        row.update(&*tx).await?;
        let others = parties.iter().filter(|party| party.department_id != department);
        let all = others.into_iter().all(|party| party.confirmation == Confirmation::Confirmed);
        let next = if all { line.status.advance(LineStatus::Signing)? } else { line.status };
        self.take_step(tx, &granted, line, next, (PlanAct::Confirm, "")).await
    }

    /// A department's head signs; with the last signature the line goes to the office.
    pub async fn sign_line(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        department: DepartmentId,
    ) -> Result<PlanLine> {
        let granted = viewer.demand_in(Action::SignLine, department)?;
        let tx = self.core.db().begin().await?;
        let line = self.line_at(&tx, viewer, id, None).await?;
        if line.status == LineStatus::Confirming {
            return Err(ErrorCode::NotAllConfirmed.into());
        }
        if line.status != LineStatus::Signing {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let parties = repository::parties_of(&*tx, &[id]).await?;
        let own = own_party(&parties, department)?;
        if own.signed_at.is_some() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        if own.confirmed_by == viewer.account {
            return Err(ErrorCode::SamePerson.into());
        }
        let mut row = own.clone().into_active_model();
        row.signed_by = Set(Some(viewer.account_id()));
        row.signed_at = Set(Some(self.core.now()));
        row.update(&*tx).await?;
        let all = parties
            .iter()
            .filter(|party| party.department_id != department)
            .all(|party| party.signed_at.is_some());
        let next = if all { line.status.advance(LineStatus::Submitted)? } else { line.status };
        self.take_step(tx, &granted, line, next, (PlanAct::Sign, "")).await
    }

    /// The lead takes its line back for good.
    pub async fn withdraw_line(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        (revision, reason): (i64, &str),
    ) -> Result<PlanLine> {
        let found = self.line(viewer, id).await?;
        let granted = viewer.demand_in(Action::ProposeLine, found.lead_department_id)?;
        if reason.trim().is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        let tx = self.core.db().begin().await?;
        let line = self.line_at(&tx, viewer, id, Some(revision)).await?;
        let next = line.status.advance(LineStatus::Withdrawn)?;
        self.take_step(tx, &granted, line, next, (PlanAct::Withdraw, reason)).await
    }

    /// The line inside a transaction; with a revision, as the caller has seen it.
    pub(super) async fn line_at(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        id: PlanLineId,
        revision: Option<i64>,
    ) -> Result<PlanLine> {
        let line = repository::lock_line(&**tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        if revision.is_some_and(|revision| revision != line.revision) {
            return Err(ErrorCode::StaleRevision.into());
        }
        Ok(line)
    }

    /// Moves a line on, with its entry in the plan's history and in the trail, and commits.
    pub(super) async fn take_step(
        &self,
        tx: Tx,
        granted: &Granted<'_>,
        line: PlanLine,
        next: LineStatus,
        what: (PlanAct, &str),
    ) -> Result<PlanLine> {
        let (line, audited) = self.step_within(&tx, granted, line, next, what).await?;
        self.finish(tx, audited).await?;
        Ok(line)
    }

    /// Moves a line on without committing yet.
    pub(super) async fn step_within(
        &self,
        tx: &Tx,
        granted: &Granted<'_>,
        line: PlanLine,
        next: LineStatus,
        (act, reason): (PlanAct, &str),
    ) -> Result<(PlanLine, Audited)> {
        let before = line.status;
        let revision = line.revision;
        let (plan, id) = (line.plan_id, line.id);
        let mut row = line.into_active_model();
        row.status = Set(next);
        row.updated_at = Set(self.core.now());
        row.revision = Set(revision + 1);
        if act == PlanAct::Review {
            row.reviewed_by = Set(granted.viewer.account);
        }
        let line = row.update(&**tx).await?;
        let decided: uuid::Uuid = self.core.id();
        let decision = decision((decided, self.core.now()), granted, plan, Some(id), (act, reason));
        plan_decision::Entity::insert(decision).exec_without_returning(&**tx).await?;
        if ENDS_A_ROUND.contains(&act) {
            content::keep(tx, decided, &line).await?;
        }
        let change = Change::of("plan_line", id)
            .before(json!({ "status": before }))
            .after(json!({ "status": next, "step": act }))
            .because(reason);
        let audited = self.note(tx, granted, Acted::on_line(act, &line), change).await?;
        Ok((line, audited))
    }
}

/// A row of the plan's history.
pub(super) fn decision(
    (id, now): (uuid::Uuid, DateTime<Utc>),
    granted: &Granted<'_>,
    plan: shared::ids::PlanId,
    line: Option<PlanLineId>,
    (act, reason): (PlanAct, &str),
) -> plan_decision::ActiveModel {
    plan_decision::ActiveModel {
        id: Set(id),
        plan_id: Set(plan),
        line_id: Set(line),
        step: Set(act.as_str().to_owned()),
        reason: Set(reason.trim().to_owned()),
        decided_by: Set(granted.viewer.account_id()),
        decided_at: Set(now),
    }
}

/// A department's part in a line; a refusal if it has none.
pub(super) fn own_party(parties: &[Party], department: DepartmentId) -> Result<&Party> {
    parties.iter().find(|party| party.department_id == department).ok_or_else(|| ErrorCode::NotInvited.into())
}
