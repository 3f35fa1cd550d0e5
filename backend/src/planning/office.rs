//! The joint-meeting office: opening a plan and approving it; its word on lines is in `decide`.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::PlanId;
use shared::planning::together::PlanAct;
use shared::planning::{LineStatus, PlanStatus, plan_number};

use super::decide::check_office;
use super::steps::decision;
use super::together::Acted;
use super::{Plan, PlanningService, repository};
use crate::access::{Granted, Viewer};
use crate::audit::Change;
use crate::db::Tx;
use crate::db::entity::{plan, plan_decision};
use crate::error::{Error, Result, unique_means};

/// Years a plan may be for.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;

impl PlanningService {
    /// Opens the plan of a year; it is judged by what the latest one before it was judged by.
    pub async fn open_plan(&self, viewer: &Viewer, year: i32, title: &str) -> Result<Plan> {
        let granted = viewer.demand(Action::OpenPlan, Scope::Division)?;
        if !YEARS.contains(&year) {
            return Err(Error::at(ErrorCode::OutOfRange, "year"));
        }
        match title.trim().chars().count() {
            0 => return Err(Error::at(ErrorCode::Required, "title")),
            1..=120 => {}
            _ => return Err(Error::at(ErrorCode::TooLong, "title")),
        }
        let tx = self.core.db().begin().await?;
        if repository::count_plans(&*tx, &viewer.division, year).await? > 0 {
            return Err(Error::at(ErrorCode::PlanExists, "year"));
        }
        // Caps, quiet days and ratios of a place outlive a year.
        let plans = repository::plans(&*tx, &viewer.division).await?;
        let latest = plans.into_iter().find(|plan| plan.year < i64::from(year));
        let row = plan::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            year: Set(i64::from(year)),
            version: Set(1),
            number: Set(plan_number(&viewer.division, year, 1)),
            title: Set(title.trim().to_owned()),
            status: Set(PlanStatus::Draft),
            approved_by: Set(None),
            approved_at: Set(None),
            filed_organ: Set(None),
            filed_number: Set(None),
            filed_on: Set(None),
            published_at: Set(None),
            content_hash: Set(None),
            created_by: Set(viewer.account_id()),
            created_at: Set(self.core.now()),
            rules: Set(latest.as_ref().and_then(|plan| plan.rules.clone())),
            matrix: Set(latest.as_ref().and_then(|plan| plan.matrix.clone())),
            revision: Set(1),
            amends: Set(None),
            amend_reason: Set(None),
        };
        let plan = row.insert(&*tx).await.map_err(unique_means(Error::at(ErrorCode::PlanExists, "year")))?;
        // Caps, quiet days and the matrix come from somewhere: the trail says from which plan.
        let taken_over = latest.filter(|latest| latest.rules.is_some() || latest.matrix.is_some());
        let after = json!({
            "year": year, "title": plan.title, "number": plan.number,
            "rules": plan.rules, "matrix": plan.matrix,
            "takenOverFrom": taken_over.map(|latest| latest.number),
        });
        let change = Change::of("plan", plan.id).after(after);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Open, &plan), change).await?;
        Ok(plan)
    }

    /// The office's head approves the plan: every line is decided, and one at least is approved.
    pub async fn approve_plan(&self, viewer: &Viewer, id: PlanId, revision: i64) -> Result<Plan> {
        let granted = viewer.demand(Action::ApprovePlan, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        check_office(&*tx, viewer).await?;
        let plan = self.plan_at(&tx, viewer, id, revision).await?;
        let next = plan.status.advance(PlanStatus::Approved)?;
        let lines = repository::lines_of_plan(&*tx, id).await?;
        if lines.iter().any(|line| !line.status.is_decided()) {
            return Err(ErrorCode::LinesUndecided.into());
        }
        if !lines.iter().any(|line| line.status == LineStatus::Approved) {
            return Err(ErrorCode::NoApprovedLine.into());
        }
        self.check_amendment(&tx, &plan).await?;
        let mut row = plan.into_active_model();
        row.approved_by = Set(viewer.account);
        row.approved_at = Set(Some(self.core.now()));
        self.advance_plan(tx, &granted, row, next, (PlanAct::Approve, "")).await
    }

    /// The plan inside a transaction, as the caller has seen it.
    pub(super) async fn plan_at(&self, tx: &Tx, viewer: &Viewer, id: PlanId, revision: i64) -> Result<Plan> {
        let plan = repository::lock_plan(&**tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        if plan.revision == revision { Ok(plan) } else { Err(ErrorCode::StaleRevision.into()) }
    }

    /// Moves a plan on, with its entry in the plan's history and in the trail, and commits.
    pub(super) async fn advance_plan(
        &self,
        tx: Tx,
        granted: &Granted<'_>,
        mut row: plan::ActiveModel,
        next: PlanStatus,
        (act, reason): (PlanAct, &str),
    ) -> Result<Plan> {
        let before = row.status.clone().take();
        let revision = row.revision.clone().take().unwrap_or(0);
        row.status = Set(next);
        row.revision = Set(revision + 1);
        let plan = row.update(&*tx).await?;
        let decision = decision((self.core.id(), self.core.now()), granted, plan.id, None, (act, reason));
        plan_decision::Entity::insert(decision).exec_without_returning(&*tx).await?;
        let after =
            json!({ "status": next, "filedNumber": plan.filed_number, "contentHash": plan.content_hash });
        let change =
            Change::of("plan", plan.id).before(json!({ "status": before })).after(after).because(reason);
        self.conclude(tx, granted, Acted::on_plan(act, &plan), change).await?;
        Ok(plan)
    }
}
