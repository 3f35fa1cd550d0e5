//! Lists of other systems as tables: one row for each who stood in a list, in the order of the list.

use super::history::{HistoryBuilder, HistoryError};

/// Headings of each column, in the order draw, unit, drawn, stratum.
const HEADINGS: [&[&str]; 4] = [
    &["抽取批次", "批次", "draw"],
    &["检查对象", "企业名称", "unit"],
    &["是否抽中", "抽中", "drawn"],
    &["分层", "类别", "stratum"],
];
const YES: [&str; 5] = ["是", "1", "√", "yes", "true"];
const NO: [&str; 5] = ["否", "0", "", "no", "false"];

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// A column is not there; what it may be called.
    #[error("no column {}", .0.join(" / "))]
    Column(&'static [&'static str]),
    /// Neither yes nor no.
    #[error("{0:?} says neither that somebody was drawn nor that not")]
    Drawn(String),
    /// A row without a draw or a name.
    #[error("a row without a draw or a name")]
    Nameless,
    /// What no history takes.
    #[error(transparent)]
    History(#[from] HistoryError),
}

/// Where the columns of a table stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    draw: usize,
    unit: usize,
    drawn: usize,
    stratum: Option<usize>,
}

impl Columns {
    /// Finds them by their headings; a stratum is optional.
    ///
    /// # Errors
    /// [`RowError::Column`].
    pub fn find(headings: &[String]) -> Result<Self, RowError> {
        let place = |names: &'static [&'static str]| {
            let is_it = |heading: &String| {
                let heading = heading.trim();
                names.iter().any(|name| name.eq_ignore_ascii_case(heading))
            };
            headings.iter().position(is_it).ok_or(RowError::Column(names))
        };
        let [draw, unit, drawn, stratum] = HEADINGS;
        Ok(Self {
            draw: place(draw)?,
            unit: place(unit)?,
            drawn: place(drawn)?,
            stratum: place(stratum).ok(),
        })
    }

    /// Takes a row in.
    ///
    /// # Errors
    /// [`RowError`].
    pub fn take(&self, cells: &[String], builder: &mut HistoryBuilder) -> Result<(), RowError> {
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        let (draw, unit, said) = (cell(self.draw), cell(self.unit), cell(self.drawn));
        if draw.is_empty() || unit.is_empty() {
            return Err(RowError::Nameless);
        }
        let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(said));
        if !is(&YES) && !is(&NO) {
            return Err(RowError::Drawn(said.to_owned()));
        }
        let stratum = self.stratum.map_or("", cell);
        Ok(builder.add(draw, stratum, unit, is(&YES))?)
    }
}
