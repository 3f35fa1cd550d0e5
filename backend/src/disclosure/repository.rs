//! Results by their clocks, and the published ones.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ResultId, SubjectId, VisitItemId};
use shared::visit::PublicationStatus;

use super::service::ClockFilter;
use crate::db::entity::result;
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source, Tx};
use crate::error::Result;
use crate::registry;
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
    if let Some(day) = filter.review_until {
        select = select
            .filter(result::Column::Publication.eq(PublicationStatus::Withheld))
            .filter(result::Column::WithholdReviewOn.lte(day));
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

/// What everybody sees: published, and no correction of it is decided yet.
fn shown() -> Select<result::Entity> {
    result::Entity::find()
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::ReplacedAt.is_null())
}

/// Published results of subjects, newest first.
pub async fn published_of(db: &impl Source, subjects: &[SubjectId]) -> Result<Vec<ResultRow>> {
    Ok(shown()
        .filter(result::Column::SubjectId.is_in(subjects.iter().copied()))
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
    let select = shown().filter(result::Column::DivisionCode.eq(owner.as_str()));
    page::by_id(db, select, result::Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// Published results of a division with ids before one, newest first, at most so many.
pub async fn shown_before(
    db: &impl Source,
    owner: &DivisionCode,
    before: Option<ResultId>,
    most: u64,
) -> Result<Vec<ResultRow>> {
    let mut select = shown().filter(result::Column::DivisionCode.eq(owner.as_str()));
    if let Some(id) = before {
        select = select.filter(result::Column::Id.lt(id));
    }
    Ok(select.order_by_desc(result::Column::Id).limit(most).rows(db).await?)
}

/// How many results of a division everybody sees.
pub async fn count_shown(db: &impl Source, owner: &DivisionCode) -> Result<u64> {
    Ok(shown().filter(result::Column::DivisionCode.eq(owner.as_str())).number(db).await?)
}

/// Published results of a division, newest first: so many after so many.
pub async fn shown_page(
    db: &impl Source,
    owner: &DivisionCode,
    (skipped, most): (u64, u64),
) -> Result<Vec<ResultRow>> {
    let select = shown().filter(result::Column::DivisionCode.eq(owner.as_str()));
    Ok(select.order_by_desc(result::Column::Id).offset(skipped).limit(most).rows(db).await?)
}

/// Credit codes of firms with published results, in their order, at most so many.
pub async fn shown_firms(db: &impl Source, owner: &DivisionCode, most: u64) -> Result<Vec<String>> {
    let shown = Query::select()
        .column(result::Column::SubjectId)
        .from(result::Entity)
        .and_where(result::Column::DivisionCode.eq(owner.as_str()))
        .and_where(result::Column::Publication.eq(PublicationStatus::Published))
        .and_where(result::Column::ReplacedAt.is_null())
        .to_owned();
    registry::codes_among(db, shown, most).await
}

/// Results of a department that were published in a period and are shown, in the order of their ids.
pub async fn shown_of_period(
    db: &impl Source,
    (owner, department): (&DivisionCode, DepartmentId),
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<ResultRow>> {
    Ok(shown()
        .filter(result::Column::DivisionCode.eq(owner.as_str()))
        .filter(result::Column::DepartmentId.eq(department))
        .filter(result::Column::DecidedAt.gte(from))
        .filter(result::Column::DecidedAt.lt(until))
        .order_by_asc(result::Column::Id)
        .rows(db)
        .await?)
}

/// Published versions of items whose corrections are decided, newest first.
pub async fn replaced(db: &impl Source, items: &[VisitItemId]) -> Result<Vec<ResultRow>> {
    Ok(result::Entity::find()
        .filter(result::Column::VisitItemId.is_in(items.iter().copied()))
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::ReplacedAt.is_not_null())
        .order_by_desc(result::Column::Version)
        .rows(db)
        .await?)
}

/// From now on a decided version is shown, or withheld, in the place of those published before it.
pub async fn replace_earlier(tx: &Tx, row: &ResultRow, at: DateTime<Utc>) -> Result<()> {
    result::Entity::update_many()
        .col_expr(result::Column::ReplacedAt, Expr::value(at))
        .filter(result::Column::VisitItemId.eq(row.visit_item_id))
        .filter(result::Column::Version.lt(row.version))
        .filter(result::Column::Publication.eq(PublicationStatus::Published))
        .filter(result::Column::ReplacedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
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
