//! The demo town: 舞钢 with its real divisions, departments and joint items, and generated firms,
//! inspectors and accounts. Deterministic: the same town every time.
//!
//! Everything is loaded through the same use cases as real data. Its accounts are marked, and a
//! production server refuses to start with one of them present.

mod firms;
mod people;
mod random;
mod story;

use std::io::Write;
use std::sync::Arc;

use serde_json::Value;
use shared::access::{Action, Scope};

use crate::access::Viewer;
use crate::app::{Core, Services};
use crate::catalogue::import_joint_items;
use crate::error::{Error, Result};
use crate::exchange::{Table, open_table};
use crate::organisation::{import_departments, import_divisions};
use crate::registry::{ImportOptions, import_file, import_inspectors};

pub use firms::more_csv as more_firms_csv;
pub use people::{PASSWORD, shown_accounts};

const DIVISIONS: &str = include_str!("../../data/demo/divisions.csv");
const DEPARTMENTS: &str = include_str!("../../data/demo/departments.csv");
const JOINT_ITEMS: &str = include_str!("../../data/demo/joint_items.csv");

/// What was loaded.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Counts of the import of firms.
    pub subjects: Value,
    /// Accounts.
    pub accounts: usize,
}

/// Whether there is nothing yet: only an empty database is filled.
pub async fn is_empty(services: &Services) -> Result<bool> {
    let viewer = Viewer::system("demo", services.core.settings().division.clone());
    viewer.demand(Action::ReadOrganisation, Scope::Division)?;
    Ok(services.organisation.departments(&viewer).await?.is_empty())
}

/// Fills an empty database.
pub async fn load(services: &Services) -> Result<Loaded> {
    let core = &services.core;
    let viewer = Viewer::system("demo", core.settings().division.clone());
    import_divisions(core, &viewer, table(DIVISIONS).await?).await?;
    import_departments(core, &viewer, table(DEPARTMENTS).await?).await?;
    import_joint_items(core, &viewer, table(JOINT_ITEMS).await?, true).await?;
    services.registry.seed_tag_rules(&viewer).await?;
    services.planning.seed_matrices(&viewer).await?;
    let subjects = load_firms(core, &viewer).await?;
    import_inspectors(core, &viewer, table(&people::inspectors_csv(DEPARTMENTS, JOINT_ITEMS)).await?).await?;
    people::load_experts(core, &viewer).await?;
    let accounts = people::load_accounts(core, &viewer).await?;
    story::tell(services).await?;
    Ok(Loaded { subjects, accounts })
}

async fn load_firms(core: &Core, viewer: &Viewer) -> Result<Value> {
    let path = temporary(&firms::csv())?;
    let result = import_file(core, viewer, path.path(), ImportOptions::default(), |_, _| {}).await;
    let (counts, problems) = result?;
    match problems.first() {
        None => Ok(counts),
        Some(problem) => {
            Err(Error::broken(format!("demo row {}: {} {}", problem.line, problem.code, problem.content)))
        }
    }
}

/// A file that goes when it is no longer needed.
struct Temporary(std::path::PathBuf);

impl Temporary {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn temporary(text: &str) -> Result<Temporary> {
    let name = format!("onedoor-demo-{}.csv", shared::draw::to_hex(&crate::clock::entropy::<8>()));
    let path = std::env::temp_dir().join(name);
    std::fs::File::create_new(&path)?.write_all(text.as_bytes())?;
    Ok(Temporary(path))
}

async fn table(text: &str) -> Result<Table> {
    let file = Arc::new(temporary(text)?);
    let opened = tokio::task::spawn_blocking(move || open_table(file.path())).await;
    Ok(opened.map_err(|error| Error::broken(error.to_string()))??)
}
