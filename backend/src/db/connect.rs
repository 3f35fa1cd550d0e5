//! Opening the database with the settings each engine needs.

use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};

use super::{Db, Engine, tx::Writer};

/// Connects to `sqlite://PATH?mode=rwc` or `postgres://…`.
///
/// Must be called on the main runtime: a pooled connection keeps its I/O on the runtime that opened it.
pub async fn connect(url: &str) -> Result<Db, DbErr> {
    if url.starts_with("postgres") {
        let pool = open(url, 16).await?;
        return Ok(Db { engine: Engine::Postgres, read: pool.clone(), writer: Writer::pooled(pool) });
    }
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let readers = u32::try_from(cores).unwrap_or(2).max(2);
    // The writer opens first: it creates the file and switches it to WAL.
    let writer = open(url, 1).await?;
    let read = open(url, readers).await?;
    Ok(Db { engine: Engine::Sqlite, read, writer: Writer::single(writer) })
}

async fn open(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(15))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                // FULL: an acknowledged commit survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(15))
                .statement_cache_capacity(256)
                .pragma("cache_size", "-8192")
                .pragma("temp_store", "memory")
                .optimize_on_close(true, None)
        });
    if url.starts_with("sqlite") && connections == 1 {
        // The one writer must never be closed for idleness: its cache is warm.
        options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    }
    Database::connect(options).await
}
