//! Open data: each table as CSV and JSON, its schema, and the index of all files.

use serde_json::{Value, json};
use shared::Lang;
use shared::ids::ResultId;

use super::PortalService;
use super::cell::{Cells, Column, Kind, filed, names, object};
use super::shelf::{Answer, Making, whole};
use super::table::Table;
use crate::error::Result;
use crate::exchange::CsvOut;

/// Licence of the files: free use with attribution.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
/// Results written at a time: others are served in between.
const PIECE: u64 = 200;

/// A format of a table's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with a byte-order mark.
    Csv,
    /// An array of objects.
    Json,
}

impl Format {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// Rows written in a format, one piece after the other.
struct Writing {
    format: Format,
    columns: &'static [Column],
    out: Making,
    rows: u64,
}

impl Writing {
    fn new(table: Table, format: Format) -> Self {
        let columns = table.columns();
        let mut out = Making::new(format.media_type());
        match format {
            Format::Csv => {
                let names = names(columns);
                let headings: Vec<&str> = names.iter().map(String::as_str).collect();
                out.push(&CsvOut::new(&headings).finish());
            }
            Format::Json => out.push(b"["),
        }
        Self { format, columns, out, rows: 0 }
    }

    fn rows(&mut self, rows: &[Cells]) {
        if self.format == Format::Csv {
            let mut csv = CsvOut::rest();
            for row in rows {
                csv.row(&filed(self.columns, row).iter().map(String::as_str).collect::<Vec<_>>());
            }
            return self.out.push(&csv.finish());
        }
        for row in rows {
            self.out.push(if self.rows == 0 { "\n" } else { ",\n" }.as_bytes());
            self.out.push(object(self.columns, row).as_bytes());
            self.rows += 1;
        }
    }

    fn finish(mut self, modified: Option<chrono::DateTime<chrono::Utc>>) -> Result<Answer> {
        if self.format == Format::Json {
            self.out.push(b"\n]\n");
        }
        self.out.finish(modified)
    }
}

impl PortalService {
    /// A table's file.
    pub(super) async fn file(&self, table: Table, format: Format) -> Result<Answer> {
        let mut writing = Writing::new(table, format);
        if table != Table::Results {
            let (rows, modified) = self.rows(table).await?;
            writing.rows(&rows);
            return writing.finish(modified);
        }
        let (mut before, mut modified): (Option<ResultId>, _) = (None, None);
        loop {
            let (told, rows) = self.results(before, PIECE).await?;
            modified = told.iter().filter_map(|told| told.row.decided_at).max().max(modified);
            writing.rows(&rows);
            match told.last() {
                Some(last) if told.len() as u64 == PIECE => before = Some(last.row.id),
                _ => return writing.finish(modified),
            }
            // Rows of SQLite are read on this thread: others are let in.
            tokio::task::yield_now().await;
        }
    }

    /// The schema of a table's JSON (JSON Schema 2020-12).
    pub(super) fn json_schema(table: Table) -> Result<Answer> {
        let properties: serde_json::Map<String, Value> =
            table.columns().iter().flat_map(properties).collect();
        let required: Vec<String> = names(table.columns());
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": table.title(Lang::Zh),
            "description": table.note(Lang::Zh),
            "type": "array",
            "items": {
                "type": "object", "properties": properties, "required": required, "additionalProperties": false,
            },
        });
        whole("application/schema+json", &pretty(&schema), None)
    }

    /// The schema of a table's CSV (CSV on the Web).
    pub(super) fn csv_schema(table: Table) -> Result<Answer> {
        let mut columns = Vec::new();
        for column in table.columns() {
            columns.push(json!({
                "name": column.name, "titles": { "zh": column.zh, "en": column.en }, "datatype": datatype(column.kind),
            }));
            if column.kind == Kind::Word {
                columns.push(json!({
                    "name": format!("{}_name", column.name),
                    "titles": { "zh": format!("{}（文字）", column.zh), "en": format!("{} in words", column.en) },
                    "datatype": "string",
                }));
            }
            if column.kind == Kind::List
                && let Some(Value::Object(last)) = columns.last_mut()
            {
                last.insert("separator".into(), json!("；"));
            }
        }
        let schema = json!({
            "@context": ["http://www.w3.org/ns/csvw", { "@language": "zh" }],
            "url": format!("{}.csv", table.name()),
            "dc:title": table.title(Lang::Zh),
            "dc:description": table.note(Lang::Zh),
            "dc:license": { "@id": LICENCE },
            "tableSchema": { "columns": columns },
        });
        whole("application/csvm+json", &pretty(&schema), None)
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

const fn datatype(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Code | Kind::Word | Kind::List => "string",
        Kind::Whole => "integer",
        Kind::Day => "date",
        Kind::Time => "dateTime",
    }
}

fn properties(column: &Column) -> Vec<(String, Value)> {
    let of = |kind: Value, format: Option<&str>| {
        let mut property = json!({ "title": column.zh, "description": column.en, "type": kind });
        if let (Some(format), Value::Object(fields)) = (format, &mut property) {
            fields.insert("format".into(), json!(format));
        }
        property
    };
    let property = match column.kind {
        Kind::Text | Kind::Code | Kind::Word => of(json!(["string", "null"]), None),
        Kind::Whole => of(json!(["integer", "null"]), None),
        Kind::Day => of(json!(["string", "null"]), Some("date")),
        Kind::Time => of(json!(["string", "null"]), Some("date-time")),
        Kind::List => {
            let mut list = of(json!("array"), None);
            if let Value::Object(fields) = &mut list {
                fields.insert("items".into(), json!({ "type": "string" }));
            }
            list
        }
    };
    let mut found = vec![(column.name.to_owned(), property)];
    if column.kind == Kind::Word {
        let name = format!("{}_name", column.name);
        found.push((name, json!({ "title": format!("{}（文字）", column.zh), "type": ["string", "null"] })));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::cell::Cell;

    #[test]
    fn files_are_the_same_byte_for_byte_and_harmless() {
        let row = |name: &str| -> Cells {
            vec![
                Cell::Text("scjg".into()),
                Cell::Text(name.into()),
                Cell::Word("YES", "是", "yes"),
                Cell::Whole(3),
            ]
        };
        let make = |format| {
            let mut writing = Writing::new(Table::Departments, format);
            writing.rows(&[row("=HYPERLINK(1)")]);
            writing.rows(&[row("乙")]);
            writing.finish(None).unwrap()
        };
        let text = |answer: &Answer| String::from_utf8(answer.plain.clone().unwrap().to_vec()).unwrap();
        let csv = make(Format::Csv);
        assert_eq!(
            text(&csv),
            "\u{feff}code,name,can_inspect,can_inspect_name,items\nscjg,'=HYPERLINK(1),YES,是,3\nscjg,乙,YES,是,3\n"
        );
        assert_eq!(csv.etag, make(Format::Csv).etag);
        let json: Value = serde_json::from_str(&text(&make(Format::Json))).unwrap();
        assert_eq!(json[0]["name"], "=HYPERLINK(1)");
        assert_eq!(json.as_array().map(Vec::len), Some(2));
        let empty = Writing::new(Table::Departments, Format::Json).finish(None).unwrap();
        assert_eq!(text(&empty), "[\n]\n");
    }

    #[test]
    fn every_table_has_schemas_for_all_its_columns() {
        for table in Table::ALL {
            let text = |answer: Answer| String::from_utf8(answer.plain.unwrap().to_vec()).unwrap();
            let json: Value =
                serde_json::from_str(&text(PortalService::json_schema(table).unwrap())).unwrap();
            let csv: Value = serde_json::from_str(&text(PortalService::csv_schema(table).unwrap())).unwrap();
            let columns = names(table.columns());
            let described = json["items"]["properties"].as_object().unwrap();
            assert!(
                columns.iter().all(|name| described.contains_key(name)) && described.len() == columns.len()
            );
            let listed = csv["tableSchema"]["columns"].as_array().unwrap();
            assert!(columns.iter().zip(listed).all(|(name, column)| column["name"] == name.as_str()));
        }
    }
}
