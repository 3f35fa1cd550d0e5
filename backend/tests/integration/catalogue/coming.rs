//! A version that starts on a later day: until then the one in force rules; the first day of a task decides.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{Own, next_day};
use crate::support::draw::Wave;
use crate::support::plan::{self, line_input, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, people};

on_both_engines!(
    the_first_day_of_a_task_decides,
    a_withdrawn_item_is_not_frozen,
    nobody_publishes_their_own,
    withdrawing_takes_back_what_was_to_come,
);

async fn start(engine: Engine) -> (TestApp, World, Own) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let own = Own::of(&app, &world, "J03", "gaj").await;
    (app, world, own)
}

async fn standing(app: &TestApp, own: &Own) -> Value {
    let query = "query($id: ID!) { item(id: $id) { publishedVersion publishedOn name
        inForce { capBasisPoints } coming { number from content { capBasisPoints } } } }";
    app.user("supervisor").await.query(query, json!({ "id": own.id })).await["item"].clone()
}

/// The cap of 7 % comes on 20 June; a task that begins on the 19th may still go by 10 %.
async fn the_first_day_of_a_task_decides(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let plan = plan::open_plan(&app, 2026).await;
    let saved = Own::seen(&own.save(&app, "gaj.clerk", json!({})).await);
    saved.publish(&app, "gaj.head", "2026-06-14").await.refused_at(ErrorCode::OutOfRange, "day");
    let coming = Own::seen(&saved.publish(&app, "gaj.head", "2026-06-20").await);
    coming.publish(&app, "gaj.head", "2026-06-21").await.refused_with(ErrorCode::IllegalTransition);
    let item = standing(&app, &own).await;
    assert_eq!(item["publishedVersion"], Value::Null);
    assert_eq!(item["inForce"]["capBasisPoints"], 1000);
    assert_eq!(
        item["coming"],
        json!({ "number": 1, "from": "2026-06-20", "content": { "capBasisPoints": 700 } })
    );

    let line = |from: &str| {
        let ratios = json!([{ "stratum": "ALL", "basisPoints": 701 }]);
        let input = line_input(&world, &plan.id, "J03");
        with(input, json!({ "ratios": ratios, "windowFrom": from, "windowTo": "2026-07-10" }))
    };
    plan::save_line(&app, &world, line("2026-06-19")).await.ok();
    plan::save_line(&app, &world, line("2026-06-20")).await.refused_at(ErrorCode::RatioOverCap, "ratios");
    // A window that began earlier counts from today.
    for _ in 0..5 {
        next_day(&app);
    }
    plan::save_line(&app, &world, line("2026-06-19")).await.refused_at(ErrorCode::RatioOverCap, "ratios");
    let item = standing(&app, &own).await;
    assert_eq!((&item["publishedVersion"], &item["coming"]), (&json!(1), &Value::Null));
    assert_eq!((&item["publishedOn"], &item["name"]), (&json!("2026-06-20"), &json!("旅馆业治安管理检查")));

    // The next version replaces the one that has come meanwhile, not the one before it.
    let next = json!({ "capBasisPoints": 300, "reason": "再次压减" });
    let saved = Own::seen(&coming.save(&app, "gaj.clerk", next).await);
    saved.publish(&app, "gaj.head", "2026-07-01").await.ok();
    let item = standing(&app, &own).await;
    assert_eq!((&item["publishedVersion"], &item["inForce"]["capBasisPoints"]), (&json!(1), &json!(700)));
    assert_eq!(item["coming"]["number"], 2);
}

/// R1: an item that is withdrawn after the wave was opened is found out when its frame is frozen.
async fn a_withdrawn_item_is_not_frozen(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let (plan, lines) = plan::published_plan(&app, &world, &["J03"]).await;
    let wave = Wave::open(&app, &plan, &lines, "AT_ONCE").await;
    wave.commit_all(&app).await;
    own.withdraw(&app, "gaj.head", ("2026-06-15", "依据已废止")).await.ok();
    next_day(&app);
    let answer = wave.queue(&app, "freezeFrame").await;
    app.run_jobs().await;
    let attempts = wave.attempts(&app).await;
    assert_eq!(attempts.last().unwrap()["frameRoot"], Value::Null, "{attempts:?}");
    let office = app.user("office.clerk").await;
    let jobs = office.query("{ jobs(first: 5) { nodes { kind status errorCode } } }", json!({})).await;
    let told = format!("{}{}", answer.body(), jobs);
    assert!(told.contains(ErrorCode::ItemWithdrawn.as_str()), "{told}");
}

/// Whoever saved a version does not publish it, even as head.
async fn nobody_publishes_their_own(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let police = Some(world.department("gaj"));
    let roles = [("DEPARTMENT_CLERK", police), ("DEPARTMENT_HEAD", police)];
    let clerk = people::make(&app, "gaj.both", &roles).await;
    let saved = clerk.mutate("saveItem", own.input(json!({})), super::SELECTION).await;
    let saved = Own::seen(&saved);
    let publish = json!({ "itemId": saved.id, "revision": saved.revision, "day": "2026-06-15" });
    clerk.mutate("publishItem", publish.clone(), super::SELECTION).await.refused_with(ErrorCode::SamePerson);
    app.user("gaj.head").await.mutate("publishItem", publish, super::SELECTION).await.ok();
}

async fn withdrawing_takes_back_what_was_to_come(engine: Engine) {
    let (app, world, own) = start(engine).await;
    let saved = Own::seen(&own.save(&app, "gaj.clerk", json!({})).await);
    let coming = Own::seen(&saved.publish(&app, "gaj.head", "2026-07-01").await);
    coming.withdraw(&app, "gaj.head", ("2026-06-15", "依据已废止")).await.ok();
    assert_eq!(standing(&app, &own).await["coming"], Value::Null);
    // What has begun stays in force until the last day.
    let other = Own::of(&app, &world, "J03", "wjw").await;
    let saved = Own::seen(&other.save(&app, "wjw.clerk", json!({})).await);
    let begun = Own::seen(&saved.publish(&app, "wjw.head", "2026-06-16").await);
    next_day(&app);
    begun.withdraw(&app, "wjw.head", ("2026-06-16", "依据已废止")).await.ok();
    let item = standing(&app, &other).await;
    assert_eq!((&item["publishedVersion"], &item["inForce"]["capBasisPoints"]), (&json!(1), &json!(700)));
}
