//! The OneDoor server: doors (`http`, `graphql`, `cli`) → contexts → database.
//!
//! See `docs/ARCHITECTURE.md` for one inspection followed through every layer.

#![recursion_limit = "256"]

pub mod access;
pub mod app;
pub mod audit;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod coverage;
pub mod db;
pub mod deadlines;
pub mod demo;
pub mod disclosure;
pub mod draw;
pub mod error;
pub mod exchange;
pub mod files;
pub mod graphql;
pub mod http;
pub mod jobs;
pub mod keys;
pub mod organisation;
pub mod papers;
pub mod planning;
pub mod portal;
pub mod registry;
pub mod server;
pub mod stats;
pub mod telemetry;
pub mod uploads;
pub mod visit;
