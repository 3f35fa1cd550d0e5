//! The schema's steps: up, down, up again leaves the same schema; servers that start together; the demo
//! town is the same town on both engines.

use futures::future::join_all;
use migrations::Migrator;
use sea_orm::{DatabaseConnection, DbBackend};
use sea_orm_migration::MigratorTrait;

use crate::support::db::TestDb;
use crate::support::dump::{count, texts};
use crate::support::program::onedoor;
use crate::support::scratch::folder;
use crate::support::{Engine, Template};

on_both_engines!(up_down_up, one_step_at_a_time, servers_that_start_together, seeding_twice);

/// Everything the schema has, as text.
async fn schema(raw: &DatabaseConnection) -> Vec<String> {
    let queries: &[&str] = match raw.get_database_backend() {
        DbBackend::Sqlite => &["select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master
            where name not like 'schema_step%' and name not like 'sqlite_%' order by 1"],
        _ => &[
            "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                || coalesce(column_default, '-') from information_schema.columns
                where table_schema = 'public' and table_name <> 'schema_step' order by 1",
            "select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_step' order by 1",
            "select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
                where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_step' order by 1",
            "select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1",
            "select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace order by 1",
        ],
    };
    let mut found = Vec::new();
    for query in queries {
        found.extend(texts(raw, query).await);
    }
    found
}

async fn up_down_up(engine: Engine) {
    let db = TestDb::blank(engine).await;
    let raw = db.raw().await;
    Migrator::up(&raw, None).await.unwrap();
    let first = schema(&raw).await;
    assert!(first.len() > 100, "{}", first.len());
    Migrator::down(&raw, None).await.unwrap();
    assert_eq!(schema(&raw).await, Vec::<String>::new(), "nothing stays behind");
    Migrator::up(&raw, None).await.unwrap();
    assert_eq!(schema(&raw).await, first);
    Migrator::up(&raw, None).await.unwrap();
    assert_eq!(schema(&raw).await, first, "once is enough");
}

async fn one_step_at_a_time(engine: Engine) {
    let db = TestDb::blank(engine).await;
    let raw = db.raw().await;
    let steps = Migrator::migrations().len();
    let mut seen = vec![schema(&raw).await];
    for _ in 0..steps {
        Migrator::up(&raw, Some(1)).await.unwrap();
        seen.push(schema(&raw).await);
    }
    for step in (0..steps).rev() {
        Migrator::down(&raw, Some(1)).await.unwrap();
        assert_eq!(schema(&raw).await, seen[step], "down to step {step}");
    }
}

async fn servers_that_start_together(engine: Engine) {
    let db = TestDb::blank(engine).await;
    let url = db.url();
    let start = async || {
        let handle = backend::db::connect(&url).await.unwrap();
        backend::db::migrate(&handle).await.map(|()| handle)
    };
    for started in join_all((0..4).map(|_| start())).await {
        assert!(backend::db::is_current(&started.unwrap()).await.unwrap());
    }
}

async fn seeding_twice(engine: Engine) {
    let dir = folder("seed");
    let db = TestDb::blank(engine).await;
    let url = db.url();
    let args = ["--data-dir", dir.path().to_str().unwrap(), "--database-url", &url, "seed-demo"];
    onedoor(&args).ok();
    let again = onedoor(&args);
    assert_eq!(again.code, Some(1), "only an empty database is filled");
    assert!(again.err.contains("not empty"), "{}", again.err);
}

#[test]
fn the_same_town_on_both_engines() {
    crate::support::run(async {
        let (sqlite, postgres) = (
            TestDb::new(Engine::Sqlite, Template::Story).await,
            TestDb::new(Engine::Postgres, Template::Story).await,
        );
        let (one, other) = (sqlite.raw().await, postgres.raw().await);
        for table in [
            "division",
            "department",
            "account",
            "account_role",
            "joint_item",
            "joint_item_department",
            "item",
            "question",
            "legal_basis",
            "subject",
            "site",
            "subject_tag",
            "subject_department",
            "tag_rule",
            "inspector",
            "expert",
            "plan",
            "plan_line",
            "plan_line_department",
            "plan_decision",
            "plan_publication",
            "wave",
            "attempt",
            "witness",
            "frame_leaf",
            "drawn_site",
            "subject_search",
        ] {
            let (left, right) = (count(&one, table).await, count(&other, table).await);
            assert_eq!(left, right, "{table}");
            assert!(left > 0, "{table}");
        }
        let town = crate::support::dump::library(&one).await;
        assert_eq!(town, crate::support::dump::library(&other).await, "the same firms with the same tags");
        let root = "select frame_root from attempt";
        assert_eq!(texts(&one, root).await, texts(&other, root).await, "and the same frame");
    });
}
