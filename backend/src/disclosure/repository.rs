//! Results by their clocks, and the published ones.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SubjectId};
use shared::visit::PublicationStatus;

use super::service::ClockFilter;
use crate::db::entity::result;
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;
use crate::visit::{self, ResultRow};

/// Whose results are seen: those of a division, or of some of its departments.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// The division.
    pub division: &'a DivisionCode,
    /// The departments; all if absent.
    pub departments: Option<&'a [DepartmentId]>,
}

/// Results that are due on one day.
#[derive(Debug, Clone, FromQueryResult)]
pub struct DueDay {
    /// How far publication has come.
    pub publication: PublicationStatus,
    /// The day.
    pub due_on: NaiveDate,
    /// The calendar that gave it is not published whole.
    pub due_provisional: bool,
    /// How many.
    pub count: i64,
}

/// Results that count and are wanted, whatever their clocks show.
fn wanted(owner: Owner<'_>, filter: &ClockFilter) -> Select<result::Entity> {
    let mut select = result::Entity::find()
        .filter(result::Column::DivisionCode.eq(owner.division.as_str()))
        .filter(result::Column::SupersededBy.is_null());
    if let Some(departments) = owner.departments {
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
    if let Some(provisional) = filter.provisional {
        select = select.filter(result::Column::DueProvisional.eq(provisional));
    }
    if filter.ready {
        select = select.filter(result::Column::VisitItemId.in_subquery(visit::items_of_past_visits()));
    }
    select
}

/// The days on which wanted results are due, with how many.
pub async fn due_days(db: &impl Source, owner: Owner<'_>, filter: &ClockFilter) -> Result<Vec<DueDay>> {
    Ok(wanted(owner, filter)
        .select_only()
        .columns([result::Column::Publication, result::Column::DueOn, result::Column::DueProvisional])
        .column_as(result::Column::Id.count(), "count")
        .group_by(result::Column::Publication)
        .group_by(result::Column::DueOn)
        .group_by(result::Column::DueProvisional)
        .into_model::<DueDay>()
        .all(db)
        .await?)
}

/// How many results are wanted.
pub async fn count(db: &impl Source, owner: Owner<'_>, filter: &ClockFilter) -> Result<u64> {
    Ok(wanted(owner, filter).number(db).await?)
}

/// Wanted results, oldest first; only those due on some days, if they are given.
pub async fn clocks(
    db: &impl Source,
    owner: Owner<'_>,
    filter: &ClockFilter,
    due_on: Option<Vec<NaiveDate>>,
    request: &PageRequest,
) -> Result<Page<ResultRow>> {
    let mut select = wanted(owner, filter);
    if let Some(days) = due_on {
        select = select.filter(result::Column::DueOn.is_in(days));
    }
    page::by_id(db, select, result::Column::Id, Order::Ascending, request, |row| row.id.0).await
}

/// Published results of subjects, newest first.
pub async fn published_of(db: &impl Source, subjects: &[SubjectId]) -> Result<Vec<ResultRow>> {
    Ok(result::Entity::find()
        .filter(result::Column::SubjectId.is_in(subjects.iter().copied()))
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::SupersededBy.is_null())
        .order_by_desc(result::Column::Id)
        .rows(db)
        .await?)
}

/// Published results of a division, newest first.
pub async fn published(
    db: &impl Source,
    owner: &DivisionCode,
    request: &PageRequest,
) -> Result<Page<ResultRow>> {
    let select = result::Entity::find()
        .filter(result::Column::DivisionCode.eq(owner.as_str()))
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::SupersededBy.is_null());
    page::by_id(db, select, result::Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// A result with its clock, for the calendar of duties.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ResultDuty {
    /// Whose it is.
    pub department_id: DepartmentId,
    /// The last day.
    pub due_on: NaiveDate,
    /// The calendar that gave it is not published whole.
    pub due_provisional: bool,
    /// How far publication has come.
    pub publication: PublicationStatus,
    /// When its head decided.
    pub decided_at: Option<DateTime<Utc>>,
}

impl ResultDuty {
    /// Whether it is published, or withheld with a basis.
    pub fn is_decided(&self) -> bool {
        self.publication != PublicationStatus::Pending
    }
}

/// The results that are due in some years and count.
pub async fn result_duties(
    db: &impl Source,
    owner: &DivisionCode,
    (first, last): (i32, i32),
) -> Result<Vec<ResultDuty>> {
    let (from, until) = (NaiveDate::from_ymd_opt(first, 1, 1), NaiveDate::from_ymd_opt(last + 1, 1, 1));
    let (Some(from), Some(until)) = (from, until) else { return Ok(Vec::new()) };
    Ok(result::Entity::find()
        .filter(result::Column::DivisionCode.eq(owner.as_str()))
        .filter(result::Column::SupersededBy.is_null())
        .filter(result::Column::DueOn.gte(from))
        .filter(result::Column::DueOn.lt(until))
        .select_only()
        .columns([
            result::Column::DepartmentId,
            result::Column::DueOn,
            result::Column::DueProvisional,
            result::Column::Publication,
            result::Column::DecidedAt,
        ])
        .into_model::<ResultDuty>()
        .all(db)
        .await?)
}
