//! `cargo xtask bench`: the shipped server under load, in one run.

use crate::process::{cargo, run};
use crate::server::Profile;
use crate::{Result, paths, server};

/// Builds server and instrument, and measures.
pub fn bench(args: &[String]) -> Result {
    let program = server::build(Profile::Release)?;
    let target = paths::host_target();
    run(&mut cargo(&target, ["build", "--quiet", "-p", "bench", "--release"]))?;
    run(std::process::Command::new(target.join("release/bench")).arg(program).args(args))
}
