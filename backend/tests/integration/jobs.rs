//! Long work: taken by lease, one at a time, with progress that others can watch.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use backend::error::Result;
use backend::jobs::{Handler, JobContext, Outcome, Progress, Runner};
use chrono::Duration;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};
use serde_json::{Value, json};
use shared::job::JobKind;
use tokio::sync::Notify;

use crate::support::client::text;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    leases,
    a_holder_that_was_given_up,
    progress_is_watched,
    ones_own_jobs,
    a_role_lost_meanwhile
);

/// Work in steps that waits for a sign before each, and gives one after it.
#[derive(Clone, Default)]
struct Steps {
    go: Arc<Notify>,
    done: Arc<Notify>,
    begun: Arc<AtomicU32>,
}

const STEPS: i64 = 3;

impl Handler for Steps {
    fn run<'a>(&'a self, context: &'a JobContext) -> BoxFuture<'a, Result<Outcome>> {
        async move {
            self.begun.fetch_add(1, Ordering::SeqCst);
            let from = context.job.cursor.as_ref().and_then(Value::as_i64).unwrap_or(0);
            for done in from + 1..=STEPS {
                self.go.notified().await;
                let tx = context.core.db().begin().await?;
                let progress = Progress {
                    done,
                    total: Some(STEPS),
                    cursor: json!(done),
                    outcome: json!({ "from": from }),
                };
                context.step(&tx, progress, &[]).await?;
                tx.commit_housekeeping().await?;
                self.done.notify_one();
            }
            Ok(json!({ "from": from }))
        }
        .boxed()
    }
}

/// A runner of such work, as on a server of its own.
fn server(app: &TestApp) -> (Runner, Steps) {
    let steps = Steps::default();
    let handlers: [(JobKind, Arc<dyn Handler>); 1] = [(JobKind::ImportSubjects, Arc::new(steps.clone()))];
    let services = &app.services;
    (Runner::new(services.jobs.clone(), services.organisation.clone(), handlers), steps)
}

async fn queue(app: &TestApp) -> String {
    let clerk = app.user("office.clerk").await;
    let table = "企业名称,统一社会信用代码,注册地址\n甲,91410481MA3XETE15A,路\n";
    let upload = clerk.upload("a.csv", "TABLE", table.into()).await.json()["id"].clone();
    text(
        &clerk.mutate("startSubjectImport", json!({ "uploadId": upload }), "job { id }").await.ok()["job"]["id"],
    )
}

async fn see(app: &TestApp, id: &str) -> Value {
    let query = "query($id: ID!) { job(id: $id) { status done total outcome } }";
    app.user("office.clerk").await.query(query, json!({ "id": id })).await["job"].clone()
}

/// Lets a run go on by one step; it stops where it holds nothing.
async fn one_step(run: &mut Pin<&mut impl Future<Output = Result<()>>>, steps: &Steps) {
    steps.go.notify_one();
    tokio::select! {
        ended = run.as_mut() => panic!("it ended first: {ended:?}"),
        () = steps.done.notified() => {}
    }
}

/// Lets a run go on to its end, whatever it does.
async fn to_the_end(run: &mut Pin<&mut impl Future<Output = Result<()>>>, steps: &Steps) {
    loop {
        steps.go.notify_one();
        tokio::select! {
            ended = run.as_mut() => return ended.unwrap(),
            () = tokio::task::yield_now() => {}
        }
    }
}

async fn leases(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let id = queue(&app).await;
    let (first, its) = server(&app);
    one_step(&mut pin!(first.drain()), &its).await;
    // The first is gone with its work; while its lease lasts nobody takes it.
    let (second, others) = server(&app);
    app.advance(Duration::seconds(19));
    second.drain().await.unwrap();
    assert_eq!(others.begun.load(Ordering::SeqCst), 0);
    assert_eq!(see(&app, &id).await["status"], "RUNNING");
    app.advance(Duration::seconds(2));
    to_the_end(&mut pin!(second.drain()), &others).await;
    let job = see(&app, &id).await;
    assert_eq!((&job["done"], &job["status"]), (&json!(3), &json!("DONE")));
    assert_eq!(job["outcome"], json!({ "from": 1 }).to_string(), "it went on from the last step");
}

/// A server that was only slow finds its job taken: it writes nothing more, whatever it still does.
async fn a_holder_that_was_given_up(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let id = queue(&app).await;
    let ((slow, its), (quick, others)) = (server(&app), server(&app));
    let mut slow_run = pin!(slow.drain());
    one_step(&mut slow_run, &its).await;
    app.advance(Duration::seconds(21));
    let mut quick_run = pin!(quick.drain());
    one_step(&mut quick_run, &others).await;
    to_the_end(&mut slow_run, &its).await;
    let job = see(&app, &id).await;
    assert_eq!((&job["status"], &job["done"]), (&json!("RUNNING"), &json!(2)), "it belongs to the quick one");
    to_the_end(&mut quick_run, &others).await;
    let job = see(&app, &id).await;
    assert_eq!((&job["status"], &job["done"]), (&json!("DONE"), &json!(3)));
    assert_eq!(job["outcome"], json!({ "from": 1 }).to_string());
    assert_eq!(crate::support::trail::count(&app, "FINISH_JOB").await, 1);
}

/// The subscription tells every change until the job has ended.
async fn progress_is_watched(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let id = queue(&app).await;
    let clerk = app.user("office.clerk").await;
    let viewer = app.services.sessions.viewer(&clerk.token()).await.unwrap();
    let job = id.parse().unwrap();
    let seen = app.services.jobs.watch(&viewer, job).await.unwrap();
    let (runner, steps) = server(&app);
    let seen = seen.inspect(|_| steps.go.notify_one()).map(|job| (job.done, job.status.to_string()));
    let (drained, seen) = futures::join!(runner.drain(), seen.collect::<Vec<_>>());
    drained.unwrap();
    assert_eq!(seen.first(), Some(&(0, "WAITING".to_owned())));
    assert_eq!(seen.last(), Some(&(3, "DONE".to_owned())));
    let done: Vec<i64> = seen.iter().map(|(done, _)| *done).collect();
    assert!(done.windows(2).all(|pair| pair[0] <= pair[1]), "{seen:?}");
    let ended = app.services.jobs.watch(&viewer, job).await.unwrap();
    assert_eq!(ended.collect::<Vec<_>>().await.len(), 1, "one that has ended is told once");
}

async fn ones_own_jobs(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let id = queue(&app).await;
    let list = async |username: &str| {
        let query = "{ jobs(first: 10) { totalCount nodes { id } } }";
        app.user(username).await.query(query, json!({})).await["jobs"].clone()
    };
    assert_eq!(list("office.clerk").await["nodes"][0]["id"], id);
    for username in ["office.head", "scjg.clerk", "sysadmin"] {
        assert_eq!(list(username).await["totalCount"], 0, "{username}");
    }
}

/// A job is done with the roles its owner has when it runs, not when it was queued.
async fn a_role_lost_meanwhile(engine: Engine) {
    use crate::support::people::{grant, make};
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = make(&app, "new.clerk", &[("OFFICE_CLERK", None)]).await;
    let table = "企业名称,统一社会信用代码,注册地址\n甲,91410481MA3XETE15A,路\n";
    let upload = clerk.upload("a.csv", "TABLE", table.into()).await.json()["id"].clone();
    let payload = clerk.mutate("startSubjectImport", json!({ "uploadId": upload }), "job { id }").await.ok();
    grant(&app, &clerk.id(), &[("OFFICE_HEAD", None)]).await;
    app.run_jobs().await;
    let query = "query($id: ID!) { job(id: $id) { status errorCode } }";
    let data = clerk.query(query, json!({ "id": payload["job"]["id"] })).await;
    assert_eq!(data["job"], json!({ "status": "FAILED", "errorCode": "FORBIDDEN" }));
}
