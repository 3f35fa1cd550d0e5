//! Amending a published plan: the old version stays, the new one goes the whole way, draws follow.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::draw::{Wave, try_open, wave_input};
use crate::support::plan::{self, Seen, line_in, line_input, plan_in, with};
use crate::support::world::World;
use crate::support::{Answer, Engine, Template, TestApp};

on_both_engines!(
    who_may_amend_what,
    a_new_version_keeps_the_old_one,
    lines_of_a_draw_stay_as_they_are,
    a_line_is_withdrawn_in_an_amendment,
);

const REASON: &str = "省厅统一部署，调整餐饮比例";

async fn published(engine: Engine, items: &[&str]) -> (TestApp, World, Seen, Vec<String>) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, items).await;
    (app, world, plan, lines)
}

async fn amend(app: &TestApp, plan: &Seen, reason: &str) -> Answer {
    let input = json!({ "id": plan.id, "revision": plan.revision, "reason": reason });
    app.user("office.clerk").await.mutate("amendPlan", input, "plan { id revision status }").await
}

async fn reopen(app: &TestApp, clerk: &str, line: &Seen, reason: &str) -> Answer {
    let input = json!({ "id": line.id, "revision": line.revision, "reason": reason });
    app.user(clerk).await.mutate("reopenPlanLine", input, "planLine { id revision status }").await
}

/// The lines of a plan, in their order.
async fn lines(app: &TestApp, plan: &Seen) -> Vec<Seen> {
    let query =
        "query($id: ID!) { plan(id: $id) { lines(first: 50) { nodes { id revision status number } } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": plan.id })).await;
    let mut nodes = data["plan"]["lines"]["nodes"].as_array().unwrap().clone();
    nodes.sort_by_key(|line| line["number"].as_i64());
    nodes
        .iter()
        .map(|line| Seen {
            id: line["id"].as_str().unwrap().to_owned(),
            revision: line["revision"].as_i64().unwrap(),
            status: line["status"].as_str().unwrap().to_owned(),
        })
        .collect()
}

async fn differences(app: &TestApp, plan: &Seen) -> Value {
    let query = "query($id: ID!) { plan(id: $id) {
        differences { number change changes { field before after } } } }";
    let data = app.user("xfj.clerk").await.query(query, json!({ "id": plan.id })).await;
    data["plan"]["differences"].clone()
}

fn changes_of(differences: &Value) -> Vec<(i64, &str)> {
    let rows = differences.as_array().unwrap().iter();
    rows.map(|row| (row["number"].as_i64().unwrap(), row["change"].as_str().unwrap())).collect()
}

async fn through_the_office(app: &TestApp, line: &Seen) -> Seen {
    let line = line_in(&plan::review(app, line, true, "").await);
    line_in(&plan::approve(app, &line, true, "").await)
}

async fn publish(app: &TestApp, plan: &Seen) -> Seen {
    let plan = plan_in(&plan::approve_plan(app, plan).await);
    let plan = plan_in(&plan::file_plan(app, &plan).await);
    plan_in(&plan::publish_plan(app, &plan).await)
}

async fn who_may_amend_what(engine: Engine) {
    let (app, world, first, _) = published(engine, &["J09"]).await;
    amend(&app, &first, " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    amend(&app, &first, &"长".repeat(501)).await.refused_at(ErrorCode::TooLong, "reason");
    let old = Seen { revision: first.revision - 1, ..first.clone() };
    amend(&app, &old, REASON).await.refused_with(ErrorCode::StaleRevision);
    let next_year = plan::open_plan(&app, 2027).await;
    amend(&app, &next_year, REASON).await.refused_with(ErrorCode::IllegalTransition);

    let second = plan_in(&amend(&app, &first, REASON).await);
    assert_eq!(second.status, "DRAFT");
    amend(&app, &first, REASON).await.refused_with(ErrorCode::AmendmentOpen);
    plan::approve_plan(&app, &second).await.refused_with(ErrorCode::NothingChanged);

    // What was published stays; only what was carried over is taken up again, by its lead, with a reason.
    let (published, carried) = (lines(&app, &first).await, lines(&app, &second).await);
    assert_eq!((carried.len(), carried[0].status.as_str()), (1, "APPROVED"));
    reopen(&app, "scjg.clerk", &published[0], REASON).await.refused_with(ErrorCode::NotAmendment);
    reopen(&app, "xfj.clerk", &carried[0], REASON).await.refused_with(ErrorCode::Forbidden);
    reopen(&app, "scjg.clerk", &carried[0], "").await.refused_at(ErrorCode::ReasonRequired, "reason");
    let change = json!({ "id": carried[0].id, "revision": carried[0].revision });
    let change = with(line_input(&world, &second.id, "J09"), change);
    plan::save_line(&app, &world, change).await.refused_with(ErrorCode::IllegalTransition);
    let opened = line_in(&reopen(&app, "scjg.clerk", &carried[0], "调整比例").await);
    assert_eq!(opened.status, "DRAFT");
    reopen(&app, "scjg.clerk", &opened, "再来").await.refused_with(ErrorCode::IllegalTransition);
    plan::approve_plan(&app, &second).await.refused_with(ErrorCode::LinesUndecided);
    let stale = reopen(&app, "scjg.clerk", &carried[0], "再来").await;
    stale.refused_with(ErrorCode::StaleRevision);
}

/// R6: the old version keeps its text and its hash, and each tells of the other.
async fn a_new_version_keeps_the_old_one(engine: Engine) {
    let (app, world, first, _) = published(engine, &["J09", "J21"]).await;
    let query = "query($id: ID!) { plan(id: $id) { status version number contentHash amendReason
        amends { version } amendedBy { version status } decisions { step reason } } }";
    let clerk = app.user("office.clerk").await;
    let told = async |plan: &Seen| clerk.query(query, json!({ "id": plan.id })).await["plan"].clone();
    let hash = told(&first).await["contentHash"].clone();
    let second = plan_in(&amend(&app, &first, REASON).await);
    assert_eq!(changes_of(&differences(&app, &second).await), [(1, "UNCHANGED"), (2, "UNCHANGED")]);

    let carried = lines(&app, &second).await;
    let opened = line_in(&reopen(&app, "scjg.clerk", &carried[0], "调整比例").await);
    let change = json!({ "id": opened.id, "revision": opened.revision, "reserve": 4 });
    let changed =
        line_in(&plan::save_line(&app, &world, with(line_input(&world, &second.id, "J09"), change)).await);
    let changed = plan::to_office(&app, &world, changed, "J09").await;
    let entry = "query($id: ID!) { planLine(id: $id) { sinceOffice { field before after }
        amendment { change changes { field } } } }";
    let seen = clerk.query(entry, json!({ "id": changed.id })).await["planLine"].clone();
    assert_eq!(seen["sinceOffice"], json!([{ "field": "RESERVE", "before": "2", "after": "4" }]));
    assert_eq!(seen["amendment"], json!({ "change": "CHANGED", "changes": [{ "field": "RESERVE" }] }));
    through_the_office(&app, &changed).await;
    let new = plan::line_with_office(&app, &world, &second, "J06").await;
    through_the_office(&app, &new).await;
    let rows = differences(&app, &second).await;
    assert_eq!(changes_of(&rows), [(1, "CHANGED"), (2, "UNCHANGED"), (3, "ADDED")]);
    assert_eq!(rows[0]["changes"], seen["sinceOffice"]);

    // Until it is published, the first counts.
    assert_eq!(told(&first).await["status"], "PUBLISHED");
    let public = "{ publicPlans { version status contentHash amends amendedBy amendReason
        lines { number } differences { number change } } }";
    let open = app.anybody().query(public, json!({})).await["publicPlans"].clone();
    assert_eq!(open.as_array().unwrap().len(), 1);
    let second = publish(&app, &second).await;
    let (before, after) = (told(&first).await, told(&second).await);
    assert_eq!((&before["status"], &before["contentHash"]), (&json!("AMENDED"), &hash));
    assert_eq!(before["amendedBy"], json!({ "version": 2, "status": "PUBLISHED" }));
    let last = before["decisions"].as_array().unwrap().last().unwrap();
    assert_eq!(last, &json!({ "step": "SUPERSEDE", "reason": REASON }));
    assert_eq!((&after["version"], &after["amends"]["version"]), (&json!(2), &json!(1)));
    assert_ne!(after["number"], before["number"]);
    let open = app.anybody().query(public, json!({})).await["publicPlans"].clone();
    assert_eq!(open[0]["amends"], 1);
    assert_eq!(open[0]["amendReason"], REASON);
    assert_eq!(changes_of(&open[0]["differences"]), [(1, "CHANGED"), (2, "UNCHANGED"), (3, "ADDED")]);
    assert_eq!((&open[1]["status"], &open[1]["amendedBy"]), (&json!("AMENDED"), &json!(2)));
    assert_eq!(open[1]["contentHash"], hash);
    assert_eq!(open[1]["lines"].as_array().unwrap().len(), 2);

    // A version that has given way is amended by nobody; the newest one is, again.
    let given_way = Seen { revision: first.revision + 1, ..first };
    amend(&app, &given_way, REASON).await.refused_with(ErrorCode::AmendmentOpen);
    let third = plan_in(&amend(&app, &second, "再次调整").await);
    assert_eq!(told(&third).await["version"], 3);
}

async fn lines_of_a_draw_stay_as_they_are(engine: Engine) {
    let (app, _, first, drawn) = published(engine, &["J09", "J21"]).await;
    let second = plan_in(&amend(&app, &first, REASON).await);
    let carried = lines(&app, &second).await;
    // The wave is opened on the version that counts; its line cannot be taken up any more.
    let wave = Wave::open(&app, &first, &drawn[1..], "AT_ONCE").await;
    reopen(&app, "fgw.clerk", &carried[1], "调整").await.refused_with(ErrorCode::LineDrawn);
    // One that is being changed cannot be drawn as it was.
    let opened = line_in(&reopen(&app, "scjg.clerk", &carried[0], "上级已统一安排").await);
    let early = try_open(&app, wave_input(&first, &drawn[..1], "AT_ONCE")).await;
    early.refused_at(ErrorCode::LineBeingAmended, "lines");
    let draft = try_open(&app, wave_input(&second, std::slice::from_ref(&carried[0].id), "AT_ONCE")).await;
    draft.refused_at(ErrorCode::PlanNotPublished, "plan");
    let withdraw = json!({ "id": opened.id, "revision": opened.revision, "reason": "上级已统一安排" });
    let clerk = app.user("scjg.clerk").await;
    clerk.mutate("withdrawPlanLine", withdraw, "planLine { id }").await.ok();
    let second = publish(&app, &second).await;

    let late = try_open(&app, wave_input(&first, &drawn[..1], "AT_ONCE")).await;
    late.refused_at(ErrorCode::PlanSuperseded, "plan");
    // Drawn is drawn, whatever the version is called.
    let again = try_open(&app, wave_input(&second, std::slice::from_ref(&carried[1].id), "AT_ONCE")).await;
    again.refused_at(ErrorCode::LineNotDrawable, "lines");
    let query = "query($id: ID!) { planLine(id: $id) { wave { code plan { version } } } }";
    let seen = clerk.query(query, json!({ "id": carried[1].id })).await;
    assert_eq!(seen["planLine"]["wave"], json!({ "code": wave.code, "plan": { "version": 1 } }));
}

async fn a_line_is_withdrawn_in_an_amendment(engine: Engine) {
    let (app, _, first, _) = published(engine, &["J09", "J21"]).await;
    let second = plan_in(&amend(&app, &first, REASON).await);
    let carried = lines(&app, &second).await;
    let opened = line_in(&reopen(&app, "fgw.clerk", &carried[1], "粮库停用").await);
    let withdraw = json!({ "id": opened.id, "revision": opened.revision, "reason": "粮库停用" });
    let clerk = app.user("fgw.clerk").await;
    clerk.mutate("withdrawPlanLine", withdraw, "planLine { id }").await.ok();
    assert_eq!(changes_of(&differences(&app, &second).await), [(1, "UNCHANGED"), (2, "WITHDRAWN")]);
    let query = "query($id: ID!) { planLine(id: $id) { amendment { change } } }";
    let seen = clerk.query(query, json!({ "id": opened.id })).await;
    assert_eq!(seen["planLine"]["amendment"]["change"], "WITHDRAWN");
    publish(&app, &second).await;
    // The line still stands in the version it was published in.
    assert_eq!(lines(&app, &first).await[1].status, "APPROVED");
}
