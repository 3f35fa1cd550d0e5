//! Special campaigns in a plan (专项检查, R29): why, how many, and through the same gates.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::draw::{try_open, wave_input};
use crate::support::plan::{self, Seen, line_in, line_input, plan_in, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(a_campaign_says_why, the_number_is_limited, the_same_gates_and_in_public);

const WHY: &str = "投诉集中，问题普遍，按线索占比定 6%";

async fn start(engine: Engine) -> (TestApp, World, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, world, plan)
}

fn special(world: &World, plan: &Seen, item: &str) -> Value {
    with(line_input(world, &plan.id, item), json!({ "kind": "SPECIAL", "specialReason": WHY }))
}

/// The office says how many campaigns the plan may have; answers the plan as it is then.
async fn limit(app: &TestApp, plan: &Seen, most: i64) -> Seen {
    let input = json!({ "planId": plan.id, "revision": plan.revision, "reason": "市联席会议定", "rules": {
        "capPerBody": 2, "capCombined": 4, "jointCountsOnce": true, "specialCounts": true, "visitsPerDay": 3,
        "specialLimit": most } });
    let clerk = app.user("office.clerk").await;
    plan_in(&clerk.mutate("keepPlanningRules", input, "plan { id revision status }").await)
}

async fn a_campaign_says_why(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    for (reason, code) in [(" ".to_owned(), ErrorCode::SpecialReason), ("长".repeat(501), ErrorCode::TooLong)]
    {
        let input = with(special(&world, &plan, "J09"), json!({ "specialReason": reason }));
        plan::save_line(&app, &world, input).await.refused_at(code, "specialReason");
    }
    let line = line_in(&plan::save_line(&app, &world, special(&world, &plan, "J09")).await);
    let query = "query($id: ID!) { planLine(id: $id) { kind specialReason } }";
    let clerk = app.user("scjg.clerk").await;
    let told = async || clerk.query(query, json!({ "id": line.id })).await["planLine"].clone();
    assert_eq!(told().await, json!({ "kind": "SPECIAL", "specialReason": WHY }));
    // A routine line has no such reason, whatever was typed before.
    let routine = json!({ "id": line.id, "revision": line.revision, "kind": "ROUTINE" });
    plan::save_line(&app, &world, with(special(&world, &plan, "J09"), routine)).await.ok();
    assert_eq!(told().await, json!({ "kind": "ROUTINE", "specialReason": "" }));
}

async fn the_number_is_limited(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let query = "query($id: ID!) { plan(id: $id) { planningRules { specialLimit } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": plan.id })).await;
    assert_eq!(data["plan"]["planningRules"]["specialLimit"], 4);
    let plan = limit(&app, &plan, 1).await;
    let one = line_in(&plan::save_line(&app, &world, special(&world, &plan, "J09")).await);
    let two = line_in(&plan::save_line(&app, &world, special(&world, &plan, "J21")).await);
    let one = plan::to_office(&app, &world, one, "J09").await;
    plan::submit(&app, "fgw", &two).await.refused_at(ErrorCode::SpecialLimit, "kind");
    // Routine lines are as many as one likes.
    plan::line_with_office(&app, &world, &plan, "J06").await;

    // The office allows fewer after the campaign was sent: then it is not approved.
    let plan = limit(&app, &plan, 0).await;
    let one = line_in(&plan::review(&app, &one, true, "").await);
    plan::approve(&app, &one, true, "").await.refused_at(ErrorCode::SpecialLimit, "kind");
    let all = json!({ "lines": [one.decision(true, "")] });
    let head = app.user("office.head").await;
    let answer = head.mutate("approvePlanLines", all, "planLines { id }").await;
    answer.refused_at(ErrorCode::SpecialLimit, "lines.0.kind");
    let plan = limit(&app, &plan, 1).await;
    line_in(&plan::approve(&app, &one, true, "").await);
    let late = limit(&app, &plan, 2).await;
    plan::submit(&app, "fgw", &two).await.ok();
    let clerk = app.user("office.clerk").await;
    let wrong = json!({ "planId": late.id, "revision": late.revision, "reason": "x", "rules": {
        "jointCountsOnce": true, "specialCounts": true, "visitsPerDay": 3, "specialLimit": -1 } });
    let answer = clerk.mutate("keepPlanningRules", wrong, "plan { id }").await;
    answer.refused_at(ErrorCode::OutOfRange, "specialLimit");
}

async fn the_same_gates_and_in_public(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = line_in(&plan::save_line(&app, &world, special(&world, &plan, "J09")).await);
    let line = plan::to_office(&app, &world, line, "J09").await;
    let line = line_in(&plan::review(&app, &line, true, "").await);
    let line = line_in(&plan::approve(&app, &line, true, "").await);
    let lines = [line.id.clone()];
    let early = try_open(&app, wave_input(&plan, &lines, "AT_ONCE")).await;
    early.refused_at(ErrorCode::PlanNotPublished, "plan");
    let plan = plan_in(&plan::approve_plan(&app, &plan).await);
    let plan = plan_in(&plan::file_plan(&app, &plan).await);
    let plan = plan_in(&plan::publish_plan(&app, &plan).await);
    let data = app.anybody().query("{ publicPlans { lines { kind specialReason } } }", json!({})).await;
    assert_eq!(data["publicPlans"][0]["lines"][0], json!({ "kind": "SPECIAL", "specialReason": WHY }));
    try_open(&app, wave_input(&plan, &lines, "AT_ONCE")).await.ok();
}
