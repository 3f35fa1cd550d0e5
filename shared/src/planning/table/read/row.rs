//! One row, cell by cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{TableDepartment, TableGround, TableItem, TableLine, TableProblem, TableRow, column_of, problem};
use crate::catalogue::CheckMethod;
use crate::code::DivisionCode;
use crate::draw::{BASIS_POINTS, Rounding};
use crate::ids::{DepartmentId, JointItemId};
use crate::planning::line::{ALL_STRATUM, OFFICERS};
use crate::planning::table::cells::{self, Amount, REASON, SPECIAL, entries, parts, unbracketed};
use crate::planning::table::columns::{Column, TableColumns};
use crate::planning::{DrawMode, LineDraft, LineKind, Scope, Targeting, check_line};
use crate::registry::{RiskClass, SubjectKind};
use crate::text::{narrow, normalise_name};
use crate::{ErrorCode, Lang};

/// Words for "no condition".
const EVERYBODY: [&str; 5] = ["全部", "不限", "全市", "全县", "全辖区"];
/// What the form of a line begins with.
const RESERVE: u32 = 2;
const BATCHES: u32 = 4;

/// Words for methods other than their own names, as plans are published.
const METHODS: [(&str, CheckMethod); 9] = [
    ("现场检查", CheckMethod::OnSite),
    ("实地检查", CheckMethod::OnSite),
    ("现场核查", CheckMethod::OnSite),
    ("书面审查", CheckMethod::Document),
    ("网络检查", CheckMethod::Network),
    ("网络监管", CheckMethod::Network),
    ("委托检查", CheckMethod::Entrusted),
    ("抽样检测", CheckMethod::Test),
    ("抽样检验", CheckMethod::Test),
];

pub(super) struct RowReader<'a> {
    ground: &'a TableGround<'a>,
    columns: &'a TableColumns,
    row: &'a TableRow,
    problems: Vec<TableProblem>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(ground: &'a TableGround<'a>, columns: &'a TableColumns, row: &'a TableRow) -> Self {
        let mut reader = Self { ground, columns, row, problems: Vec::new() };
        for (place, code) in &row.marks {
            if let Some(column) = columns.at(*place) {
                reader.refuse(column, *code, reader.cell(column));
            }
        }
        reader
    }

    /// Nothing stands in any column we know.
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty() && Column::ALL.iter().all(|column| self.cell(*column).is_empty())
    }

    /// One problem a cell: the first says what to correct.
    pub(super) fn refuse(&mut self, column: Column, code: ErrorCode, value: &str) {
        if !self.has_problem(column) {
            self.problems.push(problem(self.row.number, column, code, value));
        }
    }

    pub(super) fn problems(self) -> Vec<TableProblem> {
        self.problems
    }

    fn has_problem(&self, column: Column) -> bool {
        self.problems.iter().any(|problem| problem.column == column)
    }

    fn cell(&self, column: Column) -> &'a str {
        self.columns.cell(&self.row.cells, column)
    }

    /// The line as far as it can be read.
    pub(super) fn line(&mut self) -> TableLine {
        let items = self.items();
        let lead = self.lead();
        let partners = self.partners(lead);
        let (window_from, window_to, deadline) = self.window();
        let (draw_mode, ratios, batches) = self.amount();
        let (officers, reserve, rounding, on_site_reason) = self.remarks();
        let special_reason = self.special_reason();
        let draft = LineDraft {
            title: self.cell(Column::Title).to_owned(),
            kind: if special_reason.is_some() { LineKind::Special } else { LineKind::Routine },
            special_reason: special_reason.unwrap_or_default(),
            targeting: self.targeting(),
            scope: self.scope(&items),
            draw_mode,
            ratios,
            rounding,
            reserve,
            batches,
            method: self.method(),
            on_site_reason,
            window_from,
            window_to,
        };
        let terms: Vec<_> = items.iter().map(|item| item.terms.clone()).collect();
        let ground = self.ground;
        for found in check_line(&draft, &terms, ground.year, ground.today, ground.calendar) {
            let column = match column_of(&found.path) {
                Column::Window if deadline => Column::Deadline,
                column => column,
            };
            // Without a window nothing can be said of the days on which items are valid.
            if found.code != ErrorCode::ItemExpired || !self.has_problem(Column::Window) {
                self.refuse(column, found.code, self.cell(column));
            }
        }
        TableLine {
            row: self.row.number,
            partners,
            items: items.iter().map(|item| item.id).collect::<Vec<JointItemId>>(),
            officers,
            draft,
        }
    }

    fn items(&mut self) -> Vec<&'a TableItem> {
        let cell = self.cell(Column::Items);
        if let Some(item) = self.item(cell) {
            return vec![item];
        }
        let mut found: Vec<&TableItem> = Vec::new();
        let mut unknown = None;
        for part in parts(cell) {
            let inside = match self.item(unbracketed(&part)) {
                Some(item) => vec![Some(item)],
                None => entries(&part).iter().map(|entry| self.item(entry)).collect(),
            };
            for item in inside {
                match item {
                    Some(item) if found.iter().all(|other| other.id != item.id) => found.push(item),
                    Some(_) => {}
                    None => unknown = unknown.or(Some(part.clone())),
                }
            }
        }
        if let Some(unknown) = unknown {
            self.refuse(Column::Items, ErrorCode::ImportUnknownReference, &unknown);
        }
        found
    }

    /// The item with this code, name, or both.
    fn item(&self, text: &str) -> Option<&'a TableItem> {
        let key = normalise_name(text);
        let has = |name: &str| normalise_name(name) == key;
        let items = self.ground.items;
        items
            .iter()
            .find(|item| has(&item.code))
            .or_else(|| items.iter().find(|item| has(&format!("{}{}", item.code, item.name))))
            .or_else(|| only(items.iter().filter(|item| has(&item.name))))
    }

    /// The department with this code or name.
    fn department(&self, text: &str) -> Option<&'a TableDepartment> {
        let key = normalise_name(text);
        let has = |name: &str| normalise_name(name) == key;
        let departments = self.ground.departments;
        let by_code = departments.iter().find(|department| has(&department.code));
        by_code.or_else(|| only(departments.iter().filter(|department| has(&department.name))))
    }

    fn lead(&mut self) -> Option<DepartmentId> {
        let cell = self.cell(Column::Lead);
        let found = self.department(unbracketed(cell)).map(|department| department.id);
        match found {
            _ if cell.is_empty() => self.refuse(Column::Lead, ErrorCode::Required, cell),
            None => self.refuse(Column::Lead, ErrorCode::ImportUnknownReference, cell),
            Some(id) if id != self.ground.lead => self.refuse(Column::Lead, ErrorCode::LeadNotOwn, cell),
            Some(_) => {}
        }
        found
    }

    fn partners(&mut self, lead: Option<DepartmentId>) -> Vec<DepartmentId> {
        let cell = self.cell(Column::Partners);
        let names = if self.department(cell).is_some() { vec![cell.to_owned()] } else { entries(cell) };
        let mut partners = Vec::new();
        for name in names {
            match self.department(&name) {
                None => self.refuse(Column::Partners, ErrorCode::ImportUnknownReference, &name),
                Some(department) if Some(department.id) == lead || partners.contains(&department.id) => {
                    self.refuse(Column::Partners, ErrorCode::PartnerNotInItem, &name);
                }
                Some(department) => partners.push(department.id),
            }
        }
        partners
    }

    fn targeting(&mut self) -> Targeting {
        let cell = self.cell(Column::Targeting);
        match cell.trim_end_matches("抽查").trim_end_matches("抽取") {
            "" | "定向" => Targeting::Targeted,
            "不定向" => Targeting::Untargeted,
            _ => {
                self.refuse(Column::Targeting, ErrorCode::InvalidFormat, cell);
                Targeting::Targeted
            }
        }
    }

    fn scope(&mut self, items: &[&TableItem]) -> Scope {
        let mut scope = Scope::default();
        let subjects = self.cell(Column::Subjects);
        let described = |text: &str| {
            let key = normalise_name(text);
            items.iter().any(|item| !key.is_empty() && normalise_name(&item.subject_scope) == key)
        };
        for entry in entries(subjects) {
            match SubjectKind::from_word(&entry) {
                Some(kind) if !scope.kinds.contains(&kind) => scope.kinds.push(kind),
                Some(_) => {}
                // Whom the item is about anyway.
                None if EVERYBODY.contains(&entry.as_str()) || described(&entry) || described(subjects) => {}
                None => self.refuse(Column::Subjects, ErrorCode::ImportUnknownReference, &entry),
            }
        }
        for part in parts(self.cell(Column::Scope)) {
            match part.split_once(['：', ':']) {
                Some(("标签", tags)) => scope.tags.extend(entries(tags)),
                Some(("区划", towns)) => {
                    for entry in entries(towns) {
                        self.town(&entry, &mut scope);
                    }
                }
                _ => {
                    for entry in entries(&part) {
                        if self.ground.items.iter().any(|item| item.tag.as_ref() == Some(&entry)) {
                            scope.tags.push(entry);
                        } else if !EVERYBODY.contains(&entry.as_str()) && !described(&part) {
                            self.town(&entry, &mut scope);
                        }
                    }
                }
            }
        }
        for part in parts(self.cell(Column::Risk)) {
            if let Some(("风险等级", classes)) = part.split_once(['：', ':']) {
                for entry in entries(classes) {
                    match RiskClass::parse(entry.trim_end_matches(['类', '级', ' '])) {
                        Some(class) => scope.risk_classes.push(class),
                        None => self.refuse(Column::Risk, ErrorCode::InvalidFormat, &entry),
                    }
                }
            }
        }
        scope
    }

    fn town(&mut self, entry: &str, scope: &mut Scope) {
        let code = entry.split_whitespace().next().and_then(|code| DivisionCode::parse(code).ok());
        let named = || {
            let key = normalise_name(entry);
            only(self.ground.towns.iter().filter(|(_, name)| normalise_name(name) == key))
        };
        let found = match code {
            Some(code) => self.ground.towns.contains_key(&code).then_some(code),
            None => named().map(|(code, _)| code.clone()),
        };
        match found {
            Some(code) => scope.towns.push(code),
            None => self.refuse(Column::Scope, ErrorCode::ImportUnknownReference, entry),
        }
    }

    /// How the doors are chosen, the ratios, the batches.
    fn amount(&mut self) -> (DrawMode, BTreeMap<String, u32>, u32) {
        let named = |mode: &DrawMode| self.cell(Column::Risk).contains(mode.label(Lang::Zh));
        let mode = [DrawMode::Cells, DrawMode::Pareto].into_iter().find(named).unwrap_or(DrawMode::Srs);
        let cell = self.cell(Column::Ratio);
        match cells::amount(cell) {
            _ if cell.is_empty() => self.refuse(Column::Ratio, ErrorCode::Required, cell),
            None => self.refuse(Column::Ratio, ErrorCode::InvalidFormat, cell),
            Some(Amount::Everybody(batches)) => {
                return (DrawMode::BatchOrder, BTreeMap::default(), batches.unwrap_or(BATCHES));
            }
            Some(Amount::Ratios(ratios)) => return (mode, ratios, 0),
            Some(Amount::Doors(doors)) => {
                let basis = self.cell(Column::Basis).trim_end_matches(['户', '家', ' ']);
                match basis.parse::<u64>() {
                    Ok(basis) if basis > 0 => {
                        let ratio = (u128::from(doors) * u128::from(BASIS_POINTS)).div_ceil(basis.into());
                        let ratio = u32::try_from(ratio).unwrap_or(u32::MAX);
                        return (mode, [(ALL_STRATUM.to_owned(), ratio)].into(), 0);
                    }
                    // So many doors are a ratio only of a base.
                    _ if basis.is_empty() => self.refuse(Column::Basis, ErrorCode::Required, basis),
                    _ => self.refuse(Column::Basis, ErrorCode::InvalidFormat, basis),
                }
                self.refuse(Column::Ratio, ErrorCode::RatioMissing, cell);
            }
        }
        (mode, BTreeMap::default(), 0)
    }

    /// Of several methods the one that goes through the door: one visit does all of them.
    fn method(&mut self) -> CheckMethod {
        let cell = self.cell(Column::Method);
        let mut found = Vec::new();
        for entry in entries(cell).iter().flat_map(|entry| entry.split(['+', '/', '与', '和'])) {
            let own = CheckMethod::ALL.iter().find(|method| method.label(Lang::Zh) == entry);
            let other = METHODS.iter().find(|(word, _)| *word == entry).map(|(_, method)| method);
            match own.or(other) {
                Some(method) => found.push(*method),
                None => self.refuse(Column::Method, ErrorCode::InvalidFormat, entry),
            }
        }
        let opens = found.iter().find(|method| method.opens_door());
        opens.or(found.first()).copied().unwrap_or(CheckMethod::OnSite)
    }

    /// First and last day, and whether the last is that of the deadline: what is drawn within a period is
    /// checked up to the deadline.
    fn window(&mut self) -> (NaiveDate, NaiveDate, bool) {
        let year = self.ground.year;
        let (cell, deadline) = (self.cell(Column::Window), self.cell(Column::Deadline));
        let until = cells::day(deadline, year, true);
        if !deadline.is_empty() && until.is_none() {
            self.refuse(Column::Deadline, ErrorCode::InvalidFormat, deadline);
        }
        match cells::span(cell, year) {
            _ if cell.is_empty() => self.refuse(Column::Window, ErrorCode::Required, cell),
            None => self.refuse(Column::Window, ErrorCode::InvalidFormat, cell),
            Some((from, to)) => {
                if to < from {
                    self.refuse(Column::Window, ErrorCode::WindowOrder, cell);
                }
                return (from, until.unwrap_or(to), until.is_some_and(|until| until != to));
            }
        }
        (self.ground.today, self.ground.today, false)
    }

    /// The reason of a special campaign, which makes a line one; there is no column for it.
    fn special_reason(&self) -> Option<String> {
        let cell = self.cell(Column::Remarks);
        let before = cell.split_once(REASON).map_or(cell, |(before, _)| before);
        parts(before).iter().find_map(|part| {
            let (key, value) = part.split_once(['：', ':'])?;
            (key == SPECIAL).then(|| unbracketed(value.trim()).to_owned())
        })
    }

    /// Officers, reserve doors, rounding, and why somebody has to go there: what no key names is the reason.
    fn remarks(&mut self) -> (u32, u32, Rounding, String) {
        let cell = self.cell(Column::Remarks);
        let (before, reason) = match cell.split_once(REASON) {
            Some((before, reason)) => (before, reason.trim().to_owned()),
            None => (cell, String::new()),
        };
        let (mut officers, mut reserve, mut rounding) = (*OFFICERS.start(), RESERVE, Rounding::HalfUp);
        let mut rest = Vec::new();
        for part in parts(before) {
            let value = part.split_once(['：', ':']).map(|(key, value)| (key, value.trim()));
            let number = |text: &str| {
                text.trim_end_matches(['人', '户'])
                    .chars()
                    .map(narrow)
                    .collect::<String>()
                    .parse::<u32>()
                    .ok()
            };
            let known = match value {
                Some(("每户人数", text)) => number(text).map(|number| officers = number),
                Some(("备选户数", text)) => number(text).map(|number| reserve = number),
                Some(("名额取整", text)) => {
                    let found = Rounding::ALL.iter().find(|one| one.label(Lang::Zh) == text);
                    found.map(|one| rounding = *one)
                }
                Some((SPECIAL, _)) => Some(()),
                _ => {
                    rest.push(part.clone());
                    Some(())
                }
            };
            if known.is_none() {
                self.refuse(Column::Remarks, ErrorCode::InvalidFormat, &part);
            }
        }
        if !OFFICERS.contains(&officers) {
            self.refuse(Column::Remarks, ErrorCode::OutOfRange, cell);
        }
        let reason = if reason.is_empty() { rest.join("；") } else { reason };
        (officers, reserve, rounding, reason)
    }
}

/// The only one there is.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
