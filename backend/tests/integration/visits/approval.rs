//! Prior approval by the heads of all departments (R21): no approval, no door.

use futures::future::join_all;
use serde_json::json;
use shared::ErrorCode;

use super::Scene;
use crate::support::Engine;
use crate::support::field::{FINE, Visit, answer_all, enter};

on_both_engines!(nothing_before_approval, who_may_approve, all_or_none, all_heads_at_once);

async fn nothing_before_approval(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let (app, visit) = (&scene.app, &scene.visit);
    let officer = scene.officer("gaj").await;
    let item = visit.item_of("gaj");
    let refused = async |key: &str| {
        visit.check_in(&officer, &format!("in-{key}")).await.refused_with(ErrorCode::VisitNotApproved);
        let result = enter(&officer, &item, FINE, &format!("result-{key}")).await;
        result.refused_with(ErrorCode::VisitNotApproved);
        visit.finish(&officer, &format!("out-{key}")).await.refused_with(ErrorCode::VisitNotApproved);
    };
    refused("nobody").await;
    let departments = visit.departments();
    for department in &departments[1..] {
        visit.approve_part(app, &scene.world, department).await.ok();
        assert_eq!(visit.again(app).await.status(), "PLANNED");
    }
    refused("one-missing").await;
    visit.approve_part(app, &scene.world, &departments[0]).await.ok();
    assert_eq!(visit.again(app).await.status(), "APPROVED");
    // Approved, and still not at the door.
    let result = enter(&officer, &item, FINE, "result").await;
    result.refused_with(ErrorCode::NotCheckedIn);
    visit.finish(&officer, "out").await.refused_with(ErrorCode::NotCheckedIn);
    visit.check_in(&officer, "in").await.ok();
    answer_all(&officer, &item).await;
    enter(&officer, &item, FINE, "result").await.ok();
}

async fn who_may_approve(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let (app, world, visit) = (&scene.app, &scene.world, &scene.visit);
    let input = |department: &str, visit: &str| json!({ "departmentId": world.department(department), "visitIds": [visit] });
    let approve = async |username: &str, department: &str| {
        app.user(username)
            .await
            .mutate("approveVisits", input(department, &visit.id()), "visits { id }")
            .await
    };
    approve("xfj.head", "gaj").await.refused_with(ErrorCode::Forbidden);
    approve("gaj.clerk", "gaj").await.refused_with(ErrorCode::Forbidden);
    approve("office.head", "gaj").await.refused_with(ErrorCode::Forbidden);
    // A department that has no part in it finds no such visit.
    approve("sthj.head", "sthj").await.refused_with(ErrorCode::NotFound);
    approve("gaj.head", "gaj").await.ok();
    approve("gaj.head", "gaj").await.refused_with(ErrorCode::IllegalTransition);
    let unknown = input("gaj", "vis_00000000000070008000000000000000");
    let head = app.user("gaj.head").await;
    head.mutate("approveVisits", unknown, "visits { id }").await.refused_with(ErrorCode::NotFound);
}

async fn all_or_none(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let visits = Visit::all(&scene.app, &scene.wave.id).await;
    let head = scene.app.user("gaj.head").await;
    let department = scene.world.department("gaj");
    let mut ids: Vec<String> = visits.iter().map(Visit::id).collect();
    ids.push("vis_00000000000070008000000000000000".into());
    let input = json!({ "departmentId": department, "visitIds": ids });
    head.mutate("approveVisits", input, "visits { id }").await.refused_with(ErrorCode::NotFound);
    let again = visits[0].again(&scene.app).await;
    let parts = again.0["departments"].as_array().unwrap();
    assert!(parts.iter().all(|part| part["approvedAt"].is_null()), "{again:?}");
    ids.pop();
    let input = json!({ "departmentId": department, "visitIds": ids });
    let approved = head.mutate("approveVisits", input, "visits { id }").await.ok();
    assert_eq!(approved["visits"].as_array().map(Vec::len), Some(visits.len()));
}

/// Whoever is last, the visit is approved.
async fn all_heads_at_once(engine: Engine) {
    let scene = Scene::drawn(engine).await;
    let ids: Vec<String> = Visit::all(&scene.app, &scene.wave.id).await.iter().map(Visit::id).collect();
    let mut heads = Vec::new();
    for department in scene.visit.departments() {
        let input = json!({ "departmentId": scene.world.department(&department), "visitIds": ids });
        heads.push((scene.app.user(&format!("{department}.head")).await, input));
    }
    join_all(heads.iter().map(|(head, _)| head.query("{ today departments { id } }", json!({})))).await;
    let acts = heads.iter().map(|(head, input)| head.mutate("approveVisits", input.clone(), "visits { id }"));
    for answer in join_all(acts).await {
        answer.ok();
    }
    for visit in Visit::all(&scene.app, &scene.wave.id).await {
        assert_eq!(visit.status(), "APPROVED");
    }
}
