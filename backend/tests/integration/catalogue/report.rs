//! How much of the list is KEY, and what nobody has executed for five years (R5).

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::Own;
use crate::support::draw::Wave;
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(key_and_dormant);

async fn report(app: &TestApp) -> Value {
    let query = "{ itemReport { overall { key total keyBasisPoints department { code } }
        departments { key total department { code } } dormant { since lastExecuted item { id } } } }";
    app.user("gaj.clerk").await.query(query, json!({})).await["itemReport"].clone()
}

async fn key_and_dormant(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let own = Own::of(&app, &world, "J03", "gaj").await;
    let first = report(&app).await;
    let overall = &first["overall"];
    let sum = |name: &str| {
        let rows = first["departments"].as_array().unwrap().clone();
        rows.iter().map(|row| row[name].as_i64().unwrap()).sum::<i64>()
    };
    assert!(overall["department"].is_null() && overall["key"].as_i64().unwrap() > 0);
    assert_eq!(overall["key"].as_i64().unwrap(), sum("key"));
    assert_eq!(overall["total"].as_i64().unwrap(), sum("total"));
    assert_eq!(first["dormant"], json!([]), "the list is new");

    // The list is old; one item was executed this year, another six years ago.
    let (plan, lines) = plan::published_plan(&app, &world, &["J03"]).await;
    Wave::open(&app, &plan, &lines, "AT_ONCE").await.draw(&app).await;
    let raw = app.db.raw().await;
    let old = "update joint_item set published_at = '2019-03-01T00:00:00+00:00'";
    raw.execute_unprepared(old).await.unwrap();
    let code = "select id from item where code = 'J03-gaj'";
    let done = |state: &str, day: &str, code: &str| {
        format!("update visit_item set state = '{state}', on_day = '{day}' where item_id in ({code})")
    };
    raw.execute_unprepared(&done("PUBLISHED", "2026-05-20", code)).await.unwrap();
    let other = "select id from item where code like 'J03-%' and code <> 'J03-gaj'";
    raw.execute_unprepared(&done("DONE", "2020-05-20", other)).await.unwrap();
    let now = report(&app).await;
    let dormant = now["dormant"].as_array().unwrap();
    assert!(dormant.iter().all(|row| row["item"]["id"] != own.id && row["since"] == "2019-03-01"));
    let years_ago = dormant.iter().filter(|row| row["lastExecuted"] == "2020-05-20").count();
    assert_eq!(years_ago, world.item("J03").departments.len() - 1);
    assert_eq!(dormant.len() + 1, usize::try_from(overall["total"].as_i64().unwrap()).unwrap());
}
