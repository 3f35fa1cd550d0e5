//! `onedoor`: parse the command line, hand over to the library.

use std::borrow::Cow;
use std::process::ExitCode;
use std::sync::Arc;

use backend::cli::{Cli, run};
use backend::http::Assets;
use clap::Parser;
use rust_embed::RustEmbed;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The app, built by `cargo xtask` before this program.
#[derive(RustEmbed)]
#[folder = "$ONEDOOR_WEB_DIST"]
struct BuiltIn;

impl Assets for BuiltIn {
    fn get(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        <Self as RustEmbed>::get(path).map(|file| file.data)
    }
}

#[actix_web::main]
async fn main() -> ExitCode {
    backend::telemetry::start();
    run(Cli::parse(), Arc::new(BuiltIn)).await
}
