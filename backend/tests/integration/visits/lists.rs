//! Whose visits are in whose list.

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::organisation::Role;

use super::Scene;
use crate::support::field::Visit;
use crate::support::people::{neighbour, neighbour_user};
use crate::support::{Client, Engine};

on_both_engines!(periods_may_be_open_ended, sealed_lists_are_ones_own, another_division);

async fn ids(who: &Client<'_>, filter: Value) -> Vec<String> {
    let query = "query($filter: VisitFilter) { visits(filter: $filter, first: 200) { nodes { id } } }";
    let data = who.query(query, json!({ "filter": filter })).await;
    let nodes = data["visits"]["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect()
}

async fn periods_may_be_open_ended(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let clerk = scene.app.user("office.clerk").await;
    let visits = Visit::all(&scene.app, &scene.wave.id).await;
    let day = visits[visits.len() / 2].first_day();
    let expected = |keep: &dyn Fn(&Visit) -> bool| {
        visits.iter().filter(|visit| keep(visit)).map(Visit::id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&clerk, json!({})).await, expected(&|_| true), "earliest first");
    assert_eq!(ids(&clerk, json!({ "from": day })).await, expected(&|visit| visit.first_day() >= day));
    assert_eq!(ids(&clerk, json!({ "to": day })).await, expected(&|visit| visit.first_day() <= day));
    let only = json!({ "from": day, "to": day, "waveId": scene.wave.id, "statuses": ["PLANNED"] });
    assert_eq!(ids(&clerk, only).await, expected(&|visit| visit.first_day() == day));
    assert!(ids(&clerk, json!({ "from": "0001-01-01", "to": "9999-12-31" })).await.len() == visits.len());
    assert!(ids(&clerk, json!({ "statuses": ["COMPLETED"] })).await.is_empty());
}

async fn sealed_lists_are_ones_own(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let app = &scene.app;
    let all = Visit::all(app, &scene.wave.id).await;
    for username in ["office.head", "supervisor", "gaj.clerk", "xfj.head"] {
        assert_eq!(ids(&app.user(username).await, json!({})).await.len(), all.len(), "{username}");
    }
    let other = app.user("nyncj.clerk").await;
    assert!(ids(&other, json!({})).await.is_empty(), "a department without a part");
    assert!(ids(&other, json!({ "departmentId": scene.world.department("gaj") })).await.is_empty());
    let query = "query($id: ID!) { visit(id: $id) { code } }";
    let id = json!({ "id": scene.visit.id() });
    other.post(query, id.clone()).await.refused_with(ErrorCode::NotFound);
    let data = other.query("query($id: ID!) { node(id: $id) { id } }", id.clone()).await;
    assert_eq!(data["node"], Value::Null);
    let officer = scene.visit.officer("gaj");
    let seats = all.iter().filter(|visit| visit.officers()["gaj"].contains(&officer)).count();
    assert_eq!(ids(&app.user(&officer).await, json!({})).await.len(), seats);
    for username in ["auditor", "sysadmin", "secadmin", "expert.01"] {
        let answer = app.user(username).await.post(query, id.clone()).await;
        answer.refused_with(ErrorCode::Forbidden);
    }
    app.anybody().post(query, id).await.refused_with(ErrorCode::Unauthenticated);
}

async fn another_division(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let app = &scene.app;
    let county = neighbour(app).await;
    let clerk = neighbour_user(app, &county, "ye.office", Role::OfficeClerk).await;
    assert!(ids(&clerk, json!({})).await.is_empty());
    let firm = scene.visit.items()[0]["subject"]["id"].clone();
    for (query, id) in [
        ("query($id: ID!) { visit(id: $id) { code } }", json!(scene.visit.id())),
        ("query($id: ID!) { wave(id: $id) { code } }", json!(scene.wave.id)),
        ("query($id: ID!) { subject(id: $id) { name } }", firm.clone()),
    ] {
        clerk.post(query, json!({ "id": id })).await.refused_with(ErrorCode::NotFound);
        let data = clerk.query("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(data["node"], Value::Null);
    }
    let data = clerk.query(
        "{ waves(first: 5) { totalCount } subjects(first: 5) { totalCount } inspectors(first: 5) { totalCount }
           results(first: 5) { totalCount } jointItems(first: 5) { totalCount } }",
        json!({}),
    );
    for (_, list) in data.await.as_object().unwrap() {
        assert_eq!(list["totalCount"], 0);
    }
    let attempt = json!({ "attemptId": scene.wave.attempt });
    for mutation in ["freezeFrame", "runDraw"] {
        clerk.mutate(mutation, attempt.clone(), "job { id }").await.refused_with(ErrorCode::NotFound);
    }
    let classify = json!({ "subjectId": firm, "revision": 1, "riskClass": "A", "tags": [], "reason": "x" });
    clerk.mutate("classifySubject", classify, "subject { id }").await.refused_with(ErrorCode::NotFound);
}
