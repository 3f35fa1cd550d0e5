//! A recused officer is never seated at that subject's door, and writes nothing about it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{declare, officer, subjects};
use crate::support::client::text;
use crate::support::draw::Wave;
use crate::support::field::{FINE, Visit, enter, move_to};
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(never_seated, the_trail_keeps_why, recused_after_the_draw);

/// Slaughterhouses: every one of the six is drawn when everybody is.
const FEW: &str = "J20";

async fn drawn(app: &TestApp, world: &World) -> Vec<Visit> {
    let plan = plan::open_plan(app, 2026).await;
    let everybody = json!({ "drawMode": "BATCH_ORDER", "ratios": [], "batches": 1 });
    let input = plan::with(plan::line_input(world, &plan.id, FEW), everybody);
    let line = plan::line_in(&plan::save_line(app, world, input).await);
    let line = plan::to_office(app, world, line, FEW).await;
    let line = plan::line_in(&plan::review(app, &line, true, "").await);
    let line = plan::line_in(&plan::approve(app, &line, true, "").await);
    let plan = plan::plan_in(&plan::approve_plan(app, &plan).await);
    let plan = plan::plan_in(&plan::file_plan(app, &plan).await);
    let plan = plan::plan_in(&plan::publish_plan(app, &plan).await);
    let wave = Wave::open(app, &plan, &[line.id], "AT_ONCE").await;
    wave.draw(app).await;
    Visit::all(app, &wave.id).await
}

fn subjects_of(visit: &Visit) -> BTreeSet<String> {
    visit.items().iter().map(|item| text(&item["subject"]["id"])).collect()
}

/// Everybody of a department but two, one firm; and one of them for every firm.
async fn never_seated(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let firms = subjects(&app, "屠宰").await;
    let barred = text(&firms[0]["id"]);
    for number in 1..=6 {
        let username = format!("nyncj.i{number:02}");
        let id = officer(&app, &username).await;
        declare(&app, &username, &id, (&barred, "OFFICER")).await.ok();
    }
    let first = officer(&app, "scjg.i01").await;
    for firm in &firms {
        declare(&app, "scjg.i01", &first, (&text(&firm["id"]), "OFFICER")).await.ok();
    }
    let visits = drawn(&app, &world).await;
    assert!(visits.iter().any(|visit| subjects_of(visit).contains(&barred)));
    for visit in &visits {
        let officers = visit.officers();
        let empty = Vec::new();
        assert!(!officers.get("scjg").unwrap_or(&empty).contains(&"scjg.i01".to_owned()));
        if subjects_of(visit).contains(&barred) {
            for username in officers.get("nyncj").unwrap_or(&empty) {
                let number: u32 = username.trim_start_matches("nyncj.i").parse().unwrap();
                assert!(number > 6, "{username} is recused");
            }
        }
    }
}

async fn the_trail_keeps_why(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let firm = subjects(&app, "屠宰").await.swap_remove(0);
    let id = officer(&app, "scjg.i01").await;
    declare(&app, "scjg.i01", &id, (&text(&firm["id"]), "OFFICER")).await.ok();
    let visits = drawn(&app, &world).await;
    let visit = visits.iter().find(|visit| subjects_of(visit).contains(&text(&firm["id"]))).unwrap();
    let entries = trail::entries(&app).await;
    let drew = entries.iter().rfind(|entry| entry["action"] == "RUN_DRAW").unwrap();
    let after: Value = match &drew["after"] {
        Value::String(text) => serde_json::from_str(text).unwrap(),
        other => other.clone(),
    };
    let expected = json!([{ "visit": visit.0["code"], "inspector": "scjg-01", "reason": "RECUSED" }]);
    assert_eq!(after["keptAway"], expected);
}

async fn recused_after_the_draw(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let visits = drawn(&app, &world).await;
    let visit = visits.iter().min_by_key(|visit| visit.first_day()).unwrap().clone();
    visit.approve(&app, &world).await;
    move_to(&app, visit.first_day());
    let username = visit.officer("nyncj");
    let client = app.user(&username).await;
    visit.check_in(&client, "in").await.ok();
    let item = visit.item_of("nyncj");
    let id = officer(&app, &username).await;
    declare(&app, &username, &id, (&text(&item["subject"]["id"]), "OFFICER")).await.ok();
    enter(&client, &item, FINE, "result").await.refused_with(ErrorCode::OfficerRecused);
}
