//! Changes as they are told to whoever has the plan open.

use serde_json::{Value, json};

use super::{another_server, start};
use crate::api::socket::{Heard, Socket};
use crate::api::streams::listen;
use crate::support::Engine;
use crate::support::plan::{self, line_in, line_input, with};

on_both_engines!(
    every_act_is_told_once,
    acts_of_another_process_are_told,
    nobody_listens_who_may_not_read,
    a_session_that_ends_hears_nothing_more,
);

const CHANGED: &str = "subscription($id: ID!) { planChanged(planId: $id) {
    act by department revision status line { number title } differences { field before after } } }";

/// The next change that is told.
async fn next(socket: &mut Socket) -> Value {
    match socket.hear().await {
        Heard::Said(message) => {
            assert_eq!(message["type"], "next", "{message}");
            message["payload"]["data"]["planChanged"].clone()
        }
        Heard::Closed(code) => panic!("closed with {code}"),
    }
}

async fn every_act_is_told_once(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let address = listen(&app);
    let mut socket = Socket::introduced(address, &app.user("xfj.clerk").await.token()).await;
    socket.subscribe("1", CHANGED, json!({ "id": plan.id })).await;
    assert_eq!(next(&mut socket).await["act"], "OPEN", "the newest, at once");

    let input = line_input(&world, &plan.id, "J09");
    let line = line_in(&plan::save_line(&app, &world, input.clone()).await);
    let told = next(&mut socket).await;
    assert_eq!((&told["act"], &told["revision"]), (&json!("SAVE"), &json!(1)));
    assert_eq!(told["department"], "舞钢市市场监督管理局");
    assert_eq!(told["line"], json!({ "number": 1, "title": "部门联合抽查" }));
    assert_eq!(told["differences"], json!([]), "a new line differs from nothing");

    let partners = [world.department("xfj")];
    let changed = json!({
        "id": line.id, "revision": line.revision, "title": "餐饮联合抽查", "partnerIds": partners, "reserve": 5,
    });
    let line = line_in(&plan::save_line(&app, &world, with(input, changed)).await);
    let told = next(&mut socket).await;
    let fields: Vec<_> = told["differences"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(fields, ["PARTNERS", "TITLE", "RESERVE"]);
    let title = json!({ "field": "TITLE", "before": "部门联合抽查", "after": "餐饮联合抽查" });
    assert_eq!(told["differences"][1], title);

    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    let told = next(&mut socket).await;
    assert_eq!((&told["act"], &told["status"]), (&json!("SUBMIT"), &json!("CONFIRMING")));
    plan::confirm(&app, &world, &line, "xfj", true).await.ok();
    assert_eq!(next(&mut socket).await["act"], "CONFIRM", "one's own acts too: one may have two windows");
    let rules = json!({ "jointCountsOnce": true, "specialCounts": true, "visitsPerDay": 3 });
    let rules = json!({ "planId": plan.id, "revision": 1, "reason": "按县级文件", "rules": rules });
    app.user("office.clerk").await.mutate("keepPlanningRules", rules, "plan { id }").await.ok();
    let told = next(&mut socket).await;
    assert_eq!(
        (&told["act"], &told["line"], &told["department"]),
        (&json!("RULES"), &Value::Null, &Value::Null)
    );
    let said = json!({ "planId": plan.id, "lineId": line.id, "text": "请核对" });
    app.user("scjg.head").await.mutate("writePlanComment", said, "comment { id }").await.ok();
    assert_eq!(next(&mut socket).await["act"], "COMMENT");
    // A refused act is none.
    plan::confirm(&app, &world, &line, "xfj", true).await;
    plan::sign(&app, &world, &line, "xfj").await.ok();
    assert_eq!(next(&mut socket).await["act"], "SIGN");
}

async fn acts_of_another_process_are_told(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let address = listen(&app);
    let input = line_input(&world, &plan.id, "J09");
    let line = line_in(&plan::save_line(&app, &world, input).await);
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    let mut socket = Socket::introduced(address, &app.user("scjg.clerk").await.token()).await;
    socket.subscribe("1", CHANGED, json!({ "id": plan.id })).await;
    assert_eq!(next(&mut socket).await["act"], "SUBMIT");

    let other = another_server(&app).await;
    let partner = other.sessions.viewer(&app.user("xfj.clerk").await.token()).await.unwrap();
    let (id, department) = (line.id.parse().unwrap(), world.department("xfj").parse().unwrap());
    other.planning.confirm_line(&partner, id, department, None).await.unwrap();
    let told = next(&mut socket).await;
    assert_eq!((&told["act"], &told["revision"]), (&json!("CONFIRM"), &json!(line.revision + 1)));
}

async fn nobody_listens_who_may_not_read(engine: Engine) {
    let (app, _, plan) = start(engine).await;
    let address = listen(&app);
    let presence = "subscription($id: ID!) { planPresence(planId: $id) { name } }";
    for document in [CHANGED, presence] {
        let mut socket = Socket::introduced(address, &app.user("expert.01").await.token()).await;
        socket.subscribe("1", document, json!({ "id": plan.id })).await;
        let Heard::Said(refused) = socket.hear().await else { panic!("closed") };
        assert!(refused.to_string().contains("FORBIDDEN"), "{refused}");
        let mut socket = Socket::introduced(address, &app.user("scjg.clerk").await.token()).await;
        socket.subscribe("1", document, json!({ "id": "pln_00000000000070008000000000000000" })).await;
        let Heard::Said(refused) = socket.hear().await else { panic!("closed") };
        assert!(refused.to_string().contains("NOT_FOUND"), "{refused}");
    }
}

async fn a_session_that_ends_hears_nothing_more(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let address = listen(&app);
    let clerk = app.user("xfj.clerk").await;
    let mut socket = Socket::introduced(address, &clerk.token()).await;
    socket.subscribe("1", CHANGED, json!({ "id": plan.id })).await;
    next(&mut socket).await;
    let disable = json!({ "accountId": clerk.id(), "status": "DISABLED" });
    app.user("sysadmin").await.mutate("setAccountStatus", disable, "account { status }").await.ok();
    plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await.ok();
    assert_eq!(socket.hear().await, Heard::Closed(4403));
}
