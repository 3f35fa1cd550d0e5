//! The office's table: several lines at once or none, what has changed, who may decide, who was faster.

use chrono::Duration;
use futures::future::join;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::people;
use crate::support::plan::{self, Seen, line_in, line_input, with};
use crate::support::world::World;
use crate::support::{Answer, Client, Engine, Template, TestApp, trail};

on_both_engines!(
    all_lines_or_none,
    what_has_changed_since,
    the_slower_is_told_who_decided,
    two_people_decide_on_lists_too,
    whoever_inspects_decides_nothing,
);

const LINES: &str = "planLines { id revision status }";

async fn start(engine: Engine) -> (TestApp, World, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, world, plan)
}

async fn decide(who: &Client<'_>, mutation: &str, lines: &[(&Seen, bool, &str)]) -> Answer {
    let lines: Vec<Value> =
        lines.iter().map(|(line, accept, reason)| line.decision(*accept, reason)).collect();
    who.mutate(mutation, json!({ "lines": lines }), LINES).await
}

async fn status(app: &TestApp, line: &Seen) -> Value {
    let query = "query($id: ID!) { planLine(id: $id) { status } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": line.id })).await;
    data["planLine"]["status"].clone()
}

/// One refusal anywhere, and nothing of the request is carried out.
async fn all_lines_or_none(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let one = plan::line_with_office(&app, &world, &plan, "J09").await;
    let two = plan::line_with_office(&app, &world, &plan, "J21").await;
    let clerk = app.user("office.clerk").await;
    let before = trail::count(&app, "REVIEW_PLAN").await;
    let review = async |lines: &[(&Seen, bool, &str)]| decide(&clerk, "reviewPlanLines", lines).await;

    review(&[]).await.refused_at(ErrorCode::Required, "lines");
    let many = vec![(&one, true, ""); 201];
    review(&many).await.refused_at(ErrorCode::OutOfRange, "lines");
    review(&[(&one, true, ""), (&two, false, " ")])
        .await
        .refused_at(ErrorCode::ReasonRequired, "lines.1.reason");
    let long = "长".repeat(501);
    review(&[(&two, false, &long), (&one, true, "")]).await.refused_at(ErrorCode::TooLong, "lines.0.reason");
    review(&[(&one, true, ""), (&one, true, "")]).await.refused_at(ErrorCode::AlreadyDecided, "lines.1");
    let stranger = Seen { id: "lin_00000000000070008000000000000000".into(), ..one.clone() };
    review(&[(&one, true, ""), (&stranger, true, "")]).await.refused_at(ErrorCode::NotFound, "lines.1");
    let head = app.user("office.head").await;
    let early = decide(&head, "approvePlanLines", &[(&one, true, "")]).await;
    early.refused_at(ErrorCode::IllegalTransition, "lines.0");
    for line in [&one, &two] {
        assert_eq!(status(&app, line).await, "SUBMITTED");
    }
    assert_eq!(trail::count(&app, "REVIEW_PLAN").await, before);

    let done = review(&[(&one, true, ""), (&two, false, "比例请按风险等级细化")]).await.ok();
    let found: Vec<&Value> =
        done["planLines"].as_array().unwrap().iter().map(|line| &line["status"]).collect();
    assert_eq!(found, ["REVIEWED", "RETURNED"]);
    assert_eq!(trail::count(&app, "REVIEW_PLAN").await, before + 2);
    let query = "query($id: ID!) { planLine(id: $id) { decisions { step reason } } }";
    let data = clerk.query(query, json!({ "id": two.id })).await;
    let last = data["planLine"]["decisions"].as_array().unwrap().last().cloned().unwrap();
    assert_eq!(last, json!({ "step": "RETURN", "reason": "比例请按风险等级细化" }));
    // What has been seen in an older state is decided by nobody; who has seen the new one cannot repeat it.
    review(&[(&two, true, "")]).await.refused_at(ErrorCode::AlreadyDecided, "lines.0");
    let reviewed = Seen { revision: one.revision + 1, ..one };
    review(&[(&reviewed, true, "")]).await.refused_at(ErrorCode::IllegalTransition, "lines.0");
}

async fn queue_entry(who: &Client<'_>, line: &Seen) -> Value {
    let query = "query($id: ID!) { planLine(id: $id) {
        waitingDays sinceOffice { field before after } } }";
    who.query(query, json!({ "id": line.id })).await["planLine"].clone()
}

async fn what_has_changed_since(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    let clerk = app.user("office.clerk").await;
    assert_eq!(queue_entry(&clerk, &line).await, json!({ "waitingDays": 0, "sinceOffice": null }));
    app.clock.advance(Duration::days(2));
    assert_eq!(queue_entry(&clerk, &line).await["waitingDays"], 2);
    let line = line_in(&plan::review(&app, &line, false, "比例偏高，请写明备选户数").await);
    assert_eq!(queue_entry(&clerk, &line).await["waitingDays"], Value::Null);

    let changes = json!({
        "id": line.id, "revision": line.revision, "reserve": 5, "title": "餐饮后厨联合抽查",
        "partnerIds": [world.department("xfj")], "windowFrom": "2026-06-22",
        "ratios": [{ "stratum": "ALL", "basisPoints": 250 }],
    });
    let line =
        line_in(&plan::save_line(&app, &world, with(line_input(&world, &plan.id, "J09"), changes)).await);
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    let line = line_in(&plan::confirm(&app, &world, &line, "xfj", true).await);
    let line = line_in(&plan::sign(&app, &world, &line, "scjg").await);
    let line = line_in(&plan::sign(&app, &world, &line, "xfj").await);
    let entry = queue_entry(&clerk, &line).await;
    assert_eq!(entry["waitingDays"], 0);
    let changed = entry["sinceOffice"].as_array().unwrap().clone();
    let fields: Vec<&str> = changed.iter().map(|change| change["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["PARTNERS", "TITLE", "RATIOS", "RESERVE", "WINDOW"]);
    assert!(changed[0]["before"].as_str().unwrap().contains('、'), "two partners: {entry}");
    assert_eq!(
        changed[1],
        json!({ "field": "TITLE", "before": "部门联合抽查", "after": "餐饮后厨联合抽查" })
    );
    let ratios = json!({ "field": "RATIOS", "before": "A 1%；B 2%；C 4%；D 6%", "after": "2.5%" });
    assert_eq!(changed[2], ratios);
    assert_eq!(changed[3], json!({ "field": "RESERVE", "before": "2", "after": "5" }));
    let english = app.user("office.clerk").await.in_english();
    let window = queue_entry(&english, &line).await["sinceOffice"][4]["after"].clone();
    assert_eq!(window, "2026-06-22 to 2026-07-10");
}

/// Two heads send overlapping lists at the same moment: one list is carried out, of the other nothing.
async fn the_slower_is_told_who_decided(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let mut lines = Vec::new();
    for item in ["J09", "J21", "J06"] {
        let line = plan::line_with_office(&app, &world, &plan, item).await;
        lines.push(line_in(&plan::review(&app, &line, true, "").await));
    }
    let (first, second) = (
        people::make(&app, "office.head1", &[("OFFICE_HEAD", None)]).await,
        people::make(&app, "office.head2", &[("OFFICE_HEAD", None)]).await,
    );
    let before = trail::count(&app, "APPROVE_PLAN").await;
    let ours = [(&lines[0], true, ""), (&lines[1], true, "")];
    let theirs = [(&lines[2], true, ""), (&lines[1], true, "")];
    let answers =
        join(decide(&first, "approvePlanLines", &ours), decide(&second, "approvePlanLines", &theirs)).await;
    let (won, lost, untouched) = match (answers.0.is_ok(), answers.1.is_ok()) {
        (true, false) => (answers.0, answers.1, &lines[2]),
        (false, true) => (answers.1, answers.0, &lines[0]),
        other => panic!("one list is carried out: {other:?}"),
    };
    won.ok();
    lost.refused_with(ErrorCode::AlreadyDecided).refused_at(ErrorCode::AlreadyDecided, "lines.1");
    let told = lost.body()["data"]["approvePlanLines"]["userErrors"][0]["message"].as_str().unwrap();
    assert!(told.contains("测试人员 2026-06-15 "), "who and when: {told}");
    assert_eq!(status(&app, untouched).await, "REVIEWED", "nothing is half done");
    assert_eq!(status(&app, &lines[1]).await, "APPROVED");
    assert_eq!(trail::count(&app, "APPROVE_PLAN").await, before + 2);
}

async fn two_people_decide_on_lists_too(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let both = people::make(&app, "office.both", &[("OFFICE_CLERK", None), ("OFFICE_HEAD", None)]).await;
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    decide(&both, "reviewPlanLines", &[(&line, true, "")]).await.ok();
    let reviewed = Seen { revision: line.revision + 1, ..line };
    let own = decide(&both, "approvePlanLines", &[(&reviewed, true, "")]).await;
    own.refused_with(ErrorCode::SamePerson).refused_at(ErrorCode::SamePerson, "lines.0");
    let sent_back = decide(&both, "approvePlanLines", &[(&reviewed, false, "反悔")]).await;
    sent_back.refused_with(ErrorCode::SamePerson);
    let head = app.user("office.head").await;
    decide(&head, "approvePlanLines", &[(&reviewed, true, "")]).await.ok();
}

/// R22: the office never inspects, and whoever holds a post where people do decides nothing for it.
async fn whoever_inspects_decides_nothing(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    let post = Some(world.department("gaj"));
    let clerk =
        people::make(&app, "office.seconded", &[("OFFICE_CLERK", None), ("DEPARTMENT_CLERK", post)]).await;
    let answer = decide(&clerk, "reviewPlanLines", &[(&line, true, "")]).await;
    answer.refused_with(ErrorCode::OfficeInspects);
    let one = clerk.mutate("reviewPlanLine", line.decision(true, ""), "planLine { id }").await;
    one.refused_with(ErrorCode::OfficeInspects);
    assert_eq!(status(&app, &line).await, "SUBMITTED");

    let reviewed = line_in(&plan::review(&app, &line, true, "").await);
    let head = people::make(&app, "office.lent", &[("OFFICE_HEAD", None), ("DEPARTMENT_HEAD", post)]).await;
    let answer = decide(&head, "approvePlanLines", &[(&reviewed, true, "")]).await;
    answer.refused_with(ErrorCode::OfficeInspects);
    line_in(&plan::approve(&app, &reviewed, true, "").await);
    let whole = head.mutate("approvePlan", plan.step(), "plan { id }").await;
    whole.refused_with(ErrorCode::OfficeInspects);
    // A post in a department that only coordinates is none of these.
    let raw = app.db.raw().await;
    raw.execute_unprepared("update department set can_inspect = false where code = 'gaj'").await.unwrap();
    head.mutate("approvePlan", plan.step(), "plan { status }").await.ok();
}
