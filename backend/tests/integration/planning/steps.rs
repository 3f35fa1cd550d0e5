//! Steps out of their order, by the wrong person, on an old version.

use serde_json::json;
use shared::ErrorCode;

use crate::support::people;
use crate::support::plan::{self, Seen, line_in, line_input, plan_in, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    stale_revisions,
    two_people_review_and_approve,
    two_people_confirm_and_sign,
    a_partner_declines,
    the_lead_withdraws,
    lines_never_jump,
    plans_never_jump,
);

async fn start(engine: Engine) -> (TestApp, World, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, world, plan)
}

/// Whoever changes what somebody else has changed meanwhile is told, and changes nothing.
async fn stale_revisions(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let input = line_input(&world, &plan.id, "J09");
    let line = line_in(&plan::save_line(&app, &world, input.clone()).await);
    let change = |title: &str, revision: i64| {
        with(input.clone(), json!({ "id": line.id, "revision": revision, "title": title }))
    };
    let second = line_in(&plan::save_line(&app, &world, change("甲的标题", line.revision)).await);
    let late = plan::save_line(&app, &world, change("乙的标题", line.revision)).await;
    late.refused_with(ErrorCode::StaleRevision);
    plan::submit(&app, "scjg", &line).await.refused_with(ErrorCode::StaleRevision);
    let query = "query($id: ID!) { planLine(id: $id) { title revision } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": line.id })).await;
    assert_eq!(data["planLine"], json!({ "title": "甲的标题", "revision": second.revision }));
    let old = Seen { revision: plan.revision + 1, ..plan };
    plan::approve_plan(&app, &old).await.refused_with(ErrorCode::StaleRevision);
}

async fn two_people_review_and_approve(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let both = people::make(&app, "office.both", &[("OFFICE_CLERK", None), ("OFFICE_HEAD", None)]).await;
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    let reviewed =
        both.mutate("reviewPlanLine", line.decision(true, ""), "planLine { id revision status }").await;
    let reviewed = line_in(&reviewed);
    let own = both.mutate("approvePlanLine", reviewed.decision(true, ""), "planLine { id }").await;
    own.refused_with(ErrorCode::SamePerson);
    assert_eq!(line_in(&plan::approve(&app, &reviewed, true, "").await).status, "APPROVED");
}

async fn two_people_confirm_and_sign(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let fire = Some(world.department("xfj"));
    let both = people::make(&app, "xfj.both", &[("DEPARTMENT_CLERK", fire), ("DEPARTMENT_HEAD", fire)]).await;
    let input = with(line_input(&world, &plan.id, "J09"), json!({ "partnerIds": [fire] }));
    let line = line_in(&plan::save_line(&app, &world, input).await);
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    let confirm = json!({ "id": line.id, "departmentId": fire, "confirm": true });
    both.mutate("confirmPlanLine", confirm, "planLine { id }").await.ok();
    let sign = json!({ "id": line.id, "departmentId": fire });
    both.mutate("signPlanLine", sign, "planLine { id }").await.refused_with(ErrorCode::SamePerson);
    plan::sign(&app, &world, &line, "xfj").await.ok();
}

/// A partner who declines sends the line back; changed, it starts again from the first confirmation.
async fn a_partner_declines(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    plan::confirm(&app, &world, &line, "xfj", true).await.ok();
    let without = json!({ "id": line.id, "departmentId": world.department("wjw"), "confirm": false });
    let clerk = app.user("wjw.clerk").await;
    let answer = clerk.mutate("confirmPlanLine", without, "planLine { id }").await;
    answer.refused_at(ErrorCode::ReasonRequired, "reason");
    let returned = line_in(&plan::confirm(&app, &world, &line, "wjw", false).await);
    assert_eq!(returned.status, "RETURNED");
    let two = json!({
        "id": returned.id, "revision": returned.revision, "partnerIds": [world.department("xfj")],
    });
    let changed =
        line_in(&plan::save_line(&app, &world, with(line_input(&world, &plan.id, "J09"), two)).await);
    let again = line_in(&plan::submit(&app, "scjg", &changed).await);
    assert_eq!(again.status, "CONFIRMING", "the fire brigade has to say yes again");
    plan::confirm(&app, &world, &again, "wjw", true).await.refused_with(ErrorCode::NotInvited);
    assert_eq!(line_in(&plan::confirm(&app, &world, &again, "xfj", true).await).status, "SIGNING");
    let query = "query($id: ID!) { planLine(id: $id) { decisions { step reason } } }";
    let data = clerk.query(query, json!({ "id": line.id })).await;
    let steps: Vec<_> = data["planLine"]["decisions"].as_array().unwrap().iter().collect();
    assert_eq!(steps[2]["step"], "DECLINE");
    assert_eq!(steps[2]["reason"], "本年度力量不足");
}

async fn the_lead_withdraws(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    let clerk = app.user("scjg.clerk").await;
    let withdraw = async |reason: &str| {
        let input = json!({ "id": line.id, "revision": line.revision, "reason": reason });
        clerk.mutate("withdrawPlanLine", input, "planLine { id revision status }").await
    };
    withdraw("").await.refused_at(ErrorCode::ReasonRequired, "reason");
    let gone = line_in(&withdraw("上级已统一安排").await);
    assert_eq!(gone.status, "WITHDRAWN");
    let change = json!({ "id": gone.id, "revision": gone.revision });
    let change = with(line_input(&world, &plan.id, "J09"), change);
    plan::save_line(&app, &world, change).await.refused_with(ErrorCode::IllegalTransition);
    plan::review(&app, &gone, true, "").await.refused_with(ErrorCode::IllegalTransition);
}

/// No step is skipped and none is taken twice (ASVS 2.3.1).
async fn lines_never_jump(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let illegal = ErrorCode::IllegalTransition;
    plan::confirm(&app, &world, &line, "xfj", true).await.refused_with(illegal);
    plan::sign(&app, &world, &line, "scjg").await.refused_with(illegal);
    plan::review(&app, &line, true, "").await.refused_with(illegal);
    plan::approve(&app, &line, true, "").await.refused_with(illegal);
    let line = line_in(&plan::submit(&app, "scjg", &line).await);
    plan::submit(&app, "scjg", &line).await.refused_with(illegal);
    plan::sign(&app, &world, &line, "scjg").await.refused_with(ErrorCode::NotAllConfirmed);
    let line = line_in(&plan::confirm(&app, &world, &line, "xfj", true).await);
    plan::confirm(&app, &world, &line, "xfj", true).await.refused_with(illegal);
    plan::confirm(&app, &world, &line, "gaj", true).await.refused_with(ErrorCode::NotInvited);
    let line = line_in(&plan::confirm(&app, &world, &line, "wjw", true).await);
    assert_eq!(line.status, "SIGNING");
    let line = line_in(&plan::sign(&app, &world, &line, "scjg").await);
    plan::sign(&app, &world, &line, "scjg").await.refused_with(illegal);
    plan::sign(&app, &world, &line, "gaj").await.refused_with(ErrorCode::NotInvited);
    plan::review(&app, &line, true, "").await.refused_with(illegal);
    let line = line_in(&plan::sign(&app, &world, &line, "xfj").await);
    let line = line_in(&plan::sign(&app, &world, &line, "wjw").await);
    plan::approve(&app, &line, true, "").await.refused_with(illegal);
    plan::review(&app, &line, false, "").await.refused_at(ErrorCode::ReasonRequired, "reason");
    let returned = line_in(&plan::review(&app, &line, false, "比例请按风险等级细化").await);
    assert_eq!(returned.status, "RETURNED");
    let line = plan::to_office(&app, &world, returned, "J09").await;
    let line = line_in(&plan::review(&app, &line, true, "").await);
    plan::review(&app, &line, true, "").await.refused_with(illegal);
    let line = line_in(&plan::approve(&app, &line, true, "").await);
    plan::approve(&app, &line, false, "反悔").await.refused_with(illegal);
}

async fn plans_never_jump(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let again = json!({ "year": 2026, "title": "又一个" });
    let clerk = app.user("office.clerk").await;
    clerk.mutate("openPlan", again, "plan { id }").await.refused_at(ErrorCode::PlanExists, "year");
    for (input, code, path) in [
        (json!({ "year": 1999, "title": "旧" }), ErrorCode::OutOfRange, "year"),
        (json!({ "year": 2028, "title": " " }), ErrorCode::Required, "title"),
        (json!({ "year": 2028, "title": "长".repeat(121) }), ErrorCode::TooLong, "title"),
    ] {
        clerk.mutate("openPlan", input, "plan { id }").await.refused_at(code, path);
    }
    let illegal = ErrorCode::IllegalTransition;
    plan::approve_plan(&app, &plan).await.refused_with(ErrorCode::NoApprovedLine);
    plan::file_plan(&app, &plan).await.refused_with(illegal);
    plan::publish_plan(&app, &plan).await.refused_with(illegal);
    let line = plan::line_with_office(&app, &world, &plan, "J09").await;
    plan::approve_plan(&app, &plan).await.refused_with(ErrorCode::LinesUndecided);
    let line = line_in(&plan::review(&app, &line, true, "").await);
    plan::approve(&app, &line, true, "").await.ok();
    let plan = plan_in(&plan::approve_plan(&app, &plan).await);
    plan::approve_plan(&app, &plan).await.refused_with(illegal);
    plan::publish_plan(&app, &plan).await.refused_with(illegal);
    let late = plan::save_line(&app, &world, line_input(&world, &plan.id, "J10")).await;
    late.refused_with(illegal);
    let tomorrow = json!({
        "id": plan.id, "revision": plan.revision, "organ": "市政府", "number": "1", "on": "2026-06-16",
    });
    let answer = clerk.mutate("filePlan", tomorrow, "plan { id }").await;
    answer.refused_at(ErrorCode::OutOfRange, "on");
    let plan = plan_in(&plan::file_plan(&app, &plan).await);
    plan::file_plan(&app, &plan).await.refused_with(illegal);
    let plan = plan_in(&plan::publish_plan(&app, &plan).await);
    plan::publish_plan(&app, &plan).await.refused_with(illegal);
}
