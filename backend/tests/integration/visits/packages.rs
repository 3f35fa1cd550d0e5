//! Packages for the channels: what was published, in the channel's columns, kept with hashes; then the receipt.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::ErrorCode;
use shared::draw::to_hex;
use shared::visit::Channel;

use super::Scene;
use super::results::{pending, publish};
use crate::support::{Answer, Client, Engine, field, trail};

on_both_engines!(made_kept_received);

const FIELDS: &str = "package { id rows csvHash xlsxHash receipt address receivedOn }";

async fn made_kept_received(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let app = &scene.app;
    field::work(app, &scene.visit).await;
    let today = scene.visit.first_day().to_string();
    let make = async |who: &Client<'_>, channel: &str, to: &str| -> Answer {
        let department = scene.world.department("gaj");
        let input = json!({ "departmentId": department, "channel": channel, "from": today, "to": to });
        who.mutate("makePackage", input, FIELDS).await
    };
    let clerk = app.user("gaj.clerk").await;
    make(&clerk, "NCEPIS", &today).await.refused_at(ErrorCode::PackageEmpty, "from");
    let ids = pending(&scene, "gaj").await;
    publish(&app.user("gaj.head").await, &ids).await.ok();
    make(&clerk, "NCEPIS", "2099-01-01").await.refused_at(ErrorCode::OutOfRange, "to");
    for channel in Channel::ALL {
        let package = make(&clerk, channel.as_str(), &today).await.ok()["package"].clone();
        assert_eq!(package["rows"], json!(ids.len()));
        let id = package["id"].as_str().unwrap();
        let csv = clerk.get(&format!("/api/packages/{id}.csv")).await;
        assert_eq!(package["csvHash"], json!(to_hex(&Sha256::digest(&csv.body))));
        let text = csv.text();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        assert_eq!(lines.next(), Some(channel.columns().join(",").as_str()));
        assert_eq!(lines.count(), ids.len());
        let xlsx = clerk.get(&format!("/api/packages/{id}.xlsx")).await;
        assert_eq!(package["xlsxHash"], json!(to_hex(&Sha256::digest(&xlsx.body))));
        // Another department's are as if they were not there.
        let strange = app.user("xfj.clerk").await.get(&format!("/api/packages/{id}.csv")).await;
        assert_eq!(strange.status.as_u16(), 404);
    }
    receipt(&scene, &clerk).await;
}

async fn receipt(scene: &Scene, clerk: &Client<'_>) {
    let query = "{ publicationPackages(first: 5) { totalCount nodes { id channel receipt } } }";
    let list = clerk.query(query, json!({})).await["publicationPackages"].clone();
    assert_eq!(list["totalCount"], 2);
    let id: &Value = &list["nodes"][0]["id"];
    let today = scene.visit.first_day().to_string();
    let receive = async |address: &str| {
        let input = json!({ "id": id, "number": "HZ-2026-7", "address": address, "receivedOn": today });
        clerk.mutate("receivePackage", input, FIELDS).await
    };
    receive("gsxt").await.refused_at(ErrorCode::InvalidFormat, "address");
    let received = receive("https://www.gsxt.gov.cn/7").await.ok()["package"].clone();
    assert_eq!((&received["receipt"], &received["receivedOn"]), (&json!("HZ-2026-7"), &json!(today)));
    assert_eq!(trail::count(&scene.app, "MAKE_PACKAGE").await, 2);
    assert_eq!(trail::count(&scene.app, "RECEIVE_PACKAGE").await, 1);
}
