//! The columns of the planning table, by their Chinese headings.

use std::collections::BTreeMap;

use crate::ErrorCode;
use crate::text::normalise_name;

/// Most lines of one file; a county's whole plan has fewer than a hundred.
pub const MOST_ROWS: usize = 500;
/// Rows in which the headings are looked for: titles and notes may stand above them.
const ROWS_ABOVE: usize = 20;

coded_enum! {
    /// A column of the table, in the order plans are published in (`domain.md` §3.4).
    pub enum Column {
        Trade = "TRADE" ("行业", "Trade"),
        Title = "TITLE" ("任务名称", "Task"),
        Items = "ITEMS" ("抽查事项", "Items"),
        Subjects = "SUBJECTS" ("对象", "Subjects"),
        Scope = "SCOPE" ("范围", "Scope"),
        Targeting = "TARGETING" ("抽取类型", "Targeting"),
        Ratio = "RATIO" ("户数/比例", "Number or ratio"),
        Basis = "BASIS" ("基数", "Base"),
        Method = "METHOD" ("检查方式", "Method"),
        OrganisedAt = "ORGANISED_AT" ("组织层级", "Organised at"),
        CarriedOutAt = "CARRIED_OUT_AT" ("实施层级", "Carried out at"),
        Window = "WINDOW" ("抽取日期起止", "Draw period"),
        Deadline = "DEADLINE" ("完成时限", "Deadline"),
        Lead = "LEAD" ("牵头", "Lead"),
        Partners = "PARTNERS" ("参与", "Partners"),
        Risk = "RISK" ("信用风险分类监管要求", "Requirements by risk class"),
        Remarks = "REMARKS" ("备注", "Remarks"),
    }
}

impl Column {
    /// The heading it is written under.
    pub const fn heading(self) -> &'static str {
        self.label(crate::Lang::Zh)
    }

    /// Without these columns a sheet is no planning table.
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Title | Self::Items | Self::Ratio | Self::Window | Self::Lead)
    }

    /// Other headings the column is published under.
    const fn also(self) -> &'static [&'static str] {
        match self {
            Self::Trade => &["行业领域", "领域", "抽查领域"],
            Self::Title => &["抽查任务名称", "抽查任务", "计划名称"],
            Self::Items => &["检查事项", "联合抽查事项", "抽查检查事项"],
            Self::Subjects => &["抽查对象", "检查对象"],
            Self::Scope => &["抽查范围", "对象范围", "抽查对象范围"],
            Self::Targeting => &["抽查类型"],
            Self::Ratio => &["抽查比例", "抽取比例", "抽查户数/比例", "抽取户数/比例", "户数或比例", "比例"],
            Self::Basis => &["抽查基数", "检查对象基数"],
            Self::Method => &["抽查方式"],
            Self::OrganisedAt => &["任务组织层级"],
            Self::CarriedOutAt => &["任务实施层级"],
            Self::Window => &["抽取日期", "抽查时间", "检查期间", "抽查日期起止"],
            Self::Deadline => &["完成时间", "检查完成时限", "任务完成时限"],
            Self::Lead => &["牵头部门", "发起部门", "牵头单位"],
            Self::Partners => &["参与部门", "配合部门", "参与单位", "联合部门"],
            Self::Risk => &["信用风险分类", "信用风险分类监管"],
            Self::Remarks => &["说明"],
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
pub struct TableColumns(BTreeMap<Column, usize>);

impl TableColumns {
    /// Reads a row of headings, in any order; unknown ones are ignored.
    ///
    /// # Errors
    /// [`ErrorCode::ImportColumns`] with the required headings that are missing, or
    /// [`ErrorCode::ImportDuplicateColumn`] with the one that occurs twice.
    pub fn read(headings: &[String]) -> Result<Self, (ErrorCode, Vec<&'static str>)> {
        let mut found = BTreeMap::new();
        for (place, heading) in headings.iter().enumerate() {
            if let Some(column) = Column::of_heading(heading)
                && found.insert(column, place).is_some()
            {
                return Err((ErrorCode::ImportDuplicateColumn, vec![column.heading()]));
            }
        }
        let required = Column::ALL.iter().filter(|column| column.is_required());
        let missing: Vec<_> =
            required.filter(|column| !found.contains_key(column)).map(|column| column.heading()).collect();
        if missing.is_empty() { Ok(Self(found)) } else { Err((ErrorCode::ImportColumns, missing)) }
    }

    /// The trimmed cell of a column; absent columns and fillers such as `—` are empty.
    pub fn cell<'a>(&self, cells: &'a [String], column: Column) -> &'a str {
        let cell = self.0.get(&column).and_then(|place| cells.get(*place)).map_or("", |cell| cell.trim());
        if matches!(cell, "-" | "—" | "——" | "/" | "无" | "N/A") { "" } else { cell }
    }

    /// Which column stands at a place of the file.
    pub fn at(&self, place: usize) -> Option<Column> {
        self.0.iter().find(|(_, at)| **at == place).map(|(column, _)| *column)
    }
}

/// Where the headings stand among the first rows of a sheet: the place in `rows` and the columns.
///
/// # Errors
/// As [`TableColumns::read`], for the row that comes nearest to a row of headings.
pub fn find_headings<'a>(
    rows: impl IntoIterator<Item = &'a [String]>,
) -> Result<(usize, TableColumns), (ErrorCode, Vec<&'static str>)> {
    let required = || Column::ALL.iter().filter(|column| column.is_required()).map(|column| column.heading());
    let mut nearest = (ErrorCode::ImportColumns, required().collect::<Vec<_>>());
    for (place, row) in rows.into_iter().take(ROWS_ABOVE).enumerate() {
        match TableColumns::read(row) {
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
