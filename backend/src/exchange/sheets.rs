//! Every sheet of a spreadsheet that people have filled in by hand: as text, with what cannot be taken as it
//! stands marked. Blocking; callers run it off the workers.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Dimensions, Reader, Xlsx};
use shared::ErrorCode;
use shared::planning::table::TableRow;

use super::table::TableError;
use super::xlsx::{COLUMNS, check_unpacked, text_of};

/// Most sheets that are looked at.
const SHEETS: usize = 20;
/// Most merged areas and marked cells of a sheet; one with more was not filled in by hand.
const MARKS: usize = 20_000;

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows in which something stands, at most as many as were asked for.
    pub rows: Vec<TableRow>,
    /// There are more.
    pub more: bool,
}

/// Reads the first `most` rows with something in them of each sheet. `None` if the file is no XLSX.
///
/// # Errors
/// [`TableError::Unreadable`] if it is damaged or unpacks to more than allowed.
pub fn read_sheets(path: &Path, most: usize) -> Result<Option<Vec<Sheet>>, TableError> {
    let mut head = [0; 4];
    let read = File::open(path)?.read(&mut head)?;
    if read < head.len() || !head.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    check_unpacked(path)?;
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(File::open(path)?)).map_err(unreadable)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEETS).collect();
    let mut sheets = Vec::new();
    for name in names {
        // Sheets of charts have no cells.
        let Ok((mut rows, more)) = rows(&mut book, &name, most) else { continue };
        let merged = book.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
        mark_merged(&mut rows, &merged)?;
        sheets.push(Sheet { name, rows, more });
    }
    if sheets.is_empty() { Err(TableError::Empty) } else { Ok(Some(sheets)) }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function of an error")]
fn unreadable(error: calamine::XlsxError) -> TableError {
    TableError::Unreadable(error.to_string())
}

fn rows(
    book: &mut Xlsx<BufReader<File>>,
    name: &str,
    most: usize,
) -> Result<(Vec<TableRow>, bool), TableError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows: Vec<TableRow> = Vec::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unreadable)? {
        let (row, column) = cell.pos;
        let (number, text) = (u64::from(row) + 1, text_of(&cell.value));
        if (text.is_empty() && cell.formula.is_none()) || column >= COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|last| last.number != number) {
            if rows.len() == most {
                return Ok((rows, true));
            }
            rows.push(TableRow { number, ..TableRow::default() });
        }
        if let Some(last) = rows.last_mut() {
            let place = column as usize;
            if last.cells.len() <= place {
                last.cells.resize(place + 1, String::new());
            }
            last.cells[place] = text;
            if cell.formula.is_some() {
                last.marks.push((place, ErrorCode::ImportFormula));
            }
        }
    }
    Ok((rows, false))
}

/// Marks the cells of merged areas in the rows that were read.
fn mark_merged(rows: &mut [TableRow], merged: &[Dimensions]) -> Result<(), TableError> {
    let mut marks = 0;
    for area in merged {
        let first = rows.partition_point(|row| row.number <= u64::from(area.start.0));
        let until = rows.partition_point(|row| row.number <= u64::from(area.end.0) + 1);
        for row in rows.get_mut(first..until).unwrap_or_default() {
            for column in area.start.1..=area.end.1.min(COLUMNS) {
                marks += 1;
                row.marks.push((column as usize, ErrorCode::ImportMerged));
            }
        }
        marks += 1;
        if marks > MARKS {
            return Err(TableError::Unreadable(format!("more than {MARKS} merged cells")));
        }
    }
    Ok(())
}
