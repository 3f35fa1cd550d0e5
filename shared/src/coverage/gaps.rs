//! Gaps: subjects without a department, items without a subject, towns without officers, items without experts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::catalogue::CheckMethod;
use crate::code::DivisionCode;
use crate::eligibility::{Days, Duty, Officer, may_go};
use crate::ids::{DepartmentId, ItemId};
use crate::registry::SubjectKind;

/// Officers a department sends to a visit at least (行政处罚法 art. 42).
pub const LEAST_OFFICERS: u32 = 2;

/// So many subjects of a kind in a town; with a tag, or whatever their tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Town, or the division where no town is known.
    pub town: DivisionCode,
    /// Kind.
    pub kind: SubjectKind,
    /// Tag; none counts every subject once.
    pub tag: Option<String>,
    /// How many.
    pub subjects: u64,
}

/// A department's item that may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredItem {
    /// The department's item.
    pub id: ItemId,
    /// Its department.
    pub department: DepartmentId,
    /// Field of enforcement (执法领域).
    pub field: String,
    /// Tag of its subjects; none for everybody.
    pub tag: Option<String>,
    /// Kinds of its subjects; empty for every kind.
    pub kinds: Vec<SubjectKind>,
    /// How it is checked.
    pub methods: Vec<CheckMethod>,
}

impl CoveredItem {
    /// Whether its way of checking calls for experts (委托专业机构、检验检测).
    pub fn calls_for_experts(&self) -> bool {
        self.methods.iter().any(|method| matches!(method, CheckMethod::Entrusted | CheckMethod::Test))
    }

    /// Whether somebody goes through a door for it.
    fn opens_door(&self) -> bool {
        self.methods.iter().any(|method| method.opens_door())
    }
}

/// A department with its officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department<'a> {
    /// Which.
    pub id: DepartmentId,
    /// Its officers.
    pub officers: Vec<Officer<'a>>,
}

/// A department that cannot send two certified officers for an item to a town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// Its item.
    pub item: ItemId,
    /// The town.
    pub town: DivisionCode,
    /// Subjects of the item there.
    pub subjects: u64,
    /// Officers who may be sent.
    pub officers: u32,
}

/// A department in a town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The department.
    pub department: DepartmentId,
    /// The town.
    pub town: DivisionCode,
    /// Its items that open doors and have subjects there.
    pub items: u32,
    /// Fewest officers who may be sent, over those items.
    pub officers: u32,
    /// Items for which there are fewer than two.
    pub short: u32,
}

/// What is not covered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Items that nobody in the library is a subject of.
    pub idle: Vec<ItemId>,
    /// Departments in towns where they have something to inspect, by department and town.
    pub cells: Vec<Cell>,
    /// Each item of each cell that is short, in the same order.
    pub shortages: Vec<Shortage>,
    /// Items that call for experts of whom there is none.
    pub without_experts: Vec<ItemId>,
}

/// Subjects of an item by town; towns without any are left out.
fn subjects_of<'a>(item: &CoveredItem, counted: &'a [Counted]) -> BTreeMap<&'a DivisionCode, u64> {
    let mut found: BTreeMap<&DivisionCode, u64> = BTreeMap::new();
    for group in counted {
        let kind = item.kinds.is_empty() || item.kinds.contains(&group.kind);
        if kind && group.tag == item.tag && group.subjects > 0 {
            *found.entry(&group.town).or_default() += group.subjects;
        }
    }
    found
}

/// What is not covered within a window.
///
/// `expert_fields` are the fields and tags experts in service stand for. A department of which no officer is
/// known has no officers.
pub fn coverage(
    counted: &[Counted],
    items: &[CoveredItem],
    departments: &[Department<'_>],
    expert_fields: &BTreeSet<String>,
    window: (NaiveDate, NaiveDate),
) -> Coverage {
    let mut found = Coverage::default();
    let officers: BTreeMap<DepartmentId, &[Officer<'_>]> =
        departments.iter().map(|department| (department.id, department.officers.as_slice())).collect();
    // Items of one field are judged once.
    let mut judged: BTreeMap<(DepartmentId, &str, &DivisionCode), u32> = BTreeMap::new();
    let mut cells: BTreeMap<(DepartmentId, &DivisionCode), Cell> = BTreeMap::new();
    let mut shortages: BTreeMap<(DepartmentId, &DivisionCode, usize), Shortage> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let known = |name: &str| expert_fields.contains(name);
        let expert = known(&item.field) || item.tag.as_deref().is_some_and(known);
        if item.calls_for_experts() && !expert {
            found.without_experts.push(item.id);
        }
        let towns = subjects_of(item, counted);
        if towns.is_empty() {
            found.idle.push(item.id);
        }
        if !item.opens_door() {
            continue;
        }
        for (town, subjects) in towns {
            let count = *judged.entry((item.department, &item.field, town)).or_insert_with(|| {
                let own = officers.get(&item.department).copied().unwrap_or_default();
                eligible(own, &item.field, town, window)
            });
            let cell = cells.entry((item.department, town)).or_insert_with(|| Cell {
                department: item.department,
                town: town.clone(),
                items: 0,
                officers: count,
                short: 0,
            });
            cell.items += 1;
            cell.officers = cell.officers.min(count);
            if count < LEAST_OFFICERS {
                cell.short += 1;
                let shortage = Shortage { item: item.id, town: town.clone(), subjects, officers: count };
                shortages.insert((item.department, town, index), shortage);
            }
        }
    }
    found.cells = cells.into_values().collect();
    found.shortages = shortages.into_values().collect();
    found
}

fn eligible(
    officers: &[Officer<'_>],
    field: &str,
    town: &DivisionCode,
    window: (NaiveDate, NaiveDate),
) -> u32 {
    let duty =
        Duty { days: Days::Within(window.0, window.1), fields: &[field], town: Some(town), subjects: &[] };
    let count = officers.iter().filter(|officer| may_go(officer, &duty)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The cell of a department and a town, if it has something to inspect there.
pub fn cell_of<'a>(cells: &'a [Cell], department: DepartmentId, town: &DivisionCode) -> Option<&'a Cell> {
    cells.iter().find(|cell| cell.department == department && cell.town == *town)
}
