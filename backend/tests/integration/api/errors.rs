//! What breaks is logged with a number, and only the number is told.

use sea_orm::ConnectionTrait;
use serde_json::json;
use shared::{ErrorCode, Lang};

use crate::support::app::HttpAnswer;
use crate::support::client::{login, text};
use crate::support::{Engine, Template, TestApp};

on_both_engines!(a_broken_database, parse_errors_stay_short);

/// Nothing of ours, of the database, of the machine.
#[track_caller]
fn tells_nothing(answer: &HttpAnswer) {
    let body = answer.text().to_lowercase();
    for secret in [
        "select",
        "sqlx",
        "sea_orm",
        "relation",
        "no such table",
        "does not exist",
        "tag_rule",
        "account",
        "upload",
        ".rs",
        "/tmp",
        "panicked",
        "postgres",
        "sqlite",
    ] {
        assert!(!body.contains(secret), "{secret}: {body}");
    }
}

async fn a_broken_database(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = app.user("scjg.clerk").await;
    let fresh = crate::support::Client::login(&app, "xfj.clerk", backend::demo::PASSWORD).await;
    let raw = app.db.raw().await;
    let cascade = if engine == Engine::Postgres { " cascade" } else { "" };
    if engine == Engine::Sqlite {
        raw.execute_unprepared("pragma foreign_keys = off").await.unwrap();
    }
    for table in ["tag_rule", "upload", "job_problem", "schema_step"] {
        raw.execute_unprepared(&format!("drop table {table}{cascade}")).await.unwrap();
    }
    let answer = clerk.post("{ tagRules { tag } }", json!({})).await;
    answer.refused_with(ErrorCode::Internal);
    let error = &answer.body()["errors"][0];
    assert_eq!(error["message"], ErrorCode::Internal.label(Lang::Zh));
    assert_eq!(error["extensions"]["traceId"].as_str().map(str::len), Some(16));
    tells_nothing(&answer.http);
    let english = fresh.in_english();
    let answer = english.post("{ tagRules { tag } }", json!({})).await;
    assert_eq!(text(&answer.body()["errors"][0]["message"]), ErrorCode::Internal.label(Lang::En));
    let rule = json!({ "tag": "新", "words": ["新"], "enabled": true });
    let answer = clerk.mutate("saveTagRule", rule, "tagRule { id }").await;
    answer.refused_with(ErrorCode::Internal);
    tells_nothing(&answer.http);
    let file = clerk.upload("a.csv", "TABLE", b"a,b\n".to_vec()).await;
    assert_eq!((file.status.as_u16(), &file.json()["code"]), (500, &json!("INTERNAL")));
    assert_eq!(file.json()["traceId"].as_str().map(str::len), Some(16));
    tells_nothing(&file);
    let ready = app.anybody().get("/readyz").await;
    assert_eq!(ready.status, 503);
    tells_nothing(&ready);
    assert_eq!(app.anybody().get("/healthz").await.status, 200, "the process lives");
    // What does not need the lost tables goes on.
    clerk.query("{ departments { code } }", json!({})).await;
    raw.execute_unprepared(&format!("drop table account{cascade}")).await.unwrap();
    let answer = login(&app, "scjg.clerk", backend::demo::PASSWORD).await;
    assert_eq!(answer.status, 500);
    tells_nothing(&answer);
}

async fn parse_errors_stay_short(engine: Engine) {
    let app = TestApp::new(engine, Template::Empty).await;
    let query = format!("{{ today }} {} secret-at-the-end", "很长".repeat(10_000));
    let answer = app.anybody().post(&query, json!({})).await;
    assert_eq!(answer.codes(), ["VALIDATION"]);
    let message = text(&answer.body()["errors"][0]["message"]);
    assert!(message.chars().count() <= 301, "{}", message.len());
    assert!(!message.contains("secret-at-the-end"));
    let unknown: String = (0..200).map(|index| format!("x{index} ")).collect();
    let answer = app.anybody().post(&format!("{{ portal {{ {unknown} }} }}"), json!({})).await;
    assert!(answer.codes().len() <= 20, "{}", answer.codes().len());
}
