//! The rows of a list → what it says of each department's item, or what is wrong in which cell.

use std::collections::BTreeSet;

use super::ListedItem;
use super::cells::{class, entries, kinds, methods, ratio, times};
use super::columns::{ListColumn, ListColumns};
use crate::ErrorCode;
use crate::catalogue::content::check_text;
use crate::catalogue::{DatedBasis, ItemClass, parse_legal_basis};
use crate::code::ItemCode;
use crate::ids::DepartmentId;
use crate::planning::table::TableRow;
use crate::text::{normalise_name, truncate};

/// Longest category and name, in characters.
const LONGEST: usize = 120;

/// A department as a list may name it.
#[derive(Debug, Clone)]
pub struct ListDepartment {
    /// Id.
    pub id: DepartmentId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether it may inspect (R22).
    pub can_inspect: bool,
}

/// What a list says of the item of one department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Row of the file, from 1.
    pub row: u64,
    /// The department.
    pub department: DepartmentId,
    /// Codes the item may have here, the likeliest first; empty where the list has none.
    pub codes: Vec<String>,
    /// What it says.
    pub listed: ListedItem,
}

/// Something that is wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListProblem {
    /// Row of the file, from 1.
    pub row: u64,
    /// Column.
    pub column: ListColumn,
    /// What was refused.
    pub code: ErrorCode,
    /// The cell, or the part of it in question.
    pub value: String,
}

/// Reads the rows below the headings. A row with problems gives no entry.
pub fn read_list(
    departments: &[ListDepartment],
    columns: &ListColumns,
    rows: &[TableRow],
) -> (Vec<ListEntry>, Vec<ListProblem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for row in rows {
        let mut reader = Reader { columns, row, problems: Vec::new() };
        let entries = reader.entries(departments);
        for entry in entries {
            let by_code = entry.codes.first().map(|code| (entry.department, code.clone()));
            let by_name = Some((entry.department, normalise_name(&entry.listed.name)));
            let key = by_code.or(by_name);
            if key.is_some_and(|key| !seen.insert(key)) {
                let name = entry.listed.name.clone();
                reader.say(ListColumn::Name, ErrorCode::ImportDuplicateRow, &name);
            } else if reader.problems.is_empty() {
                found.push(entry);
            }
        }
        problems.append(&mut reader.problems);
    }
    (found, problems)
}

struct Reader<'a> {
    columns: &'a ListColumns,
    row: &'a TableRow,
    problems: Vec<ListProblem>,
}

impl Reader<'_> {
    fn say(&mut self, column: ListColumn, code: ErrorCode, value: &str) {
        let value = truncate(value, 80);
        self.problems.push(ListProblem { row: self.row.number, column, code, value });
    }

    fn cell(&self, column: ListColumn) -> &str {
        self.columns.cell(&self.row.cells, column)
    }

    /// What a cell says, or a problem and nothing.
    fn read<T>(&mut self, column: ListColumn, read: impl Fn(&str) -> Result<T, ErrorCode>) -> Option<T> {
        let cell = self.cell(column).to_owned();
        read(&cell).map_err(|code| self.say(column, code, &cell)).ok()
    }

    fn entries(&mut self, departments: &[ListDepartment]) -> Vec<ListEntry> {
        for (place, code) in self.row.marks.clone() {
            if let Some(column) = self.columns.at(place) {
                let value = self.cell(column).to_owned();
                self.say(column, code, &value);
            }
        }
        if !self.problems.is_empty() {
            return Vec::new();
        }
        let listed = self.listed();
        let mut named = self.departments(ListColumn::Department, departments);
        named.extend(self.departments(ListColumn::Partners, departments));
        let code = self.read(ListColumn::Code, |cell| match cell {
            "" => Ok(None),
            code => ItemCode::parse(code).map(Some).map_err(|_| ErrorCode::InvalidFormat),
        });
        let (Some(listed), Some(code), true) = (listed, code, self.problems.is_empty()) else {
            return Vec::new();
        };
        let alone = named.len() == 1;
        let entry = |department: &ListDepartment| {
            let own = code.as_ref().map(|code| format!("{code}-{}", department.code));
            let whole = code.as_ref().filter(|_| alone).map(ToString::to_string);
            let codes = whole.into_iter().chain(own).collect();
            ListEntry { row: self.row.number, department: department.id, codes, listed: listed.clone() }
        };
        named.into_iter().map(entry).collect()
    }

    fn departments<'d>(
        &mut self,
        column: ListColumn,
        departments: &'d [ListDepartment],
    ) -> Vec<&'d ListDepartment> {
        let cell = self.cell(column).to_owned();
        if cell.is_empty() && column == ListColumn::Department {
            self.say(column, ErrorCode::Required, "");
        }
        let mut found = Vec::new();
        for word in entries(&cell) {
            let name = normalise_name(word);
            let known = departments
                .iter()
                .find(|one| one.code == word || normalise_name(&one.name) == name)
                .or_else(|| only_ending(departments, &name));
            match known {
                None => self.say(column, ErrorCode::ImportUnknownReference, word),
                Some(one) if !one.can_inspect => self.say(column, ErrorCode::DepartmentCannotInspect, word),
                Some(one) => found.push(one),
            }
        }
        found
    }

    fn listed(&mut self) -> Option<ListedItem> {
        let text = |cell: &str| check_text(cell, LONGEST).map(|()| cell.to_owned());
        let category = self.read(ListColumn::Category, text);
        let name = self.read(ListColumn::Name, text);
        let subjects = self.read(ListColumn::Subjects, |cell| {
            if cell.chars().count() > LONGEST { Err(ErrorCode::TooLong) } else { Ok(cell.to_owned()) }
        });
        let class = self.read(ListColumn::Class, |cell| class(cell).ok_or(ErrorCode::InvalidFormat));
        let cap_bp = self.read(ListColumn::Ratio, |cell| ratio(cell).ok_or(ErrorCode::InvalidFormat));
        if let (Some(ItemClass::Key), Some(Some(_))) = (class, cap_bp) {
            let cell = self.cell(ListColumn::Ratio).to_owned();
            self.say(ListColumn::Ratio, ErrorCode::CapForbidden, &cell);
        }
        let times = self.read(ListColumn::Frequency, |cell| times(cell).ok_or(ErrorCode::InvalidFormat));
        let methods = self.read(ListColumn::Method, |cell| methods(cell).ok_or(ErrorCode::InvalidFormat));
        let bases = self.read(ListColumn::Basis, parse_legal_basis);
        let bases = bases.map(|bases| {
            let dated = bases.into_iter().map(|basis| DatedBasis {
                kind: basis.kind,
                title: basis.title,
                article: basis.article,
                valid_from: None,
                valid_to: None,
            });
            dated.collect()
        });
        let tag = Some(self.cell(ListColumn::Tag)).filter(|tag| !tag.is_empty()).map(str::to_owned);
        let subjects = subjects?;
        Some(ListedItem {
            category: category?,
            name: name?,
            kinds: kinds(&subjects),
            subjects,
            methods: methods?,
            bases: bases?,
            class: class?,
            cap_bp: cap_bp?,
            times_a_year: times?,
            tag,
        })
    }
}

/// The department whose name ends so, if there is but one: lists from above leave the place's name out.
fn only_ending<'d>(departments: &'d [ListDepartment], name: &str) -> Option<&'d ListDepartment> {
    if name.chars().count() < 3 {
        return None;
    }
    let mut ending = departments.iter().filter(|one| normalise_name(&one.name).ends_with(name));
    let found = ending.next()?;
    ending.next().is_none().then_some(found)
}
