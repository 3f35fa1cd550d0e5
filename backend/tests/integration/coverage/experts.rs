//! R40: experts have a list of their own. They are never among officers, hold no seat and enter no result.

use serde_json::json;
use shared::ErrorCode;

use crate::support::client::text;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(experts_stay_apart);

async fn experts_stay_apart(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    let world = World::of(&app).await;
    let clerk = app.user("scjg.clerk").await;
    let listed = clerk.query("{ experts(first: 50) { nodes { name code } } }", json!({})).await;
    let experts: Vec<String> =
        listed["experts"]["nodes"].as_array().unwrap().iter().map(|row| text(&row["name"])).collect();
    assert!(!experts.is_empty());
    let query = "query($input: EligibilityInput!) { eligibility(input: $input) { inspector { name } } }";
    for department in world.departments.values() {
        let input = json!({ "departmentId": department, "from": "2026-06-16", "to": "2026-06-30" });
        let data = clerk.query(query, json!({ "input": input })).await;
        let names = data["eligibility"].as_array().unwrap().iter().map(|row| text(&row["inspector"]["name"]));
        assert!(names.into_iter().all(|name| !experts.contains(&name)));
    }
    let query = "{ visits(first: 50) { nodes { id team { inspector { name } } items { id } } } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    let visits = data["visits"]["nodes"].as_array().unwrap();
    assert!(!visits.is_empty());
    for seat in visits.iter().flat_map(|visit| visit["team"].as_array().unwrap()) {
        assert!(!experts.contains(&text(&seat["inspector"]["name"])));
    }
    let expert = app.user("expert.01").await;
    let input = json!({
        "visitItemId": visits[0]["items"][0]["id"], "code": "NO_ISSUE", "disposal": "NONE", "commandKey": "expert",
    });
    expert.mutate("enterResult", input, "result { id }").await.refused_with(ErrorCode::Forbidden);
    let input = json!({ "visitId": visits[0]["id"], "commandKey": "expert-in" });
    expert.mutate("checkIn", input, "visit { id }").await.refused_with(ErrorCode::Forbidden);
}
