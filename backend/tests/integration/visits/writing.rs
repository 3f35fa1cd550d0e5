//! Answers and results: what fits, what is missing, what is over.

use chrono::NaiveDate;
use serde_json::json;
use shared::ErrorCode;
use shared::calendar::WorkCalendar;

use super::Scene;
use crate::support::client::text;
use crate::support::draw::Wave;
use crate::support::field::{self, FINE, PHOTO, Visit, answer_all, enter};
use crate::support::plan::{self, with};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    answers_fit,
    results_fit,
    nothing_after_the_end,
    visits_without_a_door,
    clocks_past_the_calendar
);

async fn answers_fit(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let officer = scene.officer("xfj").await;
    let item = scene.visit.item_of("xfj");
    let question = |kind: &str| {
        let questions = item["item"]["questions"].as_array().unwrap();
        questions.iter().find(|question| question["kind"] == kind).unwrap()["id"].clone()
    };
    let save = async |question: serde_json::Value, answer: serde_json::Value, key: &str| {
        let input = json!({
            "visitItemId": item["id"], "questionId": question, "answer": answer, "commandKey": key,
        });
        officer.mutate("saveAnswer", input, "answer { id text yes }").await
    };
    let invalid = ErrorCode::InvalidFormat;
    save(question("YES_NO"), json!({ "text": "是" }), "a").await.refused_at(invalid, "value");
    save(question("NUMBER"), json!({ "number": "两具" }), "b").await.refused_at(invalid, "value");
    save(question("NUMBER"), json!({ "number": "NaN" }), "c").await.refused_at(invalid, "value");
    let other = scene.visit.item_of("gaj")["item"]["questions"][0]["id"].clone();
    save(other, json!({ "yes": true }), "d").await.refused_with(ErrorCode::NotFound);
    let two = save(question("YES_NO"), json!({ "yes": true, "text": "是" }), "e").await;
    assert_eq!(two.codes(), ["VALIDATION"], "exactly one kind of answer");
    let first = save(question("NUMBER"), json!({ "number": "012.50" }), "f").await.ok();
    assert_eq!(first["answer"]["text"], "012.50", "digits are kept as they were written");
    let second = save(question("NUMBER"), json!({ "number": "13" }), "g").await.ok();
    assert_eq!(second["answer"]["id"], first["answer"]["id"], "a change, not a second answer");
}

async fn results_fit(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let officer = scene.officer("gaj").await;
    let item = scene.visit.item_of("gaj");
    enter(&officer, &item, FINE, "early").await.refused_at(ErrorCode::AnswerMissing, "questions.0");
    // Who was not let in has nothing to answer, and shows a photo.
    let refused = ("SERIOUS_NONCOOPERATION", "TRANSFER_CASE", "拒绝开门");
    enter(&officer, &item, refused, "door").await.refused_at(ErrorCode::EvidenceMissing, "photos");
    answer_all(&officer, &item).await;
    for (result, code, path) in [
        (("NO_ISSUE", "TRANSFER_CASE", "x"), ErrorCode::DisposalMismatch, "disposal"),
        (("RECTIFY_ORDERED", "NONE", "x"), ErrorCode::DisposalMismatch, "disposal"),
        (("RECTIFY_ORDERED", "RECTIFY_AND_TRACK", " "), ErrorCode::Required, "note"),
        (("NO_ISSUE", "NONE", &*"长".repeat(2001)), ErrorCode::TooLong, "note"),
    ] {
        enter(&officer, &item, result, "wrong").await.refused_at(code, path);
    }
    scene.visit.finish(&officer, "out").await.refused_with(ErrorCode::ResultMissing);
    let upload = officer.upload("door.jpg", "PHOTO", PHOTO.to_vec()).await.json();
    let photo = json!({ "visitItemId": item["id"], "uploadId": upload["id"], "commandKey": "photo" });
    officer.mutate("addEvidence", photo, "evidence { id }").await.ok();
    enter(&officer, &item, refused, "door-again").await.ok();
}

async fn nothing_after_the_end(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let (app, visit) = (&scene.app, &scene.visit);
    field::work(app, visit).await;
    let over = ErrorCode::IllegalTransition;
    let officer = scene.officer("gaj").await;
    visit.check_in(&officer, "again").await.refused_with(over);
    visit.finish(&officer, "again-out").await.refused_with(over);
    enter(&officer, &visit.item_of("gaj"), FINE, "again-result").await.refused_with(over);
    let input = json!({ "visitId": visit.id(), "notPossibleReason": "其实没去", "commandKey": "no" });
    officer.mutate("finishVisit", input, "visit { id }").await.refused_with(over);
    let reasonless = json!({ "visitId": visit.id(), "notPossibleReason": " ", "commandKey": "no2" });
    let answer = officer.mutate("finishVisit", reasonless, "visit { id }").await;
    answer.refused_at(ErrorCode::ReasonRequired, "reason");
}

/// Documents are looked at in the office: nobody arrives anywhere.
async fn visits_without_a_door(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, &["J17"]).await;
    let wave = Wave::open(&app, &plan, &lines, "AT_ONCE").await;
    wave.draw(&app).await;
    let visit = Visit::all(&app, &wave.id).await.swap_remove(0);
    assert_eq!(visit.0["opensDoor"], false);
    visit.approve(&app, &world).await;
    field::move_to(&app, visit.first_day());
    let first = app.user(&visit.officer(&visit.departments()[0])).await;
    visit.check_in(&first, "in").await.refused_with(ErrorCode::IllegalTransition);
    for (department, officers) in visit.officers() {
        let officer = app.user(&officers[0]).await;
        for item in visit.items().iter().filter(|item| item["department"]["code"] == department.as_str()) {
            answer_all(&officer, item).await;
            enter(&officer, item, FINE, &text(&item["id"])).await.ok();
        }
    }
    assert_eq!(visit.finish(&first, "out").await.ok()["visit"]["status"], "COMPLETED");
}

/// R17 and R18: twenty working days of the published calendar; beyond it the date is provisional.
async fn clocks_past_the_calendar(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let december = json!({ "windowFrom": "2026-12-11", "windowTo": "2026-12-11" });
    let input = with(plan::line_input(&world, &plan.id, "J20"), december);
    let line = plan::line_in(&plan::save_line(&app, &world, input).await);
    let line = plan::to_office(&app, &world, line, "J20").await;
    let line = plan::line_in(&plan::review(&app, &line, true, "").await);
    let line = plan::line_in(&plan::approve(&app, &line, true, "").await);
    let approved = plan::plan_in(&plan::approve_plan(&app, &plan).await);
    let filed = plan::plan_in(&plan::file_plan(&app, &approved).await);
    let published = plan::plan_in(&plan::publish_plan(&app, &filed).await);
    let wave = Wave::open(&app, &published, &[line.id], "AT_ONCE").await;
    wave.draw(&app).await;
    let visit = Visit::all(&app, &wave.id).await.swap_remove(0);
    visit.approve(&app, &world).await;
    let day: NaiveDate = "2026-12-11".parse().unwrap();
    assert_eq!(visit.first_day(), day);
    field::move_to(&app, day);
    let lead = text(&visit.0["lead"]["code"]);
    let officer = app.user(&visit.officer(&lead)).await;
    visit.check_in(&officer, "in").await.ok();
    let item = visit.item_of(&lead);
    answer_all(&officer, &item).await;
    let result = enter(&officer, &item, FINE, "result").await.ok()["result"].clone();
    let expected = WorkCalendar::published().deadline(day, 20).unwrap();
    assert!(expected.provisional);
    assert_eq!(result["dueOn"], expected.date.to_string());
    assert_eq!(result["dueProvisional"], true);
}
