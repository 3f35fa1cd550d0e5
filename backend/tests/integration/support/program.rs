//! The program itself, as it is installed: run to its end, or served and killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// What a run said.
#[derive(Debug)]
pub struct Said {
    /// Exit code; none if it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Said {
    /// It succeeded; its output.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}\n{}", self.out, self.err);
        self.out
    }

    /// Its output as JSON.
    #[track_caller]
    pub fn json(self) -> Value {
        let code = self.code;
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error} ({code:?}): {}{}", self.out, self.err))
    }
}

/// A file of the project's documents.
pub fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

/// What the recipe's verifier says; a machine without Python cannot run its tests and must say so.
pub fn python(file: &Path, more: &[&str]) -> (Option<i32>, String) {
    // Not written beside the recipe: the checkout stays clean.
    let mut command = Command::new("python3");
    command.arg("-B").arg(docs("recipe/verify.py")).arg(file).args(more);
    let output = command.output().expect("python3");
    let words = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(words).unwrap().trim().to_owned())
}

/// A command with nothing of our environment but what it needs.
fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onedoor"));
    command.env_clear().env("ONEDOOR_LOG", "error").args(args);
    command
}

/// Runs a command to its end.
pub fn onedoor(args: &[&str]) -> Said {
    onedoor_with(args, b"")
}

/// Runs a command to its end with something on its standard input.
pub fn onedoor_with(args: &[&str], input: &[u8]) -> Said {
    let mut child =
        command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that reads nothing closes its end early.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A program that runs on; killed with this value.
pub struct Running(Child);

impl Running {
    /// Starts a command; its standard error can be read while it runs.
    pub fn start(args: &[&str]) -> (Self, BufReader<ChildStderr>) {
        let mut child = command(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        (Self(child), errors)
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A served program.
pub struct Served {
    running: Running,
    /// What it prints; nobody may close its mouth.
    _out: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Served {
    /// Serves on a free port and waits until it listens.
    pub fn start(args: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let listen = free.to_string();
        let args: Vec<&str> = args.iter().copied().chain(["--listen", &listen, "--workers", "1"]).collect();
        let mut child = command(&args).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let running = Running(child);
        let mut line = String::new();
        while !line.contains(&listen) {
            line.clear();
            assert!(out.read_line(&mut line).unwrap() > 0, "the server ended before it listened");
        }
        Self { running, _out: out, address: free }
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.running.kill();
    }

    /// Sends a request on a connection of its own; nothing if the server has gone.
    pub fn send(&self, request: &str) -> std::io::Result<(u16, Vec<u8>)> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head_end = answer.windows(4).position(|window| window == b"\r\n\r\n");
        let head_end = head_end.ok_or_else(|| std::io::Error::other("no answer"))?;
        let head = String::from_utf8_lossy(&answer[..head_end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = answer.split_off(head_end + 4);
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Ok((status, if chunked { unchunked(&body) } else { body }))
    }

    /// Gets an address.
    pub fn get(&self, path: &str) -> (u16, Vec<u8>) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).unwrap()
    }

    /// Posts JSON, with more headers.
    pub fn post(&self, path: &str, headers: &str, body: &Value) -> Value {
        let body = body.to_string();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
             {headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let (_, answer) = self.send(&request).unwrap();
        serde_json::from_slice(&answer)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&answer)))
    }

    /// Logs somebody of the demo town in; the header to send.
    pub fn login(&self, username: &str) -> String {
        let form = json!({ "username": username, "password": backend::demo::PASSWORD });
        let answer = self.post("/api/session/login", "X-OneDoor: 1\r\n", &form);
        format!(
            "Authorization: Bearer {}\r\n",
            answer["token"].as_str().unwrap_or_else(|| panic!("{answer}"))
        )
    }

    /// Asks GraphQL; nothing may be refused.
    pub fn query(&self, authorization: &str, query: &str, variables: &Value) -> Value {
        let answer = self.post("/graphql", authorization, &json!({ "query": query, "variables": variables }));
        assert!(answer["errors"].is_null(), "{answer}");
        answer["data"].clone()
    }

    /// Carries out a mutation; its payload.
    pub fn mutate(&self, authorization: &str, name: &str, input: &Value, selection: &str) -> Value {
        let kind = super::contract::input_type(name);
        let query = format!(
            "mutation($input: {kind}) {{ {name}(input: $input) {{ userErrors {{ code path }} {selection} }} }}"
        );
        let data = self.query(authorization, &query, &json!({ "input": input }));
        assert_eq!(data[name]["userErrors"], json!([]), "{name}: {data}");
        data[name].clone()
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|window| window == b"\r\n") {
        let size = String::from_utf8_lossy(&body[..end]).trim().to_owned();
        let size = usize::from_str_radix(&size, 16).unwrap();
        if size == 0 {
            break;
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 2 + size + 2..];
    }
    whole
}

/// A file of the shared material beside the workspace.
pub fn shared_file(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let path = root.parent().unwrap().join("shared").join(name);
    assert!(path.exists(), "{} is needed beside the workspace", path.display());
    path
}
