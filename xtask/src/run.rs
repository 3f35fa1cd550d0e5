//! `cargo xtask run`: from a clone to a served page.

use std::time::Instant;

use crate::process::run as run_command;
use crate::server::Profile;
use crate::stages::seconds;
use crate::{Result, paths, server, setup, web};

/// Builds what is not built, then serves until stopped. Arguments are those of `onedoor serve`, and
/// `--database-url`.
pub fn run(args: &[String]) -> Result {
    let timed = |name: &str, work: &mut dyn FnMut() -> Result| -> Result {
        let started = Instant::now();
        work()?;
        println!("{name:<12} {:>8}", seconds(started.elapsed()));
        Ok(())
    };
    timed("set-up", &mut || {
        setup::wasm_target()?;
        setup::npm_packages()?;
        setup::paper_fonts();
        Ok(())
    })?;
    timed("app", &mut || web::build(web::Mode::Release).map(|_| ()))?;
    let mut program = None;
    timed("server", &mut || {
        program = Some(server::build(Profile::Release)?);
        Ok(())
    })?;
    let Some(program) = program else { return Err("the server was not built".into()) };
    let mut serve = std::process::Command::new(program);
    serve.arg("serve").current_dir(paths::root());
    // An installation of one's own has no demo town.
    if !args.iter().any(|arg| arg == "--production" || arg == "--demo") {
        serve.arg("--demo");
    }
    run_command(serve.args(args))
}
