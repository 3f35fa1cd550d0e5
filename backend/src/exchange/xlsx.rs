//! The first sheet of a spreadsheet, cell by cell: the declared size of a sheet is never believed.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx};

use super::table::{Row, TableError};

/// Largest sum of unpacked parts.
const LARGEST: u64 = 200 << 20;
/// Most columns that are looked at.
pub(super) const COLUMNS: u32 = 256;

pub(super) fn rows(path: &Path) -> Result<Vec<Row>, TableError> {
    let unreadable = |error: &dyn std::fmt::Display| TableError::Unreadable(error.to_string());
    check_unpacked(path)?;
    let mut book: Xlsx<_> =
        Xlsx::new(BufReader::new(File::open(path)?)).map_err(|error| unreadable(&error))?;
    let sheet = book.sheet_names().first().cloned().ok_or(TableError::Empty)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| unreadable(&error))?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
        let (row, column) = cell.get_position();
        let line = u64::from(row) + 1;
        let text = text_of(cell.get_value());
        if text.is_empty() || column >= COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(Row { line, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            let column = column as usize;
            if last.cells.len() <= column {
                last.cells.resize(column + 1, String::new());
            }
            last.cells[column] = text;
        }
    }
    Ok(rows)
}

pub(super) fn check_unpacked(path: &Path) -> Result<(), TableError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path)?))
        .map_err(|error| TableError::Unreadable(error.to_string()))?;
    let mut sum = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| TableError::Unreadable(error.to_string()))?;
        sum = sum.saturating_add(part.size());
    }
    if sum > LARGEST { Err(TableError::Unreadable("unpacks to more than 200 MiB".into())) } else { Ok(()) }
}

pub(super) fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Excel keeps every number as a float: whole ones are written without a point.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(date) => {
            let (year, month, day, _, _, _, _) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    }
}
