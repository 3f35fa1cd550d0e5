//! A partner takes its confirmation back.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{DepartmentId, PlanLineId};
use shared::planning::{Confirmation, LineStatus, together::PlanAct};

use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::planning::steps::own_party;
use crate::planning::{PlanLine, PlanningService, repository};

impl PlanningService {
    /// A partner that has confirmed takes no part after all, and says why. All signatures fall, and the line
    /// goes back to its lead, who changes it or finds somebody else.
    ///
    /// # Errors
    /// `CONFIRMATION_FIXED` once the office has reviewed the line; `ILLEGAL_TRANSITION` for a lead, who takes
    /// the line back itself, and for a department that has not confirmed.
    pub async fn retract_confirmation(
        &self,
        viewer: &Viewer,
        id: PlanLineId,
        department: DepartmentId,
        reason: &str,
    ) -> Result<PlanLine> {
        let granted = viewer.demand_in(Action::ConfirmLine, department)?;
        if reason.trim().is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        let tx = self.core.db().begin().await?;
        let line = self.line_at(&tx, viewer, id, None).await?;
        let parties = repository::parties_of(&*tx, &[id]).await?;
        let own = own_party(&parties, department)?;
        let leads = line.lead_department_id == department;
        if leads || own.confirmation != Confirmation::Confirmed {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let next: LineStatus = line.status.retract()?;
        for party in parties {
            let takes_back = party.department_id == department;
            let mut row = party.into_active_model();
            if takes_back {
                row.confirmation = Set(Confirmation::Declined);
                row.decline_reason = Set(Some(reason.trim().to_owned()));
                row.confirmed_by = Set(Some(viewer.account_id()));
                row.confirmed_at = Set(Some(self.core.now()));
            }
            row.signed_by = Set(None);
            row.signed_at = Set(None);
            row.update(&*tx).await?;
        }
        self.take_step(tx, &granted, line, next, (PlanAct::Retract, reason)).await
    }
}
