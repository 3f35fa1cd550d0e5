//! Opening the database with the settings each engine needs.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::metric::Info;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::local::Local;
use super::{Db, Engine, Reader, tx::Writer};

/// Is told of every statement: how many a request takes, and how long they take.
pub type Observer = Arc<dyn Fn(&Info<'_>) + Send + Sync>;

/// Connects to `sqlite://PATH?mode=rwc` or `postgres://…`.
///
/// Must be called on the main runtime: a pooled connection keeps its I/O on the runtime that opened it.
pub async fn connect(url: &str) -> Result<Db, DbErr> {
    connect_observed(url, None).await
}

/// The same, with somebody who is told of every statement.
pub async fn connect_observed(url: &str, observer: Option<Observer>) -> Result<Db, DbErr> {
    let open = async |connections| {
        let mut pool = open(url, connections).await?;
        if let Some(observer) = observer.clone() {
            pool.set_metric_callback(move |info| observer(info));
        }
        Ok::<DatabaseConnection, DbErr>(pool)
    };
    if url.starts_with("postgres") {
        let pool = open(16).await?;
        let read = Reader::new(pool.clone(), None);
        return Ok(Db { engine: Engine::Postgres, read, writer: Writer::pooled(pool) });
    }
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let readers = u32::try_from(cores).unwrap_or(2).max(2);
    // The writer opens first: it creates the file and switches it to WAL.
    let writer = open(1).await?;
    let file: SqliteConnectOptions =
        url.parse().map_err(|error: sqlx::Error| DbErr::Custom(error.to_string()))?;
    let local = Local::new(file.get_filename().to_owned(), observer.clone());
    let read = Reader::new(open(readers).await?, Some(local));
    Ok(Db { engine: Engine::Sqlite, read, writer: Writer::single(writer) })
}

/// Without the pool's upkeep: no connection is closed for its age or for idleness. Nothing is lost, since the
/// pools are small and their caches warm; and in sqlx 0.9.0 the upkeep can count one idle connection less than
/// none when another thread gives one back, and then never ends (`sqlx-core/src/pool/inner.rs`, `release`).
pub fn without_upkeep(mut options: ConnectOptions) -> ConnectOptions {
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    options
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
                .pragma("mmap_size", "2147418112")
                .optimize_on_close(true, None)
        });
    Database::connect(without_upkeep(options)).await
}
