//! What stands is never changed, not even by the owner of the database with SQL in his hands.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::support::{Engine, Template, TestApp};

on_both_engines!(nothing_is_rewritten, nothing_is_deleted, nothing_is_replaced);

/// Table → changes that must not be possible.
const REWRITES: [(&str, &[&str]); 10] = [
    ("wave", &["code = 'x'", "beacon_event = 'x'", "hash = 'sm3'", "disclosure = 'AFTER_VISITS'"]),
    ("draw_step", &["text = 'x'", "link = 'x'", "seq = seq + 100"]),
    (
        "attempt",
        &[
            "seed = 'x'",
            "status = 'VOID'",
            "status = 'COMMITTING'",
            "beacon = 'x'",
            "frame_root = 'x'",
            "number = 9",
        ],
    ),
    ("witness", &["commitment = 'x'", "nonce = 'x'", "commitment = null"]),
    ("frame_leaf", &["cells = 'x'", "site_code = site_code || 'x'"]),
    ("drawn_site", &["place = 'RESERVE'", "rank = rank + 1"]),
    ("bundle", &["content = '{}'", "content_hash = 'x'"]),
    ("audit_entry", &["actor_name = 'x'", "reason = 'x'", "action = 'x'"]),
    ("subject_change", &["before = 'x'", "source = 'x'"]),
    (
        "result",
        &[
            "code = 'NOT_ENGAGED'",
            "note = 'x'",
            "disposal = 'OTHER'",
            "version = version + 1",
            "found_on = '2020-01-01'",
            "due_on = '2030-01-01'",
            "publication = 'PENDING'",
        ],
    ),
];

/// The last wave is drawn, some doors are visited, some results public; one firm has a history.
async fn story(engine: Engine) -> (TestApp, DatabaseConnection) {
    let app = TestApp::new(engine, Template::Story).await;
    let raw = app.db.raw().await;
    let history = "insert into subject_change (id, subject_id, changed_at, field, before, after, source)
        select id, id, created_at, 'name', 'a', 'b', 'test' from subject limit 3";
    raw.execute_unprepared(history).await.unwrap();
    (app, raw)
}

async fn content(raw: &DatabaseConnection, table: &str) -> Vec<String> {
    let columns = match table {
        "attempt" => "status || coalesce(seed, '') || coalesce(beacon, '') || number",
        "witness" => "coalesce(commitment, '') || coalesce(nonce, '')",
        "frame_leaf" => "site_code || cells",
        "drawn_site" => "site_code || place || rank",
        "wave" => "code || beacon_event || hash || disclosure",
        "draw_step" => "seq || text || link",
        "bundle" => "content_hash || content",
        "audit_entry" => "actor_name || action || reason",
        "subject_change" => "before || after || source",
        "result" => "code || note || disposal || version || publication || found_on",
        _ => "id",
    };
    let sql = format!("select {columns} from {table} order by 1");
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn nothing_is_rewritten(engine: Engine) {
    let (_app, raw) = story(engine).await;
    for (table, changes) in REWRITES {
        let before = content(&raw, table).await;
        assert!(!before.is_empty(), "{table} has rows to be protected");
        for change in changes {
            let sql = format!("update {table} set {change}");
            assert!(raw.execute_unprepared(&sql).await.is_err(), "{sql}");
        }
        assert_eq!(content(&raw, table).await, before, "{table}");
    }
}

async fn nothing_is_deleted(engine: Engine) {
    let (_app, raw) = story(engine).await;
    for table in REWRITES.map(|(table, _)| table).into_iter().chain(["seat"]) {
        let sql = format!("delete from {table}");
        assert!(raw.execute_unprepared(&sql).await.is_err(), "{sql}");
        if engine == Engine::Postgres {
            for sql in [format!("truncate {table}"), format!("truncate {table} cascade")] {
                assert!(raw.execute_unprepared(&sql).await.is_err(), "{sql}");
            }
        }
    }
}

/// SQLite's `replace` deletes rows without asking the triggers for deletes.
async fn nothing_is_replaced(engine: Engine) {
    let (_app, raw) = story(engine).await;
    for (table, _) in REWRITES {
        let before = content(&raw, table).await;
        let sql = match engine {
            Engine::Sqlite => format!("insert or replace into {table} select * from {table} limit 1"),
            Engine::Postgres => format!("insert into {table} select * from {table} limit 1"),
        };
        assert!(raw.execute_unprepared(&sql).await.is_err(), "{sql}");
        assert_eq!(content(&raw, table).await, before, "{table}");
    }
}
