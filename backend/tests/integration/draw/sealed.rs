//! A list that is sealed until its visits are over: provable at once, readable later.

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::draw::{Bundle, HashAlgorithm, to_hex, verify};

use super::{FEW, open};
use crate::support::draw::Wave;
use crate::support::field::{self, Visit};
use crate::support::{Engine, TestApp};

on_both_engines!(sealed_until_closed);

async fn public_attempt(app: &TestApp, wave: &Wave) -> Value {
    let query = "query($code: String!) { publicWave(code: $code) { isOpen attempts {
        status seed bundleHash frameRoot witnesses { code nonce } } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    let mut attempt = data["publicWave"]["attempts"][0].clone();
    attempt["isOpen"] = data["publicWave"]["isOpen"].clone();
    attempt
}

async fn sealed_until_closed(engine: Engine) {
    let (app, world, wave) = open(engine, &[FEW], "AFTER_VISITS").await;
    wave.draw(&app).await;
    let uri = wave.bundle_uri();
    let sealed = app.anybody().get(&uri).await;
    assert_eq!(sealed.status, 423);
    let hash = public_attempt(&app, &wave).await["bundleHash"].as_str().unwrap().to_owned();
    assert_eq!(sealed.json()["code"], "BUNDLE_SEALED");
    assert_eq!(sealed.json()["detail"], format!("sha256 {hash}"));
    let attempt = public_attempt(&app, &wave).await;
    assert_eq!((&attempt["isOpen"], &attempt["seed"]), (&json!(false), &Value::Null), "{attempt}");
    for witness in attempt["witnesses"].as_array().unwrap() {
        assert_eq!(witness["nonce"], Value::Null, "who has the nonces has the list");
    }
    for (username, status) in [
        ("office.clerk", 200),
        ("office.head", 200),
        ("supervisor", 200),
        ("scjg.clerk", 423),
        ("nyncj.head", 423),
        ("scjg.i01", 423),
        ("auditor", 423),
        ("sysadmin", 423),
    ] {
        let answer = app.user(username).await.get(&uri).await;
        assert_eq!(answer.status, status, "{username}");
        assert_ne!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{username}");
    }
    let trusted = app.user("office.clerk").await.get(&uri).await;
    assert_eq!(to_hex(&HashAlgorithm::Sha256.hash(&[&trusted.body])), hash);

    let clerk = app.user("office.clerk").await;
    let close =
        async || clerk.mutate("closeWave", json!({ "waveId": wave.id }), "wave { status isOpen }").await;
    close().await.refused_with(ErrorCode::IllegalTransition);
    for visit in Visit::all(&app, &wave.id).await {
        visit.approve(&app, &world).await;
        field::move_to(&app, visit.first_day());
        let officer = app.user(&visit.officer(&visit.departments()[0])).await;
        let reason = json!({
            "visitId": visit.id(), "notPossibleReason": "已停业，人去楼空", "commandKey": visit.id(),
        });
        officer.mutate("finishVisit", reason, "visit { status }").await.ok();
    }
    assert_eq!(close().await.ok()["wave"], json!({ "status": "CLOSED", "isOpen": true }));
    close().await.refused_with(ErrorCode::IllegalTransition);

    let open = app.anybody().get(&uri).await;
    assert_eq!(open.status, 200);
    assert_eq!(open.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(open.body, trusted.body, "the list that was sealed is the list that was opened");
    let bundle = Bundle::read(&open.body).unwrap();
    verify(&bundle).unwrap();
    assert_eq!(public_attempt(&app, &wave).await["seed"], bundle.seed);
    for other in ["/public/draws/W2026-99/1/bundle.json", "/public/draws/W2026-01/2/bundle.json"] {
        assert_eq!(app.anybody().get(other).await.status, 404);
    }
    for nonsense in ["/public/draws/%00/1/bundle.json", "/public/draws/W2026-01/one/bundle.json"] {
        let answer = app.anybody().get(nonsense).await;
        assert!(answer.status.is_client_error(), "{nonsense}: {}", answer.status);
        assert!(answer.json()["message"].is_string());
    }
}
