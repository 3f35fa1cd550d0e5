//! The office decides on lines, one or many: all of a request or none, by two people, none of whom inspects.

use std::collections::BTreeMap;

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{DepartmentId, PlanLineId};
use shared::planning::together::PlanAct;
use shared::planning::{LineKind, LineStatus, MOST_DECISIONS, check_reason, check_special_limit};

use super::items::check_items;
use super::rules::rules_of;
use super::{PlanLine, PlanningService, repository};
use crate::access::{Granted, Viewer};
use crate::clock::civil_time;
use crate::db::{Source, Tx};
use crate::error::{Error, Refusal, Result};
use crate::organisation;

/// The office's word on a line.
#[derive(Debug, Clone)]
pub struct LineDecision {
    /// The line.
    pub id: PlanLineId,
    /// Revision it was seen at.
    pub revision: i64,
    /// Forward, or back to its department.
    pub accept: bool,
    /// Why back.
    pub reason: String,
}

/// A step of the office: what it is called in the history, from where and to where it leads.
#[derive(Clone, Copy)]
struct Step {
    act: PlanAct,
    from: LineStatus,
    to: LineStatus,
}

const REVIEW: Step = Step { act: PlanAct::Review, from: LineStatus::Submitted, to: LineStatus::Reviewed };
const APPROVE: Step = Step { act: PlanAct::Approve, from: LineStatus::Reviewed, to: LineStatus::Approved };
/// Steps that only the office takes.
const OF_THE_OFFICE: [&str; 3] = ["REVIEW", "APPROVE", "RETURN"];

impl PlanningService {
    /// A clerk of the office sends lines on to its head, or back with a reason each: all or none.
    pub async fn review_lines(&self, viewer: &Viewer, decisions: &[LineDecision]) -> Result<Vec<PlanLine>> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        self.decide_all(&granted, decisions, REVIEW, located).await
    }

    /// The office's head approves reviewed lines, or sends them back: all or none. Never the person who
    /// reviewed them.
    pub async fn approve_lines(&self, viewer: &Viewer, decisions: &[LineDecision]) -> Result<Vec<PlanLine>> {
        let granted = viewer.demand(Action::ApprovePlan, Scope::Division)?;
        self.decide_all(&granted, decisions, APPROVE, located).await
    }

    /// One line, as [`Self::review_lines`].
    pub async fn review_line(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        accept: bool,
        (revision, reason): (i64, &str),
    ) -> Result<PlanLine> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        let decision = LineDecision { id, revision, accept, reason: reason.to_owned() };
        self.decide_one(&granted, decision, REVIEW).await
    }

    /// One line, as [`Self::approve_lines`].
    pub async fn approve_line(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        accept: bool,
        (revision, reason): (i64, &str),
    ) -> Result<PlanLine> {
        let granted = viewer.demand(Action::ApprovePlan, Scope::Division)?;
        let decision = LineDecision { id, revision, accept, reason: reason.to_owned() };
        self.decide_one(&granted, decision, APPROVE).await
    }

    async fn decide_one(
        &self,
        granted: &Granted<'_>,
        decision: LineDecision,
        step: Step,
    ) -> Result<PlanLine> {
        let decided = self.decide_all(granted, &[decision], step, |_, field| field.to_owned()).await?;
        decided.into_iter().next().ok_or_else(|| Error::broken("a decision without a line"))
    }

    async fn decide_all(
        &self,
        granted: &Granted<'_>,
        decisions: &[LineDecision],
        step: Step,
        path: impl Fn(usize, &str) -> String,
    ) -> Result<Vec<PlanLine>> {
        match decisions.len() {
            0 => return Err(Error::at(ErrorCode::Required, "lines")),
            count if count > MOST_DECISIONS => return Err(Error::at(ErrorCode::OutOfRange, "lines")),
            _ => {}
        }
        let tx = self.core.db().begin().await?;
        check_office(&*tx, granted.viewer).await?;
        self.lock(&tx, granted.viewer, decisions).await?;
        let (mut refusals, mut decided, mut proof) = (Vec::new(), Vec::new(), None);
        for (index, decision) in decisions.iter().enumerate() {
            let at = |field: &str| path(index, field);
            match self.decide(&tx, granted, decision, step).await {
                Ok((line, audited)) => {
                    decided.push(line);
                    proof = Some(audited);
                }
                Err(Error::Refused(found)) => refusals.extend(found.into_iter().map(|refusal| {
                    let path = at(&refusal.path);
                    refusal.at(path)
                })),
                Err(error) => return Err(error),
            }
        }
        match proof {
            Some(audited) if refusals.is_empty() => self.finish(tx, audited).await?,
            // What was decided before the refusal goes with the transaction.
            _ => return Err(Error::Refused(refusals)),
        }
        Ok(decided)
    }

    /// Plans and then lines, in the order of their ids: two requests about the same lines never wait for each
    /// other.
    async fn lock(&self, tx: &Tx, viewer: &Viewer, decisions: &[LineDecision]) -> Result<()> {
        let mut ids: Vec<PlanLineId> = decisions.iter().map(|decision| decision.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut plans: Vec<_> =
            repository::lines_by_id(&**tx, &ids).await?.into_iter().map(|line| line.plan_id).collect();
        plans.sort_unstable();
        plans.dedup();
        for plan in plans {
            repository::lock_plan(&**tx, &viewer.division, plan).await?;
        }
        for id in ids {
            repository::lock_line(&**tx, &viewer.division, id).await?;
        }
        Ok(())
    }

    async fn decide(
        &self,
        tx: &Tx,
        granted: &Granted<'_>,
        decision: &LineDecision,
        step: Step,
    ) -> Result<(PlanLine, crate::audit::Audited)> {
        let viewer = granted.viewer;
        let line = self.line_at(tx, viewer, decision.id, None).await?;
        if line.revision != decision.revision {
            return Err(seen_before(&**tx, &line).await?.into());
        }
        if line.status != step.from {
            return Err(ErrorCode::IllegalTransition.into());
        }
        if line.reviewed_by.is_some() && step.act == PlanAct::Approve && line.reviewed_by == viewer.account {
            return Err(ErrorCode::SamePerson.into());
        }
        if !decision.accept {
            check_reason(&decision.reason).map_err(|code| Error::at(code, "reason"))?;
            let next = line.status.advance(LineStatus::Returned)?;
            return self.step_within(tx, granted, line, next, (PlanAct::Return, &decision.reason)).await;
        }
        if step.act == PlanAct::Approve {
            check_items(&**tx, &line, self.core.today(), "items").await?;
            if line.kind == LineKind::Special {
                check_approved_campaigns(&**tx, viewer, &line).await?;
            }
        }
        let next = line.status.advance(step.to)?;
        self.step_within(tx, granted, line, next, (step.act, &decision.reason)).await
    }
}

fn located(index: usize, field: &str) -> String {
    if field.is_empty() { format!("lines.{index}") } else { format!("lines.{index}.{field}") }
}

/// Whoever holds a post in a department that inspects does not decide for the office (R22).
pub(super) async fn check_office(db: &impl Source, viewer: &Viewer) -> Result<()> {
    let posts: Vec<DepartmentId> = viewer.grants.iter().filter_map(|grant| grant.department).collect();
    if posts.is_empty() {
        return Ok(());
    }
    let departments = organisation::departments_by_id(db, posts).await?;
    match departments.into_iter().find(|department| department.can_inspect) {
        Some(department) => Err(Refusal::new(ErrorCode::OfficeInspects).with(department.name).into()),
        None => Ok(()),
    }
}

/// No more campaigns are approved than the plan may have (R29), whatever it allowed when they were sent.
async fn check_approved_campaigns(db: &impl Source, viewer: &Viewer, line: &PlanLine) -> Result<()> {
    let plan = repository::plan(db, &viewer.division, line.plan_id).await?.ok_or(ErrorCode::NotFound)?;
    let lines = repository::lines_of_plan(db, line.plan_id).await?;
    let others = lines.into_iter().filter(|other| {
        other.id != line.id && other.kind == LineKind::Special && other.status == LineStatus::Approved
    });
    check_special_limit(others.map(|other| other.status), rules_of(&plan).special_limit)
        .map_err(|code| Error::at(code, "kind"))
}

/// What to tell somebody who has seen an older state: that somebody else of the office has decided, who and
/// when; or only that the line has changed.
async fn seen_before(db: &impl Source, line: &PlanLine) -> Result<Refusal> {
    let last = repository::decisions_of_lines(db, &[line.id]).await?.pop();
    let Some(last) = last.filter(|last| OF_THE_OFFICE.contains(&last.step.as_str())) else {
        return Ok(Refusal::new(ErrorCode::StaleRevision));
    };
    let names: BTreeMap<_, _> = organisation::names_of(db, &[last.decided_by]).await?.into_iter().collect();
    let name = names.get(&last.decided_by).cloned().unwrap_or_default();
    let told = format!("{name} {}", civil_time(last.decided_at));
    Ok(Refusal::new(ErrorCode::AlreadyDecided).with(told.trim()))
}
