//! Changing many subjects at once, and rules applied to the library.

use std::time::Duration;

use chrono::Duration as Time;
use serde_json::{Value, json};
use shared::ErrorCode;

use super::{department, subjects, total};
use crate::support::client::text;
use crate::support::{Client, Engine, Template, TestApp, trail};

on_both_engines!(
    shown_first_then_done,
    what_was_changed_meanwhile_stays,
    a_department_changes_its_own,
    a_crash_in_the_middle,
    cancelled_in_the_middle,
    a_rule_is_previewed_and_applied
);

const PREVIEW: &str = "preview { id changed already notAllowed gained lost
    examples { verdict subject { id } changes { field before after } } }";

async fn preview(client: &Client<'_>, input: Value) -> Value {
    client.mutate("previewBulkEdit", input, PREVIEW).await.ok()["preview"].clone()
}

async fn start(client: &Client<'_>, preview: &Value) -> String {
    let started = client.mutate("startBulkEdit", json!({ "id": preview["id"] }), "job { id }").await.ok();
    text(&started["job"]["id"])
}

async fn job(client: &Client<'_>, id: &str) -> Value {
    let query = "query($id: ID!) { job(id: $id) { status done total outcome problemCount problems { code content } } }";
    client.query(query, json!({ "id": id })).await["job"].clone()
}

async fn history(app: &TestApp, id: &Value) -> Vec<Value> {
    let query =
        "query($id: ID!) { subject(id: $id) { changes(first: 20) { nodes { field before after source } } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": id })).await;
    data["subject"]["changes"]["nodes"].as_array().unwrap().clone()
}

async fn shown_first_then_done(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let office = app.user("office.clerk").await;
    let refuse = async |input: Value| office.mutate("previewBulkEdit", input, PREVIEW).await;
    refuse(json!({ "reason": "x" })).await.refused_with(ErrorCode::BulkNothing);
    let both = json!({ "reason": "x", "addTags": ["重点"], "removeTags": ["重点"] });
    refuse(both).await.refused_at(ErrorCode::BulkContradiction, "removeTags");
    refuse(json!({ "reason": "", "addTags": ["重点"] }))
        .await
        .refused_at(ErrorCode::ReasonRequired, "reason");

    let wgl = department(&app, "wgl").await;
    let filter = json!({ "tags": ["餐饮"] });
    let all = total(&app, filter.clone()).await;
    let input = json!({
        "filter": filter, "addTags": ["重点"], "addDepartmentIds": [wgl],
        "risk": { "class": "D", "decidedOn": "2026-01-05", "source": "省局年度评定" }, "reason": "专项部署",
    });
    let shown = preview(&office, input.clone()).await;
    assert_eq!((shown["changed"].as_i64().unwrap(), shown["notAllowed"].as_i64()), (all, Some(0)));
    let example = &shown["examples"][0];
    assert_eq!(example["verdict"], "CHANGES");
    assert!(example["changes"].as_array().unwrap().iter().any(|change| change["field"] == "tags"));
    assert_eq!(total(&app, json!({ "tags": ["重点"] })).await, 0, "nothing has changed yet");

    let id = start(&office, &shown).await;
    office
        .mutate("startBulkEdit", json!({ "id": shown["id"] }), "job { id }")
        .await
        .refused_with(ErrorCode::BulkStarted);
    app.run_jobs().await;
    let done = job(&office, &id).await;
    assert_eq!(
        (&done["status"], &done["done"], &done["problemCount"]),
        (&json!("DONE"), &json!(all), &json!(0))
    );
    let found =
        subjects(&app, json!({ "tags": ["重点"], "riskClasses": ["D"], "departmentIds": [wgl] }), 200).await;
    assert_eq!(i64::try_from(found.len()).unwrap(), all.min(200));
    let entries = history(&app, &found[0]["id"]).await;
    assert!(
        entries
            .iter()
            .any(|entry| entry["field"] == "tags" && entry["after"].as_str().unwrap().contains("重点"))
    );
    let risk = entries.iter().find(|entry| entry["field"] == "riskClass");
    if let Some(risk) = risk {
        let source = risk["source"].as_str().unwrap();
        assert!(source.contains("2026-01-05") && source.contains("省局年度评定"), "{source}");
    }
    assert_eq!(trail::count(&app, "BULK_EDIT_SUBJECTS").await, 1, "one entry of the whole");

    let again = preview(&office, input).await;
    assert_eq!((&again["changed"], again["already"].as_i64().unwrap()), (&json!(0), all));
    office
        .mutate("startBulkEdit", json!({ "id": again["id"] }), "job { id }")
        .await
        .refused_with(ErrorCode::BulkEmpty);
}

async fn what_was_changed_meanwhile_stays(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let office = app.user("office.clerk").await;
    let some = subjects(&app, json!({}), 3).await;
    let ids: Vec<&Value> = some.iter().map(|subject| &subject["id"]).collect();
    let shown = preview(&office, json!({ "subjectIds": ids, "addTags": ["年检"], "reason": "x" })).await;
    assert_eq!(shown["changed"], 3);
    let input = json!({
        "subjectId": some[1]["id"], "revision": some[1]["revision"], "riskClass": "C", "tags": [], "reason": "核实",
    });
    office.mutate("classifySubject", input, "subject { id }").await.ok();
    let id = start(&office, &shown).await;
    app.run_jobs().await;
    let done = job(&office, &id).await;
    assert_eq!(done["problems"], json!([{ "code": "BULK_CHANGED_SINCE", "content": some[1]["name"] }]));
    let outcome: Value = serde_json::from_str(done["outcome"].as_str().unwrap()).unwrap();
    assert_eq!((&outcome["changed"], &outcome["skipped"]), (&json!(2), &json!(1)));
    assert_eq!(total(&app, json!({ "tags": ["年检"] })).await, 2);
}

async fn a_department_changes_its_own(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = app.user("xfj.clerk").await;
    let (own, scjg) = (department(&app, "xfj").await, department(&app, "scjg").await);
    let all = total(&app, json!({})).await;
    let its = total(&app, json!({ "departmentIds": [own] })).await;
    let shown = preview(&clerk, json!({ "addTags": ["消防重点"], "reason": "x" })).await;
    assert_eq!((&shown["changed"], &shown["notAllowed"]), (&json!(its), &json!(all - its)));
    let naming = json!({ "addDepartmentIds": [scjg], "reason": "x" });
    clerk.mutate("previewBulkEdit", naming, PREVIEW).await.refused_with(ErrorCode::Forbidden);
    let head = app.user("scjg.head").await;
    let input = json!({ "addTags": ["消防重点"], "reason": "x" });
    head.mutate("previewBulkEdit", input, PREVIEW).await.refused_with(ErrorCode::Forbidden);
    let office = app.user("office.clerk").await;
    office
        .mutate("startBulkEdit", json!({ "id": shown["id"] }), "job { id }")
        .await
        .refused_at(ErrorCode::NotFound, "id");
    start(&clerk, &shown).await;
    app.run_jobs().await;
    assert_eq!(total(&app, json!({ "tags": ["消防重点"] })).await, its);
}

/// Works on the queue until a job has done so much, and is then gone with all it held.
async fn run_until(app: &TestApp, client: &Client<'_>, id: &str, done: i64) {
    let runner = app.runner();
    let reached = async {
        while job(client, id).await["done"].as_i64().unwrap() < done {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        ended = runner.drain() => panic!("it ended first: {ended:?}"),
        () = reached => {}
    }
}

/// What is done stays, the rest is not touched.
async fn cancelled_in_the_middle(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let office = app.user("office.clerk").await;
    let shown = preview(&office, json!({ "addTags": ["普查"], "reason": "普查" })).await;
    let id = start(&office, &shown).await;
    run_until(&app, &office, &id, 250).await;
    office.mutate("cancelJob", json!({ "id": id }), "job { id }").await.ok();
    app.advance(Time::seconds(21));
    app.run_jobs().await;
    let stopped = job(&office, &id).await;
    assert_eq!(stopped["status"], "CANCELLED");
    assert_eq!(total(&app, json!({ "tags": ["普查"] })).await, stopped["done"].as_i64().unwrap());
    assert!(stopped["done"].as_i64() < shown["changed"].as_i64());
}

async fn a_crash_in_the_middle(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let office = app.user("office.clerk").await;
    let shown = preview(&office, json!({ "addTags": ["普查"], "reason": "普查" })).await;
    let all = shown["changed"].as_i64().unwrap();
    assert!(all > 500, "{all} subjects are enough for several steps");
    let id = start(&office, &shown).await;
    run_until(&app, &office, &id, 250).await;
    app.advance(Time::seconds(21));
    app.run_jobs().await;
    let done = job(&office, &id).await;
    assert_eq!((&done["status"], &done["problemCount"]), (&json!("DONE"), &json!(0)), "{done}");
    let outcome: Value = serde_json::from_str(done["outcome"].as_str().unwrap()).unwrap();
    assert_eq!(outcome["changed"], all);
    assert_eq!(total(&app, json!({ "tags": ["普查"] })).await, all);
    let raw = app.db.raw().await;
    let entries =
        crate::support::dump::texts(&raw, "select field from subject_change where source = '普查'").await;
    assert_eq!(i64::try_from(entries.len()).unwrap(), all, "history once for each");
}

async fn a_rule_is_previewed_and_applied(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let office = app.user("office.clerk").await;
    let rule = json!({ "tag": "公司制", "words": [], "nameWords": ["公司"], "enabled": true });
    let look = async |rule: &Value| {
        office.mutate("previewTagRule", rule.clone(), PREVIEW).await.ok()["preview"].clone()
    };
    let shown = look(&rule).await;
    let gained = shown["gained"].as_i64().unwrap();
    assert!(gained > 0 && shown["lost"] == 0 && shown["changed"] == gained);
    office
        .mutate("startBulkEdit", json!({ "id": shown["id"] }), "job { id }")
        .await
        .refused_with(ErrorCode::RuleNotSaved);
    let saved =
        office.mutate("saveTagRule", rule.clone(), "tagRule { id revision }").await.ok()["tagRule"].clone();
    start(&office, &shown).await;
    app.run_jobs().await;
    assert_eq!(total(&app, json!({ "tags": ["公司制"] })).await, gained);

    // Narrower: some lose what the rule gave; what a person gave stays.
    let mut narrower = rule;
    narrower["id"] = saved["id"].clone();
    narrower["revision"] = saved["revision"].clone();
    narrower["stopWords"] = json!(["有限"]);
    let shown = look(&narrower).await;
    let lost = shown["lost"].as_i64().unwrap();
    assert!(lost > 0 && shown["gained"] == 0);
    assert!(shown["examples"].as_array().unwrap().iter().any(|one| one["verdict"] == "CHANGES"));
    office.mutate("saveTagRule", narrower, "tagRule { id }").await.ok();
    start(&office, &shown).await;
    app.run_jobs().await;
    assert_eq!(total(&app, json!({ "tags": ["公司制"] })).await, gained - lost);
}
