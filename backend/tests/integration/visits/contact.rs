//! A firm that cannot be reached (R37): two letters nobody signed for before anything is concluded, then the
//! list; every step with its day.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::Scene;
use super::results::publish;
use crate::support::client::text;
use crate::support::{Answer, Client, Engine, field, trail};

on_both_engines!(one_letter_concludes_nothing);

async fn step(who: &Client<'_>, id: &Value, (step, on): (&str, &str)) -> Answer {
    let input = json!({ "id": id, "step": step, "onDay": on, "reference": "EMS-1" });
    who.mutate("recordContact", input, "result { contact { stage secondFrom secondUntil listBy next } }")
        .await
}

/// Everybody found everything in order, but the police nobody at all.
async fn worked(engine: Engine) -> (Scene, Value) {
    let scene = Scene::approved(engine).await;
    field::work(&scene.app, &scene.visit).await;
    let fine = scene.visit.again(&scene.app).await.item_of("gaj")["result"]["id"].clone();
    publish(&scene.app.user("gaj.head").await, std::slice::from_ref(&fine)).await.ok();
    let input = json!({
        "id": fine, "code": "UNREACHABLE", "disposal": "REPORT_TO_REGULATOR", "note": "人去楼空", "reason": "复查",
    });
    let clerk = scene.app.user("gaj.clerk").await;
    let id = clerk.mutate("correctResult", input, "result { id }").await.ok()["result"]["id"].clone();
    (scene, id)
}

async fn one_letter_concludes_nothing(engine: Engine) {
    let (scene, id) = worked(engine).await;
    let app = &scene.app;
    let first = scene.visit.first_day();
    let day = |after: u64| (first + chrono::Days::new(after)).to_string();
    field::move_to(app, first + chrono::Days::new(45));
    let (clerk, head) = (app.user("gaj.clerk").await, app.user("gaj.head").await);
    let ids = [id.clone()];
    publish(&head, &ids).await.refused_at(ErrorCode::ContactNotEstablished, "ids.0");
    step(&app.user("xfj.clerk").await, &id, ("LETTER_SENT", &day(1)))
        .await
        .refused_with(ErrorCode::Forbidden);
    step(&clerk, &id, ("LISTED", &day(1))).await.refused_at(ErrorCode::ContactNotEstablished, "step");
    let sent = step(&clerk, &id, ("LETTER_SENT", &day(1))).await.ok()["result"]["contact"].clone();
    assert_eq!((&sent["secondFrom"], &sent["secondUntil"]), (&json!(day(16)), &json!(day(31))));
    step(&clerk, &id, ("LETTER_RETURNED", &day(4))).await.ok();
    step(&clerk, &id, ("LETTER_SENT", &day(15))).await.refused_at(ErrorCode::OutOfRange, "onDay");
    step(&clerk, &id, ("LISTED", &day(16))).await.refused_at(ErrorCode::ContactNotEstablished, "step");
    publish(&head, &ids).await.refused_with(ErrorCode::ContactNotEstablished);
    step(&clerk, &id, ("LETTER_SENT", &day(16))).await.ok();
    let settled = step(&clerk, &id, ("LETTER_RETURNED", &day(20))).await.ok()["result"]["contact"].clone();
    assert_eq!((&settled["stage"], &settled["next"]), (&json!("ESTABLISHED"), &json!(["LISTED"])));
    assert!(settled["listBy"].is_string());
    publish(&head, &ids).await.ok();
    step(&clerk, &id, ("LISTED", &day(30))).await.ok();
    // Everybody sees what was done and when.
    let firm = text(&scene.visit.item_of("gaj")["subject"]["uscc"]);
    let query = "query($uscc: String!) { publicSubject(uscc: $uscc) { results { code contactSteps { step onDay } } } }";
    let data = app.anybody().query(query, json!({ "uscc": firm })).await;
    let rows = data["publicSubject"]["results"].as_array().unwrap();
    let unreachable = rows.iter().find(|row| row["code"] == "UNREACHABLE").unwrap();
    assert_eq!(unreachable["contactSteps"].as_array().map(Vec::len), Some(5));
    assert_eq!(unreachable["contactSteps"][4], json!({ "step": "LISTED", "onDay": day(30) }));
    let page = app.anybody().get(&format!("/open/firms/{firm}")).await.text();
    assert!(page.contains(&format!("{} 列入经营异常名录", day(30))), "{page}");
    assert_eq!(trail::count(app, "RECORD_CONTACT").await, 5);
}
