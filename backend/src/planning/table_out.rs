//! A plan as the table it is published in.

use std::collections::BTreeMap;

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::LineStatus;
use shared::planning::table::{Column, LineCells, write_row};

use super::{Party, Plan, PlanLine, PlanningService, draft_of, repository};
use crate::access::Viewer;
use crate::catalogue;
use crate::error::Result;
use crate::exchange::{Heading, write_sheet};
use crate::organisation;

/// Name of the sheet.
const SHEET: &str = "年度抽查计划";

impl PlanningService {
    /// The plan's lines, apart from withdrawn ones, as an XLSX file: one row a line, in the published columns.
    /// Whoever may read the plan may have it.
    pub async fn export_table(&self, viewer: &Viewer, id: PlanId) -> Result<(Plan, Vec<u8>)> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let db = self.core.db().read();
        let plan = repository::plan(db, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        let mut lines = repository::lines_of_plan(db, plan.id).await?;
        lines.retain(|line| line.status != LineStatus::Withdrawn);
        let rows = self.rows(&plan, &lines).await?;
        let headings: Vec<Heading> =
            Column::ALL.iter().map(|column| (column.heading(), width(*column))).collect();
        Ok((plan, write_sheet(SHEET, &headings, &rows)?))
    }

    /// The cells of lines, in the order of [`Column::ALL`].
    pub(super) async fn rows(&self, plan: &Plan, lines: &[PlanLine]) -> Result<Vec<Vec<String>>> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let db = self.core.db().read();
        let ids: Vec<PlanLineId> = lines.iter().map(|line| line.id).collect();
        let items = repository::items_of(db, &ids).await?;
        let parties: Vec<Party> = repository::parties_of(db, &ids).await?;
        let joint: Vec<JointItemId> = items.values().flatten().copied().collect();
        let joint: BTreeMap<_, _> =
            catalogue::joint_items_by_id(db, &joint).await?.into_iter().map(|item| (item.id, item)).collect();
        let names: BTreeMap<DepartmentId, String> = organisation::departments_in(db, &plan.division_code)
            .await?
            .into_values()
            .map(|row| (row.id, row.name))
            .collect();
        let towns = town_names(organisation::divisions(db).await?, &plan.division_code);
        let doors = self.doors_of(&plan.division_code, lines).await?;
        Ok(lines
            .iter()
            .zip(doors)
            .map(|(line, doors)| {
                let of_line = items.get(&line.id).into_iter().flatten().filter_map(|id| joint.get(id));
                let of_line: Vec<_> = of_line.collect();
                let parties: Vec<_> = parties.iter().filter(|party| party.line_id == line.id).collect();
                let officers = parties.iter().map(|party| party.officers).max().unwrap_or(0);
                write_row(&LineCells {
                    draft: &draft_of(line),
                    trades: of_line.iter().map(|item| item.field.as_str()).collect(),
                    items: of_line.iter().map(|item| (item.code.as_str(), item.name.as_str())).collect(),
                    departments: parties
                        .iter()
                        .filter_map(|party| names.get(&party.department_id))
                        .map(String::as_str)
                        .collect(),
                    towns: &towns,
                    officers: u32::try_from(officers).unwrap_or(0),
                    doors,
                    division: &plan.division_code,
                })
            })
            .collect())
    }

    /// Doors in scope of each line.
    async fn doors_of(&self, owner: &DivisionCode, lines: &[PlanLine]) -> Result<Vec<u64>> {
        let strata = self.figures_of(owner, lines).await?.strata;
        Ok((1..=lines.len())
            .map(|number| {
                // Strata are called after the task they are of: `T001:A`.
                let task = format!("T{number:03}");
                let of_task = |name: &str| name.split(':').next() == Some(task.as_str());
                strata.iter().filter(|(name, ..)| of_task(name)).map(|(_, doors, _)| doors).sum()
            })
            .collect())
    }
}

/// Divisions within another, with their names.
pub(super) fn town_names(
    divisions: Vec<organisation::Division>,
    owner: &DivisionCode,
) -> BTreeMap<DivisionCode, String> {
    let inside = divisions.into_iter().filter(|division| division.code.is_within(owner));
    inside.map(|division| (division.code, division.name)).collect()
}

/// Width in characters: what stands in a column is longer in some than in others.
const fn width(column: Column) -> f64 {
    match column {
        Column::Items | Column::Remarks => 40.0,
        Column::Title | Column::Scope | Column::Risk => 28.0,
        Column::Ratio | Column::Window | Column::Partners | Column::Lead => 24.0,
        Column::Trade | Column::Subjects | Column::Method | Column::Deadline => 14.0,
        Column::Targeting | Column::Basis | Column::OrganisedAt | Column::CarriedOutAt => 10.0,
    }
}
