//! The calendar of dated duties.

use chrono::Duration;
use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::client::Client;
use crate::support::plan;
use crate::support::trail;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    records_prove_duties_and_people_are_reminded,
    rules_are_versions_with_reasons,
    what_no_record_shows_is_said,
);

const DUTIES: &str = "query($year: Int!) { duties(year: $year) {
    code title dueOn provisional state daysLeft doneOn evidence department { id code } openCount allCount } }";
const RULES: &str = "{ dutyRules { code version terms { title month day remind active } history { version reason savedBy } } }";
const REMINDERS: &str = "{ dutyReminders { code state department { code } } }";

async fn duty(who: &Client<'_>, year: i32, code: &str) -> Value {
    let data = who.query(DUTIES, json!({ "year": year })).await;
    let found = data["duties"].as_array().unwrap().iter().find(|duty| duty["code"] == code).cloned();
    found.unwrap_or_else(|| panic!("no {code} in {year}"))
}

async fn reminders(who: &Client<'_>) -> Vec<String> {
    let data = who.query(REMINDERS, json!({})).await;
    data["dutyReminders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|duty| format!("{} {}", duty["code"].as_str().unwrap(), duty["state"].as_str().unwrap()))
        .collect()
}

fn terms(month: u32, day: u32, remind: u32) -> Value {
    json!({
        "title": "年度联合抽查计划报市政府备案", "clause": "舞政〔2020〕2号 二（四）", "month": month, "day": day,
        "shift": "BEFORE", "remind": remind, "proof": "PLAN_FILED", "of": "OFFICE", "active": true,
    })
}

async fn records_prove_duties_and_people_are_reminded(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let clerk = app.user("office.clerk").await;
    let head = app.user("office.head").await;
    // The day of the tests is in June: a duty of the summer is ahead, then near, then over.
    let input =
        json!({ "code": "PLAN_FILED", "version": 0, "reason": "按市里要求", "terms": terms(7, 31, 10) });
    assert!(head.mutate("keepDutyRule", input, "dutyRule { version }").await.is_ok());
    assert_eq!(duty(&clerk, 2026, "PLAN_FILED").await["state"], "AHEAD");
    assert_eq!(duty(&clerk, 2026, "PLAN_FILED").await["dueOn"], "2026-07-31");
    assert!(!reminders(&clerk).await.iter().any(|one| one.starts_with("PLAN_FILED")));
    let (published, _) = plan::published_plan(&app, &world, &["J09"]).await;
    assert_eq!(published.status, "PUBLISHED");
    let filed = duty(&clerk, 2026, "PLAN_FILED").await;
    assert_eq!((&filed["state"], &filed["evidence"]), (&json!("DONE"), &json!("舞政备〔2026〕3号")));
    // Next year's: nothing proves it yet.
    assert_eq!(duty(&clerk, 2027, "PLAN_FILED").await["state"], "AHEAD");
    assert_eq!(duty(&clerk, 2027, "PLAN_FILED").await["provisional"], true);

    let input = json!({ "code": "PLAN_LINES", "version": 0, "reason": "提前", "terms": {
        "title": "提出下一年度计划", "clause": "二（四）", "month": 6, "day": 22, "planAhead": 1, "shift": "BEFORE",
        "remind": 5, "proof": "LINES_SIGNED", "of": "DEPARTMENTS", "active": true,
    } });
    assert!(head.mutate("keepDutyRule", input, "dutyRule { version }").await.is_ok());
    let department = app.user("scjg.clerk").await;
    assert_eq!(reminders(&department).await, ["PLAN_LINES SOON"]);
    assert!(!reminders(&clerk).await.iter().any(|one| one.starts_with("PLAN_LINES")), "not the office's");
    app.advance(Duration::days(10));
    let department = app.user("scjg.clerk").await;
    assert_eq!(reminders(&department).await, ["PLAN_LINES OVERDUE"]);
    let supervisor = app.user("supervisor").await;
    assert!(reminders(&supervisor).await.is_empty(), "who has no duty is reminded of none");
    let wrong = supervisor.post(DUTIES, json!({ "year": 1999 })).await;
    wrong.refused_with(ErrorCode::OutOfRange);
}

async fn rules_are_versions_with_reasons(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let head = app.user("office.head").await;
    let keep = async |input: Value| head.mutate("keepDutyRule", input, "dutyRule { code version }").await;
    let input = |version: i64, reason: &str, terms: Value| json!({ "code": "PLAN_FILED", "version": version, "reason": reason, "terms": terms });
    keep(input(0, "", terms(3, 20, 10))).await.refused_at(ErrorCode::ReasonRequired, "reason");
    keep(input(0, "改", terms(13, 20, 10))).await.refused_at(ErrorCode::OutOfRange, "month");
    keep(input(0, "改", terms(3, 31, 10))).await.refused_with(ErrorCode::NothingChanged);
    assert_eq!(keep(input(0, "按豫政文件", terms(3, 20, 15))).await.ok()["dutyRule"]["version"], 1);
    keep(input(0, "改", terms(3, 25, 15))).await.refused_with(ErrorCode::StaleRevision);
    assert_eq!(duty(&head, 2027, "PLAN_FILED").await["dueOn"], "2027-03-19", "20 March 2027 is a Saturday");

    let own = json!({ "version": 0, "reason": "三（二）绩效考核", "terms": {
        "title": "报送年度工作总结", "clause": "三（二）", "month": 12, "day": 20, "shift": "AFTER", "remind": 15,
        "proof": "BY_HAND", "of": "DEPARTMENTS", "active": true,
    } });
    let made = keep(own.clone()).await.ok()["dutyRule"]["code"].clone();
    let mut of_results = own;
    of_results["terms"]["proof"] = json!("RESULTS_PUBLISHED");
    keep(of_results).await.refused_at(ErrorCode::InvalidFormat, "proof");
    let unknown = json!({ "code": "NONE", "version": 0, "reason": "改", "terms": terms(3, 20, 15) });
    keep(unknown).await.refused_with(ErrorCode::NotFound);

    let rules = head.query(RULES, json!({})).await["dutyRules"].as_array().unwrap().clone();
    let filed = rules.iter().find(|rule| rule["code"] == "PLAN_FILED").unwrap();
    assert_eq!((&filed["version"], &filed["terms"]["day"]), (&json!(1), &json!(20)));
    assert_eq!(filed["history"][0]["reason"], "按豫政文件");
    assert!(rules.iter().any(|rule| rule["code"] == made));
    assert_eq!(trail::count(&app, "KEEP_DEADLINES").await, 2);
    let admin = app.user("sysadmin").await;
    let again = json!({ "code": "PLAN_FILED", "version": 1, "reason": "恢复", "terms": terms(3, 31, 10) });
    assert!(admin.mutate("keepDutyRule", again, "dutyRule { version }").await.is_ok());
}

async fn what_no_record_shows_is_said(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let clerk = app.user("scjg.clerk").await;
    let input = |code: &str, department: Option<&str>, on: &str, proof: &str| json!({ "code": code, "year": 2025, "departmentId": department, "doneOn": on, "proof": proof });
    let say = async |input: Value| clerk.mutate("sayDutyDone", input, "code").await;
    let own = Some(world.department("scjg"));
    say(input("CAP_2025", own, "2027-01-01", "x")).await.refused_at(ErrorCode::OutOfRange, "doneOn");
    say(input("CAP_2025", own, "2025-06-20", " ")).await.refused_at(ErrorCode::Required, "proof");
    say(input("PLAN_LINES", own, "2025-06-20", "口头")).await.refused_with(ErrorCode::DutyProven);
    say(input("NONE", own, "2025-06-20", "口头")).await.refused_with(ErrorCode::NotFound);
    let office = app.user("office.clerk").await;
    let nobody = office.mutate("sayDutyDone", input("CAP_2025", None, "2025-06-20", "x"), "code").await;
    nobody.refused_with(ErrorCode::NotFound);
    let state = async |who: &Client<'_>| {
        let data = who.query(DUTIES, json!({ "year": 2025 })).await;
        let duties = data["duties"].as_array().unwrap().clone();
        let own = |duty: &&Value| duty["code"] == "CAP_2025" && duty["department"]["code"] == "scjg";
        duties.iter().find(own).unwrap()["state"].clone()
    };
    assert_eq!(state(&clerk).await, "UNTRACKED", "before the system was in use");
    assert!(say(input("CAP_2025", own, "2025-06-20", "政府网站公告")).await.is_ok());
    assert_eq!(state(&clerk).await, "DONE");
    // A later word corrects an earlier one.
    assert!(say(input("CAP_2025", own, "2025-07-02", "更正：实际公布日")).await.is_ok());
    assert_eq!(state(&clerk).await, "LATE");
    assert_eq!(trail::count(&app, "FULFIL_DUTY").await, 2);
}
