//! Last year's lines as this year's drafts.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(last_years_lines);

const LINES: &str = "query($id: ID!) { plan(id: $id) { lines(first: 9) { nodes {
    title status windowFrom windowTo items { code } parties { department { code } confirmation } } } } }";

async fn last_years_lines(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let next = plan::open_plan(&app, 2027).await;
    let clerk = app.user("scjg.clerk").await;
    let input = json!({ "planId": next.id, "leadId": world.department("scjg") });
    clerk.mutate("copyPlanLines", input.clone(), "plan { id }").await.refused_with(ErrorCode::NothingToCopy);
    let (last, _) = plan::published_plan(&app, &world, &["J09"]).await;
    clerk.mutate("copyPlanLines", input.clone(), "plan { id }").await.ok();
    let lines = |id: String| {
        let clerk = &clerk;
        async move { clerk.query(LINES, json!({ "id": id })).await["plan"]["lines"]["nodes"].clone() }
    };
    let (old, new) = (lines(last.id.clone()).await, lines(next.id.clone()).await);
    assert_eq!(new.as_array().map(Vec::len), Some(1));
    assert_eq!(new[0]["status"], "DRAFT");
    for same in ["title", "items"] {
        assert_eq!(new[0][same], old[0][same]);
    }
    let year_later = |day: &Value| day.as_str().map(|day| day.replacen("2026", "2027", 1));
    assert_eq!(new[0]["windowFrom"].as_str().map(str::to_owned), year_later(&old[0]["windowFrom"]));
    let departments = |lines: &Value| -> Vec<Value> {
        let parties = lines[0]["parties"].as_array().into_iter().flatten();
        parties.map(|party| party["department"].clone()).collect()
    };
    assert_eq!(departments(&new), departments(&old));
    assert!(new[0]["parties"].as_array().unwrap().iter().all(|party| party["confirmation"] == "INVITED"));
    // Once more: the line is there already, and nothing comes in twice.
    clerk.mutate("copyPlanLines", input, "plan { id }").await.refused_with(ErrorCode::NothingToCopy);
}
