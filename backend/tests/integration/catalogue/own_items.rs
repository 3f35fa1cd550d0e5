//! A department makes an item of its own; its head publishes it; the department may then plan with it alone.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::Own;
use crate::support::client::Answer;
use crate::support::plan::{self, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    made_published_and_planned,
    what_is_refused,
    an_own_item_is_not_the_offices,
    others_see_no_draft
);

const SELECTION: &str =
    "item { id code revision version publishedVersion jointItem { id status owner { code } } }";

async fn start(engine: Engine) -> (TestApp, World) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    (app, world)
}

fn input(world: &World, changes: Value) -> Value {
    let input = json!({
        "departmentId": world.department("gaj"), "reason": "新出台条例", "category": "治安检查",
        "name": "印章刻制业治安检查", "class": "GENERAL", "capBasisPoints": 500, "methods": ["ON_SITE"],
        "subjectKinds": [], "noticePolicy": "AT_DOOR", "subjectScope": "印章刻制企业",
        "bases": [{ "kind": "法规", "title": "《印铸刻字业暂行管理规则》", "article": "第三条" }],
    });
    with(input, changes)
}

async fn create(app: &TestApp, who: &str, input: Value) -> Answer {
    app.user(who).await.mutate("createItem", input, SELECTION).await
}

async fn made_published_and_planned(engine: Engine) {
    let (app, world) = start(engine).await;
    let made = create(&app, "gaj.clerk", input(&world, json!({}))).await;
    let item = made.ok()["item"].clone();
    assert_eq!((&item["code"], &item["version"]), (&json!("gaj-001"), &json!(1)));
    assert_eq!(item["jointItem"]["status"], "DRAFT");
    assert_eq!(item["jointItem"]["owner"]["code"], "gaj");
    let next = create(&app, "gaj.clerk", input(&world, json!({ "name": "另一事项" }))).await;
    assert_eq!(next.ok()["item"]["code"], "gaj-002");

    let plan = plan::open_plan(&app, 2026).await;
    let line = |ratio: u32| {
        json!({
            "planId": plan.id, "leadId": world.department("gaj"), "itemIds": [item["jointItem"]["id"]],
            "title": "印章刻制业抽查", "targeting": "UNTARGETED", "drawMode": "SRS", "rounding": "ceil",
            "ratios": [{ "stratum": "ALL", "basisPoints": ratio }], "method": "ON_SITE",
            "onSiteReason": "须现场查看", "windowFrom": "2026-06-16", "windowTo": "2026-07-10",
        })
    };
    plan::save_line(&app, &world, line(500)).await.refused_with(ErrorCode::ItemNotPublished);
    let own = Own::seen(&made);
    own.publish(&app, "gaj.clerk", "2026-06-15").await.refused_with(ErrorCode::Forbidden);
    own.publish(&app, "gaj.head", "2026-06-15").await.ok();
    plan::save_line(&app, &world, line(501)).await.refused_at(ErrorCode::RatioOverCap, "ratios");
    plan::save_line(&app, &world, line(500)).await.ok();
}

async fn what_is_refused(engine: Engine) {
    let (app, world) = start(engine).await;
    let refused = async |changes, code, path: &str| {
        create(&app, "gaj.clerk", input(&world, changes)).await.refused_at(code, path);
    };
    refused(json!({ "reason": " " }), ErrorCode::ReasonRequired, "reason").await;
    refused(json!({ "code": "甲 1" }), ErrorCode::InvalidFormat, "code").await;
    refused(json!({ "code": "J03" }), ErrorCode::CodeTaken, "code").await;
    refused(json!({ "code": "J03-gaj" }), ErrorCode::CodeTaken, "code").await;
    refused(json!({ "tag": "长".repeat(21) }), ErrorCode::TooLong, "tag").await;
    refused(json!({ "bases": [] }), ErrorCode::BasisMissing, "bases").await;
    refused(json!({ "capBasisPoints": null }), ErrorCode::CapRequired, "capBasisPoints").await;
    create(&app, "scjg.clerk", input(&world, json!({}))).await.refused_with(ErrorCode::Forbidden);
    create(&app, "gaj.head", input(&world, json!({}))).await.refused_with(ErrorCode::Forbidden);
    create(&app, "gaj.clerk", input(&world, json!({ "code": "GA-9" }))).await.ok();
}

async fn an_own_item_is_not_the_offices(engine: Engine) {
    let (app, world) = start(engine).await;
    let made = create(&app, "gaj.clerk", input(&world, json!({}))).await;
    let joint = made.ok()["item"]["jointItem"]["id"].clone();
    let office = app.user("office.clerk").await;
    let input = json!({ "ids": [joint], "status": "PUBLISHED" });
    office.mutate("setItemStatus", input, "jointItems { id }").await.refused_at(ErrorCode::ItemOwned, "ids");
}

/// The public list says what is in force and what comes, and nothing of drafts.
async fn others_see_no_draft(engine: Engine) {
    let (app, world) = start(engine).await;
    let made = Own::seen(&create(&app, "gaj.clerk", input(&world, json!({}))).await);
    let list = "{ publicItems { code items { name withdrawnOn inForce { bases { kind title } } coming { from } } } }";
    let names = async || app.anybody().query(list, json!({})).await.to_string();
    assert!(!names().await.contains("印章刻制业"));
    made.publish(&app, "gaj.head", "2026-06-15").await.ok();
    assert!(names().await.contains("印铸刻字业暂行管理规则"));
    for hidden in ["content { name }", "versions { number }", "proposedWithdrawal { day }"] {
        let query = format!("{{ publicItems {{ items {{ {hidden} }} }} }}");
        let answer = app.anybody().post(&query, json!({})).await;
        assert_eq!(answer.body()["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{hidden}");
    }
}
