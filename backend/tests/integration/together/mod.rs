//! A plan that many work on at once: what is told live, who is there, what is said, what stands in the feed.

mod feed;
mod live;
mod presence;
mod retract;
mod talk;

use std::sync::Arc;

use backend::app::{Core, Services};
use serde_json::Value;

use crate::support::client::text;
use crate::support::plan::{self, Seen};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

/// A town whose office has opened the plan of a year.
async fn start(engine: Engine) -> (TestApp, World, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, world, plan)
}

/// Another server process on the same database, as far as one process can have two: nothing is shared but the
/// database, the keys and the clock.
async fn another_server(app: &TestApp) -> Services {
    let db = backend::db::connect(&app.db.url()).await.unwrap();
    let core = &app.services.core;
    let (keys, settings) = (core.keys().clone(), core.settings().clone());
    Services::new(Core::new(db, Arc::clone(&app.clock) as _, keys, app.dir.path().join("files"), settings))
}

/// The texts of a member of each entry.
fn texts(list: &Value, name: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|entry| text(&entry[name])).collect()
}
