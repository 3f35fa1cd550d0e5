//! Bodies of a gigabyte over a real connection: refused early, while memory stays as it is.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer};
use backend::http::{access_log, routes};

use crate::support::{Engine, Template, TestApp};

on_both_engines!(a_gigabyte_is_refused_early);

/// Listens on a free port until the test is over.
pub fn listen(app: &TestApp) -> SocketAddr {
    let state = app.state.clone();
    let server = HttpServer::new(move || {
        App::new().app_data(state.clone()).wrap(from_fn(access_log)).configure(routes)
    });
    let server = server.workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    actix_web::rt::spawn(server.run());
    address
}

/// Sends a head and then zeros until somebody answers or a gigabyte is through. Returns how much was
/// sent and the head of the answer.
fn flood(address: SocketAddr, head: String) -> (usize, String) {
    const PIECE: usize = 64 * 1024;
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let (mut sent, mut answer) = (0, Vec::new());
    let zeros = vec![b' '; PIECE];
    let mut buffer = [0; 4096];
    while sent < 1 << 30 {
        match stream.read(&mut buffer) {
            Ok(read) => {
                answer.extend_from_slice(&buffer[..read]);
                break;
            }
            Err(error)
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
        if stream.write_all(&zeros).is_err() {
            break;
        }
        sent += PIECE;
    }
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let _ = stream.read(&mut buffer).map(|read| answer.extend_from_slice(&buffer[..read]));
    (sent, String::from_utf8_lossy(&answer).into_owned())
}

async fn a_gigabyte_is_refused_early(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let address = listen(&app);
    let token = app.user("office.clerk").await.token();
    let head = |path: &str, kind: &str, authorization: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{authorization}\r\n",
            1u64 << 30
        )
    };
    let bearer = format!("Authorization: Bearer {token}\r\n");
    for (name, head, status) in [
        ("graphql", head("/graphql", "application/json", ""), "413"),
        ("login", head("/api/session/login", "application/json", "X-OneDoor: 1\r\n"), "413"),
        ("upload", head("/api/uploads?name=a&purpose=TABLE", "text/csv", &bearer), "413"),
        ("photo", head("/api/uploads?name=a&purpose=PHOTO", "image/jpeg", &bearer), "403"),
        ("nobody's upload", head("/api/uploads?name=a&purpose=TABLE", "text/csv", ""), "401"),
    ] {
        let (sent, answer) = tokio::task::spawn_blocking(move || flood(address, head)).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{name}: {answer}");
        assert!(sent < 16 << 20, "{name}: {sent} bytes were taken");
    }
    let left: Vec<_> =
        std::fs::read_dir(app.dir.path().join("files/incoming")).map(Iterator::collect).unwrap_or_default();
    assert!(left.is_empty(), "nothing half received stays: {left:?}");
}
