//! Lines from a spreadsheet.

use async_graphql::{InputObject, SimpleObject};
use shared::ids::{DepartmentId, PlanId, UploadId};
use shared::planning::table::{TableLine, ratios_text};
use shared::{ErrorCode, Lang};

use crate::graphql::error::payload;
use crate::graphql::scalars::{Date, count};
use crate::planning as context;

/// Which file comes into which plan.
#[derive(InputObject)]
pub struct ImportPlanTableInput {
    /// The plan.
    pub plan_id: PlanId,
    /// The department whose lines they are.
    pub lead_id: DepartmentId,
    /// The uploaded XLSX file.
    pub upload_id: UploadId,
    /// Write the lines; otherwise the table is only read, and nothing is changed.
    #[graphql(default)]
    pub apply: bool,
}

impl From<&ImportPlanTableInput> for context::TableInput {
    fn from(input: &ImportPlanTableInput) -> Self {
        Self { plan: input.plan_id, lead: input.lead_id, file: input.upload_id }
    }
}

/// A table of lines as it was read.
#[derive(SimpleObject)]
pub struct PlanTable {
    /// Rows, also those with problems as far as they could be read.
    pub rows: Vec<PlanTableRow>,
    /// What has to be corrected before the lines can be written.
    pub problems: Vec<PlanTableProblem>,
    /// Lines that were written: all or none.
    pub written: i32,
}

/// A row that becomes a line.
#[derive(SimpleObject)]
pub struct PlanTableRow {
    /// Its number in the sheet, from 1.
    pub row: i32,
    /// What people call it.
    pub title: String,
    /// Joint items: code and name.
    pub items: Vec<String>,
    /// Names of the departments invited.
    pub partners: Vec<String>,
    /// Ratios, in words.
    pub ratios: String,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
}

/// What is wrong in a cell.
#[derive(SimpleObject)]
pub struct PlanTableProblem {
    /// Row of the sheet, from 1.
    pub row: i32,
    /// Heading of the column.
    pub column: String,
    /// What was refused.
    pub code: ErrorCode,
    /// The cell, or the part of it in question.
    pub content: String,
}

impl PlanTable {
    pub(super) fn of(table: context::PlanTable, lang: Lang) -> Self {
        let problems = table.reading.problems.iter().map(|problem| PlanTableProblem {
            row: count(problem.row),
            column: problem.column.heading().to_owned(),
            code: problem.code,
            content: problem.value.clone(),
        });
        Self {
            problems: problems.collect(),
            rows: table.reading.lines.iter().map(|line| row(&table, line, lang)).collect(),
            written: i32::try_from(table.written).unwrap_or(i32::MAX),
        }
    }
}

fn row(table: &context::PlanTable, line: &TableLine, lang: Lang) -> PlanTableRow {
    let items = line.items.iter().filter_map(|id| table.items.iter().find(|item| item.id == *id));
    let partners = line.partners.iter().filter_map(|id| table.departments.iter().find(|one| one.id == *id));
    PlanTableRow {
        row: count(line.row),
        title: line.draft.title.clone(),
        items: items.map(|item| format!("{} {}", item.code, item.name)).collect(),
        partners: partners.map(|department| department.name.clone()).collect(),
        ratios: ratios_text(&line.draft, lang),
        window_from: Date(line.draft.window_from),
        window_to: Date(line.draft.window_to),
    }
}

payload!(
    /// A table that was read, and written if it was asked for.
    PlanTablePayload { plan_table: PlanTable }
);
