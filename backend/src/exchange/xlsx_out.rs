//! A table as a spreadsheet: every cell text, the headings frozen, columns as wide as they need to be.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

use crate::error::{Error, Result};

/// A column: its heading and its width in characters.
pub type Heading = (&'static str, f64);

/// Writes a sheet. Cells are written as text, never as formulas or numbers, so that a code keeps its zeros
/// and nothing is run.
pub fn write_sheet(name: &str, headings: &[Heading], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    write(name, headings, rows).map_err(|error| Error::broken(format!("spreadsheet: {error}")))
}

fn write(
    name: &str,
    headings: &[Heading],
    rows: &[Vec<String>],
) -> std::result::Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_border_bottom(FormatBorder::Thin);
    for (column, (heading, width)) in (0u16..).zip(headings) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &head)?;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (column, text) in (0u16..).zip(cells) {
            if !text.is_empty() {
                sheet.write_string_with_format(row, column, text, &cell)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_repeat_rows(0, 0)?;
    book.save_to_buffer()
}
