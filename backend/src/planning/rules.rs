//! The rules a plan's outlook goes by: the usual ones, until the office writes down others.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::PlanId;
use shared::planning::together::PlanAct;
use shared::simulation::PlanningRules;

use super::steps::decision;
use super::together::Acted;
use super::{Plan, PlanningService};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Doc;
use crate::db::entity::plan_decision;
use crate::error::{Result, refuse};

/// The rules of a plan.
pub fn rules_of(plan: &Plan) -> PlanningRules {
    plan.rules.as_ref().map(|rules| rules.0.clone()).unwrap_or_default()
}

/// Refuses rules nobody could go by, each at its field.
pub(super) fn readable(rules: &PlanningRules) -> Result<()> {
    refuse(rules.check())
}

impl PlanningService {
    /// The office says by which caps, quiet days and speed a plan that is being made is judged, and why.
    pub async fn keep_rules(
        &self,
        viewer: &Viewer,
        (id, revision): (PlanId, i64),
        rules: PlanningRules,
        reason: &str,
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        let mut problems = rules.check();
        if reason.trim().is_empty() {
            problems.push((ErrorCode::ReasonRequired, "reason"));
        }
        refuse(problems)?;
        let tx = self.core.db().begin().await?;
        let plan = self.plan_at(&tx, viewer, id, revision).await?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let before = rules_of(&plan);
        let mut row = plan.into_active_model();
        row.rules = Set(Some(Doc(rules.clone())));
        row.revision = Set(revision + 1);
        let plan = row.update(&*tx).await?;
        let entry = decision((self.core.id(), self.core.now()), &granted, id, None, (PlanAct::Rules, reason));
        plan_decision::Entity::insert(entry).exec_without_returning(&*tx).await?;
        let change = Change::of("plan", id)
            .before(json!({ "rules": before }))
            .after(json!({ "rules": rules }))
            .because(reason);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Rules, &plan), change).await?;
        Ok(plan)
    }
}
