//! People as their colleagues see them: a name, and the roles they hold.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::access::Grant;
use shared::code::DivisionCode;
use shared::ids::UserId;
use shared::organisation::UserStatus;

use super::{Account, repository};
use crate::db::entity::account;
use crate::db::{Read, Source};
use crate::error::Result;

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Roles held.
    pub grants: Vec<Grant>,
}

/// Everybody of a division whose account is in use and who holds a role, by user name.
pub async fn people(db: &impl Source, owner: &DivisionCode) -> Result<Vec<Person>> {
    let rows = account::Entity::find()
        .filter(account::Column::DivisionCode.eq(owner.as_str()))
        .filter(account::Column::Status.eq(UserStatus::Active))
        .order_by_asc(account::Column::Username)
        .rows(db)
        .await?;
    let mut people = with_grants(db, rows).await?;
    people.retain(|person| !person.grants.is_empty());
    Ok(people)
}

/// People by account.
pub async fn people_by_id(db: &impl Source, ids: &[UserId]) -> Result<BTreeMap<UserId, Person>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = repository::accounts_by_id(db, ids.to_vec()).await?;
    Ok(with_grants(db, rows).await?.into_iter().map(|person| (person.id, person)).collect())
}

async fn with_grants(db: &impl Source, rows: Vec<Account>) -> Result<Vec<Person>> {
    let mut grants: BTreeMap<UserId, Vec<Grant>> = BTreeMap::new();
    for row in repository::grants_of(db, rows.iter().map(|row| row.id).collect()).await? {
        let grant = Grant { role: row.role, department: row.department_id };
        grants.entry(row.account_id).or_default().push(grant);
    }
    let person = |row: Account| Person {
        id: row.id,
        name: row.display_name,
        grants: grants.remove(&row.id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(person).collect())
}
