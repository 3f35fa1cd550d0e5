//! A department's lines from the table they were planned in: looked at first, then written all together or
//! not at all.

use std::collections::BTreeSet;

use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{DepartmentId, PlanId, UploadId};
use shared::planning::LineStatus;
use shared::planning::table::{
    Column, MOST_ROWS, TableColumns, TableDepartment, TableGround, TableItem, TableLine, TableProblem,
    TableReading, TableRow, column_of, find_headings, read_table,
};
use shared::planning::together::PlanAct;

use super::line::MOST;
use super::table_out::town_names;
use super::together::Acted;
use super::{LineInput, Plan, PlanningService, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::catalogue;
use crate::db::Source;
use crate::error::{Error, Refusal, Result};
use crate::exchange::{Sheet, read_sheets};
use crate::organisation;
use crate::uploads;

/// Largest file, in bytes: a plan of hundreds of lines has some ten thousand.
const LARGEST: i64 = 5 << 20;
/// Rows above and below the lines that are looked at: titles, notes.
const AROUND: usize = 40;

/// Which file comes into which plan.
#[derive(Debug, Clone, Copy)]
pub struct TableInput {
    /// The plan.
    pub plan: PlanId,
    /// The department whose lines they are.
    pub lead: DepartmentId,
    /// The uploaded file.
    pub file: UploadId,
}

/// A table as it was read, with names for people.
#[derive(Debug)]
pub struct PlanTable {
    /// Lines and problems.
    pub reading: TableReading,
    /// What the lines call items and departments.
    pub items: Vec<TableItem>,
    /// Departments.
    pub departments: Vec<TableDepartment>,
    /// Lines that were written.
    pub written: usize,
}

impl PlanningService {
    /// Reads a table without writing anything.
    ///
    /// # Errors
    /// Refusals of the file as a whole: not an XLSX, too large, damaged, no sheet with our headings, no rows.
    pub async fn preview_table(&self, viewer: &Viewer, input: TableInput) -> Result<PlanTable> {
        viewer.demand_in(Action::ProposeLine, input.lead)?;
        let db = self.core.db().read();
        let plan = repository::plan(db, &viewer.division, input.plan).await?.ok_or(ErrorCode::NotFound)?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let (_, columns, rows) = self.file(viewer, input.file).await?;
        self.read(db, viewer, &plan, input.lead, (&columns, &rows)).await
    }

    /// Writes all lines of a table as drafts, in one transaction; if anything is wrong with one, none.
    ///
    /// # Errors
    /// As [`Self::preview_table`], and every problem at `rows.<row>.<column>`.
    pub async fn import_table(&self, viewer: &Viewer, input: TableInput) -> Result<PlanTable> {
        let granted = viewer.demand_in(Action::ProposeLine, input.lead)?;
        // Read before the transaction: nobody waits for a file.
        let (name, columns, rows) = self.file(viewer, input.file).await?;
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, input.plan).await?;
        let plan = plan.ok_or(ErrorCode::NotFound)?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let mut table = self.read(&*tx, viewer, &plan, input.lead, (&columns, &rows)).await?;
        if !table.reading.problems.is_empty() {
            return Err(Error::Refused(table.reading.problems.iter().map(refusal).collect()));
        }
        let mut lines = Vec::new();
        for line in &table.reading.lines {
            lines.push(self.write(&tx, viewer, &plan, None, &line_input(input, line)).await?.id);
        }
        table.written = lines.len();
        let after = json!({ "importedFrom": input.file, "name": name, "lead": input.lead, "lines": lines });
        let change = Change::of("plan", plan.id).after(after);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Import, &plan), change).await?;
        Ok(table)
    }

    /// The sheet of an uploaded file that has our headings: file name, columns, rows below them.
    async fn file(&self, viewer: &Viewer, id: UploadId) -> Result<(String, TableColumns, Vec<TableRow>)> {
        let at = |code| Error::at(code, "uploadId");
        let stored = uploads::own(self.core.db().read(), viewer, id).await?;
        if stored.bytes > LARGEST {
            return Err(at(ErrorCode::UploadTooLarge));
        }
        let path = self.core.files().path(&stored.sha256);
        let sheets = tokio::task::spawn_blocking(move || read_sheets(&path, MOST_ROWS + AROUND))
            .await
            .map_err(|error| Error::broken(error.to_string()))??
            .ok_or_else(|| at(ErrorCode::UploadType))?;
        let (columns, rows) = table_in(sheets)?;
        Ok((stored.name, columns, rows))
    }

    async fn read(
        &self,
        db: &impl Source,
        viewer: &Viewer,
        plan: &Plan,
        lead: DepartmentId,
        (columns, rows): (&TableColumns, &[TableRow]),
    ) -> Result<PlanTable> {
        let departments: Vec<TableDepartment> = organisation::departments_in(db, &viewer.division)
            .await?
            .into_values()
            .map(|row| TableDepartment { id: row.id, code: row.code, name: row.name })
            .collect();
        let items: Vec<TableItem> = catalogue::all(db, &viewer.division)
            .await?
            .into_iter()
            .map(|item| TableItem {
                terms: catalogue::terms(&item),
                id: item.id,
                code: item.code,
                name: item.name,
                subject_scope: item.subject_scope,
                tag: item.tag,
            })
            .collect();
        let towns = town_names(organisation::divisions(db).await?, &viewer.division);
        let titles: BTreeSet<String> = repository::lines_of_plan(db, plan.id)
            .await?
            .into_iter()
            .filter(|line| line.lead_department_id == lead && line.status != LineStatus::Withdrawn)
            .map(|line| line.title)
            .collect();
        let ground = TableGround {
            year: i32::try_from(plan.year).unwrap_or(0),
            today: self.core.today(),
            calendar: self.core.calendar(),
            lead,
            departments: &departments,
            items: &items,
            towns: &towns,
            titles: &titles,
        };
        let mut reading = read_table(&ground, columns, rows);
        if reading.lines.is_empty() {
            return Err(Error::at(ErrorCode::ImportEmpty, "uploadId"));
        }
        let input = TableInput { plan: plan.id, lead, file: UploadId(uuid::Uuid::nil()) };
        for line in &reading.lines {
            // A row of somebody else's is refused as such; its partners are not for this department to judge.
            let others = |problem: &TableProblem| problem.row == line.row && problem.column == Column::Lead;
            if reading.problems.iter().any(others) {
                continue;
            }
            let mut found = self.check_departments(db, viewer, &line_input(input, line)).await?;
            if line.items.len() > MOST || line.partners.len() > MOST {
                found.push(Refusal::new(ErrorCode::OutOfRange).at("items"));
            }
            for refused in found {
                let column = column_of(&refused.path);
                // What a cell names must be known before it can be said whether it fits.
                if !reading.problems.iter().any(|one| one.row == line.row && one.column == column) {
                    let value = departments_text(&departments, lead, line, &refused.path);
                    reading.problems.push(TableProblem { row: line.row, column, code: refused.code, value });
                }
            }
        }
        reading.problems.sort_by_key(|problem| (problem.row, problem.column));
        Ok(PlanTable { reading, items, departments, written: 0 })
    }
}

/// The first sheet with our headings, below them.
fn table_in(sheets: Vec<Sheet>) -> Result<(TableColumns, Vec<TableRow>)> {
    let mut nearest: Option<(ErrorCode, Vec<&str>)> = None;
    for mut sheet in sheets {
        match find_headings(sheet.rows.iter().map(|row| row.cells.as_slice())) {
            Ok((place, columns)) => {
                let rows = sheet.rows.split_off(place + 1);
                if sheet.more || rows.len() > MOST_ROWS {
                    let most = MOST_ROWS.to_string();
                    return Err(Refusal::new(ErrorCode::ImportTooManyRows).at("uploadId").with(most).into());
                }
                return Ok((columns, rows));
            }
            Err(refused) => {
                if nearest.as_ref().is_none_or(|(_, names)| refused.1.len() < names.len()) {
                    nearest = Some(refused);
                }
            }
        }
    }
    let (code, names) = nearest.unwrap_or((ErrorCode::ImportEmpty, Vec::new()));
    Err(Refusal::new(code).at("uploadId").with(names.join("、")).into())
}

fn line_input(input: TableInput, line: &TableLine) -> LineInput {
    LineInput {
        id: None,
        plan: input.plan,
        lead: input.lead,
        partners: line.partners.clone(),
        officers: i64::from(line.officers),
        items: line.items.clone(),
        draft: line.draft.clone(),
        ratio_reason: String::new(),
        revision: 0,
    }
}

fn departments_text(
    departments: &[TableDepartment],
    lead: DepartmentId,
    line: &TableLine,
    path: &str,
) -> String {
    let ids = if path == "lead" { vec![lead] } else { line.partners.clone() };
    let names = ids.iter().filter_map(|id| departments.iter().find(|one| one.id == *id));
    names.map(|one| one.name.as_str()).collect::<Vec<_>>().join("、")
}

fn refusal(problem: &TableProblem) -> Refusal {
    let path = format!("rows.{}.{}", problem.row, problem.column.as_str());
    Refusal::new(problem.code).at(path).with(problem.value.clone())
}
