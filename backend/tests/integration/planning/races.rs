//! Several people at once: exactly one wins where one may, and nobody's word is lost where all count.

use futures::future::join_all;
use serde_json::{Value, json};

use crate::support::people;
use crate::support::plan::{self, line_in, line_input};
use crate::support::world::World;
use crate::support::{Answer, Client, Engine, Template, TestApp, trail};

on_both_engines!(one_approval_wins, every_signature_counts, one_plan_a_year, one_correction_wins);

/// So many people at once.
const CROWD: usize = 8;

/// All of them do the same at the same moment; returns how many it was granted. The others are told that
/// somebody was faster, and not that something broke.
async fn all_at_once(people: &[Client<'_>], mutation: &str, input: &Value, selection: &str) -> usize {
    warm(people.iter()).await;
    let answers = join_all(people.iter().map(|one| one.mutate(mutation, input.clone(), selection))).await;
    let (won, lost): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(Answer::is_ok);
    for answer in lost {
        let codes = answer.codes();
        let fair = ["STALE_REVISION", "ILLEGAL_TRANSITION", "PLAN_EXISTS", "ALREADY_DECIDED"];
        assert!(codes.iter().all(|code| fair.contains(&code.as_str())), "{}", answer.body());
    }
    won.len()
}

async fn one_approval_wins(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    let line = line_in(&plan::review(&app, &line, true, "").await);
    let mut heads = Vec::new();
    for number in 0..CROWD {
        heads.push(people::make(&app, &format!("office.head{number}"), &[("OFFICE_HEAD", None)]).await);
    }
    let before = trail::count(&app, "APPROVE_PLAN").await;
    let won = all_at_once(&heads, "approvePlanLine", &line.decision(true, ""), "planLine { status }").await;
    assert_eq!(won, 1);
    assert_eq!(trail::count(&app, "APPROVE_PLAN").await, before + 1);
    let won = all_at_once(&heads, "approvePlan", &plan.step(), "plan { status }").await;
    assert_eq!(won, 1);
    assert_eq!(trail::count(&app, "APPROVE_PLAN").await, before + 2);
}

/// Partners confirm and heads sign at the same moment: the line goes on, whoever was last.
async fn every_signature_counts(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    // Petrol stations: a lead and four partners.
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J06")).await);
    let line = line_in(&plan::submit(&app, "swj", &line).await);
    let departments = &world.item("J06").departments;
    each(
        &app,
        &world,
        &departments[1..],
        ("clerk", "confirmPlanLine"),
        json!({ "id": line.id, "confirm": true }),
    )
    .await;
    assert_eq!(status(&app, &line.id).await, "SIGNING");
    each(&app, &world, departments, ("head", "signPlanLine"), json!({ "id": line.id })).await;
    assert_eq!(status(&app, &line.id).await, "SUBMITTED");
}

/// Somebody of each department does his part at the same moment; all of them may.
async fn each(
    app: &TestApp,
    world: &World,
    departments: &[String],
    (who, mutation): (&str, &str),
    input: Value,
) {
    let mut people = Vec::new();
    for code in departments {
        let input = plan::with(input.clone(), json!({ "departmentId": world.department(code) }));
        people.push((app.user(&format!("{code}.{who}")).await, input));
    }
    warm(people.iter().map(|(one, _)| one)).await;
    let acts = people.iter().map(|(one, input)| one.mutate(mutation, input.clone(), "planLine { status }"));
    for answer in join_all(acts).await {
        answer.ok();
    }
}

/// So that each has a connection of his own and nobody waits for one to be made.
async fn warm<'a>(people: impl Iterator<Item = &'a Client<'a>> + Clone) {
    for _ in 0..2 {
        join_all(people.clone().map(|one| one.query("{ today departments { id } }", json!({})))).await;
    }
}

async fn status(app: &TestApp, line: &str) -> Value {
    let query = "query($id: ID!) { planLine(id: $id) { status } }";
    app.user("office.clerk").await.query(query, json!({ "id": line })).await["planLine"]["status"].clone()
}

async fn one_plan_a_year(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let mut clerks = Vec::new();
    for _ in 0..CROWD {
        clerks.push(app.user("office.clerk").await);
    }
    let input = json!({ "year": 2026, "title": "年度计划" });
    assert_eq!(all_at_once(&clerks, "openPlan", &input, "plan { id }").await, 1);
}

/// Clerks of one department change the same line from the same revision.
async fn one_correction_wins(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let input = line_input(&world, &plan.id, "J09");
    let line = line_in(&plan::save_line(&app, &world, input.clone()).await);
    let mut clerks = Vec::new();
    for _ in 0..CROWD {
        clerks.push(app.user("scjg.clerk").await);
    }
    let change = plan::with(input, json!({ "id": line.id, "revision": line.revision, "title": "改" }));
    assert_eq!(all_at_once(&clerks, "savePlanLine", &change, "planLine { id }").await, 1);
    let input = line_in_revision(&app, &line.id).await;
    assert_eq!(all_at_once(&clerks, "submitPlanLine", &input, "planLine { id }").await, 1);
    // New lines at once: each gets a number of its own.
    let mut new = plan::with(change, json!({ "revision": 0 }));
    new.as_object_mut().unwrap().remove("id");
    let made =
        join_all(clerks.iter().map(|one| one.mutate("savePlanLine", new.clone(), "planLine { number }")));
    let mut numbers: Vec<i64> =
        made.await.iter().map(|answer| answer.ok()["planLine"]["number"].as_i64().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (2..2 + i64::try_from(CROWD).unwrap()).collect::<Vec<_>>());
}

async fn line_in_revision(app: &TestApp, id: &str) -> Value {
    let query = "query($id: ID!) { planLine(id: $id) { id revision } }";
    app.user("scjg.clerk").await.query(query, json!({ "id": id })).await["planLine"].clone()
}
