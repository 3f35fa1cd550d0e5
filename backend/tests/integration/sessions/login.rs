//! Log-in: what it gives, what it does not tell, when it stops answering.

use actix_web::test::TestRequest;
use futures::future::join_all;
use serde_json::{Value, json};
use shared::{ErrorCode, Lang};

use crate::support::app::{HttpAnswer, Options};
use crate::support::client::{cookie_of, login, session_request};
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(
    what_a_log_in_gives,
    nobody_learns_which_names_exist,
    five_failures_lock_the_account,
    guesses_at_once_are_all_counted,
    guesses_by_address_are_limited,
    forms_that_are_no_log_in,
);

const PASSWORD: &str = backend::demo::PASSWORD;

async fn what_a_log_in_gives(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let answer = login(&app, " SCJG.Clerk ", PASSWORD).await;
    assert_eq!(answer.status, 200, "names are trimmed and not case-sensitive");
    let body = answer.json();
    assert_eq!(body["expiresIn"], 600);
    assert_eq!(body["account"]["divisionCode"], "410481");
    assert_eq!(body["account"]["grants"][0]["role"], "DEPARTMENT_CLERK");
    let cookie = answer.header("set-cookie");
    for part in ["onedoor=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.text().contains("password") && !answer.text().contains("argon2"));
    let secret = cookie_of(&answer).len() - "onedoor=".len();
    assert!(secret >= 64, "at least 128 bits, here 256, as hex");

    let secure = Options { https: true, ..Options::on(Template::Town) };
    let app = TestApp::with(engine, secure).await;
    let answer = login(&app, "scjg.clerk", PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-onedoor=") && cookie.contains("Secure"), "{cookie}");
    assert!(answer.header("strict-transport-security").contains("max-age=31536000"));
}

/// The answer without what is different each time.
fn comparable(answer: &HttpAnswer) -> (u16, Value) {
    let mut body = answer.json();
    body.as_object_mut().unwrap().remove("traceId");
    (answer.status.as_u16(), body)
}

async fn nobody_learns_which_names_exist(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    for attempt in 1..=7 {
        let known = login(&app, "scjg.clerk", "Wrong-guess-1").await;
        let unknown = login(&app, "nobody.here", "Wrong-guess-1").await;
        assert_eq!(comparable(&known), comparable(&unknown), "attempt {attempt}");
        let code = if attempt <= 5 { ErrorCode::LoginFailed } else { ErrorCode::AccountLocked };
        assert_eq!(known.json()["code"], code.as_str(), "attempt {attempt}");
        assert_eq!(known.json()["message"], code.label(Lang::Zh));
    }
    // Neither does a disabled account say that it is one.
    let id = app.user("xfj.clerk").await.id();
    let disable = json!({ "accountId": id, "status": "DISABLED" });
    app.user("sysadmin").await.mutate("setAccountStatus", disable, "account { status }").await.ok();
    let disabled = login(&app, "xfj.clerk", PASSWORD).await;
    let unknown = login(&app, "nobody.else", PASSWORD).await;
    assert_eq!(comparable(&disabled), comparable(&unknown));
}

async fn five_failures_lock_the_account(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let status = async |password: &str| login(&app, "scjg.clerk", password).await.status.as_u16();
    for _ in 0..4 {
        assert_eq!(status("Wrong-guess-1").await, 401);
    }
    assert_eq!(status(PASSWORD).await, 200, "a success forgets the failures");
    for _ in 0..5 {
        assert_eq!(status("Wrong-guess-1").await, 401);
    }
    let locked = login(&app, "scjg.clerk", PASSWORD).await;
    assert_eq!((locked.status.as_u16(), &locked.json()["code"]), (403, &json!("ACCOUNT_LOCKED")));
    app.advance(chrono::Duration::minutes(29));
    assert_eq!(status(PASSWORD).await, 403);
    app.advance(chrono::Duration::minutes(2));
    assert_eq!(status(PASSWORD).await, 200);
    assert_eq!(trail::count(&app, "LOGIN_FAILED").await, 8);
    assert_eq!(trail::count(&app, "LOGIN_LOCKED").await, 1);
    assert_eq!(trail::count(&app, "LOGIN_REFUSED_LOCKED").await, 2);
    // The system administrator lets somebody in again at once.
    let id = app.user("scjg.clerk").await.id();
    for _ in 0..5 {
        status("Wrong-guess-1").await;
    }
    assert_eq!(status(PASSWORD).await, 403);
    let enable = json!({ "accountId": id, "status": "ACTIVE" });
    app.user("sysadmin").await.mutate("setAccountStatus", enable, "account { lockedUntil }").await.ok();
    assert_eq!(status(PASSWORD).await, 200);
}

async fn guesses_at_once_are_all_counted(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let guesses = join_all((0..5).map(|_| login(&app, "scjg.head", "Wrong-guess-1"))).await;
    assert!(guesses.iter().all(|answer| answer.status == 401));
    assert_eq!(login(&app, "scjg.head", PASSWORD).await.status, 403);
    // Guessing at the present password from inside is guessing, too.
    let thief = app.user("xfj.clerk").await;
    let guess = async || {
        let input = json!({ "current": "Wrong-guess-1", "new": "Brand-new-2026" });
        thief.mutate("changePassword", input, "changed").await
    };
    for _ in 0..5 {
        guess().await.refused_at(ErrorCode::LoginFailed, "current");
    }
    guess().await.refused_with(ErrorCode::AccountLocked);
    let right = json!({ "current": PASSWORD, "new": "Brand-new-2026" });
    thief.mutate("changePassword", right, "changed").await.refused_with(ErrorCode::AccountLocked);
    assert_eq!(login(&app, "xfj.clerk", PASSWORD).await.status, 403);
}

async fn guesses_by_address_are_limited(engine: Engine) {
    let app = TestApp::with(engine, Options { logins: 3, ..Options::on(Template::Town) }).await;
    let guess = async |peer: &str, forwarded: Option<&str>, number: u32| {
        let body = json!({ "username": format!("nobody{number}"), "password": "x" });
        let mut request = session_request("login").set_json(body);
        if let Some(forwarded) = forwarded {
            request = request.insert_header(("X-Forwarded-For", forwarded));
        }
        app.send_from(peer, request).await.status.as_u16()
    };
    for number in 0..3 {
        assert_eq!(guess("203.0.113.7:1000", None, number).await, 401);
    }
    assert_eq!(guess("203.0.113.7:1001", None, 3).await, 429);
    assert_eq!(guess("203.0.113.7:1002", Some("198.51.100.1"), 4).await, 429, "anybody can write the header");
    assert_eq!(guess("203.0.113.8:1000", None, 5).await, 401);
    // A known proxy is believed, and only the last address it saw.
    for number in 6..9 {
        assert_eq!(guess("10.0.0.1:1000", Some("1.2.3.4, 198.51.100.9"), number).await, 401);
    }
    assert_eq!(guess("10.0.0.1:1000", Some("5.6.7.8, 198.51.100.9"), 9).await, 429);
    assert_eq!(guess("10.0.0.1:1000", Some("198.51.100.9, 198.51.100.10"), 10).await, 401);
}

async fn forms_that_are_no_log_in(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let send = async |body: &str| {
        let request = session_request("login").insert_header(("Content-Type", "application/json"));
        app.send(request.set_payload(body.to_owned())).await
    };
    for body in ["", "{", "[]", "{\"username\":\"a\"}", "{\"username\":1,\"password\":2}"] {
        let answer = send(body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["code"]),
            (400, &json!("INVALID_FORMAT")),
            "{body}"
        );
    }
    let long = json!({ "username": "a", "password": "x".repeat(5000) }).to_string();
    assert_eq!(send(&long).await.status, 413);
    for (username, password) in [("a\u{0}b", "x"), (&*"a".repeat(101), "x"), ("", "")] {
        let answer = login(&app, username, password).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (401, &json!("LOGIN_FAILED")));
    }
    let form = session_request("login").set_form([("username", "scjg.clerk"), ("password", PASSWORD)]);
    assert!(app.send(form).await.status.is_client_error(), "forms of other sites");
    let get = TestRequest::get().uri("/api/session/login").insert_header(("X-OneDoor", "1"));
    assert!(app.send(get).await.status.is_client_error());
}
