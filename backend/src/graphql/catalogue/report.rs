//! The report of the list.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::catalogue::share_bp;
use shared::ids::DepartmentId;

use super::Item;
use crate::catalogue as context;
use crate::graphql::organisation::{Department, department};
use crate::graphql::scalars::{Date, small};

/// How many of some items are KEY.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ItemShare {
    #[graphql(skip)]
    of: Option<DepartmentId>,
    /// KEY items.
    pub key: i32,
    /// All items.
    pub total: i32,
    /// Share of KEY items in basis points.
    pub key_basis_points: i32,
}

#[ComplexObject]
impl ItemShare {
    /// The department; absent for all together.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Department>> {
        match self.of {
            Some(id) => department(ctx, id).await.map(Some),
            None => Ok(None),
        }
    }
}

/// An item nobody has executed for five years.
#[derive(SimpleObject)]
pub struct DormantItem {
    /// The item.
    pub item: Item,
    /// The day since which it could be executed, if known.
    pub since: Option<Date>,
    /// When it was executed last, if ever.
    pub last_executed: Option<Date>,
}

/// The list as it stands today.
#[derive(SimpleObject)]
pub struct ItemReport {
    /// All departments together.
    pub overall: ItemShare,
    /// Each department.
    pub departments: Vec<ItemShare>,
    /// Items nobody has executed for five years.
    pub dormant: Vec<DormantItem>,
}

fn share(of: Option<DepartmentId>, share: context::Share) -> ItemShare {
    let number = |count: u32| small(i64::from(count));
    let key_basis_points = number(share_bp(share.key, share.total));
    ItemShare { of, key: number(share.key), total: number(share.total), key_basis_points }
}

impl From<context::ItemReport> for ItemReport {
    fn from(report: context::ItemReport) -> Self {
        let dormant = report.dormant.into_iter().map(|dormant| DormantItem {
            item: Item(dormant.item),
            since: dormant.since.map(Date),
            last_executed: dormant.last_executed.map(Date),
        });
        Self {
            overall: share(None, report.overall),
            departments: report.departments.into_iter().map(|(id, of)| share(Some(id), of)).collect(),
            dormant: dormant.collect(),
        }
    }
}
