//! Leave: entered and ended by the department's keepers.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::eligibility::{LeaveDraft, check_end, check_leave};
use shared::ids::{InspectorId, LeaveId};

use super::repository::register::{self, RegisterFilter};
use super::{CoverageService, Leave};
use crate::access::Viewer;
use crate::audit::{self, Actor, Change};
use crate::db::entity::inspector_leave;
use crate::db::page::{Page, PageRequest};
use crate::error::{Result, refuse};

/// Leave as it is entered.
#[derive(Debug, Clone)]
pub struct LeaveInput {
    /// Whose.
    pub inspector: InspectorId,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Why.
    pub reason: String,
}

/// An entry that ends earlier than it would.
#[derive(Debug, Clone)]
pub struct EndInput<Id> {
    /// Which.
    pub id: Id,
    /// Revision that was seen.
    pub revision: i64,
    /// The last day it counts.
    pub last: NaiveDate,
    /// Why.
    pub reason: String,
}

impl CoverageService {
    /// A page of leave, newest first.
    pub async fn leaves(
        &self,
        viewer: &Viewer,
        (department, inspector, open): (Option<shared::ids::DepartmentId>, Option<InspectorId>, bool),
        page: &PageRequest,
    ) -> Result<Page<Leave>> {
        Self::register_reader(viewer)?;
        let open_on = open.then(|| self.core.today());
        let filter = RegisterFilter { department, inspector, open_on, pending: false };
        register::leaves(self.core.db().read(), &viewer.division, &filter, page).await
    }

    /// Enters leave.
    pub async fn enter_leave(&self, viewer: &Viewer, input: LeaveInput) -> Result<Leave> {
        let tx = self.core.db().begin().await?;
        let officer = self.officer_at(&tx, viewer, input.inspector).await?;
        let granted = viewer.demand_in(Action::KeepRegister, officer.department_id)?;
        refuse(check_leave(&LeaveDraft { days: input.days, reason: &input.reason }))?;
        let row = inspector_leave::ActiveModel {
            id: Set(self.core.id()),
            inspector_id: Set(officer.id),
            from_day: Set(input.days.0),
            to_day: Set(input.days.1),
            reason: Set(input.reason.trim().to_owned()),
            entered_by: Set(Some(viewer.account_id())),
            entered_at: Set(Some(self.core.now())),
            ended_on: Set(None),
            ended_by: Set(None),
            ended_at: Set(None),
            end_reason: Set(None),
            revision: Set(1),
        };
        let leave = row.insert(&*tx).await?;
        let mut actor = Actor::from(&granted);
        actor.action = "ENTER_LEAVE";
        let change = Change::of("inspector_leave", leave.id)
            .after(json!({ "inspector": officer.code, "from": leave.from_day, "to": leave.to_day }))
            .because(&leave.reason);
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(leave)
    }

    /// Leave ends earlier; the day before its first where it is not taken at all.
    pub async fn end_leave(&self, viewer: &Viewer, input: EndInput<LeaveId>) -> Result<Leave> {
        let tx = self.core.db().begin().await?;
        let leave = register::lock_leave(&*tx, input.id).await?.ok_or(ErrorCode::NotFound)?;
        let officer = self.officer_at(&tx, viewer, leave.inspector_id).await?;
        let granted = viewer.demand_in(Action::KeepRegister, officer.department_id)?;
        if leave.revision != input.revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        if leave.ended_on.is_some() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        refuse(check_end(Some(leave.to_day), (input.last, self.core.today()), &input.reason))?;
        let (until, revision) = (leave.to_day, leave.revision);
        let mut row = leave.into_active_model();
        row.ended_on = Set(Some(input.last));
        row.ended_by = Set(Some(viewer.account_id()));
        row.ended_at = Set(Some(self.core.now()));
        row.end_reason = Set(Some(input.reason.trim().to_owned()));
        row.revision = Set(revision + 1);
        let leave = row.update(&*tx).await?;
        let mut actor = Actor::from(&granted);
        actor.action = "END_LEAVE";
        let change = Change::of("inspector_leave", leave.id)
            .before(json!({ "inspector": officer.code, "to": until }))
            .after(json!({ "to": input.last }))
            .because(input.reason.trim());
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(leave)
    }
}
