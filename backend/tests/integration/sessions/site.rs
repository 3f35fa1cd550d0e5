//! Requests that other sites make a browser send.

use actix_web::test::TestRequest;
use serde_json::json;

use crate::support::client::session_request;
use crate::support::{Client, Engine, Template, TestApp};

on_both_engines!(only_our_own_pages, headers_of_every_answer);

const PASSWORD: &str = backend::demo::PASSWORD;

async fn only_our_own_pages(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = Client::login(&app, "scjg.clerk", PASSWORD).await;
    let form = json!({ "username": "scjg.clerk", "password": PASSWORD });
    for what in ["login", "refresh", "logout"] {
        let request = |request: TestRequest| {
            let request =
                request.insert_header(("Cookie", client.cookie())).insert_header(("Host", "onedoor.test"));
            if what == "login" { request.set_json(&form) } else { request }
        };
        let plain = TestRequest::post().uri(&format!("/api/session/{what}"));
        let answer = app.send(request(plain)).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (403, &json!("FORBIDDEN")), "{what}");
        for origin in ["https://evil.test", "null", "http://onedoor.test.evil.test", "onedoor.test"] {
            let foreign = session_request(what).insert_header(("Origin", origin));
            assert_eq!(app.send(request(foreign)).await.status, 403, "{what} {origin}");
        }
    }
    let own = session_request("refresh").insert_header(("Origin", "https://onedoor.test"));
    let own = own.insert_header(("Host", "onedoor.test")).insert_header(("Cookie", client.cookie()));
    assert_eq!(app.send(own).await.status, 200);
}

/// OWASP ASVS 3.4.
async fn headers_of_every_answer(engine: Engine) {
    let app = TestApp::new(engine, Template::Empty).await;
    for uri in ["/healthz", "/readyz", "/graphql?query={today}", "/api/nothing", "/nothing", "/app/1/x.js"] {
        let answer = app.send(TestRequest::get().uri(uri)).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{uri}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{uri}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{uri}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{uri}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{uri}");
    }
    for (uri, status) in [("/healthz", 200), ("/readyz", 200), ("/api/nothing", 404), ("/app/1/x.js", 404)] {
        assert_eq!(app.send(TestRequest::get().uri(uri)).await.status, status, "{uri}");
    }
    assert_eq!(app.send(TestRequest::get().uri("/graphiql")).await.status, 404);
}
