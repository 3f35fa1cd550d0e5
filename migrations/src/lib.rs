//! The database schema, step by step.
//!
//! Each step is a pair of SQL files in `sql/`, reviewed and reversible, written in PostgreSQL's words;
//! [`dialect`] turns them into SQLite's. A step that has been released is never edited: add another.
//! This crate imports nothing of ours, so that old steps stay true whatever the entities become.

mod dialect;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// All steps, in order.
pub struct Migrator;

/// One step.
struct Step {
    name: &'static str,
    up: &'static str,
    down: &'static str,
}

macro_rules! steps {
    ($($name:literal),+ $(,)?) => {
        [$(Step {
            name: $name,
            up: include_str!(concat!("../sql/", $name, ".up.sql")),
            down: include_str!(concat!("../sql/", $name, ".down.sql")),
        }),+]
    };
}

const STEPS: [Step; 26] = steps![
    "0001_organisation",
    "0002_catalogue",
    "0003_registry",
    "0004_planning",
    "0005_draw",
    "0006_visit",
    "0007_jobs",
    "0008_audit",
    "0009_search",
    "0010_subject_by_tag",
    "0011_visits_of_subject",
    "0012_wave_groups",
    "0013_item_versions",
    "0014_planning_rules",
    "0015_plan_together",
    "0016_office",
    "0017_papers",
    "0018_library",
    "0019_catalogue_lists",
    "0020_coverage",
    "0021_disclosure",
    "0022_hall",
    "0023_opening",
    "0025_answer_voices",
    "0026_frame_rules",
    "0028_seat_change",
];

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.into_iter().map(|step| Box::new(step) as Box<dyn MigrationTrait>).collect()
    }

    fn migration_table_name() -> DynIden {
        "schema_step".into_iden()
    }
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.down).await
    }

    /// A step is there or not, on both engines.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    let sql = if sqlite { dialect::for_sqlite(sql) } else { dialect::for_postgres(sql) };
    manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
}
