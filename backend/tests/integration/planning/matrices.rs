//! Matrices of ratios as rows: kept with versions, chosen for a plan, followed or departed from by its lines.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::client::Answer;
use crate::support::plan::{self, line_input, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(kept_with_versions, chosen_and_departed_from, a_new_plan_says_what_it_took_over);

const MATRIX: &str = "ratioMatrix { id code version retired revision
    content { name model upsideDown mapped ratios { stratum basisPoints } }
    versions { number reason savedBy content { source } } }";
const PLAN: &str = "plan { id revision matrix { name version reason ratios { stratum basisPoints } } decisions { step reason } }";

async fn matrices(app: &TestApp) -> Vec<Value> {
    let query = "{ ratioMatrices { id code revision retired content { name source model classes { name least most } } } }";
    let data = app.user("supervisor").await.query(query, json!({})).await;
    data["ratioMatrices"].as_array().unwrap().clone()
}

fn input(changes: Value) -> Value {
    let classes: Vec<Value> = [("A", 100), ("B", 300), ("C", 500), ("D", 1000)]
        .map(|(name, ratio)| json!({ "name": name, "least": ratio, "most": ratio }))
        .to_vec();
    let input = json!({
        "code": "LOCAL", "name": "本县方案", "classes": classes, "mapped": [0, 1, 2, 3],
        "source": "舞政办〔2026〕3号", "reason": "按县级文件",
    });
    with(input, changes)
}

async fn save(app: &TestApp, who: &str, changes: Value) -> Answer {
    app.user(who).await.mutate("saveRatioMatrix", input(changes), MATRIX).await
}

async fn kept_with_versions(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let shipped = matrices(&app).await;
    let codes: Vec<&Value> = shipped.iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["HENAN_2020", "HENAN_2021", "LINDIAN_2024"]);
    assert_eq!(shipped[0]["content"]["model"], "FIVE");
    save(&app, "scjg.clerk", json!({})).await.refused_with(ErrorCode::Forbidden);
    save(&app, "office.clerk", json!({ "source": " " })).await.refused_at(ErrorCode::Required, "source");
    save(&app, "office.clerk", json!({ "reason": "" })).await.refused_at(ErrorCode::ReasonRequired, "reason");
    save(&app, "office.clerk", json!({ "mapped": [0, 2, 1, 3] }))
        .await
        .refused_at(ErrorCode::OutOfRange, "mapped");
    save(&app, "office.clerk", json!({ "code": "HENAN_2020" }))
        .await
        .refused_at(ErrorCode::CodeTaken, "code");
    let made = save(&app, "office.clerk", json!({})).await.ok()["ratioMatrix"].clone();
    assert_eq!(made["content"]["upsideDown"], json!([]));
    let seen = json!({ "id": made["id"], "revision": made["revision"] });
    save(&app, "office.clerk", seen.clone()).await.refused_with(ErrorCode::NothingChanged);
    // Upside down is told, not refused.
    let upside: Vec<Value> = [("A", 100), ("B", 300), ("C", 200), ("D", 1000)]
        .map(|(name, ratio)| json!({ "name": name, "least": ratio, "most": ratio }))
        .to_vec();
    let changes = with(seen.clone(), json!({ "classes": upside, "reason": "试行" }));
    let next = save(&app, "office.clerk", changes).await.ok()["ratioMatrix"].clone();
    assert_eq!((&next["version"], &next["content"]["upsideDown"]), (&json!(2), &json!(["B", "C"])));
    assert_eq!(next["versions"].as_array().unwrap().len(), 2);
    save(&app, "office.clerk", with(seen, json!({ "name": "另一名" })))
        .await
        .refused_with(ErrorCode::StaleRevision);

    let office = app.user("office.clerk").await;
    let retire = |revision: &Value, retired: bool, reason: &str| json!({ "id": made["id"], "revision": revision, "retired": retired, "reason": reason });
    let silent = office.mutate("retireRatioMatrix", retire(&next["revision"], true, " "), MATRIX).await;
    silent.refused_at(ErrorCode::ReasonRequired, "reason");
    let gone = office.mutate("retireRatioMatrix", retire(&next["revision"], true, "试行结束"), MATRIX).await;
    let gone = gone.ok()["ratioMatrix"].clone();
    let again = office.mutate("retireRatioMatrix", retire(&gone["revision"], true, "再次"), MATRIX).await;
    again.refused_with(ErrorCode::IllegalTransition);
    let seen = json!({ "id": made["id"], "revision": gone["revision"], "name": "再改" });
    save(&app, "office.clerk", seen).await.refused_with(ErrorCode::MatrixRetired);
    let plan = plan::open_plan(&app, 2026).await;
    let choose =
        json!({ "planId": plan.id, "revision": plan.revision, "matrixId": made["id"], "reason": "试" });
    office.mutate("choosePlanMatrix", choose, PLAN).await.refused_at(ErrorCode::MatrixRetired, "matrixId");
}

async fn chosen_and_departed_from(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let made = save(&app, "office.clerk", json!({})).await.ok()["ratioMatrix"].clone();
    let office = app.user("office.clerk").await;
    let choose = |revision: i64, reason: &str| json!({ "planId": plan.id, "revision": revision, "matrixId": made["id"], "reason": reason });
    let silent = office.mutate("choosePlanMatrix", choose(plan.revision, ""), PLAN).await;
    silent.refused_at(ErrorCode::ReasonRequired, "reason");
    let clerk = app.user("scjg.clerk").await;
    let other = clerk.mutate("choosePlanMatrix", choose(plan.revision, "按县级文件"), PLAN).await;
    other.refused_with(ErrorCode::Forbidden);
    let chosen = office.mutate("choosePlanMatrix", choose(plan.revision, "按县级文件"), PLAN).await;
    let chosen = chosen.ok()["plan"].clone();
    assert_eq!(chosen["matrix"]["name"], "本县方案");
    assert_eq!(chosen["matrix"]["ratios"][3], json!({ "stratum": "D", "basisPoints": 1000 }));
    let steps = chosen["decisions"].as_array().unwrap();
    assert!(steps.contains(&json!({ "step": "MATRIX", "reason": "按县级文件" })));
    let stale = office.mutate("choosePlanMatrix", choose(plan.revision, "再选"), PLAN).await;
    stale.refused_with(ErrorCode::StaleRevision);

    let line = |changes| with(line_input(&world, &plan.id, "J03"), changes);
    plan::save_line(&app, &world, line(json!({}))).await.refused_at(ErrorCode::ReasonRequired, "ratioReason");
    let own = [("A", 100), ("B", 300), ("C", 500), ("D", 1000)];
    let ratios: Vec<Value> =
        own.map(|(class, ratio)| json!({ "stratum": class, "basisPoints": ratio })).to_vec();
    let follows = plan::line_in(&plan::save_line(&app, &world, line(json!({ "ratios": ratios }))).await);
    let stated = json!({ "ratioReason": "企业少，按实际情况" });
    let departs = plan::line_in(&plan::save_line(&app, &world, line(stated)).await);
    for (seen, expected, reason) in [(follows, false, ""), (departs, true, "企业少，按实际情况")] {
        let query = "query($id: ID!) { planLine(id: $id) { departsFromMatrix ratioReason } }";
        let data = office.query(query, json!({ "id": seen.id })).await;
        assert_eq!(data["planLine"], json!({ "departsFromMatrix": expected, "ratioReason": reason }));
    }
}

async fn a_new_plan_says_what_it_took_over(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let plan = plan::open_plan(&app, 2026).await;
    let matrix = matrices(&app).await[1]["id"].clone();
    let choose =
        json!({ "planId": plan.id, "revision": plan.revision, "matrixId": matrix, "reason": "按省里" });
    app.user("office.clerk").await.mutate("choosePlanMatrix", choose, PLAN).await.ok();
    let next = plan::open_plan(&app, 2027).await;
    let entries = trail::entries(&app).await;
    let opened = entries.iter().rev().find(|entry| entry["objectId"] == next.id.as_str()).unwrap();
    let after = opened["after"].to_string();
    assert!(after.contains("takenOverFrom") && after.contains("41048120260001"), "{after}");
    let query = "query($id: ID!) { plan(id: $id) { matrix { name } } }";
    let data = app.user("supervisor").await.query(query, json!({ "id": next.id })).await;
    assert_eq!(data["plan"]["matrix"]["name"], "河南 2021（四级）");
}
