//! Who has a plan open at this moment.

use futures::StreamExt;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::{another_server, start};
use crate::api::socket::{Heard, Socket};
use crate::api::streams::listen;
use crate::support::Engine;
use crate::support::plan::{self, line_in, line_input};

on_both_engines!(people_come_and_go, people_at_another_process, a_place_that_nobody_renews);

const PRESENCE: &str = "subscription($id: ID!, $line: ID, $editing: Boolean = false) {
    planPresence(planId: $id, lineId: $line, editing: $editing) { name department editing line { number } } }";

/// The next list, once it has so many people.
async fn people(socket: &mut Socket, count: usize) -> Vec<Value> {
    loop {
        let Heard::Said(message) = socket.hear().await else { panic!("closed") };
        assert_eq!(message["type"], "next", "{message}");
        let people = message["payload"]["data"]["planPresence"].as_array();
        let people = people.unwrap_or_else(|| panic!("{message}")).clone();
        if people.len() == count {
            return people;
        }
    }
}

async fn people_come_and_go(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let address = listen(&app);
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let mut office = Socket::introduced(address, &app.user("office.clerk").await.token()).await;
    office.subscribe("1", PRESENCE, json!({ "id": plan.id })).await;
    let alone = people(&mut office, 1).await;
    assert_eq!(alone[0]["department"], Value::Null, "the office is no department");
    assert_eq!((&alone[0]["editing"], &alone[0]["line"]), (&json!(false), &Value::Null));

    let mut clerk = Socket::introduced(address, &app.user("scjg.clerk").await.token()).await;
    let form = json!({ "id": plan.id, "line": line.id, "editing": true });
    clerk.subscribe("1", PRESENCE, form).await;
    assert_eq!(people(&mut clerk, 2).await.len(), 2);
    let both = people(&mut office, 2).await;
    assert_eq!(both[1]["department"], "舞钢市市场监督管理局");
    assert_eq!((&both[1]["editing"], &both[1]["line"]), (&json!(true), &json!({ "number": 1 })));

    // Looking away ends it, and so does a connection that breaks.
    clerk.say(json!({ "type": "complete", "id": "1" })).await;
    assert_eq!(people(&mut office, 1).await, alone);
    let mut head = Socket::introduced(address, &app.user("xfj.head").await.token()).await;
    head.subscribe("1", PRESENCE, json!({ "id": plan.id })).await;
    people(&mut office, 2).await;
    drop(head);
    people(&mut office, 1).await;
    drop(office);
    let raw = app.db.raw().await;
    for _ in 0..100 {
        let left = raw.query_all_raw(statement(&raw, "select 1 from plan_presence")).await.unwrap();
        if left.is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("presence leaves something behind");
}

fn statement(raw: &impl ConnectionTrait, sql: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(raw.get_database_backend(), sql)
}

async fn people_at_another_process(engine: Engine) {
    let (app, _, plan) = start(engine).await;
    let address = listen(&app);
    let mut office = Socket::introduced(address, &app.user("office.clerk").await.token()).await;
    office.subscribe("1", PRESENCE, json!({ "id": plan.id })).await;
    people(&mut office, 1).await;
    let other = another_server(&app).await;
    let viewer = other.sessions.viewer(&app.user("xfj.clerk").await.token()).await.unwrap();
    let there = other.planning.join(&viewer, plan.id.parse().unwrap(), (None, false)).await.unwrap();
    let mut there = Box::pin(there);
    assert_eq!(there.next().await.unwrap().len(), 2);
    let both = people(&mut office, 2).await;
    assert!(both.iter().any(|one| one["department"] == "舞钢市消防救援大队"), "{both:?}");
    drop(there);
    people(&mut office, 1).await;
}

/// A server that has died gives nothing up; its places run out.
async fn a_place_that_nobody_renews(engine: Engine) {
    let (app, _, plan) = start(engine).await;
    let other = another_server(&app).await;
    let viewer = other.sessions.viewer(&app.user("xfj.clerk").await.token()).await.unwrap();
    let id = plan.id.parse().unwrap();
    let dead = other.planning.join(&viewer, id, (None, false)).await.unwrap();
    std::mem::forget(dead);
    app.advance(chrono::Duration::seconds(91));
    let viewer = app.services.sessions.viewer(&app.user("office.clerk").await.token()).await.unwrap();
    let here = app.services.planning.join(&viewer, id, (None, false)).await.unwrap();
    let mut here = Box::pin(here);
    assert_eq!(here.next().await.unwrap().len(), 1);
    let raw = app.db.raw().await;
    let left = raw.query_all_raw(statement(&raw, "select 1 from plan_presence")).await.unwrap();
    assert_eq!(left.len(), 1, "what has run out is swept away");
}
