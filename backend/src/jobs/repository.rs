//! Rows of jobs and of what was wrong with their input.

use chrono::{DateTime, Duration, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, OnConflict, Query, WindowStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::code::DivisionCode;
use shared::ids::{JobId, UserId};
use shared::job::{JobKind, JobStatus};

use super::Job;
use super::service::Problem;
use crate::db::entity::{job, job_problem};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

/// How many problems of a job are shown with it; all of them are in its file.
const FIRST_PROBLEMS: i64 = 100;

pub async fn find(db: &impl Source, id: JobId) -> Result<Option<Job>> {
    Ok(job::Entity::find_by_id(id).row(db).await?)
}

/// A job that is about to change.
pub async fn lock(db: &impl Source, id: JobId) -> Result<Option<Job>> {
    Ok(job::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

/// The jobs of these kinds that wait or run, of a division.
pub async fn under_way(db: &impl Source, owner: &DivisionCode, kinds: &[JobKind]) -> Result<Vec<Job>> {
    Ok(job::Entity::find()
        .filter(job::Column::DivisionCode.eq(owner.as_str()))
        .filter(job::Column::Kind.is_in(kinds.iter().copied()))
        .filter(job::Column::Status.is_in([JobStatus::Waiting, JobStatus::Running]))
        .rows(db)
        .await?)
}

/// The jobs of a division, newest first; only those of a creator or a kind if one is given.
pub async fn list(
    db: &impl Source,
    owner: &DivisionCode,
    creator: Option<UserId>,
    kind: Option<JobKind>,
    request: &PageRequest,
) -> Result<Page<Job>> {
    let mut select = job::Entity::find().filter(job::Column::DivisionCode.eq(owner.as_str()));
    if let Some(creator) = creator {
        select = select.filter(job::Column::CreatedBy.eq(creator));
    }
    if let Some(kind) = kind {
        select = select.filter(job::Column::Kind.eq(kind));
    }
    page::by_id(db, select, job::Column::Id, Order::Descending, request, |row| row.id.0).await
}

fn claimable(now: DateTime<Utc>) -> Condition {
    Condition::any().add(job::Column::Status.eq(JobStatus::Waiting)).add(
        Condition::all().add(job::Column::Status.eq(JobStatus::Running)).add(
            Condition::any().add(job::Column::LeaseUntil.is_null()).add(job::Column::LeaseUntil.lt(now)),
        ),
    )
}

/// The oldest job that waits, or whose holder has fallen silent.
pub async fn next_claimable(db: &impl Source, now: DateTime<Utc>) -> Result<Option<Job>> {
    Ok(job::Entity::find().filter(claimable(now)).order_by_asc(job::Column::CreatedAt).row(db).await?)
}

/// Takes a job if it is still to be had.
pub async fn claim(
    db: &impl Source,
    id: JobId,
    holder: &str,
    now: DateTime<Utc>,
    lease: Duration,
) -> Result<bool> {
    let taken = job::Entity::update_many()
        .col_expr(job::Column::Status, Expr::value(JobStatus::Running.as_str()))
        .col_expr(job::Column::LeaseHolder, Expr::value(Some(holder)))
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(now + lease)))
        .col_expr(job::Column::StartedAt, Expr::col(job::Column::StartedAt).if_null(now))
        .filter(job::Column::Id.eq(id))
        .filter(claimable(now))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Lengthens a lease that is still held.
pub async fn extend(db: &impl Source, id: JobId, holder: &str, until: DateTime<Utc>) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(until)))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::LeaseHolder.eq(holder))
        .exec(db)
        .await?;
    Ok(())
}

/// Lets go of every lease: for the only server of a database file, at its start.
pub async fn drop_leases(db: &impl Source) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(job::Column::Status.eq(JobStatus::Running))
        .exec(db)
        .await?;
    Ok(())
}

/// Keeps what was wrong with some lines; a step that is done again writes the same lines again.
pub async fn add_problems(db: &impl Source, id: JobId, problems: &[Problem]) -> Result<()> {
    let key = [job_problem::Column::JobId, job_problem::Column::Line, job_problem::Column::ColumnName];
    for chunk in problems.chunks(500) {
        let rows = chunk.iter().map(|problem| job_problem::ActiveModel {
            job_id: Set(id),
            line: Set(problem.line),
            column_name: Set(problem.column.clone()),
            code: Set(problem.code),
            detail: Set(problem.detail.clone()),
            content: Set(problem.content.clone()),
        });
        job_problem::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

pub async fn problems(db: &impl Source, id: JobId) -> Result<Vec<Problem>> {
    let rows = job_problem::Entity::find()
        .filter(job_problem::Column::JobId.eq(id))
        .order_by_asc(job_problem::Column::Line)
        .rows(db)
        .await?;
    Ok(rows.into_iter().map(problem).collect())
}

/// The first problems of each job.
pub async fn first_problems(db: &impl Source, ids: &[JobId]) -> Result<Vec<(JobId, Problem)>> {
    use job_problem::{Column, Entity, Model};
    let number = Alias::new("number");
    let mut by_line = WindowStatement::partition_by(Column::JobId);
    by_line.order_by(Column::Line, sea_orm::sea_query::Order::Asc);
    let ranked = Query::select()
        .columns([
            Column::JobId,
            Column::Line,
            Column::ColumnName,
            Column::Code,
            Column::Detail,
            Column::Content,
        ])
        .expr_window_as(Func::cust("row_number"), by_line, number.clone())
        .from(Entity)
        .and_where(Column::JobId.is_in(ids.iter().copied()))
        .to_owned();
    let first = Query::select()
        .column(sea_orm::sea_query::Asterisk)
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col(number).lte(FIRST_PROBLEMS))
        .order_by(Column::Line, sea_orm::sea_query::Order::Asc)
        .to_owned();
    let rows = Model::find_by_statement(db.get_database_backend().build(&first)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.job_id, problem(row))).collect())
}

fn problem(row: job_problem::Model) -> Problem {
    Problem {
        line: row.line,
        column: row.column_name,
        code: row.code,
        detail: row.detail,
        content: row.content,
    }
}

pub async fn count_problems(db: &impl Source, id: JobId) -> Result<i64> {
    let count = job_problem::Entity::find().filter(job_problem::Column::JobId.eq(id)).number(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
