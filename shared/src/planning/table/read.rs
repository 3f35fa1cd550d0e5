//! The rows of a planning table → drafts of lines, or what is wrong in which cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::columns::{Column, TableColumns};
use crate::ErrorCode;
use crate::calendar::WorkCalendar;
use crate::catalogue::ItemTerms;
use crate::code::DivisionCode;
use crate::ids::{DepartmentId, JointItemId};
use crate::planning::LineDraft;
use crate::text::{normalise_name, truncate};

mod row;

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableRow {
    /// Its number in the sheet, from 1.
    pub number: u64,
    /// Its cells as text.
    pub cells: Vec<String>,
    /// Places of cells that cannot be taken as they are, and why: merged, a formula.
    pub marks: Vec<(usize, ErrorCode)>,
}

/// A department as a table may name it.
#[derive(Debug, Clone)]
pub struct TableDepartment {
    /// Id.
    pub id: DepartmentId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A joint item as a table may name it.
#[derive(Debug, Clone)]
pub struct TableItem {
    /// Id.
    pub id: JointItemId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// Tag of its subjects.
    pub tag: Option<String>,
    /// What planning must know of it.
    pub terms: ItemTerms,
}

/// What reading a table needs to know beside the table.
#[derive(Debug, Clone)]
pub struct TableGround<'a> {
    /// The plan's year.
    pub year: i32,
    /// The civil day in China.
    pub today: NaiveDate,
    /// The statutory calendar.
    pub calendar: &'a WorkCalendar,
    /// The department whose lines may come in.
    pub lead: DepartmentId,
    /// Departments of the division.
    pub departments: &'a [TableDepartment],
    /// The catalogue.
    pub items: &'a [TableItem],
    /// Divisions on file with their names.
    pub towns: &'a BTreeMap<DivisionCode, String>,
    /// Titles of lines that the department has in the plan already.
    pub titles: &'a BTreeSet<String>,
}

/// A row that can become a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLine {
    /// Row of the sheet, from 1.
    pub row: u64,
    /// Departments invited.
    pub partners: Vec<DepartmentId>,
    /// Joint items.
    pub items: Vec<JointItemId>,
    /// Officers each department sends to a visit.
    pub officers: u32,
    /// The rest.
    pub draft: LineDraft,
}

/// Something that is wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableProblem {
    /// Row of the sheet, from 1.
    pub row: u64,
    /// Column.
    pub column: Column,
    /// What was refused.
    pub code: ErrorCode,
    /// The cell, or the part of it in question.
    pub value: String,
}

/// What has become of a table. Lines may be written only if there is no problem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableReading {
    /// Rows as lines, also those with problems, as far as they could be read.
    pub lines: Vec<TableLine>,
    /// Problems by row, at most one a cell.
    pub problems: Vec<TableProblem>,
}

/// The column in which a refusal of the line form (`LineProblem::path`) is corrected.
pub fn column_of(path: &str) -> Column {
    match path {
        "title" => Column::Title,
        "items" => Column::Items,
        "scope" => Column::Scope,
        "ratios" | "batches" => Column::Ratio,
        "windowTo" => Column::Window,
        "lead" => Column::Lead,
        "partners" => Column::Partners,
        _ => Column::Remarks,
    }
}

/// Reads all rows below the headings. Nothing is guessed: a cell that cannot be read is a problem, an empty
/// one takes the value the form of a line begins with.
pub fn read_table(ground: &TableGround<'_>, columns: &TableColumns, rows: &[TableRow]) -> TableReading {
    let mut reading = TableReading::default();
    let mut titles: BTreeSet<String> = ground.titles.iter().map(|title| normalise_name(title)).collect();
    for row in rows {
        let mut reader = row::RowReader::new(ground, columns, row);
        if reader.is_empty() {
            continue;
        }
        let line = reader.line();
        if !line.draft.title.is_empty() && !titles.insert(normalise_name(&line.draft.title)) {
            reader.refuse(Column::Title, ErrorCode::LineTitleTaken, &line.draft.title);
        }
        let mut problems = reader.problems();
        problems.sort_by_key(|problem| problem.column);
        reading.problems.append(&mut problems);
        reading.lines.push(line);
    }
    reading
}

fn problem(row: u64, column: Column, code: ErrorCode, value: &str) -> TableProblem {
    TableProblem { row, column, code, value: truncate(value, 80) }
}
