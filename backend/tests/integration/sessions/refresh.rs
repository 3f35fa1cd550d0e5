//! Staying logged in: rotating refresh tokens, ends of sessions, tokens that are none.

use actix_web::test::TestRequest;
use chrono::Duration;
use futures::future::join_all;
use serde_json::json;
use shared::ErrorCode;

use super::{is_in, refresh_with};
use crate::support::client::{Client, cookie_of, session_request};
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(
    tokens_rotate,
    a_token_that_comes_twice_ends_the_session,
    two_tabs_at_once,
    sessions_end_by_themselves,
    logging_out,
    logging_out_everywhere,
    changing_the_password,
    tokens_that_are_none,
);

const PASSWORD: &str = backend::demo::PASSWORD;

async fn enter<'a>(app: &'a TestApp, username: &str) -> Client<'a> {
    Client::login(app, username, PASSWORD).await
}

async fn tokens_rotate(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = enter(&app, "scjg.clerk").await;
    let mut seen = vec![client.cookie()];
    for _ in 0..3 {
        app.advance(Duration::minutes(9));
        assert_eq!(client.refresh().await.status, 200);
        assert!(is_in(&client).await);
        assert!(!seen.contains(&client.cookie()), "every use replaces it");
        seen.push(client.cookie());
    }
    for nonsense in ["onedoor=", "onedoor=0000", "other=x"] {
        let answer = refresh_with(&app, nonsense).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (401, &json!("SESSION_EXPIRED")));
        assert!(answer.header("set-cookie").contains("Max-Age=0"), "the browser forgets it");
    }
}

/// Two people hold it: both are thrown out.
async fn a_token_that_comes_twice_ends_the_session(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = enter(&app, "scjg.clerk").await;
    let other = enter(&app, "scjg.clerk").await;
    let stolen = client.cookie();
    assert_eq!(client.refresh().await.status, 200);
    app.advance(Duration::seconds(31));
    assert!(is_in(&client).await);
    let thief = refresh_with(&app, &stolen).await;
    assert_eq!((thief.status.as_u16(), &thief.json()["code"]), (401, &json!("SESSION_EXPIRED")));
    assert!(!is_in(&client).await, "at once");
    assert_eq!(refresh_with(&app, &client.cookie()).await.status, 401, "the newest token, too");
    assert_eq!(trail::count(&app, "SESSION_REUSE").await, 1);
    assert!(is_in(&other).await, "another session of the same person goes on");
}

/// Two tabs of one browser use the same token within half a minute.
async fn two_tabs_at_once(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = enter(&app, "scjg.clerk").await;
    let cookie = client.cookie();
    let answers = join_all((0..4).map(|_| refresh_with(&app, &cookie))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    app.advance(Duration::seconds(29));
    assert_eq!(refresh_with(&app, &cookie).await.status, 200);
    for answer in &answers {
        assert_eq!(refresh_with(&app, &cookie_of(answer)).await.status, 200);
    }
    assert_eq!(trail::count(&app, "SESSION_REUSE").await, 0);
}

async fn sessions_end_by_themselves(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let idle = enter(&app, "scjg.clerk").await;
    app.advance(Duration::minutes(10) + Duration::seconds(1));
    assert!(!is_in(&idle).await, "an access token lives ten minutes");
    app.advance(Duration::hours(8));
    assert_eq!(idle.refresh().await.status, 401, "eight hours without use");
    let busy = enter(&app, "scjg.clerk").await;
    for _ in 0..23 {
        app.advance(Duration::minutes(31));
        assert_eq!(busy.refresh().await.status, 200);
    }
    app.advance(Duration::minutes(31));
    assert_eq!(busy.refresh().await.status, 401, "twelve hours in any case");
}

async fn logging_out(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = enter(&app, "scjg.clerk").await;
    let out = app.send(session_request("logout").insert_header(("Cookie", client.cookie()))).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(!is_in(&client).await);
    assert_eq!(refresh_with(&app, &client.cookie()).await.status, 401);
    assert_eq!(app.send(session_request("logout")).await.status, 204, "who is out is out");
    assert_eq!(trail::count(&app, "LOGOUT").await, 1);
}

async fn logging_out_everywhere(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let (desk, phone, other) =
        (enter(&app, "scjg.clerk").await, enter(&app, "scjg.clerk").await, enter(&app, "xfj.clerk").await);
    let data = desk.query("{ me { sessions { current } } }", json!({})).await;
    assert_eq!(data["me"]["sessions"].as_array().map(Vec::len), Some(2));
    let payload = phone.mutate("endSessions", json!({}), "ended").await.ok();
    assert_eq!(payload["ended"], 2);
    assert!(!is_in(&desk).await && !is_in(&phone).await && is_in(&other).await);
    // Somebody else's: only the security administrator.
    let input = json!({ "accountId": other.id() });
    for username in ["sysadmin", "auditor", "office.head", "scjg.clerk"] {
        let answer = enter(&app, username).await.mutate("endSessions", input.clone(), "ended").await;
        answer.refused_with(ErrorCode::Forbidden);
    }
    let secadmin = enter(&app, "secadmin").await;
    secadmin.mutate("endSessions", input, "ended").await.ok();
    assert!(!is_in(&other).await);
    let unknown = json!({ "accountId": "usr_00000000000070008000000000000000" });
    let answer = secadmin.mutate("endSessions", unknown, "ended").await;
    assert!(answer.codes() == ["NOT_FOUND"] || answer.codes() == ["VALIDATION"], "{}", answer.body());
}

async fn changing_the_password(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let (here, there) = (enter(&app, "scjg.clerk").await, enter(&app, "scjg.clerk").await);
    let change = async |current: &str, new: &str| {
        here.mutate("changePassword", json!({ "current": current, "new": new }), "changed").await
    };
    change(PASSWORD, PASSWORD).await.refused_at(ErrorCode::PasswordReused, "new");
    for weak in ["Short-1", "alllowercase1", "Scjg.Clerk-2026", &"Aa1-".repeat(40)] {
        change(PASSWORD, weak).await.refused_at(ErrorCode::PasswordTooWeak, "new");
    }
    change("Wrong-2026-xx", "Brand-new-2026").await.refused_at(ErrorCode::LoginFailed, "current");
    assert_eq!(change(PASSWORD, "Brand-new-2026").await.ok()["changed"], true);
    assert!(is_in(&here).await && !is_in(&there).await, "other sessions end");
    assert_eq!(crate::support::client::login(&app, "scjg.clerk", PASSWORD).await.status, 401);
    Client::login(&app, "scjg.clerk", "Brand-new-2026").await;
}

async fn tokens_that_are_none(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = enter(&app, "scjg.clerk").await;
    let token = client.token();
    let (head, rest) = token.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    // {"typ":"JWT","alg":"none"} and the same claims.
    let unsigned = format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.{body}.");
    let flipped: String = signature.chars().rev().collect();
    let other = TestApp::new(engine, Template::Town).await;
    let foreign = enter(&other, "scjg.clerk").await.token();
    for bad in [
        "",
        "x",
        "a.b.c",
        &unsigned,
        &format!("{head}.{body}."),
        &format!("{head}.{body}.{flipped}"),
        &format!("{head}.{body}"),
        &foreign,
    ] {
        let query = json!({ "query": "{ today }" });
        let request = TestRequest::post().uri("/graphql").set_json(query);
        let answer = app.send(request.insert_header(("Authorization", format!("Bearer {bad}")))).await;
        assert_eq!(answer.status, 401, "{bad}");
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "SESSION_EXPIRED", "{bad}");
        let request = TestRequest::get().uri("/api/uploads/upl_0");
        let answer = app.send(request.insert_header(("Authorization", format!("Bearer {bad}")))).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (401, &json!("SESSION_EXPIRED")));
    }
    for scheme in ["Basic c2NqZzp4", "bearer", &token] {
        let query = json!({ "query": "{ today }" });
        let request = TestRequest::post().uri("/graphql").set_json(query);
        let answer = app.send(request.insert_header(("Authorization", scheme))).await;
        assert_eq!(answer.status, 401, "{scheme}");
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{scheme}");
    }
    assert!(is_in(&client).await);
}
