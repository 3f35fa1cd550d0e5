//! A database of its own for every test: copied from a template that is prepared once a run, and gone
//! when the test is over.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use backend::app::{Core, Services};
use backend::clock::ManualClock;
use backend::db::without_upkeep;
use backend::keys::KeyRing;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;

use super::app::{LATE, NEW_YEAR, settings};
use super::scratch::{PREFIX, folder, is_left_over};

/// Names the server that PostgreSQL tests may make databases on.
const SERVER: &str = "ONEDOOR_TEST_POSTGRES";

/// The two engines the product runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A database on the server that the environment names.
    Postgres,
}

/// What a test finds in its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// The schema.
    Empty,
    /// The demo town on the first days of a year, when nothing has happened yet.
    Town,
    /// The demo town in June: a wave was drawn, doors were visited, results are public.
    Story,
}

/// A database that goes with this value.
pub struct TestDb {
    engine: Engine,
    place: Place,
}

enum Place {
    File(TempDir),
    Server(String),
}

impl TestDb {
    /// A copy of a template.
    pub async fn new(engine: Engine, template: Template) -> Self {
        let prepared = prepared(engine, template);
        let place = match engine {
            Engine::Sqlite => {
                let dir = folder("sqlite");
                std::fs::copy(&prepared.name, dir.path().join("onedoor.sqlite")).unwrap();
                Place::File(dir)
            }
            Engine::Postgres => {
                let name = fresh_name();
                on_server(&format!("create database {name} template {}", prepared.name)).await;
                Place::Server(name)
            }
        };
        Self { engine, place }
    }

    /// A database without a schema.
    pub async fn blank(engine: Engine) -> Self {
        let place = match engine {
            Engine::Sqlite => Place::File(folder("sqlite")),
            Engine::Postgres => {
                let name = fresh_name();
                on_server(&format!("create database {name} template template0")).await;
                Place::Server(name)
            }
        };
        Self { engine, place }
    }

    /// Another database with the same content. Nobody may be using this one.
    pub async fn copy(&self) -> Self {
        let place = match &self.place {
            Place::File(dir) => {
                let copy = folder("sqlite");
                for entry in std::fs::read_dir(dir.path()).unwrap() {
                    let entry = entry.unwrap();
                    std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
                }
                Place::File(copy)
            }
            Place::Server(name) => {
                let copy = fresh_name();
                disconnect(name).await;
                on_server(&format!("create database {copy} template {name}")).await;
                Place::Server(copy)
            }
        };
        Self { engine: self.engine, place }
    }

    /// The address the program takes.
    pub fn url(&self) -> String {
        match &self.place {
            Place::File(dir) => sqlite_url(&dir.path().join("onedoor.sqlite")),
            Place::Server(name) => server_url(name),
        }
    }

    /// A connection beside the application's, to look and to meddle.
    pub async fn raw(&self) -> DatabaseConnection {
        connect(self.url()).await
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Place::Server(name) = &self.place {
            blocking(on_server(&format!("drop database {name} with (force)")));
        }
    }
}

/// A template, once it is ready.
struct Prepared {
    /// Path of the file, or name of the database.
    name: String,
    /// The folder of the file; kept until the process ends.
    _dir: Option<TempDir>,
}

/// Prepares a template at its first use; whoever comes meanwhile waits.
fn prepared(engine: Engine, template: Template) -> &'static Prepared {
    static READY: [OnceLock<Prepared>; 6] = [const { OnceLock::new() }; 6];
    let place = engine as usize * 3 + template as usize;
    READY[place].get_or_init(|| {
        blocking(async move {
            match engine {
                Engine::Sqlite => prepare_file(template).await,
                Engine::Postgres => prepare_on_server(template).await,
            }
        })
    })
}

async fn prepare_file(template: Template) -> Prepared {
    let dir = folder("template");
    let (working, whole) = (dir.path().join("working.sqlite"), dir.path().join("template.sqlite"));
    fill(&sqlite_url(&working), template, dir.path()).await;
    let raw = connect(sqlite_url(&working)).await;
    raw.execute_unprepared(&format!("vacuum into '{}'", whole.display())).await.unwrap();
    raw.close().await.unwrap();
    Prepared { name: whole.display().to_string(), _dir: Some(dir) }
}

async fn prepare_on_server(template: Template) -> Prepared {
    sweep().await;
    let dir = folder("template");
    let name = fresh_name();
    on_server(&format!("create database {name} template template0")).await;
    fill(&server_url(&name), template, dir.path()).await;
    disconnect(&name).await;
    Prepared { name, _dir: None }
}

/// Nobody may be connected to a database that is copied.
async fn disconnect(name: &str) {
    let others = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ";
    on_server(&format!("{others}'{name}'")).await;
}

/// Runs the steps of the schema and, where asked, loads the demo town.
async fn fill(url: &str, template: Template, dir: &Path) {
    let db = backend::db::connect(url).await.unwrap();
    backend::db::migrate(&db).await.unwrap();
    let instant = match template {
        Template::Empty => return,
        Template::Town => NEW_YEAR,
        Template::Story => LATE,
    };
    let now: DateTime<Utc> = instant.parse().unwrap();
    let keys = KeyRing::local(dir).unwrap();
    let clock = Arc::new(ManualClock::new(now));
    let core = Core::new(db, clock, keys, dir.join("files"), settings(false, false));
    backend::demo::load(&Services::new(core)).await.unwrap();
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{PREFIX}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}?mode=rwc", path.display())
}

/// The server's address with another database.
fn server_url(database: &str) -> String {
    let url = std::env::var_os(SERVER).and_then(|value| value.into_string().ok());
    let url = url.unwrap_or_else(|| {
        panic!("name a PostgreSQL server in {SERVER}, as postgres://postgres@localhost/postgres?host=/socket")
    });
    let (address, options) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _) = address.rsplit_once('/').expect("the address ends with a database");
    format!("{server}/{database}?{options}")
}

async fn connect(url: String) -> DatabaseConnection {
    Database::connect(without_upkeep(ConnectOptions::new(url))).await.unwrap()
}

async fn on_server(sql: &str) {
    let admin = connect(server_url("postgres")).await;
    admin.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    admin.close().await.unwrap();
}

/// Drops what runs that were stopped have left behind.
async fn sweep() {
    static SWEPT: OnceLock<()> = OnceLock::new();
    if SWEPT.set(()).is_err() {
        return;
    }
    let admin = connect(server_url("postgres")).await;
    let sql = format!("select datname from pg_database where datname like '{PREFIX}\\_%'");
    let rows = admin.query_all_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql));
    for row in rows.await.unwrap() {
        let name: String = row.try_get_by_index(0).unwrap();
        if is_left_over(&name) {
            admin.execute_unprepared(&format!("drop database {name} with (force)")).await.unwrap();
        }
    }
    admin.close().await.unwrap();
}

/// Waits for something on a thread and runtime of its own, from wherever one is.
fn blocking<T: Send>(work: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        scope.spawn(move || runtime.block_on(work)).join().unwrap()
    })
}
