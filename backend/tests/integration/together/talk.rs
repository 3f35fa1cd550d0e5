//! Comments and those they mention.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::ErrorCode;

use super::{start, texts};
use crate::support::client::{Client, text};
use crate::support::plan::{self, line_in, line_input};
use crate::support::{Engine, TestApp};

on_both_engines!(
    what_a_comment_must_be,
    the_mentioned_find_it_until_they_have_seen_it,
    a_comment_is_taken_back_and_never_edited,
    answers_quote,
);

const COMMENT: &str =
    "comment { id text takenBackAt own mentions { name } replyTo { by text } line { number } }";

async fn write(client: &Client<'_>, input: Value) -> Value {
    client.mutate("writePlanComment", input, COMMENT).await.ok()["comment"].clone()
}

async fn mentions(app: &TestApp, username: &str, unread: bool) -> Value {
    let query = "query($unread: Boolean) { planMentions(unread: $unread, first: 10) { totalCount
        nodes { id by text planId planTitle unread line { title } } } }";
    app.user(username).await.query(query, json!({ "unread": unread })).await["planMentions"].clone()
}

async fn what_a_comment_must_be(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let refused = async |changes: Value, code: ErrorCode, path: &str| {
        let input = plan::with(json!({ "planId": plan.id, "text": "请核对" }), changes);
        clerk.mutate("writePlanComment", input, COMMENT).await.refused_at(code, path);
    };
    refused(json!({ "text": " \n " }), ErrorCode::Required, "text").await;
    refused(json!({ "text": "长".repeat(1001) }), ErrorCode::TooLong, "text").await;
    let expert = app.user("expert.01").await.id();
    refused(json!({ "accountIds": [expert] }), ErrorCode::MentionUnknown, "mentions").await;
    let nobody = "dep_00000000000070008000000000000000";
    refused(json!({ "departmentIds": [nobody] }), ErrorCode::MentionUnknown, "mentions").await;
    refused(json!({ "replyToId": "cmt_00000000000070008000000000000000" }), ErrorCode::NotFound, "replyToId")
        .await;
    let many: Vec<String> =
        (0..21).map(|number| format!("dep_000000000000700080000000000000{number:02}")).collect();
    refused(json!({ "departmentIds": many }), ErrorCode::OutOfRange, "mentions").await;
    // A line of another plan is none of this one's.
    let other = plan::open_plan(&app, 2027).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let elsewhere = json!({ "planId": other.id, "lineId": line.id, "text": "请核对" });
    clerk.mutate("writePlanComment", elsewhere, COMMENT).await.refused_at(ErrorCode::NotFound, "lineId");
    let supervisor = app.user("supervisor").await;
    let input = json!({ "planId": plan.id, "text": "请核对" });
    supervisor.mutate("writePlanComment", input, COMMENT).await.refused_with(ErrorCode::Forbidden);
}

async fn the_mentioned_find_it_until_they_have_seen_it(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let clerk = app.user("scjg.clerk").await;
    let office = app.user("office.head").await.id();
    let own = world.department("scjg");
    let input = json!({
        "planId": plan.id, "lineId": line.id, "text": "  @消防 请核对名单 ",
        "departmentIds": [world.department("xfj"), own], "accountIds": [office],
    });
    let said = write(&clerk, input).await;
    assert_eq!(said["text"], "@消防 请核对名单");
    let mut names = texts(&said["mentions"], "name");
    names.sort();
    assert!(names.contains(&"舞钢市消防救援大队".to_owned()) && names.len() == 3, "{names:?}");

    for username in ["xfj.clerk", "xfj.head", "office.head", "scjg.head"] {
        let found = mentions(&app, username, true).await;
        assert_eq!(found["totalCount"], 1, "{username}");
        assert_eq!(found["nodes"][0]["line"]["title"], "部门联合抽查");
    }
    for username in ["scjg.clerk", "office.clerk", "wjw.clerk"] {
        assert_eq!(mentions(&app, username, true).await["totalCount"], 0, "{username}");
    }
    // Each for himself: what one has seen is still new to the other.
    let fire = app.user("xfj.clerk").await;
    let seen = json!({ "commentIds": [said["id"]] });
    let read = fire.mutate("readPlanMentions", seen.clone(), "read { count }").await.ok();
    assert_eq!(read["read"]["count"], 1);
    assert_eq!(fire.mutate("readPlanMentions", seen, "read { count }").await.ok()["read"]["count"], 0);
    assert_eq!(mentions(&app, "xfj.clerk", true).await["totalCount"], 0);
    assert_eq!(mentions(&app, "xfj.clerk", false).await["nodes"][0]["unread"], false);
    assert_eq!(mentions(&app, "xfj.head", true).await["totalCount"], 1);
    // What was taken back calls nobody any more.
    clerk.mutate("takeBackPlanComment", json!({ "id": said["id"] }), COMMENT).await.ok();
    assert_eq!(mentions(&app, "xfj.head", true).await["totalCount"], 0);
}

async fn a_comment_is_taken_back_and_never_edited(engine: Engine) {
    let (app, _, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let said = write(&clerk, json!({ "planId": plan.id, "text": "比例偏高" })).await;
    let id = json!({ "id": said["id"] });
    let others = app.user("scjg.head").await;
    others.mutate("takeBackPlanComment", id.clone(), COMMENT).await.refused_with(ErrorCode::Forbidden);
    let taken = clerk.mutate("takeBackPlanComment", id.clone(), COMMENT).await.ok();
    assert!(taken["comment"]["text"].is_null() && taken["comment"]["takenBackAt"].is_string(), "{taken}");
    clerk.mutate("takeBackPlanComment", id, COMMENT).await.refused_with(ErrorCode::IllegalTransition);
    let query = "query($id: ID!) { planComments(planId: $id, first: 5) { totalCount nodes { text by takenBackAt } } }";
    let data = others.query(query, json!({ "id": plan.id })).await;
    let shown = &data["planComments"]["nodes"][0];
    assert!(shown["text"].is_null() && shown["takenBackAt"].is_string() && !text(&shown["by"]).is_empty());
    // Not even in the database.
    let fresh = write(&clerk, json!({ "planId": plan.id, "text": "改后再议" })).await;
    assert!(fresh["takenBackAt"].is_null());
    let raw = app.db.raw().await;
    for sql in ["update plan_comment set text = '改过'", "delete from plan_comment"] {
        assert!(raw.execute_unprepared(sql).await.is_err(), "{sql}");
    }
}

async fn answers_quote(engine: Engine) {
    let (app, _, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let said = write(&clerk, json!({ "planId": plan.id, "text": "窗口期可否推后" })).await;
    let office = app.user("office.clerk").await;
    let answer = json!({ "planId": plan.id, "text": "可以", "replyToId": said["id"] });
    let answer = write(&office, answer).await;
    assert_eq!(answer["replyTo"]["text"], "窗口期可否推后");
    clerk.mutate("takeBackPlanComment", json!({ "id": said["id"] }), COMMENT).await.ok();
    let query = "query($id: ID!) { planComments(planId: $id, first: 5) { nodes { replyTo { by text } } } }";
    let data = office.query(query, json!({ "id": plan.id })).await;
    let quoted = &data["planComments"]["nodes"][0]["replyTo"];
    assert!(quoted["text"].is_null() && quoted["by"].is_string(), "{quoted}");
}
