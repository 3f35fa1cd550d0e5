//! `wasm-runner TEST.wasm …`, called by cargo as the runner of the target, never by hand.
//!
//! A crate of our own, so that it is built from our lock file: glue and module must be of one version.

use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a build tool")]
fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}
