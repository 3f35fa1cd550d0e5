//! Suites of the compiler and of `cargo test`.

use crate::postgres::Postgres;
use crate::process::{cargo, run, watched};
use crate::stages::Count;
use crate::{Result, paths};

/// Every file is formatted.
pub fn fmt() -> Result {
    run(&mut cargo(&paths::host_target(), ["fmt", "--all", "--check"]))
}

/// No lint warns: on this machine with tests, and of the app as it is compiled for the browser.
pub fn lint() -> Result<Count> {
    let host = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run(&mut cargo(&paths::host_target(), host))?;
    let wasm =
        ["clippy", "--quiet", "-p", "frontend", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
    run(&mut cargo(&paths::wasm_target(), wasm))?;
    Ok(Count { passed: 2, failed: 0 })
}

/// Tests beside the code.
pub fn unit() -> Result<Count> {
    counted(&mut cargo(
        &paths::host_target(),
        ["test", "--quiet", "--no-fail-fast", "--workspace", "--lib", "--bins"],
    ))
}

/// Tests through the server's doors, on both databases.
pub fn integration(postgres: Option<&Postgres>) -> Result<Count> {
    let postgres = postgres.ok_or("no PostgreSQL on this machine")?;
    let mut command =
        cargo(&paths::host_target(), ["test", "--quiet", "-p", "backend", "--test", "integration"]);
    counted(command.env("ONEDOOR_TEST_POSTGRES", postgres.url("postgres")))
}

/// The rules as the browser runs them: vectors and verifier, in WebAssembly. The runner knows no `--quiet`.
pub fn wasm() -> Result<Count> {
    let runner = super::wasm_runner::runner()?;
    let args = ["test", "-p", "shared", "--test", "wasm", "--target", "wasm32-unknown-unknown"];
    let mut command = cargo(&paths::wasm_target(), args);
    counted(command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner))
}

/// Runs `cargo test` and adds up its results. A test that was ignored counts as failed: nothing that did
/// not run may look green.
fn counted(command: &mut std::process::Command) -> Result<Count> {
    let (lines, good) = watched(command)?;
    let count = lines.iter().filter_map(|line| test_result(line)).fold(Count::default(), |mut sum, one| {
        sum += one;
        sum
    });
    match (good, count) {
        (true, Count { passed: 0, .. }) => Err("no test ran".into()),
        (false, Count { failed: 0, passed }) => Ok(Count { passed, failed: 1 }),
        (_, count) => Ok(count),
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; …`
fn test_result(line: &str) -> Option<Count> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let number = |word: &str| -> u64 {
        let part = rest.split([';', '.']).find(|part| part.trim().ends_with(word));
        part.and_then(|part| part.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
    };
    Some(Count { passed: number("passed"), failed: number("failed") + number("ignored") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_tests_are_failures() {
        let line =
            "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(test_result(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(test_result("running 12 tests"), None);
    }
}
