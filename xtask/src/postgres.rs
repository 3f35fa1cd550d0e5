//! A PostgreSQL server of our own: a fresh cluster in a temporary folder, reached by socket only, stopped
//! by its own process id.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::{command, run};
use crate::setup::is_root;
use crate::{Result, process};

/// A running server.
pub struct Postgres {
    child: Child,
    folder: PathBuf,
    bin: PathBuf,
}

/// The server refuses to run as root; then it runs as the user Debian makes for it.
fn as_server_user(program: &Path) -> Command {
    if is_root() {
        command("runuser", ["-u".as_ref(), "postgres".as_ref(), "--".as_ref(), program.as_os_str()])
    } else {
        command(&program.to_string_lossy(), [""; 0])
    }
}

impl Postgres {
    /// Makes a cluster and starts it. `durable` keeps every promise about crashes; without it tests run
    /// faster.
    pub fn start(bin: &Path, durable: bool) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("onedoor-pg-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        if is_root() {
            run(&mut command("chown", ["postgres".as_ref(), folder.as_os_str()]))?;
        }
        let data = folder.join("data");
        let mut initdb = as_server_user(&bin.join("initdb"));
        initdb.args([
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
            "-D",
        ]);
        process::output(initdb.arg(&data))?;
        let fsync = if durable { "fsync=on" } else { "fsync=off" };
        let mut server = as_server_user(&bin.join("postgres"));
        server.arg("-D").arg(&data).args([
            "-c",
            "listen_addresses=",
            "-c",
            fsync,
            "-c",
            "max_connections=200",
            "-k",
        ]);
        let child = server.arg(&folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut started = Self { child, folder, bin: bin.to_owned() };
        started.wait()?;
        Ok(started)
    }

    fn wait(&mut self) -> Result {
        let patience = Instant::now() + Duration::from_mins(1);
        loop {
            let mut ask =
                command(&self.bin.join("pg_isready").to_string_lossy(), ["-q", "-U", "postgres", "-h"]);
            if ask.arg(&self.folder).status()?.success() {
                return Ok(());
            }
            if self.child.try_wait()?.is_some() || Instant::now() > patience {
                return Err("PostgreSQL did not start".into());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The address of a database on it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// Its client program and the folder of its socket.
    pub fn client(&self) -> (String, String) {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        (text(&self.bin.join("psql")), text(&self.folder))
    }

    /// Makes an empty database.
    pub fn create(&self, database: &str) -> Result<String> {
        let mut create = command(&self.bin.join("createdb").to_string_lossy(), ["-U", "postgres", "-h"]);
        run(create.arg(&self.folder).arg(database))?;
        Ok(self.url(database))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The postmaster's own id stands in its lock file; SIGINT is its fast shutdown.
        let pid = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            let _ = run(&mut command("kill", ["-INT", pid]));
        }
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
