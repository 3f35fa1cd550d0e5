//! `cargo xtask test`: everything, counted. What could not run counts as failed.

mod browser;
mod rust;
mod wasm_runner;

use crate::postgres::Postgres;
use crate::setup::{self, Tools};
use crate::stages::Stages;
use crate::{Result, check, regen, web};

/// Names of the suites, in the order in which they run.
const SUITES: [&str; 11] = [
    "check",
    "fmt",
    "lint",
    "unit",
    "integration",
    "generated",
    "wasm",
    "app",
    "audits",
    "browser",
    "budgets",
];

/// The names, for the help.
pub fn names() -> String {
    SUITES.join(" ")
}

/// Runs the named suites, or all.
pub fn test(wanted: &[String]) -> Result {
    if let Some(unknown) = wanted.iter().find(|name| !SUITES.contains(&name.as_str())) {
        return Err(format!("no suite {unknown}; there are: {}", names()).into());
    }
    let run = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let mut stages = Stages::default();
    if run("check") {
        stages.check("check", check::check);
    }
    let mut tools: Option<Tools> = None;
    stages.check("set-up", || {
        setup::wasm_target()?;
        setup::npm_packages()?;
        tools = Some(setup::test_tools()?);
        Ok(())
    });
    if run("fmt") {
        stages.check("fmt", rust::fmt);
    }
    if run("lint") {
        stages.stage("lint", rust::lint);
    }
    if run("unit") {
        stages.stage("unit", rust::unit);
    }
    let mut postgres: Option<Postgres> = None;
    if ["integration", "browser"].iter().any(|name| run(name)) {
        stages.check("postgres", || {
            let tools = tools.as_ref().ok_or("no PostgreSQL on this machine")?;
            postgres = Some(Postgres::start(&tools.postgres, false)?);
            Ok(())
        });
    }
    if run("integration") {
        stages.stage("integration", || rust::integration(postgres.as_ref()));
    }
    if run("generated") {
        stages.check("generated", regen::is_current);
    }
    if run("wasm") {
        stages.stage("wasm", rust::wasm);
    }
    if ["app", "audits", "browser", "budgets"].iter().any(|name| run(name)) {
        stages.check("app", || web::build(web::Mode::Release).map(|_| ()));
    }
    if run("budgets") {
        stages.check("budgets", || web::budgets(&web::build(web::Mode::Release)?));
    }
    if run("audits") {
        stages.stage("audits", browser::audits);
    }
    if run("browser") {
        stages.stage("browser", || browser::browser(tools.as_ref(), postgres.as_ref()));
    }
    if stages.finish() { Ok(()) } else { std::process::exit(1) }
}
