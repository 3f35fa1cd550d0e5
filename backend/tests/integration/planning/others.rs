//! Other people's things: another department's may be seen and not touched, another division's are not
//! there.

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::organisation::Role;

use crate::support::people::{neighbour, neighbour_user};
use crate::support::plan::{self, line_in, line_input};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(another_departments_lines, another_divisions_plans, ids_of_the_wrong_kind);

async fn another_departments_lines(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let fire = app.user("xfj.clerk").await;
    let as_market = fire.mutate("savePlanLine", line_input(&world, &plan.id, "J09"), "planLine { id }").await;
    as_market.refused_with(ErrorCode::Forbidden);
    fire.mutate("submitPlanLine", line.step(), "planLine { id }").await.refused_with(ErrorCode::Forbidden);
    let reason = json!({ "id": line.id, "revision": line.revision, "reason": "x" });
    fire.mutate("withdrawPlanLine", reason, "planLine { id }").await.refused_with(ErrorCode::Forbidden);
    let for_health = json!({ "id": line.id, "departmentId": world.department("wjw"), "confirm": true });
    fire.mutate("confirmPlanLine", for_health, "planLine { id }").await.refused_with(ErrorCode::Forbidden);
    // The clerk of another department who says the line is his finds no such line.
    let hijack =
        plan::with(line_input(&world, &plan.id, "J07"), json!({ "id": line.id, "revision": line.revision }));
    plan::save_line(&app, &world, hijack).await.refused_with(ErrorCode::NotFound);
}

async fn another_divisions_plans(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let county = neighbour(&app).await;
    let clerk = neighbour_user(&app, &county, "ye.office", Role::OfficeClerk).await;
    let head = neighbour_user(&app, &county, "ye.head", Role::OfficeHead).await;
    for (query, id) in [
        ("query($id: ID!) { plan(id: $id) { title } }", &plan.id),
        ("query($id: ID!) { planLine(id: $id) { title } }", &line.id),
        ("query($id: ID!) { lineFigures(lines: [$id]) { doors } }", &line.id),
    ] {
        clerk.post(query, json!({ "id": id })).await.refused_with(ErrorCode::NotFound);
    }
    for id in [&plan.id, &line.id, &world.item("J09").id] {
        let data = clerk.query("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(data["node"], Value::Null);
    }
    let data = clerk.query("{ plans { id } planLines(first: 9) { totalCount } }", json!({})).await;
    assert_eq!(data, json!({ "plans": [], "planLines": { "totalCount": 0 } }));
    let review = line.decision(true, "");
    clerk.mutate("reviewPlanLine", review.clone(), "planLine { id }").await.refused_with(ErrorCode::NotFound);
    head.mutate("approvePlanLine", review, "planLine { id }").await.refused_with(ErrorCode::NotFound);
    head.mutate("approvePlan", plan.step(), "plan { id }").await.refused_with(ErrorCode::NotFound);
    let items = json!({ "ids": [world.item("J09").id], "status": "WITHDRAWN", "reason": "x" });
    clerk.mutate("setItemStatus", items, "jointItems { id }").await.refused_with(ErrorCode::NotFound);
}

/// An id that names another kind of thing is refused before any query.
async fn ids_of_the_wrong_kind(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let plan = plan::open_plan(&app, 2026).await;
    let clerk = app.user("scjg.clerk").await;
    let query = "query($id: ID!) { planLine(id: $id) { title } }";
    for id in [plan.id.as_str(), "lin_", "lin_zz", "", "' or 1=1 --", "lin_00000000000070008000000000000000x"]
    {
        let answer = clerk.post(query, json!({ "id": id })).await;
        assert_eq!(answer.codes(), ["VALIDATION"], "{id}");
    }
    let unknown = json!({ "id": "lin_00000000000070008000000000000000" });
    clerk.post(query, unknown).await.refused_with(ErrorCode::NotFound);
    for id in ["", "xyz", "pln_", "job_zz"] {
        let answer = clerk.post("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert!(answer.is_ok() || answer.codes() == ["INVALID_FORMAT"], "{id}: {}", answer.body());
    }
}
