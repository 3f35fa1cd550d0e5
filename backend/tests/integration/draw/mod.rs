//! What draws refuse, what they keep for ever, and who sees them when.

mod cells;
mod immutable;
mod ledger;
mod protocol;
mod races;
mod rules;
mod sealed;
mod seats;
mod series;
mod statements;
mod void;

use crate::support::draw::Wave;
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

/// Slaughterhouses: a KEY item with six firms, so that few doors are drawn.
const FEW: &str = "J20";

/// The town with a published plan of the given items and an open wave of all its lines.
async fn open(engine: Engine, items: &[&str], disclosure: &str) -> (TestApp, World, Wave) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (plan, lines) = plan::published_plan(&app, &world, items).await;
    let wave = Wave::open(&app, &plan, &lines, disclosure).await;
    (app, world, wave)
}
