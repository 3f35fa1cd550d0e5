//! Logging in, staying logged in, being thrown out.

mod accounts;
mod login;
mod refresh;
mod site;

use actix_web::test::TestRequest;
use serde_json::json;

use crate::support::app::HttpAnswer;
use crate::support::client::session_request;
use crate::support::{Client, TestApp};

/// Whether somebody's access token is still good.
async fn is_in(client: &Client<'_>) -> bool {
    let body = json!({ "query": "{ me { displayName } }" });
    let answer = client.app.send(client.sign(TestRequest::post().uri("/graphql").set_json(body))).await;
    if answer.status == 401 {
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "SESSION_EXPIRED");
        return false;
    }
    assert_eq!(answer.status, 200);
    true
}

/// Exchanges a refresh cookie.
async fn refresh_with(app: &TestApp, cookie: &str) -> HttpAnswer {
    app.send(session_request("refresh").insert_header(("Cookie", cookie))).await
}
