//! A witness's link: one device, another link while there is time, and a time to reveal.

use chrono::Duration;
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::draw::to_hex;

use super::{FEW, open};
use crate::support::client::Answer;
use crate::support::draw::{BEACON, Wave, Witness};
use crate::support::{Engine, TestApp, trail};

on_both_engines!(
    one_device_has_the_link,
    another_link_before_the_commitment,
    who_does_not_reveal_voids_the_attempt,
    too_late_to_reveal_or_to_draw,
    odd_texts_of_a_beacon,
);

async fn open_seat(app: &TestApp, token: &str, device: &str) -> Answer {
    let input = json!({ "token": token, "device": device });
    app.anybody().mutate("openSeat", input, "seat { witness { code openedAt } }").await
}

async fn newest(app: &TestApp, wave: &Wave) -> Value {
    let query = "query($code: String!) { publicWave(code: $code) { attempts {
        status voidReason beacon revealBy } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    data["publicWave"]["attempts"].as_array().unwrap().last().unwrap().clone()
}

async fn one_device_has_the_link(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let Witness { token, code, nonce } = &wave.witnesses[0];
    let (own, other) = ("a".repeat(64), "b".repeat(64));
    open_seat(&app, token, "x").await.refused_at(ErrorCode::InvalidFormat, "device");
    assert_eq!(open_seat(&app, token, &own).await.ok()["seat"]["witness"]["code"], **code);
    open_seat(&app, token, &own).await.ok();
    open_seat(&app, token, &other).await.refused_with(ErrorCode::SeatTaken);
    assert_eq!(trail::count(&app, "OPEN_SEAT").await, 1);
    // The link alone is no longer enough, to look or to act.
    wave.commit(&app, &wave.witnesses[0]).await.refused_with(ErrorCode::SeatTaken);
    let look = "query($token: String!, $device: String) {
        witnessSeat(token: $token, device: $device) { witness { code } } }";
    let seen = app.anybody().post(look, json!({ "token": token, "device": other })).await;
    seen.refused_with(ErrorCode::SeatTaken);
    app.anybody().query(look, json!({ "token": token, "device": own })).await;
    let value = to_hex(&shared::draw::key::commitment(wave.hash, code, nonce));
    let commit = json!({ "token": token, "device": own, "commitment": value });
    app.anybody().mutate("commitNonce", commit, "seat { witness { code } }").await.ok();
}

async fn another_link_before_the_commitment(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let clerk = app.user("office.clerk").await;
    let again = async |code: &str, reason: &str| {
        let input = json!({ "attemptId": wave.attempt, "code": code, "reason": reason });
        clerk.mutate("reissueLink", input, "link { code token }").await
    };
    let stolen = &wave.witnesses[1];
    open_seat(&app, &stolen.token, &"b".repeat(64)).await.ok();
    again(&stolen.code, " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    again("nobody", "遗失").await.refused_at(ErrorCode::NotFound, "code");
    let link = again(&stolen.code, "被他人打开").await.ok()["link"].clone();
    open_seat(&app, &stolen.token, &"b".repeat(64)).await.refused_with(ErrorCode::NotFound);
    let fresh = Witness { token: link["token"].as_str().unwrap().to_owned(), ..stolen.clone() };
    wave.commit(&app, &fresh).await.ok();
    again(&stolen.code, "再来").await.refused_with(ErrorCode::AlreadyCommitted);
    wave.commit(&app, &wave.witnesses[0]).await.ok();
    wave.commit(&app, &wave.witnesses[2]).await.ok();
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    again(&wave.witnesses[0].code, "太晚").await.refused_with(ErrorCode::IllegalTransition);
    assert_eq!(trail::count(&app, "REISSUE_LINK").await, 1);
    let query = "query($code: String!) { publicWave(code: $code) { ledger { fault steps { kind text } } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    let ledger = &data["publicWave"]["ledger"];
    assert!(ledger["fault"].is_null(), "{ledger}");
    let step = &ledger["steps"][1];
    assert!(step["kind"] == "REISSUED" && step["text"].as_str().unwrap().contains("被他人打开"), "{step}");
}

async fn frozen(engine: Engine) -> (TestApp, Wave) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    wave.commit_all(&app).await;
    wave.queue(&app, "freezeFrame").await.ok();
    app.run_jobs().await;
    (app, wave)
}

async fn who_does_not_reveal_voids_the_attempt(engine: Engine) {
    let (app, wave) = frozen(engine).await;
    let clerk = app.user("office.clerk").await;
    for minutes in [0, 1441] {
        let input = json!({ "attemptId": wave.attempt, "text": BEACON, "revealMinutes": minutes });
        let answer = clerk.mutate("recordBeacon", input, "attempt { id }").await;
        answer.refused_at(ErrorCode::OutOfRange, "revealMinutes");
    }
    let input = json!({ "attemptId": wave.attempt, "text": BEACON, "revealMinutes": 5 });
    clerk.mutate("recordBeacon", input, "attempt { id }").await.ok();
    wave.reveal(&app, &wave.witnesses[0], &wave.witnesses[0].nonce).await.ok();
    app.advance(Duration::minutes(5));
    assert_eq!(app.services.draw.void_overdue().await.unwrap(), 0, "the last second counts");
    app.advance(Duration::seconds(1));
    // Whatever number of servers look: once.
    let (one, two) = futures::join!(app.services.draw.void_overdue(), app.services.draw.void_overdue());
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let attempt = newest(&app, &wave).await;
    assert_eq!(attempt["status"], "VOID");
    let reason = attempt["voidReason"].as_str().unwrap();
    for (witness, missing) in wave.witnesses.iter().zip([false, true, true]) {
        assert_eq!(reason.contains(&witness.code), missing, "{reason}");
    }
    assert!(reason.contains("2026-06-15 09:05"), "{reason}");
    let entries = trail::entries(&app).await;
    let entry = entries.iter().find(|entry| entry["action"] == "VOID_OVERDUE").unwrap();
    assert_eq!((&entry["actorName"], entry["reason"].as_str()), (&json!("系统"), Some(reason)));
    Wave::opened(&wave.next_attempt(&app).await).draw(&app).await;
}

async fn too_late_to_reveal_or_to_draw(engine: Engine) {
    // Who comes late is told so, and voids it.
    let (app, wave) = frozen(engine).await;
    wave.record_beacon(&app, BEACON).await.ok();
    app.advance(Duration::minutes(31));
    let late = &wave.witnesses[0];
    wave.reveal(&app, late, &late.nonce).await.refused_with(ErrorCode::RevealTooLate);
    wave.reveal(&app, late, &late.nonce).await.refused_with(ErrorCode::IllegalTransition);
    assert_eq!(newest(&app, &wave).await["status"], "VOID");
    // Where all have revealed in time, the office may draw when it likes.
    let second = Wave::opened(&wave.next_attempt(&app).await);
    second.ready(&app).await;
    app.advance(Duration::minutes(45));
    assert_eq!(app.services.draw.void_overdue().await.unwrap(), 0);
    second.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    assert_eq!(newest(&app, &wave).await["status"], "DRAWN");
}

async fn odd_texts_of_a_beacon(engine: Engine) {
    let (app, wave) = frozen(engine).await;
    for odd in ["03\u{200b},07", "03,07\u{202e}", "\u{2066}03,07\u{2069}", "03\u{2028}07", "\u{feff}03,07"] {
        wave.record_beacon(&app, odd).await.refused_at(ErrorCode::BeaconInvisible, "text");
    }
    for odd in ["03\n07", "03\t07", "03,07\u{3000}"] {
        wave.record_beacon(&app, odd).await.refused_at(ErrorCode::InvalidFormat, "text");
    }
    // Two letters that look like one are recorded as they were given, and drawn with.
    let decomposed = "Cafe\u{301} 03,07 ①𠮷";
    wave.record_beacon(&app, decomposed).await.ok();
    assert_eq!(newest(&app, &wave).await["beacon"], decomposed);
    wave.reveal_all(&app).await;
    wave.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    let bytes = app.anybody().get(&wave.bundle_uri()).await.body;
    let bundle = shared::draw::Bundle::read(&bytes).unwrap();
    assert_eq!(bundle.beacon, decomposed);
    shared::draw::verify(&bundle).unwrap();
}
