//! The report of gaps agrees with the libraries it is about.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(subjects_without_a_department, items_and_officers, as_a_file);

const QUERY: &str = "query($from: Date!, $to: Date!) { coverage(from: $from, to: $to) {
    registrarOnly { town subjects } unassigned { town subjects } unassignedExamples { id departments { code } }
    idleItems { code } itemsWithoutExperts { code } shortageCount
    shortages { town subjects officers item { code department { code } } }
    departments { id code } cells { departmentId town items officers short } } }";

async fn report(app: &TestApp) -> Value {
    let window = json!({ "from": "2026-06-15", "to": "2026-07-15" });
    app.user("scjg.clerk").await.query(QUERY, window).await["coverage"].clone()
}

/// A library in which nobody is responsible just for having registered somebody.
async fn forget_registrar(app: &TestApp) {
    let sql = "delete from subject_department where reason = '登记机关'";
    app.db.raw().await.execute_unprepared(sql).await.unwrap();
}

async fn subjects_without_a_department(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let whole = report(&app).await;
    assert_eq!(whole["unassigned"], json!([]), "the registrar is responsible for whatever it registered");
    let sum = |rows: &Value| -> i64 {
        rows.as_array().unwrap().iter().map(|row| row["subjects"].as_i64().unwrap()).sum()
    };
    let alone = sum(&whole["registrarOnly"]);
    assert!(alone > 0);
    let query = "{ subjects(filter: { registrarOnly: true, statuses: [ACTIVE], locatedIn: \"410481\" }, first: 1) { totalCount } }";
    let listed = app.user("scjg.clerk").await.query(query, json!({})).await;
    assert_eq!(listed["subjects"]["totalCount"], alone);
    forget_registrar(&app).await;
    let found = report(&app).await;
    assert_eq!(sum(&found["unassigned"]), alone, "those whom only the registrar looked after");
    assert_eq!(found["registrarOnly"], json!([]));
    let sum: i64 =
        found["unassigned"].as_array().unwrap().iter().map(|row| row["subjects"].as_i64().unwrap()).sum();
    assert!(sum > 0);
    let query = "{ subjects(filter: { unassigned: true, statuses: [ACTIVE], locatedIn: \"410481\" }, first: 1) { totalCount } }";
    let listed = app.user("scjg.clerk").await.query(query, json!({})).await;
    assert_eq!(listed["subjects"]["totalCount"], sum, "the link leads to the same subjects");
    let examples = found["unassignedExamples"].as_array().unwrap();
    assert!(!examples.is_empty() && examples.iter().all(|row| row["departments"] == json!([])));
    // In one town they are exactly the list's too.
    let first = &found["unassigned"][0];
    let query = "query($town: String!) { subjects(filter: { unassigned: true, statuses: [ACTIVE], locatedIn: $town }, first: 1) { totalCount } }";
    let town = first["town"].as_str().unwrap();
    if town.len() > 6 {
        let listed = app.user("scjg.clerk").await.query(query, json!({ "town": town })).await;
        assert_eq!(listed["subjects"]["totalCount"], first["subjects"]);
    }
}

async fn items_and_officers(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let found = report(&app).await;
    // The first of each department cover everything everywhere.
    assert_eq!(found["shortageCount"], 0);
    let experts: Vec<&str> = found["itemsWithoutExperts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["code"].as_str().unwrap())
        .collect();
    assert_eq!(experts, ["J24-gxj", "J24-scjg"], "entrusted bodies check industrial goods");
    let raw = app.db.raw().await;
    raw.execute_unprepared(
        "update inspector set active = false where code like 'nyncj-%' and code > 'nyncj-01'",
    )
    .await
    .unwrap();
    raw.execute_unprepared("delete from subject_tag where tag = '屠宰'").await.unwrap();
    let found = report(&app).await;
    let shortages = found["shortages"].as_array().unwrap();
    assert!(!shortages.is_empty());
    for row in shortages {
        assert_eq!(row["item"]["department"]["code"], "nyncj");
        assert!(row["officers"].as_i64().unwrap() < 2 && row["subjects"].as_i64().unwrap() > 0);
    }
    let own = world.department("nyncj");
    let cells = found["cells"].as_array().unwrap().iter().filter(|cell| cell["departmentId"] == own);
    let short: i64 = cells.map(|cell| cell["short"].as_i64().unwrap()).sum();
    assert_eq!(found["shortageCount"], short);
    let idle: Vec<&str> =
        found["idleItems"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect();
    assert!(["J20-nyncj", "J20-scjg", "J20-sthj"].iter().all(|code| idle.contains(code)), "{idle:?}");
}

async fn as_a_file(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    forget_registrar(&app).await;
    let uri = "/api/coverage.csv?from=2026-06-15&to=2026-07-15";
    let answer = app.user("office.clerk").await.get(uri).await;
    assert_eq!(answer.status, 200);
    let text = answer.text();
    assert!(text.starts_with("\u{feff}空白类型,乡镇街道,部门,事项,检查对象数,可派人员数"), "{text}");
    let rows = report(&app).await["unassigned"].as_array().unwrap().len();
    assert_eq!(text.lines().filter(|line| line.starts_with("无责任部门的检查对象")).count(), rows);
    let english = app.user("office.clerk").await.in_english().get(uri).await;
    assert!(english.text().contains("Subjects without a department"));
    let backwards = "/api/coverage.csv?from=2026-07-15&to=2026-06-15";
    let answer = app.user("office.clerk").await.get(backwards).await;
    assert_eq!(answer.json()["code"], ErrorCode::WindowOrder.as_str());
    assert_eq!(app.user("sysadmin").await.get(uri).await.status, 403);
    assert_eq!(app.anybody().get(uri).await.status, 401);
}
