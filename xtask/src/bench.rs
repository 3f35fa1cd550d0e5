//! `cargo xtask bench`: the shipped server under load, and the draw beside its measures, each in one run.

use crate::postgres::Postgres;
use crate::process::{cargo, run};
use crate::server::Profile;
use crate::{Result, paths, server, setup};

/// `bench draw|seats|verify [NUMBERS]` needs no server; anything else measures it.
pub fn bench(args: &[String]) -> Result {
    match args.split_first() {
        Some((what, rest)) if what == "draw" => {
            let postgres = Postgres::start(&setup::postgres_tools()?, false)?;
            let number = |place: usize, usual: &str| rest.get(place).map_or(usual.to_owned(), Clone::clone);
            let (psql, folder) = postgres.client();
            speed(&["draw".into(), number(0, "10000000"), number(1, "3"), psql, folder])
        }
        Some((what, _)) if matches!(what.as_str(), "seats" | "verify") => speed(args),
        _ => served(args),
    }
}

/// Builds server and instrument, and measures.
fn served(args: &[String]) -> Result {
    let program = server::build(Profile::Release)?;
    let target = paths::host_target();
    run(&mut cargo(&target, ["build", "--quiet", "-p", "bench", "--release"]))?;
    run(std::process::Command::new(target.join("release/bench")).arg(program).args(args))
}

fn speed(args: &[String]) -> Result {
    let target = paths::host_target();
    run(&mut cargo(&target, ["build", "--quiet", "-p", "speed", "--release"]))?;
    run(std::process::Command::new(target.join("release/speed")).args(args))
}
