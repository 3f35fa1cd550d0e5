//! Visits: who may do what at which door, and that nothing entered is lost, doubled or overwritten.

mod approval;
mod contact;
mod corrections;
mod keys;
mod lists;
mod packages;
mod refill;
mod results;
mod team;
mod together;
mod writing;

use chrono::Duration;

use crate::support::draw::Wave;
use crate::support::field::{self, Visit};
use crate::support::plan;
use crate::support::world::World;
use crate::support::{Client, Engine, Template, TestApp};

/// A visit at which at least three departments meet, drawn and not yet approved.
struct Scene {
    app: TestApp,
    world: World,
    wave: Wave,
    visit: Visit,
}

impl Scene {
    /// Lodging: four departments, few doors.
    async fn drawn(engine: Engine) -> Self {
        let app = TestApp::new(engine, Template::Town).await;
        let world = World::of(&app).await;
        let (plan, lines) = plan::published_plan(&app, &world, &["J03"]).await;
        let wave = Wave::open(&app, &plan, &lines, "AT_ONCE").await;
        wave.draw(&app).await;
        let visit = Visit::all(&app, &wave.id).await.swap_remove(0);
        assert!(visit.departments().len() >= 3);
        Self { app, world, wave, visit }
    }

    /// Approved by all, on the morning of its day.
    async fn approved(engine: Engine) -> Self {
        let scene = Self::drawn(engine).await;
        scene.visit.approve(&scene.app, &scene.world).await;
        field::move_to(&scene.app, scene.visit.first_day());
        scene
    }

    /// The team is at the door.
    async fn arrived(engine: Engine) -> Self {
        let scene = Self::approved(engine).await;
        scene.visit.check_in(&scene.officer("gaj").await, "arrival").await.ok();
        scene.app.advance(Duration::minutes(10));
        scene
    }

    /// The first officer of a department on the team.
    async fn officer(&self, department: &str) -> Client<'_> {
        self.app.user(&self.visit.officer(department)).await
    }
}
