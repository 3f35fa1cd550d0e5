//! Each save is a version of its own, checked, with a reason; the old ones stay.

use serde_json::json;
use shared::ErrorCode;

use super::Own;
use crate::support::plan::{self, line_input, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(every_save_is_a_version, what_is_wrong_is_refused, who_may, a_published_cap_binds_plans);

async fn start(engine: Engine) -> (TestApp, World, Own) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let own = Own::of(&app, &world, "J03", "gaj").await;
    (app, world, own)
}

async fn every_save_is_a_version(engine: Engine) {
    let (app, _, own) = start(engine).await;
    let first = Own::seen(&own.save(&app, "gaj.clerk", json!({})).await);
    own.save(&app, "gaj.clerk", json!({ "name": "另一改动" })).await.refused_with(ErrorCode::StaleRevision);
    first.save(&app, "gaj.clerk", json!({})).await.refused_with(ErrorCode::NothingChanged);
    let change = json!({ "capBasisPoints": 500, "reason": "压减检查频次", "timesAYear": 1 });
    first.save(&app, "gaj.clerk", change).await.ok();

    let query =
        "query($id: ID!) { item(id: $id) { version publishedVersion name content { name capBasisPoints }
        versions { number reason savedBy changed content { capBasisPoints bases { kind title } } } } }";
    let data = app.user("supervisor").await.query(query, json!({ "id": own.id })).await;
    let item = &data["item"];
    assert_eq!((&item["version"], &item["publishedVersion"]), (&json!(2), &json!(null)));
    assert_eq!(item["content"]["capBasisPoints"], 500);
    let versions = item["versions"].as_array().unwrap();
    let numbers: Vec<i64> = versions.iter().map(|one| one["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, [2, 1, 0], "what the joint item said is kept too");
    assert_eq!(versions[0]["changed"], json!(["CAP", "FREQUENCY"]));
    assert_eq!(versions[0]["reason"], "压减检查频次");
    assert!(versions[0]["savedBy"].is_string() && versions[2]["savedBy"].is_null());
    assert_eq!(
        versions[1]["content"]["bases"],
        json!([{ "kind": "REGULATION", "title": "旅馆业治安管理条例" }])
    );
    assert_eq!(versions[1]["content"]["capBasisPoints"], 700);
}

/// R2 and R3
async fn what_is_wrong_is_refused(engine: Engine) {
    let (app, _, own) = start(engine).await;
    let basis = |kind: &str, title: &str| json!({ "bases": [{ "kind": kind, "title": title }] });
    let refused = async |changes, code, path: &str| {
        own.save(&app, "gaj.clerk", changes).await.refused_at(code, path);
    };
    refused(basis("部门通知", "关于开展旅馆业检查的通知"), ErrorCode::BasisType, "bases.0.kind").await;
    refused(basis("RULE", "关于开展旅馆业检查的通知"), ErrorCode::BasisType, "bases.0.title").await;
    refused(json!({ "bases": [] }), ErrorCode::BasisMissing, "bases").await;
    let over = json!({ "bases": [{ "kind": "LAW", "title": "治安管理处罚法", "validTo": "2026-06-14" }] });
    refused(over, ErrorCode::BasisExpired, "bases.0.validTo").await;
    refused(json!({ "capBasisPoints": null }), ErrorCode::CapRequired, "capBasisPoints").await;
    refused(json!({ "class": "KEY" }), ErrorCode::CapForbidden, "capBasisPoints").await;
    refused(json!({ "reason": " " }), ErrorCode::ReasonRequired, "reason").await;
    own.save(&app, "gaj.clerk", json!({})).await.ok();
}

async fn who_may(engine: Engine) {
    let (app, _, own) = start(engine).await;
    own.save(&app, "scjg.clerk", json!({})).await.refused_with(ErrorCode::Forbidden);
    own.save(&app, "gaj.head", json!({})).await.refused_with(ErrorCode::Forbidden);
    let saved = Own::seen(&own.save(&app, "gaj.clerk", json!({})).await);
    saved.publish(&app, "gaj.clerk", "2026-06-15").await.refused_with(ErrorCode::Forbidden);
    saved.publish(&app, "scjg.head", "2026-06-15").await.refused_with(ErrorCode::Forbidden);
    saved.publish(&app, "gaj.head", "2026-06-14").await.refused_at(ErrorCode::OutOfRange, "day");
    own.publish(&app, "gaj.head", "2026-06-15").await.refused_with(ErrorCode::StaleRevision);
    let published = Own::seen(&saved.publish(&app, "gaj.head", "2026-06-15").await);
    published.publish(&app, "gaj.head", "2026-06-15").await.refused_with(ErrorCode::IllegalTransition);
}

/// R3: a version counts once its head has published it, not before.
async fn a_published_cap_binds_plans(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let plan = plan::open_plan(&app, 2026).await;
    let ratio = |ratio: u32| {
        let input = line_input(&world, &plan.id, "J03");
        with(input, json!({ "ratios": [{ "stratum": "ALL", "basisPoints": ratio }] }))
    };
    let saved = Own::seen(&own.save(&app, "gaj.clerk", json!({})).await);
    plan::save_line(&app, &world, ratio(701)).await.ok();
    saved.publish(&app, "gaj.head", "2026-06-15").await.ok();
    plan::save_line(&app, &world, ratio(701)).await.refused_at(ErrorCode::RatioOverCap, "ratios");
    plan::save_line(&app, &world, ratio(700)).await.ok();
}
