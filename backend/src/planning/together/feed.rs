//! How a use case on a plan ends.

use sea_orm::{ActiveValue::Set, EntityTrait};
use shared::ids::{DepartmentId, PlanId, PlanLineId};
use shared::planning::together::PlanAct;

use crate::access::Granted;
use crate::audit;
use crate::db::Tx;
use crate::db::entity::plan_change;
use crate::error::Result;
use crate::planning::{Plan, PlanLine, PlanningService};

/// What was done to a plan, for its feed.
#[derive(Debug, Clone, Copy)]
pub struct Acted {
    act: PlanAct,
    plan: PlanId,
    line: Option<PlanLineId>,
    revision: i64,
}

impl Acted {
    /// To a plan as a whole, or to several of its lines at once.
    pub fn on_plan(act: PlanAct, plan: &Plan) -> Self {
        Self { act, plan: plan.id, line: None, revision: plan.revision }
    }

    /// To a line.
    pub fn on_line(act: PlanAct, line: &PlanLine) -> Self {
        Self { act, plan: line.plan_id, line: Some(line.id), revision: line.revision }
    }
}

impl PlanningService {
    /// Writes a use case into trail and feed, makes it durable, and tells whoever follows the plan.
    pub(in crate::planning) async fn conclude(
        &self,
        tx: Tx,
        granted: &Granted<'_>,
        acted: Acted,
        change: audit::Change,
    ) -> Result<()> {
        let audited = self.note(&tx, granted, acted, change).await?;
        self.finish(tx, audited).await
    }

    /// Writes what was done into trail and feed; the transaction goes on, and ends in [`Self::finish`].
    pub(in crate::planning) async fn note(
        &self,
        tx: &Tx,
        granted: &Granted<'_>,
        acted: Acted,
        change: audit::Change,
    ) -> Result<audit::Audited> {
        let (id, now) = self.core.stamp();
        let audited = audit::record(tx, granted, (id, now), change).await?;
        let row = plan_change::ActiveModel {
            id: Set(id),
            division_code: Set(granted.viewer.division.clone()),
            plan_id: Set(acted.plan),
            line_id: Set(acted.line),
            act: Set(acted.act),
            department_id: Set(acting(granted)),
            revision: Set(acted.revision),
        };
        plan_change::Entity::insert(row).exec_without_returning(&**tx).await?;
        Ok(audited)
    }

    /// Makes what was noted durable, and tells whoever follows.
    pub(in crate::planning) async fn finish(&self, tx: Tx, audited: audit::Audited) -> Result<()> {
        tx.commit(audited).await?;
        self.hub.wake();
        Ok(())
    }
}

/// The department somebody acts for.
pub fn acting(granted: &Granted<'_>) -> Option<DepartmentId> {
    granted.department.or_else(|| granted.viewer.department())
}
