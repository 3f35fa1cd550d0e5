//! Public pages at a steady pace: as many requests a second whether the server keeps up or not, each timed from
//! the moment it was due, so that one slow answer counts for all that waited behind it.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::Result;
use crate::client::Connection;
use crate::questions::Question;
use crate::server::Server;

/// Requests a second.
const RATE: u32 = 500;
/// Open connections to the portal.
const READERS: usize = 32;
/// Connections of the desk, each asking as fast as it is answered.
const DESK: usize = 4;
/// How long before it counts, and how long it counts.
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);

/// What was seen of one page.
struct Seen {
    name: &'static str,
    times: Vec<Duration>,
}

impl Seen {
    /// Within this so many of a thousand were answered.
    fn within(&self, of_thousand: usize) -> f64 {
        let at = self.times.len().saturating_sub(1) * of_thousand / 1000;
        self.times.get(at).copied().unwrap_or_default().as_secs_f64() * 1000.0
    }
}

/// All pages in turn, alone and then beside a desk that asks for all it can get; the table.
pub fn measure(server: &Server, pages: &[Question], desk: &Question) -> Result<String> {
    let mut out = String::new();
    for (title, desks) in [("portal alone", 0), ("beside a busy desk", DESK)] {
        let (seen, answered) = drive(server, pages, (desk, desks))?;
        // Writing to a string cannot fail.
        let _ =
            writeln!(out, "{title}: {RATE} requests a second for {} s, desk: {answered}", MEASURED.as_secs());
        let _ = writeln!(
            out,
            "{:<34} {:>8} {:>12} {:>12} {:>12}",
            "page", "asked", "p50 ms", "p99 ms", "longest ms"
        );
        for row in seen {
            let (half, most) = (row.within(500), row.within(990));
            let (name, asked, longest) = (row.name, row.times.len(), row.within(1000));
            let _ = writeln!(out, "{name:<34} {asked:>8} {half:>12.2} {most:>12.2} {longest:>12.2}");
        }
    }
    Ok(out)
}

/// What was seen of each page and of all, and how often the desk was answered.
fn drive(server: &Server, pages: &[Question], desk: (&Question, usize)) -> Result<(Vec<Seen>, usize)> {
    let (next, over, answered) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicUsize::new(0));
    let begin = Instant::now();
    let read = || reader(server, pages, (&next, begin));
    let work = || -> std::result::Result<(), String> {
        let mut connection = Connection::open(server.address).map_err(|error| error.to_string())?;
        while !over.load(Ordering::Relaxed) {
            let number = answered.fetch_add(1, Ordering::Relaxed);
            ask(&mut connection, desk.0, number)?;
        }
        Ok(())
    };
    let times = std::thread::scope(|scope| {
        let desks: Vec<_> = (0..desk.1).map(|_| scope.spawn(work)).collect();
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(read)).collect();
        let mut all = Vec::new();
        for thread in readers {
            all.push(thread.join().map_err(|_| "a reader panicked".to_owned()));
        }
        over.store(true, Ordering::Relaxed);
        for thread in desks {
            thread.join().map_err(|_| "a desk panicked".to_owned())??;
        }
        all.into_iter().map(|times| times?).collect::<std::result::Result<Vec<_>, String>>()
    })?;
    let mut seen: Vec<Seen> = pages.iter().map(|page| Seen { name: page.name, times: Vec::new() }).collect();
    let mut all = Seen { name: "all of them", times: Vec::new() };
    for (number, took) in times.into_iter().flatten() {
        if let Some(row) = seen.get_mut(number % pages.len()) {
            row.times.push(took);
        }
        all.times.push(took);
    }
    seen.push(all);
    for row in &mut seen {
        row.times.sort_unstable();
    }
    Ok((seen, answered.into_inner()))
}

type Timed = Vec<(usize, Duration)>;

/// Takes the next request that is due until the time is over.
fn reader(
    server: &Server,
    pages: &[Question],
    (next, begin): (&AtomicUsize, Instant),
) -> std::result::Result<Timed, String> {
    let mut connection = Connection::open(server.address).map_err(|error| error.to_string())?;
    let mut times = Timed::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let after = Duration::from_secs(number as u64) / RATE;
        if after >= WARM_UP + MEASURED {
            return Ok(times);
        }
        let due = begin + after;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let page = &pages[number % pages.len()];
        ask(&mut connection, page, number)?;
        if after >= WARM_UP {
            times.push((number, due.elapsed()));
        }
    }
}

/// One request; the answer must be a good one.
fn ask(connection: &mut Connection, question: &Question, number: usize) -> std::result::Result<(), String> {
    let (status, body) = connection.ask(&question.request(number)).map_err(|error| error.to_string())?;
    if status == 200 && question.accepts(&body) {
        return Ok(());
    }
    let body = String::from_utf8_lossy(&body).chars().take(400).collect::<String>();
    Err(format!("{}: {status} {body}", question.name))
}
