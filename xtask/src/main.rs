//! `cargo xtask run` and `cargo xtask test`, and the smaller tasks they are made of.
//!
//! It depends on nothing, so that it starts within seconds on a fresh machine and can install what the
//! rest needs.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]

mod bench;
mod check;
mod dev;
mod paths;
mod postgres;
mod process;
mod regen;
mod run;
mod server;
mod setup;
mod stages;
mod test;
mod web;

use std::process::ExitCode;

/// What went wrong, in words.
type Failure = Box<dyn std::error::Error>;
/// Result of a task.
type Result<T = ()> = std::result::Result<T, Failure>;

const HELP: &str = "cargo xtask TASK

  run [--database-url URL] [--listen ADDRESS] [ARGUMENTS OF onedoor serve]
             build app and server, load the demo town, serve everything at one address
  test [SUITE…]
             every check there is, or only the named suites
  dev        debug build, rebuilt on change, app served from disk
  regen      write every generated file
  bench [SUBJECTS [FOLDER [PART]]]
             speed of the shipped server, as shares of a constant handler; PART public: pages of the portal
             at 500 requests a second
  bench draw [SITES [ROUNDS]] | seats [VISITS [OFFICERS]] | verify [SITES]
             speed of the draw beside its bare hashes and PostgreSQL, of seats, of verification
  check      import rules and file sizes, in seconds
  web [--debug]
             build the app only; prints its folder

suites: ";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = args.split_first().map_or(("help", &[][..]), |(task, rest)| (task.as_str(), rest));
    let result = match task {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "dev" => dev::dev(rest),
        "regen" => regen::regen(),
        "check" => check::check(),
        "bench" => bench::bench(rest),
        "web" => {
            let debug = rest.iter().any(|arg| arg == "--debug");
            let mode = if debug { web::Mode::Debug } else { web::Mode::Release };
            web::build(mode).map(|dist| println!("{}", dist.display()))
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}{}", test::names());
            Ok(())
        }
        other => Err(format!("no task {other}\n\n{HELP}{}", test::names()).into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
