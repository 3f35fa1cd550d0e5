//! Suites against the running program as it is shipped: GraphQL-over-HTTP audits, browser tests.

use std::path::{Path, PathBuf};

use crate::postgres::Postgres;
use crate::process::{command, watched};
use crate::server::{Profile, Server, build};
use crate::setup::Tools;
use crate::stages::Count;
use crate::{Result, paths};

/// A working Monday in the published calendar: the demo town has a month behind it.
const IN_SPRING: &str = "2026-03-30T09:00:00+08:00";
/// The first Monday of a year: the demo town has firms and people, and nothing is planned yet.
const NEW_YEAR: &str = "2026-01-05T09:00:00+08:00";

/// A folder that goes when the tests are over.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("onedoor-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn demo_server(program: &Path, data: &Path, clock: &str, database: Option<&str>) -> Result<Server> {
    let mut args = vec!["--demo", "--clock", clock];
    if let Some(url) = database {
        args.extend(["--database-url", url]);
    }
    Server::start(program, data, &args)
}

/// All audits of `graphql-http`, and the subscription protocol with the client `graphql-ws`.
pub fn audits() -> Result<Count> {
    let program = build(Profile::Release)?;
    let scratch = Scratch::new("audits")?;
    let server = demo_server(&program, &scratch.0, IN_SPRING, None)?;
    let mut sum = Count::default();
    for script in ["audits/graphql-http.mjs", "audits/subscriptions.mjs"] {
        sum += node(script, &server.url())?;
    }
    Ok(sum)
}

/// Runs a script that ends with `N passed, N failed`.
fn node(script: &str, url: &str) -> Result<Count> {
    let (lines, good) = watched(command("node", [script, url]).current_dir(paths::e2e()))?;
    let count = lines.iter().rev().find_map(|line| {
        let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
        Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    });
    let count = count.ok_or_else(|| format!("{script} did not finish"))?;
    if good || count.failed > 0 { Ok(count) } else { Err(format!("{script} failed").into()) }
}

/// Playwright over a town with a past, and over two at the beginning of a year, one on each database.
pub fn browser(tools: Option<&Tools>, postgres: Option<&Postgres>) -> Result<Count> {
    let tools = tools.ok_or("no browser on this machine")?;
    let postgres = postgres.ok_or("no PostgreSQL on this machine")?;
    let program = build(Profile::Release)?;
    let scratch = [Scratch::new("town")?, Scratch::new("road")?, Scratch::new("road-postgres")?];
    let [one, two, three] = &scratch;
    let town = demo_server(&program, &one.0, IN_SPRING, None)?;
    let sqlite = demo_server(&program, &two.0, NEW_YEAR, None)?;
    let other = demo_server(&program, &three.0, NEW_YEAR, Some(&postgres.create("browser")?))?;
    let report = one.0.join("report.json");
    let mut command = command("npx", ["--no-install", "playwright", "test", "--reporter=list,json"]);
    command
        .current_dir(paths::e2e())
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("ONEDOOR_TOWN", town.url())
        .env("ONEDOOR_ROAD_SQLITE", sqlite.url())
        .env("ONEDOOR_ROAD_POSTGRES", other.url())
        .env("ONEDOOR_CHROMIUM", &tools.chromium)
        .env("ONEDOOR_PROGRAM", &program);
    let (_, good) = watched(&mut command)?;
    let count = statistics(&std::fs::read_to_string(&report)?).ok_or("no report of the browser tests")?;
    match (good, count) {
        (true, Count { passed: 0, .. }) => Err("no browser test ran".into()),
        (false, Count { failed: 0, passed }) => Ok(Count { passed, failed: 1 }),
        (_, count) => Ok(count),
    }
}

/// The sums of Playwright's report. Skipped and flaky tests count as failed.
fn statistics(report: &str) -> Option<Count> {
    let stats = &report[report.find("\"stats\"")?..];
    let number = |name: &str| -> Option<u64> {
        let at = stats.find(&format!("\"{name}\""))?;
        let text = stats[at..].split_once(':')?.1;
        text.trim_start().split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
    };
    let failed = number("skipped")? + number("unexpected")? + number("flaky")?;
    Some(Count { passed: number("expected")?, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_and_flaky_tests_are_failures() {
        let report = r#"{ "suites": [], "stats": { "startTime": "x", "duration": 1.5, "expected": 40, "skipped": 1, "unexpected": 2, "flaky": 3 } }"#;
        assert_eq!(statistics(report), Some(Count { passed: 40, failed: 6 }));
    }
}
