//! What is published is corrected by a new version: the old one stays until the head has decided, and on
//! record for ever.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::Scene;
use super::results::{pending, publish};
use crate::support::client::text;
use crate::support::{Answer, Client, Engine, field, trail};

on_both_engines!(a_correction_replaces_when_it_is_decided, a_correction_that_is_withheld);

async fn correct(who: &Client<'_>, id: &Value, code: &str, reason: &str) -> Answer {
    let input = json!({
        "id": id, "code": code, "disposal": "RECTIFY_AND_TRACK", "note": "登记簿不全", "reason": reason,
    });
    who.mutate("correctResult", input, "result { id version publication correctionReason dueOn }").await
}

/// What everybody sees of the firm's results of one department.
async fn shown(scene: &Scene) -> Vec<Value> {
    let firm = text(&scene.visit.item_of("gaj")["subject"]["uscc"]);
    let query = "query($uscc: String!) { publicSubject(uscc: $uscc) {
        results { code correctionReason earlier { code } department { code } } } }";
    let data = scene.app.anybody().query(query, json!({ "uscc": firm })).await;
    let rows = data["publicSubject"]["results"].as_array().cloned().unwrap();
    rows.into_iter().filter(|row| row["department"]["code"] == "gaj").collect()
}

async fn published(engine: Engine) -> (Scene, Value) {
    let scene = Scene::approved(engine).await;
    field::work(&scene.app, &scene.visit).await;
    let id = scene.visit.again(&scene.app).await.item_of("gaj")["result"]["id"].clone();
    (scene, id)
}

async fn a_correction_replaces_when_it_is_decided(engine: Engine) {
    let (scene, id) = published(engine).await;
    let app = &scene.app;
    let (clerk, head) = (app.user("gaj.clerk").await, app.user("gaj.head").await);
    correct(&clerk, &id, "RECTIFY_ORDERED", "复核发现").await.refused_with(ErrorCode::IllegalTransition);
    publish(&head, std::slice::from_ref(&id)).await.ok();
    let page = app.anybody().get("/open/results").await;
    correct(&clerk, &id, "RECTIFY_ORDERED", " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    correct(&clerk, &id, "RECTIFY_ORDERED", "来电13837512345更正")
        .await
        .refused_at(ErrorCode::PersonalData, "reason");
    correct(&app.user("xfj.clerk").await, &id, "RECTIFY_ORDERED", "x")
        .await
        .refused_with(ErrorCode::Forbidden);
    let new = correct(&clerk, &id, "RECTIFY_ORDERED", "复核发现登记不全").await.ok()["result"].clone();
    assert_eq!((&new["version"], &new["publication"]), (&json!(2), &json!("PENDING")));
    correct(&clerk, &id, "RECTIFY_ORDERED", "再次").await.refused_with(ErrorCode::IllegalTransition);
    // Until it is decided, the old one is shown and counts nowhere else.
    let before = shown(&scene).await;
    assert_eq!(before.len(), 1);
    assert_eq!((&before[0]["code"], &before[0]["correctionReason"]), (&json!("NO_ISSUE"), &Value::Null));
    assert!(pending(&scene, "gaj").await.contains(&new["id"]));
    publish(&head, std::slice::from_ref(&new["id"])).await.ok();
    let after = shown(&scene).await;
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["code"], "RECTIFY_ORDERED");
    assert_eq!(after[0]["correctionReason"], "复核发现登记不全");
    assert_eq!(after[0]["earlier"], json!([{ "code": "NO_ISSUE" }]));
    // The plain page is another at once.
    let corrected = app.anybody().get("/open/results").await;
    assert_ne!(corrected.header("etag"), page.header("etag"));
    assert!(corrected.text().contains("复核发现登记不全"));
    assert_eq!(trail::count(app, "CORRECT_RESULT").await, 1);
}

async fn a_correction_that_is_withheld(engine: Engine) {
    let (scene, id) = published(engine).await;
    let head = scene.app.user("gaj.head").await;
    publish(&head, std::slice::from_ref(&id)).await.ok();
    let clerk = scene.app.user("gaj.clerk").await;
    let new = correct(&clerk, &id, "RECTIFY_ORDERED", "复核发现").await.ok()["result"]["id"].clone();
    let input = json!({ "id": new, "basis": "依法不公开", "reviewOn": "2027-01-04" });
    head.mutate("withholdResult", input, "result { publication }").await.ok();
    // What turned out to be wrong is not shown any longer.
    assert_eq!(shown(&scene).await, Vec::<Value>::new());
    // Who enters a correction does not decide it.
    let own = correct(&head, &new, "PENDING_FOLLOW_UP", "再核").await.ok()["result"]["id"].clone();
    publish(&head, &[own]).await.refused_with(ErrorCode::SamePerson);
}
