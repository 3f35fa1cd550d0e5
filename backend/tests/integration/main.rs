//! The server's integration tests, in one binary: every test runs on SQLite and on PostgreSQL.
//!
//! Tests go through the public faces: GraphQL and REST over HTTP, the program on the command line. They
//! look into the database only to prove what no face may show. The PostgreSQL half needs a server, named
//! in `ONEDOOR_TEST_POSTGRES`; without one it fails.

#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[macro_use]
mod support;

mod api;
mod catalogue;
mod coverage;
mod deadlines;
mod draw;
mod imports;
mod jobs;
mod library;
mod migrations;
mod permissions;
mod planning;
mod portal;
mod program;
mod road;
mod sessions;
mod together;
mod visits;
