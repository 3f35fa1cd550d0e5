//! The server program, and servers that tests start and stop.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::{cargo, run};
use crate::{Result, paths, web};

/// How it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build; the app comes from disk.
    Dev,
    /// As it is shipped, with the app inside.
    Release,
}

/// Builds the server; gives the program.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let target = paths::host_target();
    match profile {
        Profile::Dev => {
            run(&mut cargo(&target, ["build", "--quiet", "-p", "backend", "--bin", "onedoor"]))?;
            Ok(target.join("debug/onedoor"))
        }
        Profile::Release => {
            let dist = web::build(web::Mode::Release)?;
            let args = ["build", "--quiet", "-p", "backend", "--bin", "onedoor", "--release"];
            run(cargo(&target, args).env("ONEDOOR_WEB_DIST", dist))?;
            Ok(target.join("release/onedoor"))
        }
    }
}

/// A running server; stopped when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts `program serve` on a free port and waits until it is ready.
    pub fn start(program: &Path, data: &Path, args: &[&str]) -> Result<Self> {
        let address = free_address()?;
        std::fs::create_dir_all(data)?;
        let log = std::fs::File::create(data.join("server.log"))?;
        let child = Command::new(program)
            .arg("serve")
            .args(["--listen", &address.to_string(), "--data-dir"])
            .arg(data)
            .args(args)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut server = Self { child, address };
        server.wait(data)?;
        Ok(server)
    }

    /// Its address as people write it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn wait(&mut self, data: &Path) -> Result {
        let patience = Instant::now() + Duration::from_mins(5);
        while !is_ready(self.address) {
            let ended = self.child.try_wait()?;
            if ended.is_some() || Instant::now() > patience {
                let mut log = String::new();
                std::fs::File::open(data.join("server.log"))?.read_to_string(&mut log)?;
                return Err(format!("the server did not start:\n{log}").into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Whether `/readyz` answers 200.
fn is_ready(address: SocketAddr) -> bool {
    use std::io::Write;
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /readyz HTTP/1.0\r\nHost: {address}\r\n\r\n")?;
        let mut head = [0; 15];
        stream.read_exact(&mut head)?;
        Ok(head.ends_with(b"200 OK") || head.windows(3).any(|part| part == b"200"))
    };
    ask().unwrap_or(false)
}
