//! The office keeps joint items: made, changed with a reason, never over somebody else's change.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::client::Answer;
use crate::support::plan::with;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(made_and_changed, what_is_refused);

const SELECTION: &str = "jointItem { id code revision version status items { code department { code } }
    versions { number reason changed savedBy } }";

async fn start(engine: Engine) -> (TestApp, World) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    (app, world)
}

fn input(world: &World, changes: Value) -> Value {
    let input = json!({
        "code": "J99", "reason": "省厅部署", "field": "价格", "name": "明码标价检查",
        "subjectScope": "商场、超市", "class": "GENERAL", "capBasisPoints": 500, "method": "ON_SITE",
        "bases": [{ "kind": "法律", "title": "《价格法》", "article": "第三十三条" }],
        "departmentIds": [world.department("scjg"), world.department("swj")],
    });
    with(input, changes)
}

async fn save(app: &TestApp, who: &str, input: Value) -> Answer {
    app.user(who).await.mutate("saveJointItem", input, SELECTION).await
}

async fn made_and_changed(engine: Engine) {
    let (app, world) = start(engine).await;
    let made = save(&app, "office.clerk", input(&world, json!({}))).await.ok()["jointItem"].clone();
    assert_eq!((&made["status"], &made["version"]), (&json!("DRAFT"), &json!(1)));
    assert_eq!(made["items"].as_array().unwrap().len(), 2);
    let seen = json!({ "id": made["id"], "revision": made["revision"], "reason": "调整比例", "capBasisPoints": 300 });
    let changed = save(&app, "office.clerk", input(&world, seen.clone())).await.ok()["jointItem"].clone();
    assert_eq!(changed["versions"][0]["changed"], json!(["CAP"]));
    assert_eq!(changed["versions"][0]["reason"], "调整比例");
    save(&app, "office.clerk", input(&world, seen)).await.refused_with(ErrorCode::StaleRevision);
    // What was imported stays readable too.
    let known = world.item("J03");
    let query = "query($id: ID!) { jointItem(id: $id) { revision } }";
    let office = app.user("office.clerk").await;
    let revision = office.query(query, json!({ "id": known.id })).await["jointItem"]["revision"].clone();
    let three = [world.department("gaj"), world.department("wjw"), world.department("swj")];
    let over = json!({ "id": known.id, "revision": revision, "departmentIds": three });
    let kept = save(&app, "office.clerk", input(&world, over)).await.ok()["jointItem"].clone();
    let numbers: Vec<i64> =
        kept["versions"].as_array().unwrap().iter().map(|one| one["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [1, 0]);
    assert!(kept["items"].as_array().unwrap().iter().any(|item| item["code"] == "J03-swj"));
}

async fn what_is_refused(engine: Engine) {
    let (app, world) = start(engine).await;
    let refused = async |changes, code, path: &str| {
        save(&app, "office.clerk", input(&world, changes)).await.refused_at(code, path);
    };
    refused(json!({ "code": "" }), ErrorCode::Required, "code").await;
    refused(json!({ "code": "J03" }), ErrorCode::CodeTaken, "code").await;
    refused(json!({ "reason": "" }), ErrorCode::ReasonRequired, "reason").await;
    refused(json!({ "departmentIds": [] }), ErrorCode::Required, "departmentIds").await;
    refused(json!({ "class": "KEY" }), ErrorCode::CapForbidden, "capBasisPoints").await;
    refused(
        json!({ "bases": [{ "kind": "通知", "title": "某通知" }] }),
        ErrorCode::BasisType,
        "bases.0.kind",
    )
    .await;
    save(&app, "scjg.clerk", input(&world, json!({}))).await.refused_with(ErrorCode::Forbidden);
    let made = save(&app, "office.clerk", input(&world, json!({}))).await.ok()["jointItem"].clone();
    let again = json!({ "id": made["id"], "revision": made["revision"] });
    save(&app, "office.clerk", input(&world, again)).await.refused_with(ErrorCode::NothingChanged);
}
