//! `bench SERVER_PROGRAM [SUBJECTS [FOLDER [PART]]]`, called by `cargo xtask bench`. A folder that is named is
//! kept, and filled only once; a part of a name asks only the questions that have it, `public` the pages of the
//! portal at a steady pace, alone and beside a busy desk.
//!
//! Fills an SQLite file with firms that all have five visits behind them, starts the server as it is
//! shipped, asks it the questions people ask, and prints requests per second with the middle and the
//! slowest hundredth and the server's own processor time, each as a share of a handler that answers a
//! constant. Writes are compared with the
//! same rows written by SQLite alone, as many to a commit.

#![expect(clippy::print_stdout, reason = "its table is its result")]

mod client;
mod fill;
mod load;
mod pace;
mod questions;
mod raw;
mod report;
mod server;

use std::error::Error;
use std::path::PathBuf;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Firms, if the caller does not say.
const SUBJECTS: usize = 100_000;
/// The part that is the portal.
const PUBLIC: &str = "public";

fn main() -> Result {
    let mut args = std::env::args().skip(1);
    let program = PathBuf::from(args.next().ok_or("usage: bench SERVER_PROGRAM [SUBJECTS [FOLDER [PART]]]")?);
    let subjects = args.next().map_or(Ok(SUBJECTS), |text| text.parse())?;
    if let Some(kept) = args.next() {
        std::fs::create_dir_all(&kept)?;
        return measure(&program, std::path::Path::new(&kept), subjects, &args.next().unwrap_or_default());
    }
    let folder = std::env::temp_dir().join(format!("onedoor-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let result = measure(&program, &folder, subjects, "");
    std::fs::remove_dir_all(&folder)?;
    result
}

fn measure(program: &std::path::Path, folder: &std::path::Path, subjects: usize, part: &str) -> Result {
    let runtime = tokio::runtime::Runtime::new()?;
    let filled = runtime.block_on(fill::fill(folder, subjects))?;
    println!("{filled}");
    let server = server::Server::start(program, folder)?;
    println!("server at rest: {} MB", server.resident_mb()?);
    let token = client::login(server.address, fill::OFFICER)?;
    if part == PUBLIC {
        let desk = questions::desk(&filled, &token).ok_or("no question of the desk")?;
        println!("{}", pace::measure(&server, &questions::pages(&filled), &desk)?);
        println!("server after the load: {} MB", server.resident_mb()?);
        return Ok(());
    }
    let asked = questions::all(&filled, &token);
    let mut table = report::Table::default();
    for question in asked.iter().filter(|question| question.name.contains(part)) {
        table.add(question.name, load::drive(&server, question)?);
    }
    println!("server after the load: {} MB", server.resident_mb()?);
    drop(server);
    let writes = if part.is_empty() { Some(runtime.block_on(raw::grouped(folder))?) } else { None };
    println!("{}", table.print(writes));
    Ok(())
}
