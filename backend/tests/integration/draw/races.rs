//! Several operators at once: one draw, one frame, one attempt.

use backend::access::Viewer;
use backend::jobs::Runner;
use futures::future::join_all;
use shared::ErrorCode;
use shared::code::DivisionCode;
use shared::ids::AttemptId;

use super::{FEW, open};
use crate::support::draw::{BEACON, try_open, wave_input};
use crate::support::field::Visit;
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(one_draw, one_frame, one_next_attempt, one_wave_for_a_line);

/// So many operators, or servers that work on the queue.
const CROWD: usize = 4;

/// Two jobs for the same draw on several servers, and operators who call it directly.
async fn one_draw(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW, "J09"], "AT_ONCE").await;
    wave.ready(&app).await;
    let (one, two) = futures::join!(wave.queue(&app, "runDraw"), wave.queue(&app, "runDraw"));
    // One of them is told that the other was faster.
    assert_eq!([&one, &two].into_iter().filter(|answer| answer.is_ok()).count(), 1);
    [one, two].iter().filter(|answer| !answer.is_ok()).for_each(|answer| {
        answer.refused_with(ErrorCode::DrawUnderWay);
    });
    let runners: Vec<_> = (0..CROWD).map(|_| app.runner()).collect();
    let viewer = Viewer::system("operator", DivisionCode::parse("410481").unwrap());
    let attempt: AttemptId = wave.attempt.parse().unwrap();
    let directly = join_all((0..CROWD).map(|_| app.services.draw.perform(&viewer, attempt)));
    let (drained, directly) = futures::join!(join_all(runners.iter().map(Runner::drain)), directly);
    drained.into_iter().for_each(|done| done.unwrap());
    for refused in directly.into_iter().filter_map(Result::err) {
        assert!(refused.is(ErrorCode::IllegalTransition), "{refused}");
    }
    assert_eq!(trail::count(&app, "RUN_DRAW").await, 1);
    let attempts = wave.attempts(&app).await;
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0]["status"], "DRAWN");
    let visits = Visit::all(&app, &wave.id).await;
    let report = &attempts[0]["report"];
    assert_eq!(report["doors"], visits.len());
    assert_eq!(app.anybody().get(&wave.bundle_uri()).await.status, 200);
}

async fn one_frame(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW, "J09"], "AT_ONCE").await;
    wave.commit_all(&app).await;
    let viewer = Viewer::system("operator", DivisionCode::parse("410481").unwrap());
    let attempt: AttemptId = wave.attempt.parse().unwrap();
    let frozen = join_all((0..CROWD).map(|_| app.services.draw.freeze(&viewer, attempt))).await;
    assert_eq!(frozen.iter().filter(|result| result.is_ok()).count(), 1);
    for refused in frozen.into_iter().filter_map(Result::err) {
        assert!(refused.is(ErrorCode::IllegalTransition), "{refused}");
    }
    wave.record_beacon(&app, BEACON).await.ok();
    wave.reveal_all(&app).await;
    wave.queue(&app, "runDraw").await.ok();
    app.run_jobs().await;
    assert_eq!(wave.attempts(&app).await[0]["status"], "DRAWN");
}

async fn one_next_attempt(engine: Engine) {
    let (app, _, wave) = open(engine, &[FEW], "AT_ONCE").await;
    let head = app.user("office.head").await;
    let void = serde_json::json!({ "attemptId": wave.attempt, "reason": "见证人缺席" });
    head.mutate("voidAttempt", void, "attempt { id }").await.ok();
    let answers = join_all((0..CROWD).map(|_| wave.next_attempt(&app))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(wave.attempts(&app).await.len(), 2);
}

async fn one_wave_for_a_line(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, &[FEW]).await;
    let input = wave_input(&plan, &lines, "AT_ONCE");
    let answers = join_all((0..CROWD).map(|_| try_open(&app, input.clone()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.iter().filter(|answer| !answer.is_ok()) {
        answer.refused_with(ErrorCode::LineNotDrawable);
    }
}
