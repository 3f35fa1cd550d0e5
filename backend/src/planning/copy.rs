//! Last year's lines as this year's drafts.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{DepartmentId, PlanId};
use shared::planning::together::PlanAct;
use shared::planning::{LineKind, LineStatus, PlanStatus};

use super::together::Acted;
use super::{LineInput, Plan, PlanLine, PlanningService, draft_of, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Tx;
use crate::error::{Error, Result};

impl PlanningService {
    /// Copies the approved lines a department led in the last plan that was carried out, as drafts with
    /// their windows in the new year. Lines it has under the same title already, and lines whose items
    /// have changed hands since, are left out; everything else is checked again when a draft is sent.
    pub async fn copy_lines(&self, viewer: &Viewer, id: PlanId, lead: DepartmentId) -> Result<Plan> {
        let granted = viewer.demand_in(Action::ProposeLine, lead)?;
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let nothing = || Error::at(ErrorCode::NothingToCopy, "planId");
        let source = last_before(&tx, &plan).await?.ok_or_else(nothing)?;
        let mut copied = Vec::new();
        for input in self.inputs(&tx, &plan, &source, lead).await? {
            if self.check_departments(&*tx, viewer, &input).await?.is_empty() {
                copied.push(self.write(&tx, viewer, &plan, None, &input).await?.id);
            }
        }
        if copied.is_empty() {
            return Err(nothing());
        }
        let after = json!({ "copiedFrom": source.id, "lead": lead, "lines": copied });
        let change = Change::of("plan", plan.id).after(after);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Copy, &plan), change).await?;
        Ok(plan)
    }

    async fn inputs(
        &self,
        tx: &Tx,
        plan: &Plan,
        source: &Plan,
        lead: DepartmentId,
    ) -> Result<Vec<LineInput>> {
        let here: BTreeSet<String> = repository::lines_of_plan(&**tx, plan.id)
            .await?
            .into_iter()
            .filter(|line| line.lead_department_id == lead && line.status != LineStatus::Withdrawn)
            .map(|line| line.title)
            .collect();
        let mut lines: Vec<PlanLine> = repository::lines_of_plan(&**tx, source.id).await?;
        lines.retain(|line| {
            line.lead_department_id == lead
                && line.status == LineStatus::Approved
                // A campaign answers something of its own year; whether there is another is decided anew.
                && line.kind == LineKind::Routine
                && !here.contains(&line.title)
        });
        let ids: Vec<_> = lines.iter().map(|line| line.id).collect();
        let mut items = repository::items_of(&**tx, &ids).await?;
        let parties = repository::parties_of(&**tx, &ids).await?;
        let years = i32::try_from(plan.year - source.year).unwrap_or(0);
        Ok(lines
            .iter()
            .map(|line| {
                let of_line = parties.iter().filter(|party| party.line_id == line.id);
                let mut draft = draft_of(line);
                draft.window_from = years_later(draft.window_from, years);
                draft.window_to = years_later(draft.window_to, years);
                LineInput {
                    id: None,
                    plan: plan.id,
                    lead,
                    partners: of_line
                        .clone()
                        .map(|party| party.department_id)
                        .filter(|department| *department != lead)
                        .collect(),
                    officers: of_line.map(|party| party.officers).max().unwrap_or(2),
                    items: items.remove(&line.id).unwrap_or_default(),
                    draft,
                    ratio_reason: line.ratio_reason.clone(),
                    revision: 0,
                }
            })
            .collect())
    }
}

/// The newest published plan of an earlier year.
async fn last_before(tx: &Tx, plan: &Plan) -> Result<Option<Plan>> {
    let plans = repository::plans(&**tx, &plan.division_code).await?;
    Ok(plans.into_iter().find(|other| {
        other.year < plan.year && matches!(other.status, PlanStatus::Published | PlanStatus::Amended)
    }))
}

/// The same day some years later; 29 February becomes the 28th.
fn years_later(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() + years;
    day.with_year(year).or_else(|| day.pred_opt().and_then(|day| day.with_year(year))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_move_with_the_year() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        assert_eq!(years_later(day("2026-03-02"), 1), day("2027-03-02"));
        assert_eq!(years_later(day("2024-02-29"), 1), day("2025-02-28"));
    }
}
