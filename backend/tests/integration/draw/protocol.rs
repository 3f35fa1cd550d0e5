//! Commit, freeze, beacon, reveal, draw: each in its place and once.

use serde_json::json;
use shared::ErrorCode;
use shared::draw::{Bundle, HashAlgorithm, verify};

use super::{FEW, open};
use crate::support::draw::{BEACON, Wave, try_open, wave_input};
use crate::support::plan::{self, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(waves_that_cannot_be_opened, steps_in_their_place, jobs_say_why_they_failed, with_sm3);

async fn waves_that_cannot_be_opened(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, &[FEW]).await;
    let input = wave_input(&plan, &lines, "AT_ONCE");
    let witness = |code: &str| json!({ "code": code, "name": "见证人", "organisation": "单位" });
    let unknown = "lin_00000000000070008000000000000000";
    for (changes, code, path) in [
        (json!({ "title": " " }), ErrorCode::Required, "title"),
        (json!({ "beaconEvent": "" }), ErrorCode::Required, "beaconEvent"),
        (json!({ "witnesses": [witness("a"), witness("b")] }), ErrorCode::WitnessesTooFew, "witnesses"),
        (
            json!({ "witnesses": [witness("a"), witness("b"), witness("a")] }),
            ErrorCode::WitnessDuplicate,
            "witnesses",
        ),
        (
            json!({ "witnesses": [witness("a"), witness("b c"), witness("d")] }),
            ErrorCode::InvalidFormat,
            "witnesses.1.code",
        ),
        (json!({ "lineIds": [] }), ErrorCode::Required, "lines"),
        (json!({ "lineIds": [unknown] }), ErrorCode::LineNotDrawable, "lines"),
        (json!({ "lineIds": [lines[0], lines[0]] }), ErrorCode::LineNotDrawable, "lines"),
    ] {
        try_open(&app, with(input.clone(), changes)).await.refused_at(code, path);
    }
    let unknown = with(input.clone(), json!({ "planId": "pln_00000000000070008000000000000000" }));
    try_open(&app, unknown).await.refused_with(ErrorCode::NotFound);
    try_open(&app, input.clone()).await.ok();
    // A line is drawn once.
    try_open(&app, input).await.refused_at(ErrorCode::LineNotDrawable, "lines");
}

async fn steps_in_their_place(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let illegal = ErrorCode::IllegalTransition;
    let first = &wave.witnesses[0];
    wave.reveal(&app, first, &first.nonce).await.refused_with(illegal);
    wave.record_beacon(&app, BEACON).await.refused_with(illegal);
    wave.queue(&app, "runDraw").await.refused_with(illegal);
    wave.next_attempt(&app).await.refused_with(illegal);

    for value in ["", "xyz", &"0".repeat(63), &"G".repeat(64), &"A".repeat(64)] {
        let input = json!({ "token": first.token, "commitment": value });
        let answer = app.anybody().mutate("commitNonce", input, "seat { attempt { id } }").await;
        answer.refused_at(ErrorCode::InvalidFormat, "commitment");
    }
    let stranger = json!({ "token": "0".repeat(32), "commitment": "0".repeat(64) });
    let answer = app.anybody().mutate("commitNonce", stranger, "seat { attempt { id } }").await;
    answer.refused_with(ErrorCode::NotFound);
    wave.commit_all(&app).await;
    wave.commit(&app, first).await.refused_with(ErrorCode::AlreadyCommitted);

    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    wave.queue(&app, "freezeFrame").await.refused_with(illegal);
    wave.commit(&app, first).await.refused_with(illegal);
    for (text, code) in [
        ("", ErrorCode::Required),
        (" 前有空格", ErrorCode::InvalidFormat),
        ("两\n行", ErrorCode::InvalidFormat),
        (&"长".repeat(501), ErrorCode::TooLong),
    ] {
        wave.record_beacon(&app, text).await.refused_at(code, "text");
    }
    wave.record_beacon(&app, BEACON).await.ok();
    wave.record_beacon(&app, "另一个").await.refused_with(illegal);

    wave.reveal(&app, first, &first.nonce).await.ok();
    wave.reveal(&app, first, &first.nonce).await.refused_with(ErrorCode::AlreadyCommitted);
    for witness in &wave.witnesses[1..] {
        wave.reveal(&app, witness, &witness.nonce).await.ok();
    }
    wave.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    wave.queue(&app, "runDraw").await.refused_with(illegal);
    wave.next_attempt(&app).await.refused_with(illegal);
    assert_eq!(wave.attempts(&app).await.len(), 1);
}

/// Outcome of the newest job of the office's clerk.
async fn newest_job(app: &TestApp) -> (String, String) {
    let query = "{ jobs(first: 1) { nodes { status errorCode errorDetail } } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    let job = &data["jobs"]["nodes"][0];
    let text = |name: &str| job[name].as_str().unwrap_or_default().to_owned();
    (text("status"), text("errorCode"))
}

async fn jobs_say_why_they_failed(engine: Engine) {
    let (app, world, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let failed = |code: ErrorCode| ("FAILED".to_owned(), code.as_str().to_owned());
    wave.commit(&app, &wave.witnesses[0]).await.ok();
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    assert_eq!(newest_job(&app).await, failed(ErrorCode::NotAllCommitted));
    for witness in &wave.witnesses[1..] {
        wave.commit(&app, witness).await.ok();
    }
    // R1: withdrawn between the plan's publication and the draw.
    let withdraw = json!({ "ids": [world.item(FEW).id], "status": "WITHDRAWN", "reason": "依据废止" });
    let office = app.user("office.clerk").await;
    office.mutate("setItemStatus", withdraw, "jointItems { id }").await.ok();
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    assert_eq!(newest_job(&app).await, failed(ErrorCode::ItemNotPublished));
    let publish = json!({ "ids": [world.item(FEW).id], "status": "PUBLISHED" });
    office.mutate("setItemStatus", publish, "jointItems { id }").await.ok();
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    assert_eq!(newest_job(&app).await.0, "DONE");
    wave.record_beacon(&app, BEACON).await.ok();
    wave.reveal(&app, &wave.witnesses[0], &wave.witnesses[0].nonce).await.ok();
    wave.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    assert_eq!(newest_job(&app).await, failed(ErrorCode::NotAllRevealed));
    assert_eq!(wave.attempts(&app).await[0]["status"], "BEACON", "nothing was half drawn");
}

async fn with_sm3(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, &[FEW, "J09"]).await;
    let input = with(wave_input(&plan, &lines, "AT_ONCE"), json!({ "hash": "sm3" }));
    let wave = Wave::opened(&try_open(&app, input).await);
    assert_eq!(wave.hash, HashAlgorithm::Sm3);
    wave.draw(&app).await;
    let answer = app.anybody().get(&wave.bundle_uri()).await;
    let bundle = Bundle::read(&answer.body).unwrap();
    assert_eq!(bundle.algorithm, "onedoor-draw/1-sm3");
    verify(&bundle).unwrap();
}
