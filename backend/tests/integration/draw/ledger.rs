//! No second draw hides the first: not through any mutation, and not by the database's owner without being
//! found out.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::code::DivisionCode;
use shared::draw::Bundle;
use shared::draw::ledger::LedgerFault;

use super::{FEW, open};
use crate::support::app::DIVISION;
use crate::support::draw::{BEACON, Wave};
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    every_step_is_on_record,
    nobody_gets_a_second_draw,
    the_owner_of_the_database_is_found_out,
    a_ledger_begun_late,
    a_clock_that_goes_back,
);

fn division() -> DivisionCode {
    DivisionCode::parse(DIVISION).unwrap()
}

/// What does not hold of all draws.
async fn fault(app: &TestApp) -> Option<LedgerFault> {
    app.services.draw.ledger(&division(), None).await.unwrap().fault
}

/// The ledger of a wave as everybody sees it.
async fn shown(app: &TestApp, wave: &Wave) -> Value {
    let query = "query($code: String!) { publicWave(code: $code) {
        ledger { head length fault steps { seq attempt kind at link } } } }";
    app.anybody().query(query, json!({ "code": wave.code })).await["publicWave"]["ledger"].clone()
}

fn kinds(ledger: &Value) -> Vec<(i64, &str)> {
    let steps = ledger["steps"].as_array().unwrap();
    steps.iter().map(|step| (step["attempt"].as_i64().unwrap(), step["kind"].as_str().unwrap())).collect()
}

async fn every_step_is_on_record(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    wave.commit(&app, &wave.witnesses[0]).await.ok();
    let head = app.user("office.head").await;
    let void = json!({ "attemptId": wave.attempt, "reason": "见证人缺席" });
    head.mutate("voidAttempt", void, "attempt { id }").await.ok();
    let second = Wave::opened(&wave.next_attempt(&app).await);
    second.draw(&app).await;
    let ledger = shown(&app, &wave).await;
    let ours =
        |attempt, kinds: &[&'static str]| kinds.iter().map(|kind| (attempt, *kind)).collect::<Vec<_>>();
    let mut expected = ours(1, &["OPENED", "COMMITTED", "VOIDED"]);
    expected.extend(ours(2, &["OPENED", "COMMITTED", "COMMITTED", "COMMITTED", "FROZEN", "BEACON"]));
    expected.extend(ours(2, &["REVEALED", "REVEALED", "REVEALED", "DRAWN"]));
    assert_eq!(kinds(&ledger), expected);
    assert_eq!((&ledger["fault"], &ledger["length"]), (&Value::Null, &json!(13)));
    assert_eq!(ledger["steps"][12]["link"], ledger["head"]);
    let bytes = app.anybody().get(&second.bundle_uri()).await.body;
    let bundle = Bundle::read(&bytes).unwrap();
    let point = &bundle.record.unwrap()["ledger"];
    assert_eq!(*point, json!({ "seq": 12, "link": ledger["steps"][11]["link"] }));
    assert_eq!(fault(&app).await, None);
    assert!(app.services.draw.knows(&division(), &bytes).await.unwrap());
    let forged = String::from_utf8(bytes).unwrap().replace(BEACON, "另一个");
    assert!(!app.services.draw.knows(&division(), forged.as_bytes()).await.unwrap());
}

/// Everybody who administers anything tries everything that could begin, end or repeat a draw.
async fn nobody_gets_a_second_draw(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    wave.draw(&app).await;
    let before = wave.attempts(&app).await;
    let attempt = json!({ "attemptId": wave.attempt });
    let with = |more: Value| crate::support::plan::with(attempt.clone(), more);
    let tries = [
        ("openAttempt", json!({ "waveId": wave.id }), "opened { attempt { id } }"),
        ("closeWave", json!({ "waveId": wave.id }), "wave { id }"),
        ("freezeFrame", attempt.clone(), "job { id }"),
        ("runDraw", attempt.clone(), "job { id }"),
        ("recordBeacon", with(json!({ "text": "另一个" })), "attempt { id }"),
        ("voidAttempt", with(json!({ "reason": "不理想" })), "attempt { id }"),
        ("reissueLink", with(json!({ "code": "qiye", "reason": "遗失" })), "link { token }"),
    ];
    for username in ["sysadmin", "secadmin", "auditor", "office.clerk", "office.head", "supervisor"] {
        let person = app.user(username).await;
        for (mutation, input, selection) in &tries {
            let answer = person.mutate(mutation, input.clone(), selection).await;
            assert!(!answer.is_ok(), "{username}: {mutation}");
        }
    }
    assert_eq!(wave.attempts(&app).await, before);
    assert_eq!(fault(&app).await, None);
}

/// Every trigger: how it is dropped, and how it is made again.
async fn triggers(raw: &DatabaseConnection, engine: Engine) -> Vec<(String, String)> {
    let sql = match engine {
        Engine::Sqlite => "select 'drop trigger ' || name, sql from sqlite_master where type = 'trigger'",
        Engine::Postgres => {
            "select format('drop trigger %I on %s', tgname, tgrelid::regclass), pg_get_triggerdef(oid)
             from pg_trigger where not tgisinternal"
        }
    };
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

/// A second wave, of the last line that the story left.
async fn open_another(app: &TestApp) {
    let query = "{ plans { id year lines(first: 50) { nodes { id } } } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    let plan = data["plans"].as_array().unwrap().iter().find(|plan| plan["year"] == 2026).unwrap();
    let line = plan["lines"]["nodes"].as_array().unwrap().last().unwrap();
    let input = json!({
        "planId": plan["id"], "title": "第二批次", "lineIds": [line["id"]], "beaconEvent": "双色球",
        "witnesses": crate::support::draw::witnesses(),
    });
    crate::support::draw::try_open(app, input).await.ok();
}

/// What an owner could do, having dropped the triggers, and would put back afterwards.
const CRIMES: [&[&str]; 13] = [
    &["update attempt set beacon = 'x'"],
    &["update attempt set status = 'VOID', void_reason = 'x'"],
    &["update attempt set number = 2"],
    &["update attempt set frame_root = 'x'"],
    &["update witness set commitment = '00' where code = 'qiye'"],
    &["update bundle set content = replace(content, 'W2026-01', 'W2026-02')"],
    &["delete from bundle"],
    &[
        "delete from bundle",
        "delete from drawn_site",
        "delete from frame_leaf",
        "delete from witness",
        "delete from attempt",
    ],
    &["delete from draw_step where seq = 3"],
    &["update draw_step set text = replace(text, 'W2026-01', 'W2026-02')"],
    &["delete from draw_step", "delete from draw_head"],
    // The end of the ledger is cut off, and the head moved back to it.
    &[
        "delete from draw_step where seq = (select max(seq) from draw_step)",
        "update draw_head set seq = seq - 1, link = (select link from draw_step order by seq desc limit 1)",
    ],
    &["delete from audit_entry where action = 'RUN_DRAW'"],
];

async fn the_owner_of_the_database_is_found_out(engine: Engine) {
    for crime in CRIMES {
        let app = TestApp::new(engine, Template::Story).await;
        // The story was written with another server's key; this one signs what comes next.
        open_another(&app).await;
        assert_eq!(fault(&app).await, None);
        let raw = app.db.raw().await;
        for sql in crime {
            assert!(raw.execute_unprepared(sql).await.is_err(), "triggers stand against {sql}");
        }
        let triggers = triggers(&raw, engine).await;
        for (drop, _) in &triggers {
            raw.execute_unprepared(drop).await.unwrap();
        }
        for sql in crime {
            raw.execute_unprepared(sql).await.unwrap();
        }
        for (_, create) in &triggers {
            raw.execute_unprepared(create).await.unwrap();
        }
        assert!(fault(&app).await.is_some(), "{crime:?}");
    }
}

/// A database of before there was a ledger: what stood is its first step, and kept from then on.
async fn a_ledger_begun_late(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    wave.commit(&app, &wave.witnesses[0]).await.ok();
    let raw = app.db.raw().await;
    let triggers = triggers(&raw, engine).await;
    for (drop, _) in triggers.iter().filter(|(drop, _)| drop.contains("draw_")) {
        raw.execute_unprepared(drop).await.unwrap();
    }
    for sql in ["delete from draw_step", "delete from draw_head"] {
        raw.execute_unprepared(sql).await.unwrap();
    }
    for witness in &wave.witnesses[1..] {
        wave.commit(&app, witness).await.ok();
    }
    assert_eq!(fault(&app).await, None);
    let ledger = app.services.draw.ledger(&division(), None).await.unwrap();
    assert!(ledger.entries[0].text.contains("BEGUN") && ledger.length == 3, "{:?}", ledger.entries);
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    assert_eq!(fault(&app).await, None);
}

/// The server's clock is put back between the steps: the record does not run backwards.
async fn a_clock_that_goes_back(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let back = || app.advance(chrono::Duration::seconds(-40));
    wave.commit_all(&app).await;
    back();
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    back();
    wave.record_beacon(&app, BEACON).await.ok();
    back();
    wave.reveal_all(&app).await;
    back();
    wave.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    let query = "query($code: String!) { publicWave(code: $code) { createdAt attempts {
        createdAt frozenAt beaconAt drawnAt witnesses { committedAt revealedAt } } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    let attempt = &data["publicWave"]["attempts"][0];
    let times = [
        &data["publicWave"]["createdAt"],
        &attempt["createdAt"],
        &attempt["witnesses"][0]["committedAt"],
        &attempt["frozenAt"],
        &attempt["beaconAt"],
        &attempt["witnesses"][2]["revealedAt"],
        &attempt["drawnAt"],
    ];
    let times: Vec<&str> = times.into_iter().map(|time| time.as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
    let ledger = shown(&app, &wave).await;
    let steps: Vec<&str> =
        ledger["steps"].as_array().unwrap().iter().map(|step| step["at"].as_str().unwrap()).collect();
    assert!(steps.is_sorted() && ledger["fault"].is_null(), "{ledger}");
    let again = wave.queue(&app, "runDraw").await;
    again.refused_with(ErrorCode::IllegalTransition);
}
