//! The feed of a plan, page by page.

use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use serde_json::{Value, json};
use shared::ErrorCode;

use super::{start, texts};
use crate::support::client::Client;
use crate::support::db::TestDb;
use crate::support::dump;
use crate::support::plan::{self, line_in, line_input, with};
use crate::support::{Engine, Template};

on_both_engines!(who_did_what_newest_first, since_the_last_look, plans_from_before_have_their_feed);

const FEED: &str = "query($id: ID!, $line: ID, $department: ID, $first: Int, $after: String) {
    planChanges(planId: $id, lineId: $line, departmentId: $department, first: $first, after: $after) {
        totalCount nodes { id act by reason fresh line { number } differences { field before after } }
        pageInfo { hasNextPage endCursor } } }";

async fn feed(client: &Client<'_>, variables: Value) -> Value {
    let variables = with(json!({ "first": 50 }), variables);
    client.query(FEED, variables).await["planChanges"].clone()
}

async fn who_did_what_newest_first(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let input = line_input(&world, &plan.id, "J09");
    let line = line_in(&plan::save_line(&app, &world, input.clone()).await);
    let changed = json!({
        "id": line.id, "revision": line.revision, "windowTo": "2026-07-31",
        "ratios": [{ "stratum": "ALL", "basisPoints": 250 }], "scope": { "tags": ["餐饮"], "towns": ["410481001"] },
    });
    let line = line_in(&plan::save_line(&app, &world, with(input.clone(), changed)).await);
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    plan::confirm(&app, &world, &line, "xfj", false).await.ok();
    plan::save_line(&app, &world, with(input, json!({ "title": "另一行" }))).await.ok();

    let clerk = app.user("wjw.clerk").await;
    let all = feed(&clerk, json!({ "id": plan.id })).await;
    assert_eq!(texts(&all["nodes"], "act"), ["SAVE", "DECLINE", "SUBMIT", "SAVE", "SAVE", "OPEN"]);
    assert_eq!(all["nodes"][1]["reason"], "本年度力量不足");
    let differences = &all["nodes"][3]["differences"];
    assert_eq!(texts(differences, "field"), ["SCOPE", "RATIOS", "WINDOW"]);
    assert_eq!(differences[1]["before"], "A 1%；B 2%；C 4%；D 6%");
    assert_eq!(differences[1]["after"], "2.5%");
    let window = |version: &str| differences[2][version].as_str().unwrap().to_owned();
    assert!(window("before").ends_with(" 至 2026-07-10"), "{}", window("before"));
    assert!(window("after").ends_with(" 至 2026-07-31"), "{}", window("after"));
    let scope = differences[0]["after"].as_str().unwrap();
    assert!(!scope.contains("410481001"), "a town by its name: {scope}");
    let english = app.user("wjw.clerk").await.in_english();
    let ratios = &feed(&english, json!({ "id": plan.id })).await["nodes"][3]["differences"][1];
    assert_eq!(ratios["before"], "A 1%; B 2%; C 4%; D 6%");

    let fire = feed(&clerk, json!({ "id": plan.id, "department": world.department("xfj") })).await;
    assert_eq!(texts(&fire["nodes"], "act"), ["DECLINE"]);
    let of_line = feed(&clerk, json!({ "id": plan.id, "line": line.id })).await;
    assert_eq!(of_line["totalCount"], 4);
    let page = feed(&clerk, json!({ "id": plan.id, "first": 4 })).await;
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let rest = feed(&clerk, json!({ "id": plan.id, "after": page["pageInfo"]["endCursor"] })).await;
    assert_eq!(texts(&rest["nodes"], "act"), ["SAVE", "OPEN"]);
}

async fn since_the_last_look(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let clerk = app.user("xfj.clerk").await;
    let fresh = async |client: &Client<'_>| {
        let query = "query($id: ID!) { freshPlanChanges(planId: $id) }";
        client.query(query, json!({ "id": plan.id })).await["freshPlanChanges"].as_i64().unwrap()
    };
    assert_eq!(fresh(&clerk).await, 2, "everything is new at first");
    assert_eq!(fresh(&app.user("scjg.clerk").await).await, 1, "one's own is not");
    let seen = feed(&clerk, json!({ "id": plan.id })).await;
    let look = async |up_to: &Value| {
        let input = json!({ "planId": plan.id, "upTo": up_to });
        clerk.mutate("lookAtPlan", input, "fresh { count }").await
    };
    assert_eq!(look(&seen["nodes"][0]["id"]).await.ok()["fresh"]["count"], 0);
    assert_eq!(look(&seen["nodes"][1]["id"]).await.ok()["fresh"]["count"], 0, "a mark never goes back");
    look(&json!("aud_00000000000070008000000000000000")).await.refused_at(ErrorCode::NotFound, "upTo");
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    plan::confirm(&app, &world, &line, "xfj", true).await.ok();
    assert_eq!(fresh(&clerk).await, 1);
    let nodes = feed(&clerk, json!({ "id": plan.id })).await["nodes"].clone();
    let marks: Vec<_> = nodes.as_array().unwrap().iter().map(|node| node["fresh"] == true).collect();
    assert_eq!(marks, [false, true, false, false]);
}

/// What the trail knew of plans before there was a feed stands in it.
async fn plans_from_before_have_their_feed(engine: Engine) {
    let db = TestDb::new(engine, Template::Story).await;
    let raw = db.raw().await;
    let acts = "select act || ' ' || count(*) from plan_change group by act order by act";
    let leads = "select c.act || ' ' || count(*) from plan_change c join plan_line l on l.id = c.line_id
        where c.act in ('SAVE', 'SUBMIT') and c.department_id = l.lead_department_id group by c.act order by c.act";
    let (before, of_leads) = (dump::texts(&raw, acts).await, dump::texts(&raw, leads).await);
    assert!(before.len() > 8, "{before:?}");
    let since = u32::try_from(Migrator::migrations().len()).unwrap() - 14;
    Migrator::down(&raw, Some(since)).await.unwrap();
    Migrator::up(&raw, None).await.unwrap();
    assert_eq!(dump::texts(&raw, acts).await, before);
    assert_eq!(dump::texts(&raw, leads).await, of_leads);
}
