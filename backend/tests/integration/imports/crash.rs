//! An import that is cut off in the middle goes on from its last step, once.

use std::time::Duration;

use chrono::Duration as Time;
use serde_json::json;
use shared::ErrorCode;

use super::{Imported, import, job, queue};
use crate::support::dump::{count, library};
use crate::support::program::shared_file;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(goes_on_after_a_crash, cancelled_in_the_middle);

fn file() -> Vec<u8> {
    std::fs::read(shared_file("data/subjects_pingdingshan.csv")).unwrap()
}

async fn progress(app: &TestApp, id: &str) -> i64 {
    let query = "query($id: ID!) { job(id: $id) { done } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": id })).await;
    data["job"]["done"].as_i64().unwrap()
}

/// Works on the queue until a job has done so much, and is then gone with all it held.
async fn run_until(app: &TestApp, id: &str, done: i64) {
    let runner = app.runner();
    let reached = async {
        while progress(app, id).await < done {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        ended = runner.drain() => panic!("the import ended first: {ended:?}"),
        () = reached => {}
    }
}

async fn goes_on_after_a_crash(engine: Engine) {
    let undisturbed = TestApp::new(engine, Template::Town).await;
    let expected = import(&undisturbed, "all.csv", file(), false).await;
    let app = TestApp::new(engine, Template::Town).await;
    let id = queue(&app, "all.csv", file(), false).await;
    for done in [500, 2500, 6000] {
        run_until(&app, &id, done).await;
        // Whoever comes at once must believe that the other still lives.
        let before = progress(&app, &id).await;
        app.run_jobs().await;
        assert_eq!(progress(&app, &id).await, before);
        app.advance(Time::seconds(21));
    }
    app.run_jobs().await;
    let resumed = job(&app, &id).await;
    assert_eq!(resumed.status, "DONE");
    assert_eq!(resumed.outcome, expected.outcome, "the same counts");
    assert_eq!(problems(&resumed), problems(&expected));
    let (one, other) = (undisturbed.db.raw().await, app.db.raw().await);
    assert_eq!(library(&one).await, library(&other).await);
    for table in ["site", "subject_tag", "subject_change", "job_problem", "subject_search"] {
        assert_eq!(count(&one, table).await, count(&other, table).await, "{table}");
    }
}

fn problems(job: &Imported) -> Vec<String> {
    job.problems.iter().map(ToString::to_string).collect()
}

async fn cancelled_in_the_middle(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    let before = count(&raw, "subject").await;
    let clerk = app.user("office.clerk").await;
    let cancel = async |id: &str| {
        clerk.mutate("cancelJob", json!({ "id": id }), "job { status cancelRequested }").await
    };
    // One that waits is cancelled at once.
    let waiting = queue(&app, "all.csv", file(), false).await;
    assert_eq!(cancel(&waiting).await.ok()["job"]["status"], "CANCELLED");
    cancel(&waiting).await.refused_with(ErrorCode::JobNotCancellable);
    app.run_jobs().await;
    assert_eq!(count(&raw, "subject").await, before);
    // One that runs stops at its next step, and what it has done stays.
    let running = queue(&app, "all.csv", file(), false).await;
    let asked = async {
        while progress(&app, &running).await < 1000 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        cancel(&running).await.ok()
    };
    let ((), asked) = futures::join!(app.run_jobs(), asked);
    assert_eq!(asked["job"]["cancelRequested"], true);
    let stopped = job(&app, &running).await;
    assert_eq!(stopped.status, "CANCELLED");
    let done = progress(&app, &running).await;
    assert!((1000..6787).contains(&done), "{done}");
    assert_eq!(done % 500, 0, "whole steps");
    let rejected = i64::try_from(stopped.problems.len()).unwrap();
    assert_eq!(count(&raw, "subject").await - before, done - rejected);
    cancel(&running).await.refused_with(ErrorCode::JobNotCancellable);
    let finished = import(&app, "one.csv", super::usual().into_bytes(), false).await;
    cancel(&finished.id).await.refused_with(ErrorCode::JobNotCancellable);
    let theirs = app.user("scjg.clerk").await;
    let answer = theirs.mutate("cancelJob", json!({ "id": finished.id }), "job { id }").await;
    answer.refused_with(ErrorCode::NotFound);
}
