//! Prior approval of inspections by the heads of the departments (检查审批, R21).

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{DepartmentId, VisitId};
use shared::visit::VisitStatus;

use super::{Visit, VisitService, repository};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::error::Result;

impl VisitService {
    /// A department's head approves its part in visits, all or none. A visit is approved when all its
    /// departments have approved.
    pub async fn approve(
        &self,
        viewer: &Viewer,
        department: DepartmentId,
        ids: &[VisitId],
    ) -> Result<Vec<Visit>> {
        let granted = viewer.demand_in(Action::ApproveVisit, department)?;
        let tx = self.core.db().begin().await?;
        let wanted: BTreeSet<VisitId> = ids.iter().copied().collect();
        let visits = repository::lock_visits(&*tx, ids).await?;
        let parts = repository::departments_of(&*tx, ids).await?;
        if visits.len() != wanted.len() || visits.iter().any(|visit| visit.division_code != viewer.division) {
            return Err(ErrorCode::NotFound.into());
        }
        let mut approved = Vec::new();
        for visit in visits {
            let of_visit: Vec<_> = parts.iter().filter(|part| part.visit_id == visit.id).collect();
            let own =
                of_visit.iter().find(|part| part.department_id == department).ok_or(ErrorCode::NotFound)?;
            if own.approved_at.is_some() || visit.status != VisitStatus::Planned {
                return Err(ErrorCode::IllegalTransition.into());
            }
            let mut row = (*own).clone().into_active_model();
            row.approved_by = Set(viewer.account);
            row.approved_at = Set(Some(self.core.now()));
            row.update(&*tx).await?;
            let others = of_visit.iter().filter(|part| part.department_id != department);
            if others.into_iter().all(|part| part.approved_at.is_some()) {
                let next = visit.status.advance(VisitStatus::Approved, visit.opens_door)?;
                let revision = visit.revision;
                let mut row = visit.into_active_model();
                row.status = Set(next);
                row.revision = Set(revision + 1);
                approved.push(row.update(&*tx).await?);
            } else {
                approved.push(visit);
            }
        }
        let codes: Vec<&str> = approved.iter().map(|visit| visit.code.as_str()).collect();
        let change =
            Change::of("visit", department).after(json!({ "department": department, "visits": codes }));
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(approved)
    }
}
