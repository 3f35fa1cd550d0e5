//! Two departments claim the same duty: found, decided, decided again; lines are warned.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::client::{Answer, text};
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(found_and_decided, lines_are_warned);

const CONFLICTS: &str = "{ dutyConflicts { matches holder { code }
    first { name item { id department { id code } } } second { item { id department { id code } } }
    decisions { number reason decidedBy holder { code } } } }";

/// A department writes its item of a joint item itself and puts it in force.
async fn write(app: &TestApp, world: &World, joint: &str, department: &str, (name, article): (&str, &str)) {
    let query = "query($id: ID!) { jointItem(id: $id) { items { id revision department { code } } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": world.item(joint).id })).await;
    let items = data["jointItem"]["items"].as_array().unwrap().clone();
    let item = items.iter().find(|item| item["department"]["code"] == department).unwrap();
    let input = json!({
        "itemId": item["id"], "revision": item["revision"], "reason": "按职责梳理", "category": "用工检查",
        "name": name, "class": "KEY", "methods": ["DOCUMENT"], "noticePolicy": "AT_DOOR",
        "bases": [{ "kind": "LAW", "title": "中华人民共和国劳动法", "article": article }],
    });
    let clerk = app.user(&format!("{department}.clerk")).await;
    let saved = clerk.mutate("saveItem", input, "item { id revision }").await.ok()["item"].clone();
    let input = json!({ "itemId": saved["id"], "revision": saved["revision"], "day": super::TODAY });
    app.user(&format!("{department}.head")).await.mutate("publishItem", input, "item { id }").await.ok();
}

async fn conflicts(app: &TestApp) -> Vec<Value> {
    app.user("supervisor").await.query(CONFLICTS, json!({})).await["dutyConflicts"]
        .as_array()
        .cloned()
        .unwrap()
}

async fn start(engine: Engine) -> (TestApp, World) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    assert!(conflicts(&app).await.is_empty(), "the town's joint items say who does what");
    write(&app, &world, "J18", "rsj", ("用人单位遵守劳动用工规定情况检查", "第八十五条")).await;
    write(&app, &world, "J26", "tjj", ("用人单位遵守劳动用工规定情况 检查", "第八十五条")).await;
    // Another article and another name: no conflict.
    write(&app, &world, "J25", "swju", ("个人所得税代扣代缴检查", "第五十条")).await;
    (app, world)
}

async fn settle(
    app: &TestApp,
    who: &str,
    conflict: &Value,
    (holder, seen, reason): (&Value, i64, &str),
) -> Answer {
    let input = json!({
        "firstItemId": conflict["second"]["item"]["id"], "secondItemId": conflict["first"]["item"]["id"],
        "holderId": holder, "seen": seen, "reason": reason,
    });
    app.user(who).await.mutate("settleDuty", input, "conflict { holder { code } decisions { number } }").await
}

async fn found_and_decided(engine: Engine) {
    let (app, world) = start(engine).await;
    let found = conflicts(&app).await;
    assert_eq!(found.len(), 1);
    let one = &found[0];
    assert_eq!(one["matches"], json!(["NAME", "BASIS"]));
    assert!(one["holder"].is_null());
    let of = |side: &str| one[side]["item"]["department"].clone();
    let mut codes = [text(&of("first")["code"]), text(&of("second")["code"])];
    codes.sort();
    assert_eq!(codes, ["rsj", "tjj"]);

    let holder = json!(world.department("rsj"));
    settle(&app, "office.clerk", one, (&holder, 0, "依三定规定")).await.refused_with(ErrorCode::Forbidden);
    settle(&app, "rsj.head", one, (&holder, 0, "依三定规定")).await.refused_with(ErrorCode::Forbidden);
    settle(&app, "office.head", one, (&holder, 0, " ")).await.refused_at(ErrorCode::ReasonRequired, "reason");
    let stranger = json!(world.department("scjg"));
    settle(&app, "office.head", one, (&stranger, 0, "依三定规定"))
        .await
        .refused_at(ErrorCode::DutyHolder, "holderId");
    settle(&app, "office.head", one, (&holder, 0, "依三定规定")).await.ok();
    // Whoever had not seen it decides nothing.
    settle(&app, "office.head", one, (&holder, 0, "依三定规定")).await.refused_with(ErrorCode::StaleRevision);
    let other = json!(world.department("tjj"));
    settle(&app, "office.head", one, (&other, 1, "机构改革后职责划转")).await.ok();
    let now = &conflicts(&app).await[0];
    assert_eq!(now["holder"]["code"], "tjj");
    let told: Vec<_> =
        now["decisions"].as_array().unwrap().iter().map(|row| row["holder"]["code"].clone()).collect();
    assert_eq!(told, ["tjj", "rsj"], "both stay readable");
    assert_eq!(trail::count(&app, "SETTLE_DUTY").await, 2);
    let none = json!({ "first": now["first"], "second": now["first"] });
    settle(&app, "office.head", &none, (&other, 0, "依三定规定")).await.refused_with(ErrorCode::NotFound);
}

async fn lines_are_warned(engine: Engine) {
    let (app, world) = start(engine).await;
    let plan = plan::open_plan(&app, 2026).await;
    // Below the cap of the joint item.
    let ratios: Vec<Value> =
        ["A", "B", "C", "D"].map(|class| json!({ "stratum": class, "basisPoints": 100 })).to_vec();
    let input = plan::with(plan::line_input(&world, &plan.id, "J18"), json!({ "ratios": ratios }));
    let line = plan::line_in(&plan::save_line(&app, &world, input).await);
    let free = plan::line_in(&plan::save_line(&app, &world, plan::line_input(&world, &plan.id, "J09")).await);
    let query =
        "query($id: ID!) { lineCoverage(id: $id) { warnings { holder { code } item { department { code } }
        other { department { code } } } officers { needed eligible department { code } } } }";
    let warned = async |id: &str| {
        let data = app.user("rsj.clerk").await.query(query, json!({ "id": id })).await;
        data["lineCoverage"]["warnings"].clone()
    };
    let warning = |holder: Value| {
        json!([{ "holder": holder, "item": { "department": { "code": "rsj" } },
            "other": { "department": { "code": "tjj" } } }])
    };
    assert_eq!(warned(&line.id).await, warning(Value::Null));
    assert_eq!(warned(&free.id).await, json!([]));
    let one = conflicts(&app).await.swap_remove(0);
    settle(&app, "office.head", &one, (&json!(world.department("rsj")), 0, "依三定规定")).await.ok();
    assert_eq!(warned(&line.id).await, json!([]), "the line goes by the decision");
    settle(&app, "office.head", &one, (&json!(world.department("tjj")), 1, "职责划转")).await.ok();
    assert_eq!(warned(&line.id).await, warning(json!({ "code": "tjj" })));
    let data = app.user("rsj.clerk").await.query(query, json!({ "id": line.id })).await;
    let officers = data["lineCoverage"]["officers"].as_array().unwrap();
    assert_eq!(officers[0]["department"]["code"], "rsj");
    assert!(officers.iter().all(|row| row["eligible"].as_i64() >= row["needed"].as_i64()), "{officers:?}");
}
