//! Rows of divisions, departments, accounts, sessions.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::access::Grant;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SessionId, UserId};

use crate::db::entity::{account, account_role, department, division, refresh_token, session};
use crate::db::page::{self, Page, PageRequest};
use crate::error::Result;

pub async fn divisions(db: &impl ConnectionTrait) -> Result<Vec<division::Model>> {
    Ok(division::Entity::find().order_by_asc(division::Column::Code).all(db).await?)
}

pub async fn departments(db: &impl ConnectionTrait, owner: &DivisionCode) -> Result<Vec<department::Model>> {
    Ok(department::Entity::find()
        .filter(department::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(department::Column::Position)
        .all(db)
        .await?)
}

pub async fn departments_by_id(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = DepartmentId>,
) -> Result<Vec<department::Model>> {
    Ok(department::Entity::find().filter(department::Column::Id.is_in(ids)).all(db).await?)
}

pub async fn accounts(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    request: &PageRequest,
) -> Result<Page<account::Model>> {
    let select = account::Entity::find().filter(account::Column::DivisionCode.eq(owner.as_str()));
    page::by_key(db, select, (account::Column::Username, account::Column::Id), request, |row| page::Cursor {
        key: row.username.clone(),
        id: row.id.0,
    })
    .await
}

pub async fn account_by_name(db: &impl ConnectionTrait, username: &str) -> Result<Option<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Username.eq(username)).one(db).await?)
}

pub async fn account(db: &impl ConnectionTrait, id: UserId) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).one(db).await?)
}

pub async fn accounts_by_id(db: &impl ConnectionTrait, ids: Vec<UserId>) -> Result<Vec<account::Model>> {
    Ok(account::Entity::find().filter(account::Column::Id.is_in(ids)).all(db).await?)
}

pub async fn demo_accounts(db: &impl ConnectionTrait) -> Result<u64> {
    use sea_orm::PaginatorTrait;
    Ok(account::Entity::find().filter(account::Column::IsDemo.eq(true)).count(db).await?)
}

pub async fn grants(db: &impl ConnectionTrait, account: UserId) -> Result<Vec<Grant>> {
    let rows =
        account_role::Entity::find().filter(account_role::Column::AccountId.eq(account)).all(db).await?;
    Ok(rows.into_iter().map(|row| Grant { role: row.role, department: row.department_id }).collect())
}

pub async fn grants_of(db: &impl ConnectionTrait, accounts: Vec<UserId>) -> Result<Vec<account_role::Model>> {
    Ok(account_role::Entity::find().filter(account_role::Column::AccountId.is_in(accounts)).all(db).await?)
}

pub async fn replace_grants(
    db: &impl ConnectionTrait,
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

pub async fn session(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<session::Model>> {
    Ok(session::Entity::find_by_id(id).one(db).await?)
}

pub async fn open_sessions(db: &impl ConnectionTrait, account: UserId) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::Id)
        .limit(100)
        .all(db)
        .await?)
}

/// Ends the open sessions of an account, or one of them.
pub async fn end_sessions(
    db: &impl ConnectionTrait,
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

pub async fn refresh_token(db: &impl ConnectionTrait, hash: &str) -> Result<Option<refresh_token::Model>> {
    Ok(refresh_token::Entity::find_by_id(hash).one(db).await?)
}

/// The departments of a division by code.
pub async fn departments_in(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
) -> Result<std::collections::BTreeMap<String, department::Model>> {
    Ok(departments(db, owner).await?.into_iter().map(|row| (row.code.clone(), row)).collect())
}
