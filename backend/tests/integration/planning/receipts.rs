//! Proof of a plan's publication.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(each_channel_has_its_address_and_the_hash_is_computed_anew);

const CHANNELS: &str =
    "plan { publications { channel contentHash recomputedHash address receipt receivedOn receivedBy } }";

async fn each_channel_has_its_address_and_the_hash_is_computed_anew(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let clerk = app.user("office.clerk").await;
    let draft = plan::open_plan(&app, 2027).await;
    let (published, _) = plan::published_plan(&app, &world, &["J09"]).await;
    let input = |plan: &str, channel: &str, address: &str, on: &str| json!({ "planId": plan, "channel": channel, "address": address, "receipt": "R-1", "on": on });
    let today = "2026-06-15";
    let good = "https://www.example.gov.cn/plans/2026";
    let send = async |input: Value| clerk.mutate("recordPlanReceipt", input, CHANNELS).await;
    send(input(&draft.id, "PORTAL", good, today)).await.refused_with(ErrorCode::IllegalTransition);
    let id = &published.id;
    send(input(id, "POSTER", good, today)).await.refused_with(ErrorCode::IllegalTransition);
    send(input(id, "PORTAL", "", today)).await.refused_at(ErrorCode::Required, "address");
    send(input(id, "PORTAL", "javascript:alert(1)", today))
        .await
        .refused_at(ErrorCode::InvalidFormat, "address");
    send(input(id, "PORTAL", good, "2026-06-14")).await.refused_at(ErrorCode::OutOfRange, "on");
    send(input(id, "PORTAL", good, "2026-06-16")).await.refused_at(ErrorCode::OutOfRange, "on");

    let answer = send(input(id, "PORTAL", good, today)).await;
    let channels = answer.ok()["plan"]["publications"].as_array().unwrap().clone();
    assert_eq!(channels.len(), 2);
    for channel in &channels {
        assert_eq!(channel["contentHash"], channel["recomputedHash"]);
        assert_eq!(channel["address"].is_null(), channel["channel"] != "PORTAL");
    }
    let portal = channels.iter().find(|channel| channel["channel"] == "PORTAL").unwrap();
    assert_eq!((&portal["receipt"], &portal["receivedOn"]), (&json!("R-1"), &json!(today)));
    assert!(!portal["receivedBy"].is_null());

    // Anybody can compute it: the text is public, byte for byte.
    let content = app.anybody().get(&format!("/public/plans/{id}/content.json")).await;
    assert_eq!(content.status, 200);
    let hash = shared::draw::to_hex(&shared::draw::HashAlgorithm::Sha256.hash(&[content.body.as_slice()]));
    assert_eq!(json!(hash), portal["contentHash"]);
    assert_eq!(app.anybody().get(&format!("/public/plans/{}/content.json", draft.id)).await.status, 404);
}
