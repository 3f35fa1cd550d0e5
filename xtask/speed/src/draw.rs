//! A draw of eight departments, beside its bare hashes and beside PostgreSQL.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest as _, Sha256};
use shared::draw::{Frame, HashAlgorithm, draw, key, to_hex};

use crate::Result;
use crate::postgres::Database;
use crate::register::{DEPARTMENTS, Register, tasks};
use crate::time::{forget_peak, median, memory, timed};

const KEY: [u8; 32] = [9; 32];
const HASH: HashAlgorithm = HashAlgorithm::Sha256;

#[derive(Default)]
struct Times {
    crates: Vec<Duration>,
    ours: Vec<Duration>,
    frame: Vec<Duration>,
    root: Vec<Duration>,
    selection: Vec<Duration>,
    total: Vec<Duration>,
    postgres: Vec<Duration>,
}

/// Measures, round by round, and prints.
pub fn measure(sites: usize, rounds: usize, server: Option<(&String, &String)>) -> Result {
    let register = Register::in_order(sites);
    let database = server.map(|(psql, folder)| Database::fill(psql, folder, &register)).transpose()?;
    let tasks = tasks();
    let (before, _) = memory()?;
    forget_peak()?;
    let mut times = Times::default();
    let mut told = String::new();
    let mut peak = 0;
    for _ in 0..rounds.max(1) {
        let (frame, collected) = timed(|| register.frame());
        let frame = frame?;
        let (root, rooted) = timed(|| frame.root(HASH));
        let (drawn, selected) = timed(|| draw(HASH, &KEY, &frame, &tasks));
        let drawn = drawn?;
        times.frame.push(collected);
        times.root.push(rooted);
        times.selection.push(selected);
        times.total.push(collected + rooted + selected);
        peak = memory()?.1;
        told = format!("root {}, {} doors to open", to_hex(&root), drawn.sites().len());
        drop(drawn);
        times.crates.push(timed(|| by_crates(&frame)).1);
        times.ours.push(timed(|| by_ours(&frame)).1);
        drop(frame);
        if let Some(database) = &database {
            times.postgres.push(database.draw(sites / 100)?);
        }
    }
    let peak = peak.saturating_sub(before) / sites as u64;
    println!("{sites} doors, {DEPARTMENTS} departments, {} cores; {told}", rayon::current_num_threads());
    times.print();
    println!("peak memory beside the register: {peak} bytes a door");
    drop(register);
    let shuffled = Register::shuffled(sites);
    let (before, _) = memory()?;
    forget_peak()?;
    let (frame, collected) = timed(|| shuffled.frame());
    let doors = frame?.len();
    let peak = memory()?.1.saturating_sub(before) / sites as u64;
    println!("frame of the same {doors} doors in no order: {collected:.2?}, {peak} bytes a door");
    Ok(())
}

impl Times {
    fn print(self) {
        // Of each round the ratio, so that what else the machine does falls on both.
        let ratio = |measures: &[Duration]| {
            let mut ratios: Vec<f64> = self
                .total
                .iter()
                .zip(measures)
                .map(|(draw, of)| draw.as_secs_f64() / of.as_secs_f64())
                .collect();
            ratios.sort_unstable_by(f64::total_cmp);
            ratios.get(ratios.len() / 2).copied().unwrap_or_default()
        };
        let ratios = (ratio(&self.crates), ratio(&self.ours), ratio(&self.postgres));
        let [crates, ours, frame, root, selection, total, postgres] =
            [self.crates, self.ours, self.frame, self.root, self.selection, self.total, self.postgres]
                .map(median);
        println!("HMAC and leaf hashes alone, crates hmac and sha2: {crates:.2?}");
        println!("HMAC and leaf hashes alone, our functions:        {ours:.2?}");
        println!(
            "frame {frame:.2?} + root {root:.2?} + numbers and selection {selection:.2?} = draw {total:.2?}"
        );
        println!("draw ÷ hashes: {:.2} (crates), {:.2} (our functions)", ratios.0, ratios.1);
        if !postgres.is_zero() {
            let draws = 1.0 / ratios.2;
            println!(
                "{DEPARTMENTS} × ORDER BY random() LIMIT in PostgreSQL: {postgres:.2?}, {draws:.1} draws of ours"
            );
        }
    }
}

/// The number and the leaf of every door with the hash crates as everybody uses them, the key absorbed once.
fn by_crates(frame: &Frame) -> u8 {
    let keyed = Hmac::<Sha256>::new_from_slice(&KEY).ok();
    each_door(frame.len(), |door| {
        let (site, cells) = (frame.site(door), frame.cell_text(door));
        let mut number = keyed.clone()?;
        number.update(b"site\n");
        number.update(site.as_bytes());
        let mut leaf = Sha256::new();
        for part in [&[0][..], site.as_bytes(), b"\t", cells.as_bytes()] {
            leaf.update(part);
        }
        Some(number.finalize().into_bytes()[0] ^ leaf.finalize()[0])
    })
}

/// The same with the functions of the draw.
fn by_ours(frame: &Frame) -> u8 {
    let keyed = HASH.keyed(&KEY);
    each_door(frame.len(), |door| Some(key::prn(&keyed, frame.site(door))[0] ^ frame.leaf(HASH, door)[0]))
}

/// On all cores; the answer depends on every door, so that nothing is left out.
fn each_door(doors: usize, work: impl Fn(usize) -> Option<u8> + Sync) -> u8 {
    const CHUNK: usize = 16_384;
    (0..doors.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(doors);
            range.filter_map(&work).fold(0, |all, one| all ^ one)
        })
        .reduce(|| 0, |all, one| all ^ one)
}
