//! Whom a wave's rules leave out of its frame: known before it is opened, applied at the freeze, published as
//! counts.

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::draw::{Bundle, verify};

use crate::support::client::text;
use crate::support::draw::{Wave, try_open, wave_input};
use crate::support::field::{self, Visit};
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(who_was_visited_is_left_out, a_conclusion_is_used_again, a_quiet_door_is_left_alone);

/// Lodging twice: the first line is drawn, the second waits.
const LODGING: &str = "J03";

/// The town with a drawn wave of one line, and another line of the same item.
async fn drawn(engine: Engine) -> (TestApp, World, plan::Seen, Vec<String>, Wave) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, &[LODGING, LODGING]).await;
    let wave = Wave::open(&app, &plan, &lines[..1], "AT_ONCE").await;
    wave.draw(&app).await;
    (app, world, plan, lines, wave)
}

/// The earliest visit of a wave, made from arrival to departure.
async fn visited(app: &TestApp, world: &World, wave: &Wave) -> Visit {
    let visit = Visit::all(app, &wave.id).await.into_iter().min_by_key(Visit::first_day).unwrap();
    visit.approve(app, world).await;
    field::move_to(app, visit.first_day());
    field::work(app, &visit).await;
    visit
}

/// Doors left, and rule → doors left out, of the only line.
async fn preview(app: &TestApp, line: &str, rules: Value) -> (i64, Vec<(String, i64)>) {
    let query =
        "query($lines: [ID!]!, $rules: WaveRulesInput!) { framePreview(lines: $lines, rules: $rules) {
        doors tasks { lineId doors quota excluded { rule doors } } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "lines": [line], "rules": rules })).await;
    let found = &data["framePreview"];
    let task = &found["tasks"][0];
    assert_eq!((text(&task["lineId"]), &task["doors"]), (line.to_owned(), &found["doors"]));
    let counts = task["excluded"].as_array().unwrap();
    let counts = counts.iter().map(|row| (text(&row["rule"]), row["doors"].as_i64().unwrap())).collect();
    (found["doors"].as_i64().unwrap(), counts)
}

fn one(rule: &str) -> Vec<(String, i64)> {
    vec![(rule.to_owned(), 1)]
}

async fn who_was_visited_is_left_out(engine: Engine) {
    let (app, world, plan, lines, first) = drawn(engine).await;
    let line = lines[1].as_str();
    let nobody = json!({ "quietList": true, "capPerBody": 1, "capCombined": 1, "recentDays": 60 });
    let (all, none) = preview(&app, line, nobody.clone()).await;
    assert_eq!(none, [], "drawn, not yet visited");
    let visit = visited(&app, &world, &first).await;
    // Two weeks later it still counts, for who asks; each rule by its name, the first that holds.
    app.advance(chrono::Duration::days(14));
    for (rules, rule) in [
        (json!({ "quietList": false, "recentDays": 60 }), "RECENT_VISIT"),
        (json!({ "quietList": false, "capCombined": 1, "recentDays": 60 }), "COMBINED_CAP"),
        (nobody, "BODY_CAP"),
    ] {
        assert_eq!(preview(&app, line, rules).await, (all - 1, one(rule)));
    }
    for rules in [
        json!({ "quietList": true }),
        json!({ "quietList": true, "capPerBody": 2, "capCombined": 4, "recentDays": 10, "reuseDays": 60 }),
    ] {
        assert_eq!(preview(&app, line, rules).await, (all, Vec::new()));
    }

    // What nobody can go by is refused at its field, before and when the wave is opened.
    let mut input = wave_input(&plan, &lines[1..], "AT_ONCE");
    for (field, value) in [("recentDays", 1001), ("capPerBody", -1), ("reuseDays", 1_000_000)] {
        input["rules"] = json!({ "quietList": true });
        input["rules"][field] = json!(value);
        let path = format!("rules.{field}");
        try_open(&app, input.clone()).await.refused_at(ErrorCode::OutOfRange, &path);
    }
    input["rules"] = json!({ "quietList": true, "recentDays": 60 });
    let wave = Wave::opened(&try_open(&app, input).await);
    wave.draw(&app).await;

    // Everybody sees the rules and the counts, and not whom.
    let query = "query($code: String!) { publicWave(code: $code) { rules { quietList capPerBody recentDays }
        attempts { frameSize excluded { task rule doors } } ledger { fault steps { kind text } } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    let seen = &data["publicWave"];
    assert_eq!(seen["rules"], json!({ "quietList": true, "capPerBody": null, "recentDays": 60 }));
    let attempt = &seen["attempts"][0];
    assert_eq!(attempt["frameSize"], all - 1);
    assert_eq!(attempt["excluded"], json!([{ "task": "T001", "rule": "RECENT_VISIT", "doors": 1 }]));
    assert_eq!(seen["ledger"]["fault"], Value::Null);
    let steps = seen["ledger"]["steps"].as_array().unwrap();
    let step = |kind: &str| steps.iter().find(|step| step["kind"] == kind).map(|step| text(&step["text"]));
    assert!(step("OPENED").unwrap().contains(r#""recentDays":60"#), "fixed before anybody commits");
    assert!(step("FROZEN").unwrap().contains(r#""excluded":{"T001":{"RECENT_VISIT":1}}"#));

    let file = app.anybody().get(&wave.bundle_uri()).await;
    let bundle = Bundle::read(&file.body).unwrap();
    verify(&bundle).unwrap();
    let record = bundle.record.as_ref().unwrap();
    assert_eq!(record["rules"]["recentDays"], 60);
    assert_eq!(record["excluded"], json!({ "T001": { "RECENT_VISIT": 1 } }));
    let code = text(&visit.0["code"]);
    let site = code.split_once('/').unwrap().1;
    assert!(!bundle.frame.contains_key(site));
    assert!(!String::from_utf8(file.body).unwrap().contains(site), "counted, not named");
    let entries = trail::entries(&app).await;
    let frozen = entries.iter().rfind(|entry| entry["action"] == "FREEZE_FRAME").unwrap();
    assert!(frozen["after"].as_str().unwrap().contains("RECENT_VISIT"));
}

async fn a_conclusion_is_used_again(engine: Engine) {
    let (app, world, _, lines, first) = drawn(engine).await;
    let visit = visited(&app, &world, &first).await;
    let rules = json!({ "quietList": false, "reuseDays": 90 });
    let (all, none) = preview(&app, &lines[1], rules.clone()).await;
    assert_eq!(none, [], "nothing is published yet");
    for department in visit.departments() {
        let head = app.user(&format!("{department}.head")).await;
        let query =
            "query($d: ID!) { results(filter: { departmentId: $d, publication: PENDING }, first: 50) {
            nodes { id } } }";
        let data = head.query(query, json!({ "d": world.department(&department) })).await;
        let rows = data["results"]["nodes"].as_array().unwrap();
        let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
        head.mutate("publishResults", json!({ "ids": ids }), "results { id }").await.ok();
    }
    assert_eq!(preview(&app, &lines[1], rules).await, (all - 1, one("REUSED_CONCLUSION")));
    app.advance(chrono::Duration::days(3));
    let older = json!({ "quietList": false, "reuseDays": 2 });
    assert_eq!(preview(&app, &lines[1], older).await, (all, Vec::new()), "too old by then");
}

async fn a_quiet_door_is_left_alone(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, &[LODGING]).await;
    let clerk = app.user("office.clerk").await;
    let quiet = json!({ "quietList": true });
    let (all, none) = preview(&app, &lines[0], quiet.clone()).await;
    assert_eq!(none, []);
    let firms = clerk
        .query("{ subjects(first: 1, filter: { tags: [\"住宿\"] }) { nodes { id name } } }", json!({}))
        .await;
    let firm = firms["subjects"]["nodes"][0].clone();
    let keep = async |until: Value, reason: &str| {
        let input = json!({ "subjectId": firm["id"], "until": until, "reason": reason });
        clerk.mutate("keepQuiet", input, "door { until reason subjects { name } }").await
    };
    keep(json!("2026-12-31"), " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    keep(json!("2020-01-01"), "重点项目建设期").await.refused_at(ErrorCode::OutOfRange, "until");
    let door = keep(json!("2026-12-31"), "重点项目建设期").await.ok()["door"].clone();
    assert_eq!(door["until"], "2026-12-31");
    assert!(door["subjects"].as_array().unwrap().iter().any(|subject| subject["name"] == firm["name"]));
    assert_eq!(preview(&app, &lines[0], quiet.clone()).await, (all - 1, one("QUIET_LIST")));
    assert_eq!(preview(&app, &lines[0], json!({ "quietList": false })).await, (all, Vec::new()));
    let list = "{ quietDoors(first: 10) { totalCount nodes { until reason } } }";
    assert_eq!(clerk.query(list, json!({})).await["quietDoors"]["totalCount"], 1);
    // A wave nobody chose rules for keeps the list, with the caps of its plan.
    let wave = Wave::open(&app, &plan, &lines, "AT_ONCE").await;
    wave.commit_all(&app).await;
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    let query = "query($id: ID!) { wave(id: $id) { rules { quietList capPerBody capCombined recentDays }
        turn { previous } attempts { excluded { rule doors } } } }";
    let data = clerk.query(query, json!({ "id": wave.id })).await;
    let usual = json!({ "quietList": true, "capPerBody": 2, "capCombined": 4, "recentDays": null });
    assert_eq!(data["wave"]["rules"], usual);
    assert_eq!(data["wave"]["turn"], Value::Null);
    assert_eq!(data["wave"]["attempts"][0]["excluded"], json!([{ "rule": "QUIET_LIST", "doors": 1 }]));
    // Taken off, it is drawn like any other; the trail knows both steps.
    keep(Value::Null, "已完工").await.ok();
    assert_eq!(preview(&app, &lines[0], quiet).await, (all, Vec::new()));
    assert_eq!(clerk.query(list, json!({})).await["quietDoors"]["totalCount"], 0);
    let entries = trail::entries(&app).await;
    assert_eq!(entries.iter().filter(|entry| entry["action"] == "KEEP_QUIET").count(), 2);
}
