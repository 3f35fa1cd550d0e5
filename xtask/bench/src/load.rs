//! Asking one question over many connections for a while.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::Result;
use crate::client::Connection;
use crate::questions::Question;
use crate::server::Server;

/// Open connections, each with one request at a time.
const CONNECTIONS: usize = 16;
/// How long before it counts, and how long it counts.
const WARM_UP: Duration = Duration::from_secs(1);
const MEASURED: Duration = Duration::from_secs(5);

/// What was seen.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Requests a second.
    pub rate: f64,
    /// Half were answered within this.
    pub p50: Duration,
    /// Ninety-nine in a hundred were.
    pub p99: Duration,
    /// Processor time the server spent on one, whatever else the machine had to do.
    pub cpu: Duration,
}

/// Asks until the time is over; every answer must be a good one.
pub fn drive(server: &Server, question: &Question) -> Result<Figures> {
    let address = server.address;
    let answered = AtomicU32::new(0);
    let spent = server.cpu()?;
    let next = AtomicUsize::new(0);
    let begin = Instant::now();
    let (from, until) = (begin + WARM_UP, begin + WARM_UP + MEASURED);
    let work = || -> std::result::Result<Vec<Duration>, String> {
        let mut connection = Connection::open(address).map_err(|error| error.to_string())?;
        let mut times = Vec::new();
        loop {
            let request = question.request(next.fetch_add(1, Ordering::Relaxed));
            let started = Instant::now();
            if started >= until {
                return Ok(times);
            }
            let (status, body) = connection.ask(&request).map_err(|error| error.to_string())?;
            let took = started.elapsed();
            answered.fetch_add(1, Ordering::Relaxed);
            if status != 200 || !question.accepts(&body) {
                let body = String::from_utf8_lossy(&body).into_owned();
                return Err(format!("{}: {status} {body}", question.name));
            }
            if started >= from {
                times.push(took);
            }
        }
    };
    let mut times = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| "a connection panicked".to_owned())??);
        }
        Ok::<_, String>(all)
    })?;
    times.sort_unstable();
    let at =
        |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = times.len() as f64 / MEASURED.as_secs_f64();
    let cpu = server.cpu()?.saturating_sub(spent) / answered.into_inner().max(1);
    Ok(Figures { rate, p50: at(50), p99: at(99), cpu })
}
