//! The same rows in PostgreSQL, drawn as one draws there.

use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::Result;
use crate::register::{DEPARTMENTS, Register};
use crate::time::timed;

/// A database that can be asked.
pub struct Database {
    psql: String,
    folder: String,
}

impl Database {
    /// Fills a table with the register's doors.
    pub fn fill(psql: &str, folder: &str, register: &Register) -> Result<Self> {
        let database = Self { psql: psql.to_owned(), folder: folder.to_owned() };
        database.run("CREATE TABLE site (site text PRIMARY KEY)")?;
        let mut copy = database.command("COPY site FROM STDIN").stdin(Stdio::piped()).spawn()?;
        if let Some(pipe) = copy.stdin.take() {
            let mut rows = BufWriter::new(pipe);
            for door in 0..register.len() {
                writeln!(rows, "{}", register.name(door))?;
            }
            rows.flush()?;
        }
        if !copy.wait()?.success() {
            return Err("PostgreSQL did not take the rows".into());
        }
        database.run("VACUUM ANALYZE site")?;
        Ok(database)
    }

    /// Eight draws of so many rows.
    pub fn draw(&self, rows: usize) -> Result<Duration> {
        let question = format!("SELECT site FROM site ORDER BY random() LIMIT {rows}");
        let (results, time) =
            timed(|| -> Result<Vec<()>> { (0..DEPARTMENTS).map(|_| self.run(&question)).collect() });
        results.map(|_| time)
    }

    fn command(&self, statement: &str) -> Command {
        let mut command = Command::new(&self.psql);
        command.args(["-q", "-X", "-h", &self.folder, "-U", "postgres", "-d", "postgres", "-c", statement]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    fn run(&self, statement: &str) -> Result {
        let done = self.command(statement).status()?.success();
        if done { Ok(()) } else { Err(format!("PostgreSQL refused: {statement}").into()) }
    }
}
