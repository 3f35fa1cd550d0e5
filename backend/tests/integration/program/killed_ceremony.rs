//! `kill -9` between any two steps of a ceremony: after each restart it goes on where it was, to one draw.

use serde_json::{Value, json};
use shared::draw::key::commitment;
use shared::draw::{Bundle, HashAlgorithm, to_hex, verify};

use super::killed::{open, serve, wait_for};
use crate::support::db::TestDb;
use crate::support::program::Served;
use crate::support::scratch::folder;
use crate::support::{Engine, Template};

on_both_engines!(killed_between_any_two_steps);

/// How the newest attempt stands by the public record, and what does not hold of the ledger.
fn standing(server: &Served, code: &str) -> (Value, Value) {
    let query = "query($code: String!) { publicWave(code: $code) {
        attempts { status witnesses { committedAt revealedAt } } ledger { length fault } } }";
    let data = server.query("", query, &json!({ "code": code }));
    let wave = &data["publicWave"];
    (wave["attempts"].as_array().unwrap().last().unwrap().clone(), wave["ledger"].clone())
}

async fn killed_between_any_two_steps(engine: Engine) {
    let dir = folder("killed-ceremony");
    let data = dir.path().to_str().unwrap();
    let db = TestDb::new(engine, Template::Story).await;
    let first = serve(&db, data);
    let (wave, attempt, witnesses) = open(&first);
    first.kill();
    let nonce = |index: usize| [u8::try_from(index + 1).unwrap(); 32];
    let code = "W2026-02";
    // Each step on a server of its own, which does not live to see the next one.
    let step = |act: &dyn Fn(&Served), expected: &str, done: (usize, usize)| {
        let server = serve(&db, data);
        act(&server);
        server.kill();
        let server = serve(&db, data);
        let (standing, ledger) = standing(&server, code);
        let count = |name: &str| {
            standing["witnesses"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|witness| !witness[name].is_null())
                .count()
        };
        assert_eq!(standing["status"], expected);
        assert_eq!((count("committedAt"), count("revealedAt")), done);
        assert!(ledger["fault"].is_null(), "{ledger}");
        server.kill();
    };
    for (index, (name, token)) in witnesses.iter().enumerate() {
        let value = to_hex(&commitment(HashAlgorithm::Sha256, name, &nonce(index)));
        let input = json!({ "token": token, "commitment": value });
        let act = |server: &Served| {
            server.mutate("", "commitNonce", &input, "seat { witness { code } }");
        };
        step(&act, "COMMITTING", (index + 1, 0));
    }
    let freeze = |server: &Served| {
        let clerk = server.login("office.clerk");
        server.mutate(&clerk, "freezeFrame", &json!({ "attemptId": attempt }), "job { id }");
        wait_for(server, &wave, "FROZEN");
    };
    step(&freeze, "FROZEN", (3, 0));
    let beacon = |server: &Served| {
        let clerk = server.login("office.clerk");
        let input = json!({ "attemptId": attempt, "text": "02 09 14 21 25 30 + 11", "revealMinutes": 1440 });
        server.mutate(&clerk, "recordBeacon", &input, "attempt { status }");
    };
    step(&beacon, "BEACON", (3, 0));
    for (index, (_, token)) in witnesses.iter().enumerate() {
        let input = json!({ "token": token, "nonce": to_hex(&nonce(index)) });
        let act = |server: &Served| {
            server.mutate("", "revealNonce", &input, "seat { witness { code } }");
        };
        step(&act, "BEACON", (3, index + 1));
    }
    let draw = |server: &Served| {
        let clerk = server.login("office.clerk");
        server.mutate(&clerk, "runDraw", &json!({ "attemptId": attempt }), "job { id }");
        wait_for(server, &wave, "DRAWN");
    };
    step(&draw, "DRAWN", (3, 3));
    let server = serve(&db, data);
    let (status, bundle) = server.get(&format!("/public/draws/{code}/1/bundle.json"));
    assert_eq!(status, 200);
    verify(&Bundle::read(&bundle).unwrap()).unwrap();
    server.kill();
}
