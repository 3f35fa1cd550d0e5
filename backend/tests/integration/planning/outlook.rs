//! What a plan will open, and which lines are drawn together.

#![expect(clippy::float_cmp, reason = "means that are whole numbers in every trial")]

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::simulation::Population;

use crate::support::plan::{self, line_in, line_input};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(figures_of_a_plan, groups, rules);

const OUTLOOK: &str = "query($id: ID!, $lines: [ID!]) { plan(id: $id) { outlook(lines: $lines) {
    checks frame lowerBound lines { lineId doors checks }
    together { doors { mean } entries { mean } } planned { doors { mean } entries { mean } }
    apart { doors { mean } entries { mean } often } merges { lineIds entries } } } }";

async fn outlook(app: &TestApp, plan: &str, lines: Value) -> Value {
    let office = app.user("office.clerk").await;
    office.query(OUTLOOK, json!({ "id": plan, "lines": lines })).await["plan"]["outlook"].clone()
}

fn mean(outlook: &Value, scenario: &str, what: &str) -> f64 {
    outlook[scenario][what]["mean"].as_f64().unwrap()
}

async fn figures_of_a_plan(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let first = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let second = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let whole = outlook(&app, &plan.id, Value::Null).await;
    let alone = outlook(&app, &plan.id, json!([first.id])).await;
    let office = app.user("office.clerk").await;
    let figures = "query($id: ID!) { lineFigures(lines: [$id]) { doors checks lowerBound } }";
    let known = office.query(figures, json!({ "id": first.id })).await["lineFigures"].clone();
    assert_eq!(alone["lines"][0]["doors"], known["doors"]);
    assert_eq!(alone["checks"], known["checks"]);
    assert!((alone["lowerBound"].as_f64().unwrap() - known["lowerBound"].as_f64().unwrap()).abs() < 1e-9);
    // The same line twice: together it opens what one opens, apart it enters twice as often.
    let checks = alone["checks"].as_f64().unwrap();
    assert!(checks > 0.0);
    assert_eq!(whole["checks"].as_f64().unwrap(), 2.0 * checks);
    assert_eq!(mean(&whole, "together", "doors"), checks);
    assert_eq!(mean(&whole, "planned", "entries"), 2.0 * checks);
    let merge = &whole["merges"][0];
    assert_eq!(merge["lineIds"].as_array().unwrap().len(), 2);
    assert!((merge["entries"].as_f64().unwrap() - checks).abs() < 1e-6);
    let stranger = json!({ "id": plan.id, "lines": [second.id, "lin_00000000000070008000000000000000"] });
    office.post(OUTLOOK, stranger).await.refused_with(ErrorCode::NotFound);

    let basis = "query($id: ID!) { plan(id: $id) { basis { doors population officers { months } } } }";
    let basis = office.query(basis, json!({ "id": plan.id })).await["plan"]["basis"].clone();
    let population: Population = serde_json::from_str(basis["population"].as_str().unwrap()).unwrap();
    assert!(population.is_sound());
    assert_eq!(population.doors(), basis["doors"].as_u64().unwrap());
    assert!(
        basis["officers"].as_array().unwrap().iter().all(|row| row["months"].as_array().unwrap().len() == 12)
    );
}

async fn groups(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let first = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let second = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    let office = app.user("office.clerk").await;
    let group = |lines: Value, name: Value| json!({ "planId": plan.id, "lineIds": lines, "group": name });
    let both = json!([first.id, second.id]);
    office.mutate("groupPlanLines", group(both.clone(), json!("A")), "plan { id }").await.ok();
    let joined = outlook(&app, &plan.id, Value::Null).await;
    assert_eq!(joined["merges"], json!([]), "nothing is left to merge");
    assert_eq!(mean(&joined, "planned", "entries"), mean(&joined, "together", "entries"));
    // The lead's clerk changes the line meanwhile: the group stays, and nobody's revision is stale.
    let edit = plan::with(
        line_input(&world, &plan.id, "J09"),
        json!({ "id": first.id, "revision": first.revision }),
    );
    plan::save_line(&app, &world, edit).await.ok();
    let lines = "query($id: ID!) { plan(id: $id) { lines(first: 9) { nodes { waveGroup } } } }";
    let lines = office.query(lines, json!({ "id": plan.id })).await["plan"]["lines"]["nodes"].clone();
    assert_eq!(lines, json!([{ "waveGroup": "A" }, { "waveGroup": "A" }]));

    let long = group(both.clone(), json!("x".repeat(21)));
    office.mutate("groupPlanLines", long, "plan { id }").await.refused_with(ErrorCode::TooLong);
    let nobody = group(json!([]), json!("A"));
    office.mutate("groupPlanLines", nobody, "plan { id }").await.refused_with(ErrorCode::NotFound);
    office.mutate("groupPlanLines", group(both, Value::Null), "plan { id }").await.ok();
    let apart = outlook(&app, &plan.id, Value::Null).await;
    assert_eq!(apart["merges"].as_array().unwrap().len(), 1);
}

async fn rules(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await.ok();
    let office = app.user("office.clerk").await;
    let read = "query($id: ID!) { plan(id: $id) { revision outlook { overCombined }
        planningRules { capPerBody capCombined jointCountsOnce specialCounts quietDays visitsPerDay }
        decisions { step reason } } }";
    let before = office.query(read, json!({ "id": plan.id })).await["plan"].clone();
    assert_eq!(
        before["planningRules"],
        json!({ "capPerBody": 2, "capCombined": 4, "jointCountsOnce": true, "specialCounts": true,
            "quietDays": null, "visitsPerDay": 3 })
    );
    assert_eq!(before["outlook"]["overCombined"], json!(0.0));
    let strict = json!({ "capCombined": 0, "jointCountsOnce": true, "specialCounts": true,
        "quietDays": [1, 5], "visitsPerDay": 2 });
    let keep = |rules: &Value, revision: &Value, reason: &str| json!({ "planId": plan.id, "revision": revision, "rules": rules, "reason": reason });
    let payload = "plan { revision }";

    // Nobody keeps what is out of range, or without saying why; all of it is said at once.
    let wrong = json!({ "capPerBody": -1, "jointCountsOnce": true, "specialCounts": true,
        "quietDays": [9, 3], "visitsPerDay": 0 });
    let refused = office.mutate("keepPlanningRules", keep(&wrong, &before["revision"], " "), payload).await;
    assert_eq!(refused.codes(), ["OUT_OF_RANGE", "OUT_OF_RANGE", "OUT_OF_RANGE", "REASON_REQUIRED"]);
    let silent = office.mutate("keepPlanningRules", keep(&strict, &before["revision"], " "), payload).await;
    silent.refused_with(ErrorCode::ReasonRequired);

    let kept = keep(&strict, &before["revision"], "按县级年度检查上限文件");
    office.mutate("keepPlanningRules", kept.clone(), payload).await.ok();
    let after = office.query(read, json!({ "id": plan.id })).await["plan"].clone();
    assert_eq!(after["planningRules"]["capCombined"], 0);
    assert_eq!(after["planningRules"]["capPerBody"], Value::Null);
    assert_eq!(after["planningRules"]["quietDays"], json!([1, 5]));
    assert!(after["outlook"]["overCombined"].as_f64().unwrap() > 0.0, "the server judges by what was kept");
    let last = after["decisions"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last, json!({ "step": "RULES", "reason": "按县级年度检查上限文件" }));

    // Anybody may try other rules; what is kept stays.
    let tried = "query($id: ID!, $rules: PlanningRulesInput) { plan(id: $id) { outlook(rules: $rules) {
        overCombined trials departments { department { code } visits needed overCap }
        warnings { kind lineId } } } }";
    let other = json!({ "jointCountsOnce": true, "specialCounts": true, "visitsPerDay": 1 });
    let found = office.query(tried, json!({ "id": plan.id, "rules": other })).await;
    let found = found["plan"]["outlook"].clone();
    assert_eq!(found["overCombined"], 0.0);
    assert_eq!(found["warnings"], json!([]));
    let kept_speed = office.query(tried, json!({ "id": plan.id })).await["plan"]["outlook"].clone();
    let days = |outlook: &Value| -> f64 {
        let loads = outlook["departments"].as_array().unwrap().iter();
        loads.flat_map(|load| load["needed"].as_array().unwrap()).map(|day| day.as_f64().unwrap()).sum()
    };
    assert!((days(&found) - 2.0 * days(&kept_speed)).abs() < 1e-6, "one visit a day instead of two");
    office.post(tried, json!({ "id": plan.id, "rules": wrong })).await.refused_with(ErrorCode::OutOfRange);
    // Whoever saw the plan before that is told so.
    office.mutate("keepPlanningRules", kept, payload).await.refused_with(ErrorCode::StaleRevision);
}
