//! R1: withdrawn on day d, used on d, refused on d+1; what runs is flagged.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{Own, next_day};
use crate::support::draw::{Wave, try_open, wave_input};
use crate::support::plan::{self, WINDOW, line_in, line_input, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(the_last_day, tasks_are_refused, what_runs_is_flagged);

/// The day tests begin.
const D: &str = "2026-06-15";

async fn start(engine: Engine) -> (TestApp, World, Own) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let own = Own::of(&app, &world, "J03", "gaj").await;
    (app, world, own)
}

async fn the_last_day(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let plan = plan::open_plan(&app, 2026).await;
    let line = |from: &str, to: &str| {
        with(line_input(&world, &plan.id, "J03"), json!({ "windowFrom": from, "windowTo": to }))
    };
    own.withdraw(&app, "gaj.clerk", (D, "依据已废止")).await.refused_with(ErrorCode::Forbidden);
    own.withdraw(&app, "scjg.head", (D, "依据已废止")).await.refused_with(ErrorCode::Forbidden);
    own.withdraw(&app, "gaj.head", (D, " ")).await.refused_at(ErrorCode::ReasonRequired, "reason");
    own.withdraw(&app, "gaj.head", ("2026-06-14", "依据已废止"))
        .await
        .refused_at(ErrorCode::OutOfRange, "day");
    let gone = Own::seen(&own.withdraw(&app, "gaj.head", (D, "依据已废止")).await);
    gone.withdraw(&app, "gaj.head", (D, "再次")).await.refused_with(ErrorCode::IllegalTransition);

    let today = line_in(&plan::save_line(&app, &world, line(D, D)).await);
    plan::save_line(&app, &world, line(D, "2026-06-16")).await.refused_at(ErrorCode::ItemWithdrawn, "items");
    plan::submit(&app, "gaj", &today).await.ok();
    next_day(&app);
    let next = line("2026-06-16", "2026-06-16");
    plan::save_line(&app, &world, next.clone()).await.refused_at(ErrorCode::ItemWithdrawn, "items");
    // Published again, it may be used again.
    gone.publish(&app, "gaj.head", "2026-06-16").await.ok();
    plan::save_line(&app, &world, next).await.ok();
}

async fn tasks_are_refused(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let plan = plan::open_plan(&app, 2026).await;
    let draft = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J03")).await);
    let signed = plan::line_with_office(&app, &world, &plan, "J03").await;
    let reviewed = line_in(&plan::review(&app, &signed, true, "").await);
    own.withdraw(&app, "gaj.head", (D, "依据已废止")).await.ok();
    next_day(&app);
    plan::submit(&app, "gaj", &draft).await.refused_at(ErrorCode::ItemWithdrawn, "items");
    plan::approve(&app, &reviewed, true, "").await.refused_at(ErrorCode::ItemWithdrawn, "items");
    plan::approve(&app, &reviewed, false, "事项已停用").await.ok();
}

/// The list before the withdrawal, the warnings after it; another wave is not opened, an open one not frozen.
async fn what_runs_is_flagged(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let (plan, lines) = plan::published_plan(&app, &world, &["J03", "J03"]).await;
    let wave = Wave::open(&app, &plan, &lines[..1], "AT_ONCE").await;
    wave.draw(&app).await;
    let head = app.user("gaj.head").await;
    let affected = async |day: &str| {
        let query = "query($id: ID!, $day: Date!) { itemUse(id: $id, day: $day) {
            lines { id } visits { id items { withdrawn department { code } } } } }";
        head.query(query, json!({ "id": own.id, "day": day })).await["itemUse"].clone()
    };
    let flagged = |visits: &Value| {
        let visits = visits.as_array().unwrap().clone();
        let items = visits.iter().flat_map(|visit| visit["items"].as_array().unwrap().clone());
        let withdrawn: Vec<Value> = items.filter(|item| item["withdrawn"] == true).collect();
        assert!(withdrawn.iter().all(|item| item["department"]["code"] == "gaj"));
        withdrawn.len()
    };
    let before = affected(D).await;
    assert_eq!(before["lines"].as_array().unwrap().len(), 2);
    assert!(!before["visits"].as_array().unwrap().is_empty());
    assert_eq!(flagged(&before["visits"]), 0);
    assert_eq!(affected(WINDOW.1).await, json!({ "lines": [], "visits": [] }));

    own.withdraw(&app, "gaj.head", (D, "依据已废止")).await.ok();
    next_day(&app);
    let after = affected(D).await;
    assert!(flagged(&after["visits"]) >= after["visits"].as_array().unwrap().len());
    let query = "query($id: ID!) { planLine(id: $id) { withdrawnItems { id withdrawnOn withdrawReason } } }";
    let line = head.query(query, json!({ "id": lines[0] })).await;
    let expected = json!([{ "id": own.id, "withdrawnOn": D, "withdrawReason": "依据已废止" }]);
    assert_eq!(line["planLine"]["withdrawnItems"], expected);
    let input = wave_input(&plan, &lines[1..], "AT_ONCE");
    try_open(&app, input).await.refused_at(ErrorCode::ItemWithdrawn, "lines");
}
