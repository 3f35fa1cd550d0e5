//! Reading a table whatever it was saved as: CSV in UTF-8 (with or without BOM), UTF-16 or GB18030, or
//! XLSX. Blocking; callers run it off the workers.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{Encoding, GB18030, UTF_8};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use shared::ErrorCode;

use super::newlines::Newlines;
use super::xlsx;
use crate::error::{Error, Refusal};

/// A row with its line in the file, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line (CSV) or row number (XLSX).
    pub line: u64,
    /// The cells.
    pub cells: Vec<String>,
}

/// Why a file is no table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// Neither UTF-8 nor GB18030.
    #[error("unknown encoding")]
    Encoding,
    /// No heading row.
    #[error("empty")]
    Empty,
    /// Damaged, or larger than allowed inside.
    #[error("unreadable: {0}")]
    Unreadable(String),
    /// The disk failed.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
}

impl From<TableError> for Error {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Encoding => ErrorCode::ImportEncoding.into(),
            TableError::Empty => ErrorCode::ImportEmpty.into(),
            TableError::Unreadable(detail) => Refusal::new(ErrorCode::ImportUnreadable).with(detail).into(),
            TableError::Io(error) => error.into(),
        }
    }
}

/// A table being read.
pub struct Table {
    /// The heading row.
    pub headings: Vec<String>,
    rows: Rows,
}

type Csv = csv::Reader<Newlines<DecodeReaderBytes<BufReader<File>, Vec<u8>>>>;

enum Rows {
    Csv(Box<Csv>),
    Sheet(std::vec::IntoIter<Row>),
}

impl Iterator for Table {
    type Item = Result<Row, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = match &mut self.rows {
                Rows::Sheet(rows) => Ok(rows.next()?),
                Rows::Csv(reader) => next_row(reader).transpose()?,
            };
            match row {
                // Rows without anything in them are the tail of many spreadsheets.
                Ok(row) if row.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                other => return Some(other),
            }
        }
    }
}

/// Opens a file and reads its headings.
pub fn open_table(path: &Path) -> Result<Table, TableError> {
    let mut head = [0; 4];
    let mut file = File::open(path)?;
    let read = file.read(&mut head)?;
    if read == 0 {
        return Err(TableError::Empty);
    }
    if head.starts_with(b"PK\x03\x04") {
        let mut rows = xlsx::rows(path)?.into_iter();
        let headings = rows.next().ok_or(TableError::Empty)?.cells;
        return Ok(Table { headings, rows: Rows::Sheet(rows) });
    }
    file.seek(SeekFrom::Start(0))?;
    let encoding = detect(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    let decoded = DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(true)
        .build(BufReader::new(file));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(Newlines::new(decoded));
    let headings = next_row(&mut reader)?.ok_or(TableError::Empty)?.cells;
    Ok(Table { headings, rows: Rows::Csv(Box::new(reader)) })
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function of an error")]
fn unreadable(error: csv::Error) -> TableError {
    TableError::Unreadable(error.to_string())
}

/// The next row. Its line is counted back from where the reader stands behind it: the reader's own place
/// for a row lies before the empty lines it has skipped.
fn next_row(reader: &mut Csv) -> Result<Option<Row>, TableError> {
    let mut record = csv::StringRecord::new();
    if !reader.read_record(&mut record).map_err(unreadable)? {
        return Ok(None);
    }
    let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
    let line = reader.position().line().saturating_sub(1 + inside as u64);
    let cells = record.iter().map(|cell| cell.trim_start_matches('\u{feff}').to_owned()).collect();
    Ok(Some(Row { line, cells }))
}

/// UTF-8 if the whole file is, else GB18030 if the whole file is; a superset decode never loses a rare
/// character. A byte-order mark decides by itself.
fn detect(file: &mut File) -> Result<&'static Encoding, TableError> {
    let mut buffer = vec![0; 1 << 16];
    let mut utf8 = UTF_8.new_decoder_without_bom_handling();
    let mut gb = GB18030.new_decoder_without_bom_handling();
    let (mut utf8_fits, mut gb_fits) = (true, true);
    let mut first = true;
    let mut scratch = String::with_capacity(1 << 18);
    loop {
        let read = file.read(&mut buffer)?;
        let (piece, last) = (&buffer[..read], read == 0);
        if first && let Some((encoding, _)) = Encoding::for_bom(piece) {
            return Ok(encoding);
        }
        first = false;
        for (decoder, fits) in [(&mut utf8, &mut utf8_fits), (&mut gb, &mut gb_fits)] {
            if *fits {
                scratch.clear();
                let (result, _) = decoder.decode_to_string_without_replacement(piece, &mut scratch, last);
                *fits = matches!(result, encoding_rs::DecoderResult::InputEmpty);
            }
        }
        if last {
            break;
        }
    }
    match (utf8_fits, gb_fits) {
        (true, _) => Ok(UTF_8),
        (false, true) => Ok(GB18030),
        (false, false) => Err(TableError::Encoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, bytes: &[u8]) -> Result<(Vec<String>, Vec<Row>), TableError> {
        let path = std::env::temp_dir().join(format!("onedoor-table-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let read = open_table(&path).and_then(|mut table| {
            let rows: Result<Vec<Row>, _> = table.by_ref().collect();
            Ok((table.headings, rows?))
        });
        std::fs::remove_file(&path).unwrap();
        read
    }

    const TEXT: &str = "企业名称,地址\n\"鑫源㛃\",\"路 1 号,\n二楼\"\n\n乙,丙\n";

    #[test]
    fn encodings() {
        let (gb, _, lost) = GB18030.encode(TEXT);
        assert!(!lost);
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let bom = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
        for (name, bytes) in [("utf8", TEXT.as_bytes()), ("bom", &bom), ("gb", &gb), ("utf16", &utf16)] {
            let (headings, rows) = table(name, bytes).unwrap();
            assert_eq!(headings, ["企业名称", "地址"], "{name}");
            assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5], "{name}");
            assert_eq!(rows[0].cells[0], "鑫源㛃", "{name}");
        }
    }

    /// Line numbers are those an editor shows, whatever ends the lines.
    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let rows = |name: &str, text: &str| {
            let (headings, rows) = table(name, text.as_bytes()).unwrap();
            assert_eq!(headings, ["企业名称", "地址"], "{name}");
            rows.into_iter().map(|row| (row.line, row.cells[1].clone())).collect::<Vec<_>>()
        };
        let cells = [(2, "路 1 号,\n二楼".to_owned()), (5, "丙".to_owned())];
        assert_eq!(rows("feed", TEXT), cells);
        assert_eq!(rows("windows", &TEXT.replace('\n', "\r\n")), cells);
        let old = rows("return", "企业名称,地址\r甲,乙\r丙,丁\r");
        assert_eq!(old.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>(), ["乙", "丁"]);
    }

    #[test]
    fn what_is_no_table_is_said() {
        assert!(matches!(table("empty", b""), Err(TableError::Empty)));
        assert!(matches!(table("binary", &[0x80, 0xff, 0xff, 0xfe, 0x81]), Err(TableError::Encoding)));
        assert!(matches!(table("zip", b"PK\x03\x04nonsense"), Err(TableError::Unreadable(_))));
    }
}
