//! `kill -9` in the middle of a freeze and of a draw: after the restart the job is done once, and the
//! draw is the one that would have come out anyway.

use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::draw::key::commitment;
use shared::draw::{Bundle, HashAlgorithm, to_hex, verify};

use crate::support::db::TestDb;
use crate::support::dump::{count, texts};
use crate::support::program::Served;
use crate::support::scratch::folder;
use crate::support::{Engine, Template};

on_both_engines!(killed_in_the_middle_of_a_draw);

/// How many requests the server answers after the job was queued, before it is killed.
const KILLS: [usize; 3] = [0, 2, 6];

/// The program over this database.
pub fn serve(db: &TestDb, data: &str) -> Served {
    let clock = "2026-06-15T09:00:00+08:00";
    Served::start(&["--data-dir", data, "--database-url", &db.url(), "serve", "--demo", "--clock", clock])
}

fn attempt(server: &Served, clerk: &str, wave: &str) -> Value {
    let query = "query($id: ID!) { wave(id: $id) { code attempts { id number status } } }";
    let data = server.query(clerk, query, &json!({ "id": wave }));
    let mut attempt = data["wave"]["attempts"].as_array().unwrap().last().unwrap().clone();
    attempt["code"] = data["wave"]["code"].clone();
    attempt
}

/// Asks until the attempt stands where it shall.
pub fn wait_for(server: &Served, wave: &str, status: &str) -> Value {
    let clerk = server.login("office.clerk");
    let begun = Instant::now();
    loop {
        let attempt = attempt(server, &clerk, wave);
        if attempt["status"] == status {
            return attempt;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "still {attempt}");
    }
}

/// Opens a wave of the lines that the story left; its id, its attempt, and its witnesses' tokens.
pub fn open(server: &Served) -> (String, String, Vec<(String, String)>) {
    let clerk = server.login("office.clerk");
    let query = "{ plans { id year lines(first: 50) { nodes { id } } } }";
    let data = server.query(&clerk, query, &json!({}));
    let plan = data["plans"].as_array().unwrap().iter().find(|plan| plan["year"] == 2026).unwrap().clone();
    let lines = plan["lines"]["nodes"].as_array().unwrap();
    let ids: Vec<&Value> = lines[lines.len() - 2..].iter().map(|line| &line["id"]).collect();
    let input = json!({
        "planId": plan["id"], "title": "第二批次", "lineIds": ids, "disclosure": "AT_ONCE",
        "beaconEvent": "双色球", "witnesses": crate::support::draw::witnesses(),
    });
    let opened = server.mutate(
        &clerk,
        "openWave",
        &input,
        "opened { wave { id } attempt { id } links { code token } }",
    );
    let opened = &opened["opened"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let links =
        opened["links"].as_array().unwrap().iter().map(|link| (text(&link["code"]), text(&link["token"])));
    (text(&opened["wave"]["id"]), text(&opened["attempt"]["id"]), links.collect())
}

/// Queues a job and kills the server after it has answered some more requests.
fn queue_and_kill(server: Served, mutation: &str, wave: &str, attempt_id: &str, answered: usize) {
    let clerk = server.login("office.clerk");
    server.mutate(&clerk, mutation, &json!({ "attemptId": attempt_id }), "job { id }");
    for _ in 0..answered {
        attempt(&server, &clerk, wave);
    }
    server.kill();
}

/// Twenty seconds later: another server may take the job of one that is silent. (On SQLite there is no
/// other, and the next start takes it at once.)
async fn let_the_lease_run_out(db: &TestDb) {
    let raw = db.raw().await;
    raw.execute_unprepared("update job set lease_until = created_at where status = 'RUNNING'").await.unwrap();
    raw.close().await.unwrap();
}

async fn killed_in_the_middle_of_a_draw(engine: Engine) {
    let dir = folder("killed");
    let data = dir.path().to_str().unwrap();
    let db = TestDb::new(engine, Template::Story).await;
    let server = serve(&db, data);
    let (wave, attempt_id, witnesses) = open(&server);
    let nonce = |index: usize| [u8::try_from(index + 1).unwrap(); 32];
    for (index, (code, token)) in witnesses.iter().enumerate() {
        let value = to_hex(&commitment(HashAlgorithm::Sha256, code, &nonce(index)));
        server.mutate(
            "",
            "commitNonce",
            &json!({ "token": token, "commitment": value }),
            "seat { witness { code } }",
        );
    }
    queue_and_kill(server, "freezeFrame", &wave, &attempt_id, 0);
    let_the_lease_run_out(&db).await;
    let server = serve(&db, data);
    wait_for(&server, &wave, "FROZEN");
    let clerk = server.login("office.clerk");
    let beacon = json!({ "attemptId": attempt_id, "text": "02 09 14 21 25 30 + 11" });
    server.mutate(&clerk, "recordBeacon", &beacon, "attempt { status }");
    for (index, (_, token)) in witnesses.iter().enumerate() {
        let input = json!({ "token": token, "nonce": to_hex(&nonce(index)) });
        server.mutate("", "revealNonce", &input, "seat { witness { code } }");
    }
    server.kill();

    // What would have come out undisturbed.
    let copy = db.copy().await;
    let server = serve(&copy, data);
    let clerk = server.login("office.clerk");
    server.mutate(&clerk, "runDraw", &json!({ "attemptId": attempt_id }), "job { id }");
    let drawn = wait_for(&server, &wave, "DRAWN");
    let uri = format!("/public/draws/{}/{}/bundle.json", drawn["code"].as_str().unwrap(), drawn["number"]);
    let (status, expected) = server.get(&uri);
    assert_eq!(status, 200);
    server.kill();

    for answered in KILLS {
        let again = db.copy().await;
        queue_and_kill(serve(&again, data), "runDraw", &wave, &attempt_id, answered);
        let raw = again.raw().await;
        // Before the restart it is drawn whole or not at all.
        let status = texts(&raw, "select status from attempt where status in ('BEACON', 'DRAWN') order by drawn_at desc nulls first").await;
        let (bundles, drawn) =
            (count(&raw, "bundle").await, status.iter().filter(|one| *one == "DRAWN").count());
        assert_eq!(bundles, i64::try_from(drawn).unwrap());
        raw.close().await.unwrap();
        let_the_lease_run_out(&again).await;
        let server = serve(&again, data);
        wait_for(&server, &wave, "DRAWN");
        let (status, bundle) = server.get(&uri);
        assert_eq!(status, 200);
        assert!(bundle == expected, "killed after {answered} requests, another draw came out");
        verify(&Bundle::read(&bundle).unwrap()).unwrap();
        server.kill();
        let raw = again.raw().await;
        let entries = texts(&raw, "select action from audit_entry where action = 'RUN_DRAW'").await;
        assert_eq!(entries.len(), 2, "the story's draw and this one, once");
    }
}
