//! Bringing the schema up to date, by one server at a time.

use migrations::Migrator;
use sea_orm::{ConnectionTrait, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use sea_orm_migration::MigratorTrait;

use super::{Db, Engine};

/// Any number, the same for all servers.
const ADVISORY_LOCK: i64 = 0x0_4e_44_6f_6f_72;

/// Applies all steps that are missing. Servers that start together wait for the first.
pub async fn migrate(db: &Db) -> Result<(), DbErr> {
    match db.engine() {
        // All missing steps are one transaction that takes the file before it looks what is missing.
        Engine::Sqlite => {
            let immediate = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            let lock = db.writer_connection().begin_with_options(immediate).await?;
            Migrator::up(&lock, None).await?;
            lock.commit().await
        }
        Engine::Postgres => {
            // The lock lives in a transaction of its own and ends with it, whatever happens.
            let lock = db.read().pool().begin().await?;
            lock.execute_unprepared(&format!("select pg_advisory_xact_lock({ADVISORY_LOCK})")).await?;
            Migrator::up(db.writer_connection(), None).await?;
            lock.commit().await
        }
    }
}

/// Whether every step is applied: what readiness asks.
pub async fn is_current(db: &Db) -> Result<bool, DbErr> {
    Ok(Migrator::get_pending_migrations(db.read().pool()).await?.is_empty())
}
