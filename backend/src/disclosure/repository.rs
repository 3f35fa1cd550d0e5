//! Results by their clocks, and the published ones.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SubjectId};
use shared::visit::PublicationStatus;

use super::service::ClockFilter;
use crate::db::entity::result;
use crate::db::page::{self, Order, Page, PageRequest};
use crate::error::Result;
use crate::visit::ResultRow;

/// Results that count, oldest first.
pub async fn clocks(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    departments: Option<&[DepartmentId]>,
    filter: &ClockFilter,
    request: &PageRequest,
) -> Result<Page<ResultRow>> {
    let mut select = result::Entity::find()
        .filter(result::Column::DivisionCode.eq(owner.as_str()))
        .filter(result::Column::SupersededBy.is_null());
    if let Some(departments) = departments {
        select = select.filter(result::Column::DepartmentId.is_in(departments.iter().copied()));
    }
    if let Some(department) = filter.department {
        select = select.filter(result::Column::DepartmentId.eq(department));
    }
    if let Some(publication) = filter.publication {
        select = select.filter(result::Column::Publication.eq(publication));
    }
    if let Some(day) = filter.due_before {
        select = select.filter(result::Column::DueOn.lt(day));
    }
    page::by_id(db, select, result::Column::Id, Order::Ascending, request, |row| row.id.0).await
}

/// Published results of a subject, newest first.
pub async fn published_of(db: &impl ConnectionTrait, subject: SubjectId) -> Result<Vec<ResultRow>> {
    Ok(result::Entity::find()
        .filter(result::Column::SubjectId.eq(subject))
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::SupersededBy.is_null())
        .order_by_desc(result::Column::Id)
        .limit(200)
        .all(db)
        .await?)
}

/// Published results of a division, newest first.
pub async fn published(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    request: &PageRequest,
) -> Result<Page<ResultRow>> {
    let select = result::Entity::find()
        .filter(result::Column::DivisionCode.eq(owner.as_str()))
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::SupersededBy.is_null());
    page::by_id(db, select, result::Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// How many results of departments wait for publication.
pub async fn pending(db: &impl ConnectionTrait, departments: &[DepartmentId]) -> Result<u64> {
    Ok(result::Entity::find()
        .filter(result::Column::DepartmentId.is_in(departments.iter().copied()))
        .filter(result::Column::Publication.eq(PublicationStatus::Pending))
        .filter(result::Column::SupersededBy.is_null())
        .count(db)
        .await?)
}
