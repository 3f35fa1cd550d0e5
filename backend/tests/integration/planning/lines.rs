//! What a line must satisfy before it can be written or sent on.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::plan::{self, Seen, line_in, line_input, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    caps_of_general_items,
    items_must_be_in_force,
    windows,
    everything_wrong_is_said_at_once,
    departments_of_a_line,
    a_scope_that_matches_nobody,
    odd_characters,
);

async fn start(engine: Engine) -> (TestApp, World, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, world, plan)
}

/// The ratios of the four risk classes.
fn ratios(basis_points: [u32; 4]) -> Value {
    let classes = ["A", "B", "C", "D"].iter().zip(basis_points);
    let rows = classes.map(|(class, ratio)| json!({ "stratum": class, "basisPoints": ratio }));
    json!({ "ratios": rows.collect::<Vec<_>>() })
}

/// Lodging is a GENERAL item with a cap of 10 %, petrol stations are a KEY item without one.
async fn caps_of_general_items(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let lodging = line_input(&world, &plan.id, "J03");
    let over = with(lodging.clone(), ratios([100, 200, 300, 1001]));
    plan::save_line(&app, &world, over).await.refused_at(ErrorCode::RatioOverCap, "ratios");
    let everybody = with(lodging.clone(), json!({ "drawMode": "BATCH_ORDER", "ratios": [], "batches": 4 }));
    plan::save_line(&app, &world, everybody).await.refused_at(ErrorCode::RatioOverCap, "ratios");
    plan::save_line(&app, &world, with(lodging, ratios([1000; 4]))).await.ok();

    let petrol = line_input(&world, &plan.id, "J06");
    plan::save_line(&app, &world, with(petrol.clone(), ratios([10_000; 4]))).await.ok();
    let beyond = with(petrol.clone(), ratios([10_001; 4]));
    plan::save_line(&app, &world, beyond).await.refused_at(ErrorCode::OutOfRange, "ratios");
    let everybody = with(petrol, json!({ "drawMode": "BATCH_ORDER", "ratios": [], "batches": 4 }));
    plan::save_line(&app, &world, everybody).await.ok();

    // A line of several items has the smallest of their caps: catering has 8 %.
    let both = json!({
        "itemIds": [world.item("J09").id, world.item("J10").id], "leadId": world.department("scjg"),
        "partnerIds": [world.department("xfj")], "ratios": [{ "stratum": "ALL", "basisPoints": 801 }],
    });
    let both = with(line_input(&world, &plan.id, "J03"), both);
    plan::save_line(&app, &world, both).await.refused_at(ErrorCode::RatioOverCap, "ratios");
}

/// R1: what is not published, or no longer valid, is not inspected; whenever that happens.
async fn items_must_be_in_force(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let office = app.user("office.clerk").await;
    let withdraw = async |item: &str, reason: &str| {
        let input = json!({ "ids": [world.item(item).id], "status": "WITHDRAWN", "reason": reason });
        office.mutate("setItemStatus", input, "jointItems { status }").await
    };
    withdraw("J09", " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    let written = line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, "J09")).await);
    withdraw("J09", "依据已废止").await.ok();
    plan::submit(&app, "scjg", &written).await.refused_at(ErrorCode::ItemNotPublished, "items");
    let again = line_input(&world, &plan.id, "J09");
    plan::save_line(&app, &world, again).await.refused_at(ErrorCode::ItemNotPublished, "items");

    let raw = app.db.raw().await;
    raw.execute_unprepared("update joint_item set valid_to = '2026-07-09' where code = 'J10'").await.unwrap();
    let input = line_input(&world, &plan.id, "J10");
    plan::save_line(&app, &world, input.clone()).await.refused_at(ErrorCode::ItemExpired, "items");
    let input = with(input, json!({ "windowTo": "2026-07-09" }));
    plan::save_line(&app, &world, input).await.ok();
}

async fn windows(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let cases = [
        ("2026-07-10", "2026-07-09", ErrorCode::WindowOrder),
        ("2026-12-20", "2027-01-10", ErrorCode::WindowOutsideYear),
        ("2025-12-20", "2026-06-30", ErrorCode::WindowOutsideYear),
        ("2026-05-01", "2026-06-14", ErrorCode::WindowPast),
        // 端午节
        ("2026-06-19", "2026-06-21", ErrorCode::WindowNoWorkingDay),
    ];
    for (from, to, code) in cases {
        let input = with(line_input(&world, &plan.id, "J09"), json!({ "windowFrom": from, "windowTo": to }));
        plan::save_line(&app, &world, input).await.refused_at(code, "windowTo");
    }
    for nonsense in ["2026-02-30", "20260610", "+262142-12-31", "", "明天"] {
        let input = with(line_input(&world, &plan.id, "J09"), json!({ "windowTo": nonsense }));
        let answer = plan::save_line(&app, &world, input).await;
        assert_eq!(answer.codes(), ["VALIDATION"], "{nonsense}");
    }
}

async fn everything_wrong_is_said_at_once(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let wrong = json!({
        "title": " ", "onSiteReason": "", "reserve": 1001, "officers": 1, "targeting": "UNTARGETED",
        "ratios": [{ "stratum": "A", "basisPoints": 1 }],
    });
    let answer = plan::save_line(&app, &world, with(line_input(&world, &plan.id, "J09"), wrong)).await;
    for (code, path) in [
        (ErrorCode::Required, "title"),
        (ErrorCode::OnSiteReason, "onSiteReason"),
        (ErrorCode::OutOfRange, "reserve"),
        (ErrorCode::OutOfRange, "officers"),
        (ErrorCode::ScopeUntargeted, "scope"),
        (ErrorCode::RatioMissing, "ratios"),
    ] {
        answer.refused_at(code, path);
    }
    let long = json!({ "title": "长".repeat(121), "onSiteReason": "长".repeat(501) });
    let answer = plan::save_line(&app, &world, with(line_input(&world, &plan.id, "J09"), long)).await;
    answer.refused_at(ErrorCode::TooLong, "title").refused_at(ErrorCode::TooLong, "onSiteReason");
    for (changes, code, path) in [
        (json!({ "itemIds": [] }), ErrorCode::Required, "items"),
        (json!({ "itemIds": ["jnt_00000000000070008000000000000000"] }), ErrorCode::NotFound, "items"),
        (json!({ "reserve": -1 }), ErrorCode::OutOfRange, "reserve"),
        (json!({ "scope": {} }), ErrorCode::ScopeTargeted, "scope"),
        (json!({ "scope": { "towns": ["舞钢"] } }), ErrorCode::InvalidFormat, "scope.towns"),
    ] {
        let input = with(line_input(&world, &plan.id, "J09"), changes);
        plan::save_line(&app, &world, input).await.refused_at(code, path);
    }
    let data =
        app.user("office.clerk").await.query("{ planLines(first: 1) { totalCount } }", json!({})).await;
    assert_eq!(data["planLines"]["totalCount"], 0, "nothing was written");
}

async fn departments_of_a_line(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let catering = line_input(&world, &plan.id, "J09");
    let ids = |codes: &[&str]| codes.iter().map(|code| world.department(code).to_owned()).collect::<Vec<_>>();
    let foreign_lead = with(catering.clone(), json!({ "leadId": world.department("gaj") }));
    plan::save_line(&app, &world, foreign_lead).await.refused_at(ErrorCode::LeadNotInItem, "lead");
    for partners in [&["gaj"][..], &["scjg"], &["xfj", "wjw", "xfj"]] {
        let input = with(catering.clone(), json!({ "partnerIds": ids(partners) }));
        plan::save_line(&app, &world, input).await.refused_at(ErrorCode::PartnerNotInItem, "partners");
    }
    // R22: a coordinating office never inspects.
    let raw = app.db.raw().await;
    raw.execute_unprepared("update department set can_inspect = false where code = 'zwsj'").await.unwrap();
    let input = with(catering.clone(), json!({ "partnerIds": ids(&["zwsj"]) }));
    plan::save_line(&app, &world, input).await.refused_at(ErrorCode::DepartmentCannotInspect, "partners");
    // A line of one department goes from its lead straight to its head.
    let alone = line_in(&plan::save_line(&app, &world, with(catering, json!({ "partnerIds": [] }))).await);
    let alone = line_in(&plan::submit(&app, "scjg", &alone).await);
    assert_eq!(alone.status, "SIGNING");
}

async fn a_scope_that_matches_nobody(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let nobody = with(line_input(&world, &plan.id, "J09"), json!({ "scope": { "tags": ["没有这个标签"] } }));
    let line = line_in(&plan::save_line(&app, &world, nobody).await);
    plan::submit(&app, "scjg", &line).await.refused_at(ErrorCode::ScopeEmpty, "scope");
}

/// A character that one engine cannot store is refused on both, and nothing breaks.
async fn odd_characters(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let input = with(line_input(&world, &plan.id, "J09"), json!({ "title": "餐饮\u{0}抽查" }));
    plan::save_line(&app, &world, input).await.refused_with(ErrorCode::InvalidFormat);
    let clerk = app.user("scjg.clerk").await;
    let answer = clerk.post("{ searchSubjects(text: \"a\\u0000b\") { id } }", json!({})).await;
    answer.refused_with(ErrorCode::InvalidFormat);
    let rare = with(line_input(&world, &plan.id, "J09"), json!({ "title": "𬭎㛃喆堃‘’“”\u{200b}🙂" }));
    plan::save_line(&app, &world, rare).await.ok();
}
