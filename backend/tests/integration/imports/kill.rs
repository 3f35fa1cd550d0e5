//! `kill -9` in the middle of an import from the command line, several times; then once more to the end.

use std::io::Read;

use serde_json::Value;

use crate::support::db::TestDb;
use crate::support::dump::{count, library};
use crate::support::program::{Running, onedoor, shared_file};
use crate::support::scratch::folder;
use crate::support::{Engine, Template};

on_both_engines!(killed_in_the_middle);

/// A database with the divisions, departments and items that the subjects are about.
async fn prepared(engine: Engine, data: &str) -> TestDb {
    let db = TestDb::new(engine, Template::Empty).await;
    for (what, file, more) in [
        ("divisions", "data/divisions_410481.csv", None),
        ("departments", "data/departments.csv", None),
        ("items", "data/joint_items.csv", Some("--publish")),
    ] {
        let file = shared_file(file);
        let url = db.url();
        let mut args =
            vec!["--data-dir", data, "--database-url", &url, "import", what, file.to_str().unwrap()];
        args.extend(more);
        onedoor(&args).ok();
    }
    db
}

/// Imports the whole prefecture; until so many rows are reported, or to the end.
fn import(db: &TestDb, data: &str, kill_at: Option<u64>) -> Option<Value> {
    let (url, file) = (db.url(), shared_file("data/subjects_pingdingshan.csv"));
    let args = ["--data-dir", data, "--database-url", &url, "import", "subjects", file.to_str().unwrap()];
    let Some(kill_at) = kill_at else { return Some(onedoor(&args).json()) };
    let (mut running, mut errors) = Running::start(&args);
    let (mut seen, mut piece) = (String::new(), [0; 64]);
    // The progress bar: `\r500 / 6787`.
    while reached(&seen) < kill_at {
        let read = errors.read(&mut piece).unwrap();
        assert!(read > 0, "the import ended first: {seen}");
        seen.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    running.kill();
    None
}

fn reached(seen: &str) -> u64 {
    let marks = seen.split('\r').filter_map(|mark| mark.split_once(" / "));
    marks.filter_map(|(done, _)| done.trim().parse().ok()).max().unwrap_or(0)
}

async fn killed_in_the_middle(engine: Engine) {
    let dir = folder("kill");
    let data = dir.path().to_str().unwrap();
    let undisturbed = prepared(engine, data).await;
    let expected = import(&undisturbed, data, None).unwrap();
    let disturbed = prepared(engine, data).await;
    for kill_at in [500, 1500, 3500, 6000] {
        assert_eq!(import(&disturbed, data, Some(kill_at)), None);
    }
    let last = import(&disturbed, data, None).unwrap();
    let count_of = |outcome: &Value, name: &str| outcome[name].as_i64().unwrap();
    assert_eq!(count_of(&last, "rows"), count_of(&expected, "rows"));
    assert_eq!(count_of(&last, "rejected"), count_of(&expected, "rejected"));
    assert_eq!(count_of(&last, "updated"), 0, "nothing was half written");
    assert_eq!(count_of(&last, "inserted") + count_of(&last, "unchanged"), count_of(&expected, "inserted"));
    assert!(count_of(&last, "unchanged") >= 3500, "what was done was kept");
    let (one, other) = (undisturbed.raw().await, disturbed.raw().await);
    assert_eq!(library(&one).await, library(&other).await);
    for table in ["site", "subject_tag", "subject_change", "subject_department", "subject_search"] {
        assert_eq!(count(&one, table).await, count(&other, table).await, "{table}");
    }
}
