//! CSV for spreadsheets: UTF-8 with a byte-order mark, and no cell that a spreadsheet would run.

/// A CSV file being written in memory.
pub struct CsvOut {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvOut {
    /// With these headings.
    pub fn new(headings: &[&str]) -> Self {
        let mut out = Self { writer: csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec()) };
        out.row(headings);
        out
    }

    /// The rows that follow: without byte-order mark and headings.
    pub fn rest() -> Self {
        Self { writer: csv::Writer::from_writer(Vec::new()) }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[&str]) {
        // Writing to memory cannot fail, and all rows have as many cells as the first.
        let _ = self.writer.write_record(cells.iter().map(|cell| harmless(cell)));
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets hide (CSV injection).
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        let mut out = CsvOut::new(&["名称", "值"]);
        out.row(&["=HYPERLINK(1)", "a,b"]);
        let text = String::from_utf8(out.finish()).unwrap();
        assert_eq!(text, "\u{feff}名称,值\n'=HYPERLINK(1),\"a,b\"\n");
    }
}
