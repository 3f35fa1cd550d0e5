//! What tests stand on: a database of their own, the application in this process, clients by role.

pub mod app;
pub mod client;
pub mod contract;
pub mod db;
pub mod draw;
pub mod dump;
pub mod field;
pub mod people;
pub mod plan;
pub mod program;
pub mod scratch;
pub mod trail;
pub mod world;

use std::future::Future;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use db::{Engine, Template};

/// Declares the given functions as tests, each on both engines: `name::sqlite` and `name::postgres`.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                crate::support::run(super::$name(crate::support::Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                crate::support::run(super::$name(crate::support::Engine::Postgres));
            }
        }
    )+};
}

/// Runs a test on a runtime of its own: a pooled connection keeps its I/O on the runtime that opened it.
pub fn run(test: impl Future<Output = ()>) {
    if std::env::var_os("ONEDOOR_LOG").is_some() {
        backend::telemetry::start();
    }
    actix_web::rt::System::new().block_on(test);
}
