//! The columns of a unified list, by the headings such lists are published under.

use std::collections::BTreeMap;

use crate::ErrorCode;
use crate::text::normalise_name;

/// Most rows of one file; a province's list has some hundreds.
pub const MOST_ROWS: usize = 1000;
/// Rows in which the headings are looked for: titles and notes may stand above them.
const ROWS_ABOVE: usize = 20;

coded_enum! {
    /// A column of a list (`domain.md` §3.4, catalog item and joint catalog row).
    pub enum ListColumn {
        Code = "CODE" ("编号", "Code"),
        Category = "CATEGORY" ("抽查类别", "Category"),
        Name = "NAME" ("抽查事项", "Item"),
        Subjects = "SUBJECTS" ("检查对象", "Subjects"),
        Class = "CLASS" ("事项类别", "Class"),
        Ratio = "RATIO" ("比例上限", "Cap on the ratio"),
        Frequency = "FREQUENCY" ("抽查频次", "Frequency"),
        Method = "METHOD" ("检查方式", "Method"),
        Department = "DEPARTMENT" ("检查主体", "Department"),
        Partners = "PARTNERS" ("配合部门", "Partners"),
        Basis = "BASIS" ("检查依据", "Legal bases"),
        Tag = "TAG" ("适用标签", "Tag"),
    }
}

impl ListColumn {
    /// The heading it is written under.
    pub const fn heading(self) -> &'static str {
        self.label(crate::Lang::Zh)
    }

    /// Without these columns a sheet is no list of items.
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::Category | Self::Name | Self::Class | Self::Method | Self::Department | Self::Basis
        )
    }

    /// Other headings the column is published under.
    const fn also(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["事项编号", "事项编码", "code"],
            Self::Category => &["类别", "抽查项目", "抽查领域", "领域", "field"],
            Self::Name => &["事项", "检查事项", "事项名称", "抽查事项名称", "item"],
            Self::Subjects => &["抽查对象", "对象", "subject_scope"],
            Self::Class => &["事项类型", "重点/一般", "item_class"],
            Self::Ratio => &["比例", "抽查比例", "抽查比例上限", "ratio_cap_percent"],
            Self::Frequency => &["频次", "检查频次"],
            Self::Method => &["抽查方式", "方式", "method"],
            Self::Department => &["实施部门", "部门", "牵头部门", "发起部门", "检查部门", "lead"],
            Self::Partners => &["参与部门", "联合部门", "partners"],
            Self::Basis => &["依据", "法律依据", "抽查依据", "legal_basis"],
            Self::Tag => &["标签", "tag"],
        }
    }

    fn of_heading(heading: &str) -> Option<Self> {
        let heading = normalise_name(heading);
        Self::ALL.iter().copied().find(|column| {
            std::iter::once(&column.heading())
                .chain(column.also())
                .any(|name| normalise_name(name) == heading)
        })
    }
}

/// Column → its place in the file, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumns(BTreeMap<ListColumn, usize>);

impl ListColumns {
    /// Reads a row of headings, in any order; unknown ones are ignored.
    ///
    /// # Errors
    /// [`ErrorCode::ImportColumns`] with the required headings that are missing, or
    /// [`ErrorCode::ImportDuplicateColumn`] with the one that occurs twice.
    pub fn read(headings: &[String]) -> Result<Self, (ErrorCode, Vec<&'static str>)> {
        let mut found = BTreeMap::new();
        for (place, heading) in headings.iter().enumerate() {
            if let Some(column) = ListColumn::of_heading(heading)
                && found.insert(column, place).is_some()
            {
                return Err((ErrorCode::ImportDuplicateColumn, vec![column.heading()]));
            }
        }
        let required = ListColumn::ALL.iter().filter(|column| column.is_required());
        let missing: Vec<_> =
            required.filter(|column| !found.contains_key(column)).map(|column| column.heading()).collect();
        if missing.is_empty() { Ok(Self(found)) } else { Err((ErrorCode::ImportColumns, missing)) }
    }

    /// The trimmed cell of a column; absent columns and fillers such as `—` are empty.
    pub fn cell<'a>(&self, cells: &'a [String], column: ListColumn) -> &'a str {
        let cell = self.0.get(&column).and_then(|place| cells.get(*place)).map_or("", |cell| cell.trim());
        if matches!(cell, "-" | "—" | "——" | "/" | "无" | "N/A") { "" } else { cell }
    }

    /// Which column stands at a place of the file.
    pub fn at(&self, place: usize) -> Option<ListColumn> {
        self.0.iter().find(|(_, at)| **at == place).map(|(column, _)| *column)
    }
}

/// Where the headings stand among the first rows of a sheet: the place in `rows` and the columns.
///
/// # Errors
/// As [`ListColumns::read`], for the row that comes nearest to a row of headings.
pub fn find_list_headings<'a>(
    rows: impl IntoIterator<Item = &'a [String]>,
) -> Result<(usize, ListColumns), (ErrorCode, Vec<&'static str>)> {
    let required =
        ListColumn::ALL.iter().filter(|column| column.is_required()).map(|column| column.heading());
    let mut nearest = (ErrorCode::ImportColumns, required.collect::<Vec<_>>());
    for (place, row) in rows.into_iter().take(ROWS_ABOVE).enumerate() {
        match ListColumns::read(row) {
            Ok(columns) => return Ok((place, columns)),
            Err((ErrorCode::ImportDuplicateColumn, names)) => {
                return Err((ErrorCode::ImportDuplicateColumn, names));
            }
            Err(refused) if refused.1.len() < nearest.1.len() => nearest = refused,
            Err(_) => {}
        }
    }
    Err(nearest)
}
