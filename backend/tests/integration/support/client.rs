//! A person at a browser: logs in, keeps the cookie, asks GraphQL.

use std::cell::RefCell;

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::ErrorCode;

use super::app::{HttpAnswer, TestApp};
use super::contract::input_type;

/// Somebody who sends requests.
pub struct Client<'a> {
    /// The application asked.
    pub app: &'a TestApp,
    login: Option<(String, String)>,
    /// Access token and cookie, as the browser has them now.
    held: RefCell<Held>,
    lang: &'static str,
}

/// What a browser holds of a session.
#[derive(Default, Clone)]
pub struct Held {
    token: Option<String>,
    cookie: Option<String>,
    account: Value,
    until: i64,
}

impl Held {
    /// The access token.
    pub fn token(&self) -> Option<String> {
        self.token.clone()
    }

    /// Whether the access token can still be used.
    pub fn lasts(&self, now: DateTime<Utc>) -> bool {
        self.until > now.timestamp()
    }
}

impl<'a> Client<'a> {
    /// Nobody in particular.
    pub fn anonymous(app: &'a TestApp) -> Self {
        Self { app, login: None, held: RefCell::default(), lang: "zh-CN" }
    }

    /// Logged in.
    pub async fn login(app: &'a TestApp, username: &str, password: &str) -> Self {
        let login = Some((username.to_owned(), password.to_owned()));
        let client = Self { app, login, held: RefCell::default(), lang: "zh-CN" };
        client.log_in().await;
        client
    }

    /// In a session that somebody has opened.
    pub fn resume(app: &'a TestApp, username: &str, held: Held) -> Self {
        let login = Some((username.to_owned(), backend::demo::PASSWORD.to_owned()));
        Self { app, login, held: RefCell::new(held), lang: "zh-CN" }
    }

    /// The session.
    pub fn held(&self) -> Held {
        self.held.borrow().clone()
    }

    /// The same person reading English.
    pub fn in_english(self) -> Self {
        Self { lang: "en", ..self }
    }

    async fn log_in(&self) {
        let (username, password) = self.login.as_ref().expect("somebody with an account");
        let answer = login(self.app, username, password).await;
        assert_eq!(answer.status, StatusCode::OK, "{username} cannot log in: {}", answer.text());
        self.keep(&answer);
    }

    /// Keeps the token and cookie of an answer.
    pub fn keep(&self, answer: &HttpAnswer) {
        let body = answer.json();
        let lives = body["expiresIn"].as_i64().unwrap();
        *self.held.borrow_mut() = Held {
            token: body["token"].as_str().map(str::to_owned),
            cookie: Some(cookie_of(answer)),
            account: body["account"].clone(),
            until: self.app.now().timestamp() + lives,
        };
    }

    /// What the log-in said about the account.
    pub fn account(&self) -> Value {
        self.held.borrow().account.clone()
    }

    /// The account's id.
    pub fn id(&self) -> String {
        text(&self.account()["id"])
    }

    /// The access token.
    pub fn token(&self) -> String {
        self.held.borrow().token.clone().expect("somebody who is logged in")
    }

    /// The refresh cookie, as `name=value`.
    pub fn cookie(&self) -> String {
        self.held.borrow().cookie.clone().expect("somebody who is logged in")
    }

    /// `POST /api/session/refresh` with the cookie held, which is replaced.
    pub async fn refresh(&self) -> HttpAnswer {
        let answer = self.app.send(session_request("refresh").insert_header(("Cookie", self.cookie()))).await;
        if answer.status == StatusCode::OK {
            self.keep(&answer);
        }
        answer
    }

    /// Adds who one is.
    pub fn sign(&self, request: TestRequest) -> TestRequest {
        let request = request.insert_header(("Accept-Language", self.lang));
        match &self.held.borrow().token {
            Some(token) => request.insert_header(("Authorization", format!("Bearer {token}"))),
            None => request,
        }
    }

    /// Sends a request as oneself; logs in again where time has passed.
    pub async fn send(&self, request: TestRequest) -> HttpAnswer {
        let ended = self.login.is_some() && !self.held.borrow().lasts(self.app.now());
        if ended {
            self.log_in().await;
        }
        self.app.send(self.sign(request)).await
    }

    /// Posts a document.
    pub async fn post(&self, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables });
        let request = TestRequest::post().uri("/graphql").set_json(body);
        Answer::new(self.send(request).await, None)
    }

    /// Asks a query with variables whose types are written in it.
    pub async fn query(&self, query: &str, variables: Value) -> Value {
        self.post(query, variables).await.ok()
    }

    /// Carries out a mutation; `selection` is what is wanted beside the refusals.
    pub async fn mutate(&self, mutation: &str, input: Value, selection: &str) -> Answer {
        let query = format!(
            "mutation($input: {}) {{ {mutation}(input: $input) {{ userErrors {{ code path message }} {selection} }} }}",
            input_type(mutation)
        );
        let body = json!({ "query": query, "variables": { "input": input } });
        let request = TestRequest::post().uri("/graphql").set_json(body);
        Answer::new(self.send(request).await, Some(mutation.to_owned()))
    }

    /// Uploads a file.
    pub async fn upload(&self, name: &str, purpose: &str, bytes: Vec<u8>) -> HttpAnswer {
        // As a browser writes a name into an address.
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let uri = format!("/api/uploads?name={name}&purpose={purpose}");
        self.send(TestRequest::post().uri(&uri).set_payload(bytes)).await
    }

    /// Gets an address.
    pub async fn get(&self, uri: &str) -> HttpAnswer {
        self.send(TestRequest::get().uri(uri)).await
    }
}

/// A request of the session routes, as our own pages send it.
pub fn session_request(what: &str) -> TestRequest {
    TestRequest::post().uri(&format!("/api/session/{what}")).insert_header(("X-OneDoor", "1"))
}

/// Tries to log in.
pub async fn login(app: &TestApp, username: &str, password: &str) -> HttpAnswer {
    let body = json!({ "username": username, "password": password });
    app.send(session_request("login").set_json(body)).await
}

/// The cookie an answer sets, as `name=value`.
pub fn cookie_of(answer: &HttpAnswer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

/// A text in JSON.
#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// An answer to a GraphQL request.
#[derive(Debug)]
pub struct Answer {
    /// Over HTTP.
    pub http: HttpAnswer,
    body: Value,
    mutation: Option<String>,
}

impl Answer {
    fn new(http: HttpAnswer, mutation: Option<String>) -> Self {
        let body = http.json();
        Self { http, body, mutation }
    }

    /// The whole body.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// The data, or the payload of a mutation; nothing may have been refused.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.body.get("errors").is_none(), "{}", self.body);
        match &self.mutation {
            None => self.body["data"].clone(),
            Some(name) => {
                let payload = self.body["data"][name].clone();
                assert_eq!(payload["userErrors"], json!([]), "{payload}");
                payload
            }
        }
    }

    /// Every code that was answered, of the request or of the input.
    pub fn codes(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().into_iter().flatten();
        let errors = errors.filter_map(|error| error["extensions"]["code"].as_str());
        let refusals =
            self.mutation.iter().filter_map(|name| self.body["data"][name]["userErrors"].as_array());
        let refusals = refusals.flatten().filter_map(|refusal| refusal["code"].as_str());
        errors.chain(refusals).map(str::to_owned).collect()
    }

    /// It was refused, for this reason alone.
    #[track_caller]
    pub fn refused_with(&self, code: ErrorCode) -> &Self {
        let codes = self.codes();
        assert!(
            !codes.is_empty() && codes.iter().all(|found| found == code.as_str()),
            "{code}: {}",
            self.body
        );
        self
    }

    /// It was refused, for this reason among others, at this field.
    #[track_caller]
    pub fn refused_at(&self, code: ErrorCode, path: &str) -> &Self {
        let name = self.mutation.as_ref().expect("an answer to a mutation");
        let refusals = self.body["data"][name]["userErrors"].as_array().cloned().unwrap_or_default();
        let found =
            refusals.iter().any(|refusal| refusal["code"] == code.as_str() && refusal["path"] == path);
        assert!(found, "{code} at {path}: {}", self.body);
        self
    }

    /// Whether it was carried out.
    pub fn is_ok(&self) -> bool {
        self.codes().is_empty()
    }
}
