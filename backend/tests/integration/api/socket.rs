//! Subscriptions over `graphql-transport-ws`, on a real connection.

use std::net::SocketAddr;

use actix_codec::Framed;
use actix_http::ws::{Codec, Frame, Item, Message};
use backend::access::Viewer;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::streams::listen;
use crate::support::client::text;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    a_job_is_followed,
    introductions,
    a_draw_is_followed_by_anybody,
    documents_out_of_proportion,
    a_session_that_ends_ends_the_socket,
);

/// A browser's end of a socket.
pub struct Socket(Framed<TcpStream, Codec>);

/// What comes from the server.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// A message.
    Said(Value),
    /// The end, with its code.
    Closed(u16),
}

impl Socket {
    async fn open(address: SocketAddr) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = "GET /graphql/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
            Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await.unwrap());
        }
        let answer = String::from_utf8(answer).unwrap().to_lowercase();
        assert!(answer.starts_with("http/1.1 101"), "{answer}");
        assert!(answer.contains("sec-websocket-protocol: graphql-transport-ws"), "{answer}");
        Self(Framed::new(stream, Codec::new().client_mode()))
    }

    /// Opened and introduced.
    pub async fn introduced(address: SocketAddr, token: &str) -> Self {
        let mut socket = Self::open(address).await;
        socket.say(json!({ "type": "connection_init", "payload": { "token": token } })).await;
        assert_eq!(socket.hear().await, Heard::Said(json!({ "type": "connection_ack" })));
        socket
    }

    /// Sends a message.
    pub async fn say(&mut self, message: Value) {
        self.0.send(Message::Text(message.to_string().into())).await.unwrap();
    }

    /// Follows something.
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.say(json!({ "type": "subscribe", "id": id, "payload": payload })).await;
    }

    /// The next message that is not the connection's own.
    pub async fn hear(&mut self) -> Heard {
        loop {
            match self.0.next().await {
                Some(Ok(Frame::Text(text))) => return Heard::Said(serde_json::from_slice(&text).unwrap()),
                Some(Ok(Frame::Close(reason))) => {
                    return Heard::Closed(reason.map_or(1005, |reason| reason.code.into()));
                }
                Some(Ok(Frame::Ping(payload))) => self.0.send(Message::Pong(payload)).await.unwrap(),
                Some(Ok(Frame::Continuation(Item::Last(_)) | Frame::Pong(_))) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

const PROGRESS: &str = "subscription($id: ID!) { jobProgress(id: $id) { status done } }";

async fn queue(app: &TestApp, username: &str) -> String {
    let clerk = app.user(username).await;
    let table = "企业名称,统一社会信用代码,注册地址\n甲,91410481MA3XETE15A,路\n";
    let upload = clerk.upload("a.csv", "TABLE", table.into()).await.json()["id"].clone();
    text(
        &clerk.mutate("startSubjectImport", json!({ "uploadId": upload }), "job { id }").await.ok()["job"]["id"],
    )
}

async fn a_job_is_followed(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let address = listen(&app);
    let id = queue(&app, "office.clerk").await;
    let clerk = app.user("office.clerk").await;
    let mut socket = Socket::introduced(address, &clerk.token()).await;
    socket.subscribe("1", PROGRESS, json!({ "id": id })).await;
    let next = |status: &str, done: i64| {
        let data = json!({ "jobProgress": { "status": status, "done": done } });
        Heard::Said(json!({ "type": "next", "id": "1", "payload": { "data": data } }))
    };
    assert_eq!(socket.hear().await, next("WAITING", 0));
    app.run_jobs().await;
    let mut heard = socket.hear().await;
    while heard != next("DONE", 1) {
        assert!(heard == next("RUNNING", 0) || heard == next("RUNNING", 1), "{heard:?}");
        heard = socket.hear().await;
    }
    assert_eq!(socket.hear().await, Heard::Said(json!({ "type": "complete", "id": "1" })));
    // Somebody else's job is not there.
    let theirs = queue(&app, "scjg.clerk").await;
    socket.subscribe("2", PROGRESS, json!({ "id": theirs })).await;
    let Heard::Said(refused) = socket.hear().await else { panic!("closed") };
    assert!(refused.to_string().contains("NOT_FOUND"), "{refused}");
}

/// Without a log-in one follows what everybody may see, and nothing else.
async fn a_draw_is_followed_by_anybody(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    let address = listen(&app);
    let mut socket = Socket::open(address).await;
    socket.say(json!({ "type": "connection_init", "payload": { "public": true } })).await;
    assert_eq!(socket.hear().await, Heard::Said(json!({ "type": "connection_ack" })));
    let changes = "subscription($code: String!) { waveChanges(code: $code) { seq working now } }";
    socket.subscribe("1", changes, json!({ "code": "W2026-01" })).await;
    let Heard::Said(first) = socket.hear().await else { panic!("closed") };
    let seq = first["payload"]["data"]["waveChanges"]["seq"].as_i64().unwrap();
    assert!(seq > 0, "{first}");
    let query = "{ plans { id year lines(first: 50) { nodes { id } } } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    let plan = data["plans"].as_array().unwrap().iter().find(|plan| plan["year"] == 2026).unwrap();
    let line = plan["lines"]["nodes"].as_array().unwrap().last().unwrap();
    let input = json!({
        "planId": plan["id"], "title": "第二批次", "lineIds": [line["id"]], "beaconEvent": "双色球",
        "witnesses": crate::support::draw::witnesses(),
    });
    crate::support::draw::try_open(&app, input).await.ok();
    let Heard::Said(next) = socket.hear().await else { panic!("closed") };
    assert_eq!(next["payload"]["data"]["waveChanges"]["seq"], seq + 1, "{next}");
    socket.subscribe("2", PROGRESS, json!({ "id": queue(&app, "office.clerk").await })).await;
    loop {
        let Heard::Said(said) = socket.hear().await else { panic!("closed") };
        if said["id"] == "2" {
            assert!(said.to_string().contains("UNAUTHENTICATED"), "{said}");
            break;
        }
    }
    socket.subscribe("3", changes, json!({ "code": "W2026-99" })).await;
    loop {
        let Heard::Said(said) = socket.hear().await else { panic!("closed") };
        if said["id"] == "3" {
            assert!(said.to_string().contains("NOT_FOUND"), "{said}");
            break;
        }
    }
}

async fn introductions(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let address = listen(&app);
    for payload in [json!({ "token": "x.y.z" }), json!({}), Value::Null] {
        let mut socket = Socket::open(address).await;
        socket.say(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(socket.hear().await, Heard::Closed(4403), "{payload}");
    }
    let mut early = Socket::open(address).await;
    early.subscribe("1", PROGRESS, json!({ "id": "job_0" })).await;
    assert_eq!(early.hear().await, Heard::Closed(4401));
    let clerk = app.user("office.clerk").await;
    let mut twice = Socket::introduced(address, &clerk.token()).await;
    twice.say(json!({ "type": "connection_init", "payload": { "token": clerk.token() } })).await;
    assert_eq!(twice.hear().await, Heard::Closed(4429));
    let mut noise = Socket::introduced(address, &clerk.token()).await;
    noise.0.send(Message::Text("nonsense".into())).await.unwrap();
    assert!(matches!(noise.hear().await, Heard::Closed(code) if code != 1000));
    let mut alive = Socket::introduced(address, &clerk.token()).await;
    alive.say(json!({ "type": "ping" })).await;
    assert_eq!(alive.hear().await, Heard::Said(json!({ "type": "pong" })));
}

/// The limits are the schema's, and not only those of the route for POST.
async fn documents_out_of_proportion(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let address = listen(&app);
    let clerk = app.user("office.clerk").await;
    let mut socket = Socket::introduced(address, &clerk.token()).await;
    let parts =
        (0..28).map(|level| format!(" fragment f{level} on Query {{ ...f{} ...f{} }}", level + 1, level + 1));
    let bomb = format!("{{ ...f0 }}{} fragment f28 on Query {{ today }}", parts.collect::<String>());
    socket.subscribe("1", &bomb, json!({})).await;
    let Heard::Said(refused) = socket.hear().await else { panic!("closed") };
    assert!(refused.to_string().contains("QUERY_TOO_COMPLEX"), "{refused}");
}

/// A disabled account hears nothing more, whatever it follows.
async fn a_session_that_ends_ends_the_socket(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let address = listen(&app);
    let id = queue(&app, "scjg.clerk").await;
    let clerk = app.user("scjg.clerk").await;
    let mut socket = Socket::introduced(address, &clerk.token()).await;
    socket.subscribe("1", PROGRESS, json!({ "id": id })).await;
    assert!(matches!(socket.hear().await, Heard::Said(_)));
    let disable = json!({ "accountId": clerk.id(), "status": "DISABLED" });
    app.user("sysadmin").await.mutate("setAccountStatus", disable, "account { status }").await.ok();
    // Something happens to the job that he may no longer hear of.
    let system = Viewer::system("operator", app.services.core.settings().division.clone());
    app.services.jobs.cancel(&system, id.parse().unwrap()).await.unwrap();
    assert_eq!(socket.hear().await, Heard::Closed(4403));
}
