//! What stands in a public table: the same cell as a page shows it, as a text file and as JSON hold it.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};
use shared::Lang;

use crate::clock::civil_time;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A day.
    Day(NaiveDate),
    /// An instant.
    Time(DateTime<Utc>),
    /// A code with its word in both languages.
    Word(&'static str, &'static str, &'static str),
    /// Several texts.
    List(Vec<String>),
    /// A text that leads somewhere within the portal; only pages have the way.
    Link(String, String),
}

/// A cell with the code and the words of a coded value.
macro_rules! word {
    ($value:expr) => {{
        let value = $value;
        $crate::portal::cell::Cell::Word(
            value.as_str(),
            value.label(shared::Lang::Zh),
            value.label(shared::Lang::En),
        )
    }};
}
pub(super) use word;

impl Cell {
    /// Words, or nothing.
    pub fn text(text: impl Into<Option<String>>) -> Self {
        text.into().filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    /// A day, or nothing.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// An instant, or nothing.
    pub fn time(time: Option<DateTime<Utc>>) -> Self {
        time.map_or(Self::Empty, Self::Time)
    }

    /// As people read it in a language.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Link(text, _) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Time(time) => civil_time(*time),
            Self::Word(_, zh, en) => match lang {
                Lang::Zh => (*zh).to_owned(),
                Lang::En => (*en).to_owned(),
            },
            Self::List(parts) => parts.join(match lang {
                Lang::Zh => "；",
                Lang::En => "; ",
            }),
        }
    }

    /// As a text file holds it: codes as codes, instants with their zone.
    pub fn filed(&self) -> String {
        match self {
            Self::Word(code, ..) => (*code).to_owned(),
            Self::Time(time) => time.to_rfc3339_opts(SecondsFormat::Secs, true),
            other => other.shown(Lang::Zh),
        }
    }

    /// As JSON holds it.
    pub fn value(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Whole(number) => json!(number),
            Self::List(parts) => json!(parts),
            other => json!(other.filed()),
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Words that are never broken: numbers of plans, codes of firms.
    Code,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// An instant.
    Time,
    /// A code; files have a second column with its word.
    Word,
    /// Several texts.
    List,
}

/// A column of a public table.
#[derive(Debug)]
pub struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// Its heading in Chinese.
    pub zh: &'static str,
    /// And in English.
    pub en: &'static str,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// Its heading.
    pub const fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A row; as many cells as its table has columns.
pub type Cells = Vec<Cell>;

/// The names of the columns of a table's files.
pub fn names(columns: &[Column]) -> Vec<String> {
    let mut names = Vec::new();
    for column in columns {
        names.push(column.name.to_owned());
        if column.kind == Kind::Word {
            names.push(format!("{}_name", column.name));
        }
    }
    names
}

/// A row of a text file.
pub fn filed(columns: &[Column], cells: &Cells) -> Vec<String> {
    let mut row = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        row.push(cell.filed());
        if column.kind == Kind::Word {
            row.push(cell.shown(Lang::Zh));
        }
    }
    row
}

/// A row as an object of JSON, its fields in the order of the columns.
pub fn object(columns: &[Column], cells: &Cells) -> String {
    let mut out = String::from("{");
    let mut field = |name: &str, value: &Value| {
        if out.len() > 1 {
            out.push(',');
        }
        out.push_str(&json!(name).to_string());
        out.push(':');
        out.push_str(&value.to_string());
    };
    for (column, cell) in columns.iter().zip(cells) {
        field(column.name, &cell.value());
        if column.kind == Kind::Word {
            let word = if *cell == Cell::Empty { Value::Null } else { json!(cell.shown(Lang::Zh)) };
            field(&format!("{}_name", column.name), &word);
        }
    }
    out.push('}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { name: "day", zh: "日期", en: "Day", kind: Kind::Day },
        Column { name: "result", zh: "结果", en: "Result", kind: Kind::Word },
        Column { name: "bases", zh: "依据", en: "Bases", kind: Kind::List },
    ];

    #[test]
    fn a_code_has_its_word_beside_it() {
        let row = vec![
            Cell::Day("2026-03-30".parse().unwrap()),
            Cell::Word("NO_ISSUE", "未发现问题", "No issue found"),
            Cell::List(vec!["甲".into(), "乙\"".into()]),
        ];
        assert_eq!(names(COLUMNS), ["day", "result", "result_name", "bases"]);
        assert_eq!(filed(COLUMNS, &row), ["2026-03-30", "NO_ISSUE", "未发现问题", "甲；乙\""]);
        let object = object(COLUMNS, &row);
        assert_eq!(
            object,
            r#"{"day":"2026-03-30","result":"NO_ISSUE","result_name":"未发现问题","bases":["甲","乙\""]}"#
        );
        assert_eq!(row[1].shown(Lang::En), "No issue found");
        let none = super::object(COLUMNS, &vec![Cell::Empty, Cell::Empty, Cell::List(Vec::new())]);
        assert_eq!(none, r#"{"day":null,"result":null,"result_name":null,"bases":[]}"#);
    }
}
