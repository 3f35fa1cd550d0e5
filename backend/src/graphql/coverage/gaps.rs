//! The report of gaps.

use std::collections::BTreeMap;

use async_graphql::{Object, SimpleObject};
use shared::coverage as rules;
use shared::ids::{DepartmentId, ItemId};

use crate::coverage::GapReport;
use crate::graphql::catalogue::Item;
use crate::graphql::organisation::Department;
use crate::graphql::registry::Subject;
use crate::graphql::scalars::{Date, count, small};

/// Subjects of a town that are looked after by too few.
#[derive(SimpleObject)]
pub struct UnassignedTown {
    /// The town; the division where no town is known.
    pub town: String,
    /// How many.
    pub subjects: i32,
}

/// A department in a town where it has something to inspect.
#[derive(SimpleObject)]
pub struct CoverageCell {
    /// The department.
    pub department_id: DepartmentId,
    /// The town.
    pub town: String,
    /// Its items that open doors and have subjects there.
    pub items: i32,
    /// Fewest officers who may be sent, over those items.
    pub officers: i32,
    /// Items for which there are fewer than two.
    pub short: i32,
}

/// A department that cannot send two officers for an item to a town.
pub struct OfficerShortage {
    item: crate::catalogue::Item,
    row: rules::Shortage,
}

#[Object]
impl OfficerShortage {
    /// The department's item.
    async fn item(&self) -> Item {
        Item(self.item.clone())
    }
    /// The town.
    async fn town(&self) -> String {
        self.row.town.to_string()
    }
    /// Subjects of the item there.
    async fn subjects(&self) -> i32 {
        count(self.row.subjects)
    }
    /// Officers who may be sent.
    async fn officers(&self) -> i32 {
        small(i64::from(self.row.officers))
    }
}

fn by_town(rows: &[(shared::code::DivisionCode, u64)]) -> Vec<UnassignedTown> {
    let row = |(town, subjects): &(shared::code::DivisionCode, u64)| UnassignedTown {
        town: town.to_string(),
        subjects: count(*subjects),
    };
    rows.iter().map(row).collect()
}

/// Most shortages listed; all of them are in the file.
const LISTED: usize = 300;

/// What is not covered within a window.
pub struct CoverageReport(pub GapReport);

impl CoverageReport {
    fn items(&self, ids: &[ItemId]) -> Vec<Item> {
        let known: BTreeMap<ItemId, &crate::catalogue::Item> =
            self.0.items.iter().map(|item| (item.item.id, &item.item)).collect();
        ids.iter().filter_map(|id| known.get(id)).map(|item| Item((*item).clone())).collect()
    }
}

#[Object]
impl CoverageReport {
    /// First day.
    async fn from(&self) -> Date {
        Date(self.0.window.0)
    }
    /// Last day.
    async fn to(&self) -> Date {
        Date(self.0.window.1)
    }
    /// Departments that inspect, in their order.
    async fn departments(&self) -> Vec<Department> {
        self.0.departments.iter().cloned().map(Department).collect()
    }
    /// Subjects without a responsible department, by town.
    async fn unassigned(&self) -> Vec<UnassignedTown> {
        by_town(&self.0.unassigned)
    }
    /// Subjects for whom only the department is responsible that registered them, by town.
    async fn registrar_only(&self) -> Vec<UnassignedTown> {
        by_town(&self.0.registrar_only)
    }
    /// The first few of them.
    async fn registrar_only_examples(&self) -> Vec<Subject> {
        self.0.registrar_only_examples.iter().cloned().map(Subject).collect()
    }
    /// The first few of them.
    async fn unassigned_examples(&self) -> Vec<Subject> {
        self.0.examples.iter().cloned().map(Subject).collect()
    }
    /// Items that nobody in the library is a subject of.
    async fn idle_items(&self) -> Vec<Item> {
        self.items(&self.0.coverage.idle)
    }
    /// Items that call for experts of whom there is none.
    async fn items_without_experts(&self) -> Vec<Item> {
        self.items(&self.0.coverage.without_experts)
    }
    /// Departments in towns where they have something to inspect.
    async fn cells(&self) -> Vec<CoverageCell> {
        let rows = self.0.coverage.cells.iter();
        rows.map(|cell| CoverageCell {
            department_id: cell.department,
            town: cell.town.to_string(),
            items: small(i64::from(cell.items)),
            officers: small(i64::from(cell.officers)),
            short: small(i64::from(cell.short)),
        })
        .collect()
    }
    /// How many items are short of officers, over all towns.
    async fn shortage_count(&self) -> i32 {
        count(self.0.coverage.shortages.len() as u64)
    }
    /// The first few hundred of them, by department and town.
    async fn shortages(&self) -> Vec<OfficerShortage> {
        let known: BTreeMap<ItemId, &crate::catalogue::Item> =
            self.0.items.iter().map(|item| (item.item.id, &item.item)).collect();
        let rows = self.0.coverage.shortages.iter().take(LISTED);
        rows.filter_map(|row| {
            let item = (*known.get(&row.item)?).clone();
            Some(OfficerShortage { item, row: row.clone() })
        })
        .collect()
    }
}
