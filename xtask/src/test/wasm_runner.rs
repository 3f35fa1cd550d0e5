//! The program that runs WebAssembly tests.

use std::path::PathBuf;

use crate::process::{cargo, run};
use crate::{Result, paths};

/// Builds it.
pub fn runner() -> Result<PathBuf> {
    let host = paths::host_target();
    run(&mut cargo(&host, ["build", "--quiet", "-p", "wasm-runner", "--profile", "tool"]))?;
    Ok(host.join("tool/wasm-runner"))
}
