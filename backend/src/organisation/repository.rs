//! Rows of divisions, departments, accounts, sessions.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::access::Grant;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SessionId, UserId};

use super::AccountFilter;
use crate::db::entity::{account, account_role, department, division, inspector, refresh_token, session};
use crate::db::page::{self, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

pub async fn divisions(db: &impl Source) -> Result<Vec<division::Model>> {
    Ok(division::Entity::find().order_by_asc(division::Column::Code).rows(db).await?)
}

pub async fn division(db: &impl Source, code: &DivisionCode) -> Result<Option<division::Model>> {
    Ok(division::Entity::find().filter(division::Column::Code.eq(code.as_str())).row(db).await?)
}

pub async fn departments(db: &impl Source, owner: &DivisionCode) -> Result<Vec<department::Model>> {
    Ok(department::Entity::find()
        .filter(department::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(department::Column::Position)
        .rows(db)
        .await?)
}

pub async fn departments_by_id(
    db: &impl Source,
    ids: impl IntoIterator<Item = DepartmentId>,
) -> Result<Vec<department::Model>> {
    Ok(department::Entity::find().filter(department::Column::Id.is_in(ids)).rows(db).await?)
}

pub async fn accounts(
    db: &impl Source,
    owner: &DivisionCode,
    (filter, now): (&AccountFilter, DateTime<Utc>),
    request: &PageRequest,
) -> Result<Page<account::Model>> {
    let mut select = account::Entity::find().filter(account::Column::DivisionCode.eq(owner.as_str()));
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        select = select.filter(
            Condition::any()
                .add(account::Column::Username.contains(text.to_lowercase()))
                .add(account::Column::DisplayName.contains(text)),
        );
    }
    if filter.role.is_some() || filter.department.is_some() {
        let held = Query::select()
            .column(account_role::Column::AccountId)
            .from(account_role::Entity)
            .and_where_option(filter.role.map(|role| account_role::Column::Role.eq(role)))
            .and_where_option(filter.department.map(|id| account_role::Column::DepartmentId.eq(id)))
            .to_owned();
        select = select.filter(account::Column::Id.in_subquery(held));
    }
    if filter.without_role {
        let held =
            Query::select().column(account_role::Column::AccountId).from(account_role::Entity).to_owned();
        select = select.filter(account::Column::Id.not_in_subquery(held));
    }
    if let Some(status) = filter.status {
        select = select.filter(account::Column::Status.eq(status));
    }
    if filter.locked {
        select = select.filter(account::Column::LockedUntil.gt(now));
    }
    page::by_key(db, select, (account::Column::Username, account::Column::Id), request, |row| page::Cursor {
        key: row.username.clone(),
        id: row.id.0,
    })
    .await
}

/// The first inspectors in service without an account, by code.
pub async fn inspectors_without_account(
    db: &impl Source,
    owner: &DivisionCode,
    text: &str,
) -> Result<Vec<inspector::Model>> {
    let linked = Query::select()
        .column(account::Column::InspectorId)
        .from(account::Entity)
        .and_where(account::Column::InspectorId.is_not_null())
        .to_owned();
    Ok(inspector::Entity::find()
        .filter(inspector::Column::DivisionCode.eq(owner.as_str()))
        .filter(inspector::Column::Active.eq(true))
        .filter(inspector::Column::Id.not_in_subquery(linked))
        .filter(
            Condition::any()
                .add(inspector::Column::Name.contains(text))
                .add(inspector::Column::Code.contains(text))
                .add(inspector::Column::CertNo.contains(text)),
        )
        .order_by_asc(inspector::Column::Code)
        .limit(20)
        .rows(db)
        .await?)
}

pub async fn account_by_name(db: &impl Source, username: &str) -> Result<Option<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Username.eq(username)).row(db).await?)
}

pub async fn account(db: &impl Source, id: UserId) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).row(db).await?)
}

/// An account that is about to change: whoever else wants to change it waits until this transaction is over.
pub async fn lock_account(db: &impl Source, id: UserId) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

pub async fn accounts_by_id(db: &impl Source, ids: Vec<UserId>) -> Result<Vec<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Id.is_in(ids)).rows(db).await?)
}

/// What people are called.
pub async fn names_of(db: &impl Source, ids: &[UserId]) -> Result<Vec<(UserId, String)>> {
    let rows = accounts_by_id(db, ids.to_vec()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.display_name)).collect())
}

pub async fn demo_accounts(db: &impl Source) -> Result<u64> {
    Ok(account::Entity::find().filter(account::Column::IsDemo.eq(true)).number(db).await?)
}

pub async fn grants(db: &impl Source, account: UserId) -> Result<Vec<Grant>> {
    let rows =
        account_role::Entity::find().filter(account_role::Column::AccountId.eq(account)).rows(db).await?;
    Ok(rows.into_iter().map(|row| Grant { role: row.role, department: row.department_id }).collect())
}

pub async fn grants_of(db: &impl Source, accounts: Vec<UserId>) -> Result<Vec<account_role::Model>> {
    Ok(account_role::Entity::find().filter(account_role::Column::AccountId.is_in(accounts)).rows(db).await?)
}

pub async fn replace_grants(
    db: &impl Source,
    account: UserId,
    grants: &[Grant],
    (granted_by, now): (Option<UserId>, DateTime<Utc>),
) -> Result<()> {
    account_role::Entity::delete_many().filter(account_role::Column::AccountId.eq(account)).exec(db).await?;
    let rows: Vec<account_role::ActiveModel> = grants
        .iter()
        .map(|grant| account_role::ActiveModel {
            account_id: Set(account),
            role: Set(grant.role),
            department_id: Set(grant.department),
            granted_by: Set(granted_by),
            granted_at: Set(now),
        })
        .collect();
    if !rows.is_empty() {
        account_role::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

pub async fn session(db: &impl Source, id: SessionId) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(id).row(db).await?)
}

pub async fn open_sessions(db: &impl Source, account: UserId) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::Id)
        .limit(100)
        .rows(db)
        .await?)
}

/// Ends the open sessions of an account but one.
pub async fn end_other_sessions(
    db: &impl Source,
    account: UserId,
    kept: Option<SessionId>,
    (now, reason): (DateTime<Utc>, &str),
) -> Result<u64> {
    let mut ended = 0;
    for session in open_sessions(db, account).await? {
        if Some(session.id) != kept {
            ended += end_sessions(db, account, Some(session.id), (now, reason)).await?;
        }
    }
    Ok(ended)
}

/// Ends the open sessions of an account, or one of them.
pub async fn end_sessions(
    db: &impl Source,
    account: UserId,
    only: Option<SessionId>,
    (now, reason): (DateTime<Utc>, &str),
) -> Result<u64> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(Some(now)))
        .col_expr(session::Column::EndReason, Expr::value(Some(reason)))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null());
    if let Some(id) = only {
        update = update.filter(session::Column::Id.eq(id));
    }
    Ok(update.exec(db).await?.rows_affected)
}

pub async fn refresh_token(db: &impl Source, hash: &str) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find_by_id(hash).row(db).await?)
}

/// A refresh token that is about to be used.
pub async fn lock_refresh_token(db: &impl Source, hash: &str) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find_by_id(hash).lock_exclusive().row(db).await?)
}

/// The departments of a division by code.
pub async fn departments_in(
    db: &impl Source,
    owner: &DivisionCode,
) -> Result<std::collections::BTreeMap<String, department::Model>> {
    Ok(departments(db, owner).await?.into_iter().map(|row| (row.code.clone(), row)).collect())
}
