//! A list of draws as CSV text (RFC 4180), where no library of tables is at hand.

use super::history::{History, HistoryBuilder};
use super::rows::{Columns, RowError};

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// No line at all.
    #[error("the file is empty")]
    Empty,
    /// A quotation mark that is never closed.
    #[error("line {0}: a quotation mark is not closed")]
    Open(usize),
    /// What is wrong with a row, and on which line it stands.
    #[error("line {0}: {1}")]
    Row(usize, RowError),
}

/// Reads a list with its headings; commas, semicolons or tabs part the cells, whichever the headings have
/// most of. Empty lines are passed over.
///
/// # Errors
/// [`CsvError`].
pub fn read_csv(text: &str) -> Result<History, CsvError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().ok_or(CsvError::Empty)?;
    let count = |mark: &char| head.chars().filter(|one| one == mark).count();
    let mark = [';', '\t', ','].into_iter().max_by_key(count).unwrap_or(',');
    let mut records = Records { rest: text.chars().peekable(), mark, line: 1 };
    let (line, headings) = records.next().ok_or(CsvError::Empty)??;
    let columns = Columns::find(&headings).map_err(|error| CsvError::Row(line, error))?;
    let mut builder = HistoryBuilder::new();
    for record in records {
        let (line, cells) = record?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        columns.take(&cells, &mut builder).map_err(|error| CsvError::Row(line, error))?;
    }
    Ok(builder.finish())
}

/// The records of a text, each with the number of its first line.
struct Records<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    mark: char,
    line: usize,
}

impl Iterator for Records<'_> {
    type Item = Result<(usize, Vec<String>), CsvError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.peek()?;
        let first = self.line;
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        while let Some(one) = self.rest.next() {
            match one {
                '"' if quoted && self.rest.peek() == Some(&'"') => {
                    self.rest.next();
                    cell.push('"');
                }
                '"' if quoted || cell.is_empty() => quoted = !quoted,
                '\n' if !quoted => {
                    self.line += 1;
                    cells.push(std::mem::take(&mut cell));
                    return Some(Ok((first, cells)));
                }
                '\r' if !quoted => {}
                one if one == self.mark && !quoted => cells.push(std::mem::take(&mut cell)),
                one => {
                    self.line += usize::from(one == '\n');
                    cell.push(one);
                }
            }
        }
        if quoted {
            return Some(Err(CsvError::Open(first)));
        }
        cells.push(cell);
        Some(Ok((first, cells)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_hold_marks_and_line_feeds() {
        let text = "\u{feff}批次,检查对象,抽中\r\n1,\"甲, \"\"老店\"\"\n分店\",是\r\n\r\n1,乙,否";
        let history = read_csv(text).unwrap();
        assert_eq!(history.units(), ["甲, \"老店\"\n分店", "乙"]);
        assert_eq!(history.series()[0].drawn, [true, false]);
        let tabs = read_csv("draw\tunit\tdrawn\tstratum\n1\ta,b\t1\tA\n").unwrap();
        assert_eq!(tabs.units(), ["a,b"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(read_csv(""), Err(CsvError::Empty));
        let open = read_csv("draw,unit,drawn\n1,a,1\n1,\"b,1\n");
        assert_eq!(open, Err(CsvError::Open(3)));
        let doubtful = read_csv("draw,unit,drawn\n1,\"a\nb\",1\n1,c,perhaps\n");
        assert_eq!(doubtful, Err(CsvError::Row(4, RowError::Drawn("perhaps".into()))));
        assert!(matches!(read_csv("名单\n甲\n"), Err(CsvError::Row(1, RowError::Column(_)))));
    }
}
