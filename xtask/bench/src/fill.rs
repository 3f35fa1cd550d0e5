//! A town large enough to be slow in: firms by the product's own import, and their past by SQL.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backend::access::Viewer;
use backend::app::Services;
use backend::clock::SystemClock;
use backend::config::{DataArgs, Settings};
use backend::demo;
use backend::keys::KeyRing;
use backend::registry::{ImportOptions, import_file};
use backend::server::open_core;
use shared::code::DivisionCode;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};

use crate::Result;

/// Whose visit is written to.
pub const OFFICER: &str = "scjg.i01";
/// Past visits of each door.
const VISITS: usize = 5;

const PAST: &str = include_str!("past.sql");

/// What was filled in, and what can be asked about it.
pub struct Filled {
    subjects: i64,
    visits: i64,
    items: i64,
    import: Duration,
    imported: usize,
    bytes: u64,
    /// Credit codes.
    pub codes: Vec<String>,
    /// Tags in use.
    pub tags: Vec<String>,
    /// Towns.
    pub towns: Vec<String>,
    /// Three characters of names.
    pub words: Vec<String>,
    /// Items that wait for a result, all at one visit of the officer.
    pub open_items: Vec<String>,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subjects, visits, items, .. } = self;
        let seconds = self.import.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = self.imported as f64 / seconds;
        writeln!(
            f,
            "{subjects} subjects, {visits} visits, {items} items with results, {} MB",
            self.bytes / 1_000_000
        )?;
        write!(f, "\nimport of {} rows: {seconds:.1} s, {rate:.0} rows a second", self.imported)
    }
}

/// Fills the folder, unless it was filled before; then looks at what can be asked.
pub async fn fill(folder: &Path, subjects: usize) -> Result<Filled> {
    let path = folder.join("onedoor.sqlite");
    let (imported, import) = if path.exists() { (0, Duration::ZERO) } else { load(folder, subjects).await? };
    let url = format!("sqlite://{}", path.display());
    let mut connection = SqliteConnectOptions::from_str(&url)?.disable_statement_logging().connect().await?;
    if imported > 0 {
        let past = PAST.replace("{visits}", &VISITS.to_string());
        sqlx::raw_sql(sqlx::AssertSqlSafe(past)).execute(&mut connection).await?;
    }
    let filled = Filled {
        subjects: count(&mut connection, "select count(*) from subject").await?,
        visits: count(&mut connection, "select count(*) from visit").await?,
        items: count(&mut connection, "select count(*) from result").await?,
        import,
        imported,
        codes: texts(&mut connection, CODES).await?,
        tags: texts(&mut connection, TAGS).await?,
        towns: texts(&mut connection, TOWNS).await?,
        words: texts(&mut connection, WORDS).await?,
        open_items: texts(&mut connection, OPEN).await?.into_iter().map(|hex| format!("vit_{hex}")).collect(),
        bytes: std::fs::metadata(&path)?.len(),
    };
    connection.close().await?;
    Ok(filled)
}

const CODES: &str = "select uscc from subject where uscc is not null order by random() limit 2000";
const TAGS: &str = "select tag from subject_tag group by tag order by count(*) desc limit 8";
const TOWNS: &str = "select code from division where length(code) = 9";
const WORDS: &str = "select distinct substr(name, 4, 3) from subject where name like '舞钢市%' limit 300";
const OPEN: &str = "select lower(hex(id)) from visit_item where state = 'OPEN' and task_code = 'BENCH'";

/// The demo town, and more firms by the product's own import; how many, and how long that took.
async fn load(folder: &Path, subjects: usize) -> Result<(usize, Duration)> {
    let division = DivisionCode::parse("410481")?;
    let data = DataArgs { data_dir: folder.to_owned(), database_url: None, division: division.clone() };
    let settings =
        Settings { division: division.clone(), dev: false, https: false, trusted_proxies: Vec::new() };
    let core = open_core(&data, settings, KeyRing::local(folder)?, Arc::new(SystemClock::default())).await?;
    let services = Services::new(core.clone());
    demo::load(&services).await?;
    let file = folder.join("more.csv");
    let more = subjects.saturating_sub(3_000);
    std::fs::write(&file, demo::more_firms_csv(more))?;
    let viewer = Viewer::system("bench", division);
    let started = Instant::now();
    let (_, problems) = import_file(&core, &viewer, &file, ImportOptions::default(), |_, _| {}).await?;
    let took = started.elapsed();
    if let Some(problem) = problems.first() {
        return Err(format!("line {}: {}", problem.line, problem.code).into());
    }
    std::fs::remove_file(file)?;
    Ok((more, took))
}

async fn count(connection: &mut SqliteConnection, sql: &'static str) -> Result<i64> {
    Ok(sqlx::query(sql).fetch_one(connection).await?.try_get(0)?)
}

async fn texts(connection: &mut SqliteConnection, sql: &'static str) -> Result<Vec<String>> {
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
