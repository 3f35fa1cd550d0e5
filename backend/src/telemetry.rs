//! The log: readable on a terminal, JSON where it is collected, never personal data.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

/// Starts logging to standard error. `ONEDOOR_LOG` sets the level, as `info` or `backend=debug`.
pub fn start() {
    let filter =
        EnvFilter::try_from_env("ONEDOOR_LOG").unwrap_or_else(|_| EnvFilter::new("warn,backend=info"));
    let registry = tracing_subscriber::registry().with(filter);
    // A second start, in tests, changes nothing.
    let _ = if std::io::stderr().is_terminal() {
        registry.with(fmt::layer().with_target(false).with_writer(std::io::stderr)).try_init()
    } else {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init()
    };
}
