//! Figures for everybody, counted from what is published.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use shared::code::DivisionCode;
use shared::ids::DepartmentId;
use shared::visit::{PublicationStatus, ResultCode, VisitStatus};

use super::StatsService;
use crate::db::Read;
use crate::db::entity::{result, visit};
use crate::error::Result;

/// Published results by month of the result, department and code.
pub type Counts = BTreeMap<(String, DepartmentId, ResultCode), u64>;

/// What the public portal counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicFigures {
    /// Published results.
    pub results: u64,
    /// Of these, with something wrong.
    pub problems: u64,
    /// Firms they are about.
    pub firms: u64,
    /// Doors that were visited.
    pub doors: u64,
    /// By month: results, and those with something wrong.
    pub months: BTreeMap<String, (u64, u64)>,
    /// By department: likewise.
    pub departments: BTreeMap<DepartmentId, (u64, u64)>,
    /// By code.
    pub codes: BTreeMap<ResultCode, u64>,
}

#[derive(FromQueryResult)]
struct Counted {
    department_id: DepartmentId,
    code: ResultCode,
    found_on: NaiveDate,
    count: i64,
}

impl StatsService {
    /// Published results by month, department and code.
    pub async fn public_counts(&self, division: &DivisionCode) -> Result<Counts> {
        let rows = result::Entity::find()
            .filter(result::Column::DivisionCode.eq(division.as_str()))
            .filter(result::Column::Publication.eq(PublicationStatus::Published))
            .filter(result::Column::ReplacedAt.is_null())
            .select_only()
            .columns([result::Column::DepartmentId, result::Column::Code, result::Column::FoundOn])
            .column_as(result::Column::Id.count(), "count")
            .group_by(result::Column::DepartmentId)
            .group_by(result::Column::Code)
            .group_by(result::Column::FoundOn)
            .into_model::<Counted>()
            .all(self.core.db().read())
            .await?;
        let mut counts = Counts::new();
        for row in rows {
            let key = (row.found_on.format("%Y-%m").to_string(), row.department_id, row.code);
            *counts.entry(key).or_default() += u64::try_from(row.count).unwrap_or(0);
        }
        Ok(counts)
    }

    /// Figures for everybody.
    pub async fn public_figures(&self, division: &DivisionCode) -> Result<PublicFigures> {
        let mut figures = PublicFigures::default();
        for ((month, department, code), count) in self.public_counts(division).await? {
            let problems = if code.is_problem() { count } else { 0 };
            figures.results += count;
            figures.problems += problems;
            let month = figures.months.entry(month).or_default();
            *month = (month.0 + count, month.1 + problems);
            let own = figures.departments.entry(department).or_default();
            *own = (own.0 + count, own.1 + problems);
            *figures.codes.entry(code).or_default() += count;
        }
        let db = self.core.db().read();
        let firms: Option<i64> = result::Entity::find()
            .filter(result::Column::DivisionCode.eq(division.as_str()))
            .filter(result::Column::Publication.eq(PublicationStatus::Published))
            .filter(result::Column::ReplacedAt.is_null())
            .select_only()
            .column_as(Expr::col(result::Column::SubjectId).count_distinct(), "count")
            .into_tuple()
            .one(db)
            .await?;
        figures.firms = firms.map_or(0, i64::unsigned_abs);
        figures.doors = visit::Entity::find()
            .filter(visit::Column::DivisionCode.eq(division.as_str()))
            .filter(visit::Column::Status.eq(VisitStatus::Completed))
            .filter(visit::Column::OpensDoor.eq(true))
            .number(db)
            .await?;
        Ok(figures)
    }
}
