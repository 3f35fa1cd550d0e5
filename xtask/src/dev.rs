//! `cargo xtask dev`: the fast loop. The app is served from disk; a change rebuilds what it concerns.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::server::Profile;
use crate::{Result, paths, server, web};

/// How often the sources are looked at.
const PAUSE: Duration = Duration::from_millis(700);

/// Newest change below some places.
fn newest(places: &[&str]) -> Result<std::time::SystemTime> {
    let mut newest = std::time::UNIX_EPOCH;
    for place in places {
        for path in paths::files(
            &paths::root().join(place),
            &[".rs", ".css", ".html", ".js", ".sql", ".csv", ".toml", ".graphql"],
        )? {
            newest = newest.max(std::fs::metadata(path)?.modified()?);
        }
    }
    Ok(newest)
}

const APP: [&str; 2] = ["frontend", "shared"];
const SERVER: [&str; 3] = ["backend", "shared", "migrations"];

/// Builds, serves, watches. Arguments are those of `onedoor serve`.
pub fn dev(args: &[String]) -> Result {
    let mut dist = web::build(web::Mode::Debug)?;
    let mut child = start(&server::build(Profile::Dev)?, &dist, args)?;
    let (mut app, mut server_at) = (newest(&APP)?, newest(&SERVER)?);
    loop {
        std::thread::sleep(PAUSE);
        if let Some(status) = child.try_wait()? {
            return Err(format!("the server ended ({status})").into());
        }
        let (app_now, server_now) = (newest(&APP)?, newest(&SERVER)?);
        if server_now != server_at {
            server_at = server_now;
            match server::build(Profile::Dev) {
                Ok(program) => {
                    child.kill()?;
                    child.wait()?;
                    child = start(&program, &dist, args)?;
                    println!("server rebuilt");
                }
                Err(error) => eprintln!("{error}"),
            }
        }
        if app_now != app {
            app = app_now;
            match web::build(web::Mode::Debug) {
                Ok(folder) => {
                    dist = folder;
                    println!("app rebuilt");
                }
                Err(error) => eprintln!("{error}"),
            }
        }
    }
}

fn start(program: &PathBuf, dist: &PathBuf, args: &[String]) -> Result<Child> {
    let mut command = Command::new(program);
    command.args(["serve", "--demo", "--dev", "--web-dir"]).arg(dist).args(args);
    Ok(command.current_dir(paths::root()).stdin(Stdio::null()).spawn()?)
}
