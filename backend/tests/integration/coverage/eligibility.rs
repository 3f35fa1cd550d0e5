//! Who may be sent, and why somebody may not.

use chrono::Duration;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::ErrorCode;

use super::{declare, officer, subjects};
use crate::support::client::text;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(every_reason, ending_certificates, what_is_asked_is_checked);

const QUERY: &str = "query($input: EligibilityInput!) { eligibility(input: $input) {
    mayGo reasons inspector { code } } }";

async fn reasons(app: &TestApp, input: &Value, code: &str) -> Value {
    let data = app.user("office.clerk").await.query(QUERY, json!({ "input": input })).await;
    let rows = data["eligibility"].as_array().unwrap();
    rows.iter().find(|row| row["inspector"]["code"] == code).unwrap()["reasons"].clone()
}

async fn every_reason(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let firm = subjects(&app, "住宿").await.swap_remove(0);
    let input = json!({
        "departmentId": world.department("gaj"), "itemIds": [world.item("J03").id],
        "from": "2026-06-16", "to": "2026-06-30", "subjectId": firm["id"],
    });
    let raw = app.db.raw().await;
    for (code, change) in [
        ("gaj-01", "active = false"),
        ("gaj-02", "cert_valid_to = '2026-06-29'"),
        ("gaj-03", "fields = '[\"娱乐场所\"]'"),
        ("gaj-04", "towns = '[\"410481999\"]'"),
    ] {
        raw.execute_unprepared(&format!("update inspector set {change} where code = '{code}'"))
            .await
            .unwrap();
    }
    let fifth = officer(&app, "gaj.i05").await;
    let leave = json!({ "inspectorId": fifth, "from": "2026-06-16", "to": "2026-07-05", "reason": "病假" });
    let clerk = app.user("gaj.clerk").await;
    clerk.mutate("enterLeave", leave, "leave { id }").await.ok();
    let sixth = officer(&app, "gaj.i06").await;
    declare(&app, "gaj.i06", &sixth, (&text(&firm["id"]), "OFFICER")).await.ok();
    for (code, expected) in [
        ("gaj-01", "NOT_IN_SERVICE"),
        ("gaj-02", "CERT_ENDS"),
        ("gaj-03", "FIELD"),
        ("gaj-04", "TERRITORY"),
        ("gaj-05", "ON_LEAVE"),
        ("gaj-06", "RECUSED"),
    ] {
        assert_eq!(reasons(&app, &input, code).await, json!([expected]), "{code}");
    }
    // Another window, another subject.
    let later = crate::support::plan::with(input.clone(), json!({ "to": "2026-07-10" }));
    assert_eq!(reasons(&app, &later, "gaj-05").await, json!(["LEAVE_IN_PART"]));
    let anywhere = crate::support::plan::with(input.clone(), json!({ "subjectId": null }));
    assert_eq!(reasons(&app, &anywhere, "gaj-06").await, json!([]));
    assert_eq!(reasons(&app, &anywhere, "gaj-04").await, json!([]));
    let data = app.user("office.clerk").await.query(QUERY, json!({ "input": input })).await;
    let going: Vec<bool> =
        data["eligibility"].as_array().unwrap().iter().map(|row| row["mayGo"] == true).collect();
    assert!(going.is_sorted_by(|one, other| one >= other), "those who may go come first");
}

async fn ending_certificates(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let todo = async |who: &str| {
        let data =
            app.user(who).await.query("{ toDo { certificatesEnding recusalsToDecide } }", json!({})).await;
        data["toDo"]["certificatesEnding"].as_i64().unwrap()
    };
    assert_eq!((todo("gaj.clerk").await, todo("office.clerk").await), (0, 0));
    let raw = app.db.raw().await;
    for (code, day) in [
        ("gaj-01", "2026-06-15"),
        ("gaj-02", "2026-08-14"),
        ("gaj-03", "2026-08-15"),
        ("xfj-01", "2026-07-01"),
    ] {
        let sql = format!("update inspector set cert_valid_to = '{day}' where code = '{code}'");
        raw.execute_unprepared(&sql).await.unwrap();
    }
    assert_eq!((todo("gaj.clerk").await, todo("office.clerk").await, todo("gaj.head").await), (2, 3, 0));
    let query = "query($within: Int) { expiringCertificates(within: $within, first: 10) { totalCount nodes { code } } }";
    let listed = async |within: Value| {
        let data = app.user("gaj.head").await.query(query, json!({ "within": within })).await;
        let nodes = data["expiringCertificates"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|row| text(&row["code"])).collect::<Vec<_>>()
    };
    assert_eq!(listed(Value::Null).await, ["gaj-01", "gaj-02", "xfj-01"]);
    assert_eq!(listed(json!(16)).await, ["gaj-01", "xfj-01"]);
    app.advance(Duration::days(1));
    assert_eq!(todo("gaj.clerk").await, 2, "one is over, another has come near");
}

async fn what_is_asked_is_checked(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let ask = async |changes: Value| {
        let input =
            json!({ "departmentId": world.department("gaj"), "from": "2026-06-16", "to": "2026-06-30" });
        let input = crate::support::plan::with(input, changes);
        app.user("office.clerk").await.post(QUERY, json!({ "input": input })).await
    };
    ask(json!({})).await.ok();
    ask(json!({ "to": "2026-06-01" })).await.refused_with(ErrorCode::WindowOrder);
    ask(json!({ "town": "xx" })).await.refused_with(ErrorCode::InvalidFormat);
    ask(json!({ "departmentId": format!("dep_{}", "0".repeat(32)) })).await.refused_with(ErrorCode::NotFound);
    ask(json!({ "subjectId": format!("sub_{}", "0".repeat(32)) })).await.refused_with(ErrorCode::NotFound);
}
