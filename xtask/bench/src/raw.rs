//! What SQLite alone can do: the rows one result makes, written by prepared statements on one connection,
//! as many results to a commit as the server groups at most.

use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::Result;

/// Results in one commit; the published measurements of SQLite's ceiling use as many.
const GROUP: usize = 32;
const MEASURED: Duration = Duration::from_secs(4);

const RESULT: &str = "insert into result select ?1, division_code, visit_item_id, department_id, subject_id, ?2, code,
  disposal, note, found_on, due_on, due_provisional, entered_by, entered_at, publication, null, null, null, null, null
  from result where rowid = 1";
const ITEM: &str = "update visit_item set revision = revision + 1 where rowid = ?1";
const COMMAND: &str = "insert into command values (?1, ?2, '2026-01-01T00:00:00Z', '{}')";
const AUDIT: &str =
    "insert into audit_entry select ?1, happened_at, division_code, actor_id, actor_name, ip, request_id,
  action, object_type, object_id, before, after, reason from audit_entry where rowid = 1";

/// Results a second.
pub async fn grouped(folder: &Path) -> Result<f64> {
    let url = format!("sqlite://{}", folder.join("onedoor.sqlite").display());
    let mut connection = SqliteConnectOptions::from_str(&url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .disable_statement_logging()
        .connect()
        .await?;
    // A folder that is kept has rows of an earlier run.
    let (begin,): (i64,) =
        sqlx::query_as("select coalesce(max(version), 0) from result where version > 1000000")
            .fetch_one(&mut connection)
            .await?;
    let started = Instant::now();
    let mut done = u64::try_from(begin.max(1_000_000))?;
    let first = done;
    while started.elapsed() < MEASURED {
        let mut transaction = connection.begin_with("begin immediate").await?;
        for _ in 0..GROUP {
            done += 1;
            write(&mut transaction, done).await?;
        }
        transaction.commit().await?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = (done - first) as f64 / started.elapsed().as_secs_f64();
    Ok(rate)
}

async fn write(connection: &mut SqliteConnection, number: u64) -> Result {
    let id = u128::from(number) << 8 | 0x0190_0000_0000_7000_8000_0000_0000_0000;
    let id = id.to_be_bytes().to_vec();
    let version = i64::try_from(number)?;
    sqlx::query(RESULT).bind(id.clone()).bind(version).execute(&mut *connection).await?;
    sqlx::query(ITEM).bind(1).execute(&mut *connection).await?;
    sqlx::query(COMMAND).bind(format!("raw-{number}")).bind(id.clone()).execute(&mut *connection).await?;
    sqlx::query(AUDIT).bind(id).execute(&mut *connection).await?;
    Ok(())
}
