//! A partner that had confirmed takes no part after all.

use serde_json::json;
use shared::ErrorCode;

use super::{start, texts};
use crate::support::plan::{self, Seen, line_in, line_input, with};
use crate::support::world::World;
use crate::support::{Answer, Engine, TestApp};

on_both_engines!(the_line_goes_back_and_signatures_fall, not_by_everybody_and_not_for_ever);

async fn retract(app: &TestApp, world: &World, line: &Seen, department: &str, reason: &str) -> Answer {
    let input = json!({ "id": line.id, "departmentId": world.department(department), "reason": reason });
    let clerk = app.user(&format!("{department}.clerk")).await;
    clerk.mutate("retractConfirmation", input, "planLine { id revision status }").await
}

/// Two partners, confirmed by both.
async fn confirmed(app: &TestApp, world: &World, plan: &Seen) -> Seen {
    let line = line_in(&plan::save_line(app, world, line_input(world, &plan.id, "J09")).await);
    let mut line = line_in(&plan::submit(app, "scjg", &line).await);
    for partner in &world.item("J09").departments[1..] {
        line = line_in(&plan::confirm(app, world, &line, partner, true).await);
    }
    line
}

async fn the_line_goes_back_and_signatures_fall(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = confirmed(&app, &world, &plan).await;
    assert_eq!(line.status, "SIGNING");
    for department in ["scjg", "xfj"] {
        plan::sign(&app, &world, &line, department).await.ok();
    }
    let to_finish = async || {
        let data = app.user("scjg.clerk").await.query("{ toDo { linesToFinish } }", json!({})).await;
        data["toDo"]["linesToFinish"].as_i64().unwrap()
    };
    assert_eq!(to_finish().await, 0);
    retract(&app, &world, &line, "xfj", " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    let back = line_in(&retract(&app, &world, &line, "xfj", "执法人员抽调防汛").await);
    assert_eq!(back.status, "RETURNED");
    assert_eq!(to_finish().await, 1, "its lead finds it on the first page");

    let query = "query($id: ID!) { planLine(id: $id) { decisions { step reason }
        parties { department { code } confirmation declineReason signedAt } } }";
    let data = app.user("wjw.clerk").await.query(query, json!({ "id": line.id })).await;
    let parties = data["planLine"]["parties"].as_array().unwrap();
    assert!(parties.iter().all(|party| party["signedAt"].is_null()), "{parties:?}");
    let fire = parties.iter().find(|party| party["department"]["code"] == "xfj").unwrap();
    assert_eq!(fire["confirmation"], "DECLINED");
    assert_eq!(fire["declineReason"], "执法人员抽调防汛");
    let decisions = data["planLine"]["decisions"].as_array().unwrap();
    assert_eq!(decisions.last().unwrap(), &json!({ "step": "RETRACT", "reason": "执法人员抽调防汛" }));
    let query =
        "query($id: ID!) { planChanges(planId: $id, first: 1) { nodes { act department reason status } } }";
    let data = app.user("wjw.clerk").await.query(query, json!({ "id": plan.id })).await;
    let newest = &data["planChanges"]["nodes"];
    assert_eq!(texts(newest, "act"), ["RETRACT"]);
    assert_eq!(newest[0]["status"], "RETURNED");
    assert_eq!(newest[0]["department"], "舞钢市消防救援大队");

    // Without it, the line starts again from the first confirmation.
    let others: Vec<&str> = ["wjw"].map(|code| world.department(code)).to_vec();
    let changed = json!({ "id": line.id, "revision": back.revision, "partnerIds": others });
    let line =
        line_in(&plan::save_line(&app, &world, with(line_input(&world, &plan.id, "J09"), changed)).await);
    assert_eq!(line_in(&plan::submit(&app, "scjg", &line).await).status, "CONFIRMING");
}

async fn not_by_everybody_and_not_for_ever(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let line = confirmed(&app, &world, &plan).await;
    retract(&app, &world, &line, "scjg", "理由").await.refused_with(ErrorCode::IllegalTransition);
    retract(&app, &world, &line, "zwsj", "理由").await.refused_with(ErrorCode::NotInvited);
    let input = json!({ "id": line.id, "departmentId": world.department("xfj"), "reason": "理由" });
    for username in ["wjw.clerk", "xfj.head", "office.clerk"] {
        let answer =
            app.user(username).await.mutate("retractConfirmation", input.clone(), "planLine { id }").await;
        answer.refused_with(ErrorCode::Forbidden);
    }
    let mut line = line;
    for department in &world.item("J09").departments {
        line = line_in(&plan::sign(&app, &world, &line, department).await);
    }
    assert_eq!(line.status, "SUBMITTED");
    let reviewed = line_in(&plan::review(&app, &line, true, "").await);
    retract(&app, &world, &reviewed, "xfj", "理由").await.refused_with(ErrorCode::ConfirmationFixed);
    // The office may still send it back, and then it is the lead's again.
    let back = line_in(&plan::approve(&app, &reviewed, false, "请补充").await);
    retract(&app, &world, &back, "xfj", "理由").await.refused_with(ErrorCode::IllegalTransition);
}
