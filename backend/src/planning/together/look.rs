//! Somebody's last look at the feed of a plan.

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{AuditId, PlanId};

use super::rows;
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::planning::PlanningService;

impl PlanningService {
    /// How many changes others have made since one's last look.
    pub async fn fresh_changes(&self, viewer: &Viewer, plan: PlanId) -> Result<u64> {
        self.plan(viewer, plan).await?;
        let (db, account) = (self.core.db().read(), viewer.account_id());
        rows::fresh(db, plan, account, rows::look(db, plan, account).await?).await
    }

    /// Marks the changes up to one as seen; a mark never goes back. Nobody else reads it, so that it is no
    /// matter of the trail.
    pub async fn look_at(&self, viewer: &Viewer, plan: PlanId, change: AuditId) -> Result<u64> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        self.plan(viewer, plan).await?;
        let account = viewer.account.ok_or(ErrorCode::Forbidden)?;
        let tx = self.core.db().begin().await?;
        let known = rows::change(&*tx, change).await?.filter(|row| row.plan_id == plan);
        if known.is_none() {
            return Err(Error::at(ErrorCode::NotFound, "upTo"));
        }
        if rows::look(&*tx, plan, account).await?.is_none_or(|seen| seen < change) {
            rows::set_look(&*tx, plan, account, change).await?;
        }
        let left = rows::fresh(&*tx, plan, account, rows::look(&*tx, plan, account).await?).await?;
        tx.commit_housekeeping().await?;
        Ok(left)
    }
}
