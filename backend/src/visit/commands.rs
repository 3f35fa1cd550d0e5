//! Commands from the field carry a key: the same key twice is carried out once and answered twice.

use sea_orm::{ActiveValue::Set, DbBackend, EntityTrait, Statement};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::ErrorCode;

use crate::access::Viewer;
use crate::app::Core;
use crate::db::entity::command;
use crate::db::{Read, Source};
use crate::error::{Error, Result};

/// Longest key.
const LONGEST: usize = 64;

/// The outcome of a command that was already carried out; somebody else's key is refused.
pub(super) async fn done<T: DeserializeOwned>(
    db: &impl Source,
    viewer: &Viewer,
    key: &str,
) -> Result<Option<T>> {
    if key.is_empty() || key.len() > LONGEST || !key.is_ascii() {
        return Err(Error::at(ErrorCode::InvalidFormat, "commandKey"));
    }
    if db.get_database_backend() == DbBackend::Postgres {
        // The same command from a phone that did not wait for the answer comes after the first.
        let lock = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [key.into()]);
        db.execute_raw(lock).await?;
    }
    let Some(row) = command::Entity::find_by_id(key).row(db).await? else { return Ok(None) };
    if Some(row.account_id) != viewer.account {
        return Err(Error::at(ErrorCode::InvalidFormat, "commandKey"));
    }
    serde_json::from_value(row.outcome)
        .map(Some)
        .map_err(|_| Error::at(ErrorCode::InvalidFormat, "commandKey"))
}

/// Keeps the outcome in the transaction that carries the command out.
pub(super) async fn remember(
    core: &Core,
    db: &impl Source,
    viewer: &Viewer,
    key: &str,
    outcome: impl Serialize,
) -> Result<()> {
    let row = command::ActiveModel {
        command_key: Set(key.to_owned()),
        account_id: Set(viewer.account_id()),
        carried_out_at: Set(core.now()),
        outcome: Set(serde_json::to_value(outcome).map_err(|error| Error::broken(error.to_string()))?),
    };
    command::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
