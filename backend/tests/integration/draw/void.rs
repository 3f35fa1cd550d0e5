//! Attempts that came to nothing stay on record, and no second draw hides a first.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{FEW, open};
use crate::support::draw::{BEACON, Wave};
use crate::support::{Engine, TestApp, trail};

on_both_engines!(a_nonce_that_does_not_match, declared_void_by_the_head, a_frame_that_was_changed);

/// Attempts as everybody sees them.
async fn shown(app: &TestApp, wave: &Wave) -> Vec<Value> {
    let query = "query($code: String!) { publicWave(code: $code) { attempts {
        number status voidReason frameRoot beacon witnesses { code commitment } } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    data["publicWave"]["attempts"].as_array().cloned().unwrap()
}

async fn a_nonce_that_does_not_match(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    wave.commit_all(&app).await;
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    wave.record_beacon(&app, BEACON).await.ok();
    wave.reveal(&app, &wave.witnesses[0], &wave.witnesses[0].nonce).await.ok();
    let liar = &wave.witnesses[1];
    wave.reveal(&app, liar, &[0xaa; 32]).await.refused_with(ErrorCode::CommitmentMismatch);
    // Too late to mend, for anybody.
    wave.reveal(&app, liar, &liar.nonce).await.refused_with(ErrorCode::IllegalTransition);
    wave.queue(&app, "runDraw").await.refused_with(ErrorCode::IllegalTransition);
    assert_eq!(trail::count(&app, "WITNESS_MISMATCH").await, 1);

    let first = shown(&app, &wave).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0]["status"], "VOID");
    assert!(first[0]["voidReason"].as_str().unwrap().contains(&liar.code), "{first:?}");
    assert_eq!(app.anybody().get(&wave.bundle_uri()).await.status, 404);

    let second = Wave::opened(&wave.next_attempt(&app).await);
    assert_eq!((second.number, second.id.as_str()), (2, wave.id.as_str()));
    assert_ne!(second.witnesses[0].token, wave.witnesses[0].token, "new addresses");
    wave.commit(&app, liar).await.refused_with(ErrorCode::IllegalTransition);
    second.draw(&app).await;
    let both = shown(&app, &wave).await;
    assert_eq!(both.len(), 2);
    assert_eq!(both[0], first[0], "the void attempt is as it was");
    assert_eq!((&both[1]["number"], &both[1]["status"]), (&json!(2), &json!("DRAWN")));
    assert_eq!(app.anybody().get(&wave.bundle_uri()).await.status, 404);
    assert_eq!(app.anybody().get(&second.bundle_uri()).await.status, 200);
    wave.next_attempt(&app).await.refused_with(ErrorCode::IllegalTransition);
}

async fn declared_void_by_the_head(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let head = app.user("office.head").await;
    let void = async |attempt: &str, reason: &str| {
        let input = json!({ "attemptId": attempt, "reason": reason });
        head.mutate("voidAttempt", input, "attempt { status voidReason }").await
    };
    void(&wave.attempt, " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    let clerk = json!({ "attemptId": wave.attempt, "reason": "不想要" });
    let answer = app.user("office.clerk").await.mutate("voidAttempt", clerk, "attempt { id }").await;
    answer.refused_with(ErrorCode::Forbidden);
    void(&wave.attempt, "见证人临时缺席").await.ok();
    void(&wave.attempt, "再来一次").await.refused_with(ErrorCode::IllegalTransition);
    let second = Wave::opened(&wave.next_attempt(&app).await);
    second.draw(&app).await;
    // A draw that stands is not voided because somebody does not like it.
    void(&second.attempt, "名单不理想").await.refused_with(ErrorCode::IllegalTransition);
    let shown = shown(&app, &wave).await;
    assert_eq!(shown[0]["voidReason"], "见证人临时缺席");
    assert_eq!(shown[1]["status"], "DRAWN");
}

/// Somebody who gets round the schema's triggers and adds a door after the freeze is found out.
async fn a_frame_that_was_changed(engine: Engine) {
    use sea_orm::ConnectionTrait;
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    wave.ready(&app).await;
    let raw = app.db.raw().await;
    let sneak = "insert into frame_leaf (attempt_id, site_code, cells)
        select attempt_id, 'sneaked-in', cells from frame_leaf limit 1";
    raw.execute_unprepared(sneak).await.unwrap();
    wave.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    let query = "{ jobs(first: 1) { nodes { status errorCode } } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    assert_eq!(data["jobs"]["nodes"][0], json!({ "status": "FAILED", "errorCode": "FRAME_CHANGED" }));
    let attempts = wave.attempts(&app).await;
    assert_eq!(attempts[0]["status"], "VOID");
    assert_eq!(trail::count(&app, "FRAME_CHANGED").await, 1);
}
