//! Doors opened ÷ lower bound of each method, over many keys, and what rotation does over ten years: the
//! figures of `docs/ALGORITHMS.md`.
//!
//! `cargo bench -p shared --bench bound -- [KEYS [SUBJECTS.csv]]`: 1,000 keys where nothing is said; the file is a
//! registry's list of enterprises (name, credit code, …, scope, …, address), as of 平顶山.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench is no part of the product")]
#![expect(clippy::cast_precision_loss, reason = "numbers of doors")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use shared::draw::{
    Frame, FrameBuilder, HashAlgorithm, Method, Rotation, Rounding, StratumDraw, Task, Turn, draw,
    draw_turned, report,
};
use shared::registry::{SubjectKind, TagRule, tags_for};

const CLASSES: [&str; 4] = ["A", "B", "C", "D"];
const RULES: &str = include_str!("../../backend/data/tag_rules.csv");
const ITEMS: &str = include_str!("../../backend/data/demo/joint_items.csv");

/// Task → ratios by class, with its cap.
type Ratios = BTreeMap<String, ([u32; 4], Option<u32>)>;

/// Numbers that look random and are always the same.
struct Spread(u64);

impl Spread {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(1);
        let digest = HashAlgorithm::Sha256.hash(&[b"bound", &self.0.to_be_bytes()]);
        u64::from_be_bytes(digest[..8].try_into().unwrap()) % end
    }

    fn class(&mut self, of_hundred: [u64; 4]) -> &'static str {
        let mut left = self.below(100);
        for (class, share) in CLASSES.iter().zip(of_hundred) {
            if left < share {
                return class;
            }
            left -= share;
        }
        CLASSES[3]
    }
}

/// The town of `domain.md` §6.4: 3,000 sites, 40 trades, four classes at 1, 5, 20 and 60 %, 17 departments, each
/// with seven in seventeen trades; `own`: of those ratios the departments ask from all down to half, else all.
fn town(own: bool, (first, share): (u64, u64)) -> (Frame, Ratios) {
    let mut spread = Spread(first);
    let departments = |spread: &mut Spread| -> Vec<u32> {
        let found: Vec<u32> = (0..17).filter(|_| spread.below(1700) < share).collect();
        if found.is_empty() { vec![0] } else { found }
    };
    let trades: Vec<Vec<u32>> = (0..40).map(|_| departments(&mut spread)).collect();
    let mut builder = FrameBuilder::new();
    for site in 0..3000 {
        let trade = &trades[usize::try_from(spread.below(40)).unwrap()];
        let class = spread.class([50, 32, 12, 6]);
        let names: Vec<String> = trade.iter().map(|department| format!("D{department:02}")).collect();
        builder.add(&format!("S{site:04}"), names.iter().map(|name| (name.as_str(), class))).unwrap();
    }
    let of = |department: u32, ratio: u32| if own { ratio * (32 - department) / 32 } else { ratio };
    let ratios = (0..17)
        .map(|number| (format!("D{number:02}"), ([100, 500, 2000, 6000].map(|r| of(number, r)), None)));
    (builder.build().unwrap(), ratios.collect())
}

/// Rows of a table as registries write it: quoted where need be.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(one) = rest.next() {
        match one {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

/// Real enterprises at their addresses, tagged by the rules that ship, in one wave of all joint items that have a
/// tag. Risk classes are in no public list: a fixed lot gives them.
fn enterprises(text: &str) -> (Frame, Ratios) {
    let words = |cell: &String| cell.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let rules: Vec<TagRule> = rows(RULES)
        .iter()
        .skip(1)
        .map(|row| TagRule {
            tag: row[0].clone(),
            words: words(&row[1]),
            name_words: words(&row[2]),
            stop_words: words(&row[3]),
            kinds: row[4].split('|').filter_map(SubjectKind::parse).collect(),
        })
        .collect();
    let items = rows(ITEMS);
    let place = |name: &str| items[0].iter().position(|known| known == name).unwrap();
    let (code, class, cap, tag) =
        (place("code"), place("item_class"), place("ratio_cap_percent"), place("tag"));
    let items: Vec<&Vec<String>> = items.iter().skip(1).filter(|row| !row[tag].is_empty()).collect();
    let mut spread = Spread(70_000);
    let mut doors: BTreeMap<String, BTreeMap<&str, &str>> = BTreeMap::new();
    for row in rows(text).iter().skip(1).filter(|row| row.len() == 9) {
        let class = spread.class([50, 32, 12, 6]);
        let tags = tags_for(&rules, SubjectKind::Enterprise, &row[0], &row[5]);
        let mine = items.iter().filter(|item| tags.iter().any(|known| *known == item[tag]));
        let mine: Vec<&str> = mine.map(|item| item[code].as_str()).collect();
        if !mine.is_empty() {
            let door = doors.entry(format!("{}{}", row[7], row[8])).or_default();
            for item in mine {
                let known = door.entry(item).or_insert(class);
                *known = class.max(*known);
            }
        }
    }
    let mut builder = FrameBuilder::new();
    for (number, cells) in doors.values().enumerate() {
        builder.add(&format!("S{number:05}"), cells.iter().map(|(item, class)| (*item, *class))).unwrap();
    }
    let ratios = items.iter().map(|item| {
        let cap: Option<u32> = (item[class] == "GENERAL").then(|| 100 * item[cap].parse::<u32>().unwrap());
        (item[code].clone(), ([200, 500, 1000, 2500].map(|ratio| ratio.min(cap.unwrap_or(ratio))), cap))
    });
    (builder.build().unwrap(), ratios.collect())
}

fn tasks(method: &str, ratios: &Ratios) -> Vec<Task> {
    let of = |(id, (ratios, cap_bp)): (&String, &([u32; 4], Option<u32>))| {
        let strata = CLASSES.iter().map(|class| (*class).to_owned()).zip(*ratios).collect();
        let (rounding, reserve, cap_bp) = (Rounding::HalfUp, 0, *cap_bp);
        let method = match method {
            "srs" => Method::Srs { rounding, strata, reserve, cap_bp },
            "pareto" => Method::Pareto { rounding, strata, reserve, cap_bp },
            _ => Method::Cells { rounding, strata, reserve, cap_bp },
        };
        Task { id: id.clone(), method }
    };
    ratios.iter().map(of).collect()
}

fn measure(name: &str, (frame, ratios): &(Frame, Ratios), keys: u32) {
    println!(
        "\n{name}: {} doors, {} kinds of doors, {} tasks",
        frame.len(),
        frame.patterns().count(),
        ratios.len()
    );
    println!(
        "method   checks  independent   bound   doors (standard deviation)   doors ÷ bound          a draw"
    );
    for method in ["srs", "pareto", "cells"] {
        let tasks = tasks(method, ratios);
        let figures = report(frame, &tasks, None);
        let (mut sum, mut squares, mut took) = (0.0, 0.0, Duration::ZERO);
        for number in 0..keys {
            let key = HashAlgorithm::Sha256.hash(&[name.as_bytes(), &number.to_be_bytes()]);
            let began = Instant::now();
            let drawn = draw(HashAlgorithm::Sha256, &key, frame, &tasks).unwrap();
            took += began.elapsed();
            let doors = drawn.sites().len() as f64;
            sum += doors;
            squares += doors * doors;
        }
        let count = f64::from(keys);
        let mean = sum / count;
        let deviation = (squares / count - mean * mean).max(0.0).sqrt();
        println!(
            "{method:8} {:6}  {:11.1}  {:6.1}  {mean:7.2} ± {:4.2} ({deviation:4.1})         {:.4} ± {:.4}      {:?}",
            figures.checks,
            figures.independent,
            figures.lower_bound,
            deviation / count.sqrt(),
            mean / figures.lower_bound,
            deviation / count.sqrt() / figures.lower_bound,
            took / keys,
        );
    }
}

/// Ten waves of 10,000 doors at 20 %, drawn equally in one stratum.
fn rotate(name: &str, repeat_bp: u32, noise_bp: u32, fresh_bp: u32) {
    let rotation = Rotation { ratio_bp: 2000, repeat_bp, noise_bp, fresh_bp };
    let mut builder = FrameBuilder::new();
    (0..10_000).for_each(|door| builder.add(&format!("S{door:05}"), [("T", "ALL")]).unwrap());
    let frame = builder.build().unwrap();
    let strata = [("ALL".to_owned(), rotation.ratio_bp)].into();
    let method = Method::Srs { rounding: Rounding::HalfUp, strata, reserve: 0, cap_bp: None };
    let tasks = [Task { id: "T".into(), method }];
    let hash = HashAlgorithm::Sha256;
    let key = |year: u32| hash.hash(&[b"rotate", &year.to_be_bytes()]);
    let mut times = vec![0_u32; frame.len()];
    let (mut before, mut again, mut turned) = (vec![false; frame.len()], 0_u32, 0_u64);
    for year in 0..10 {
        if year > 0 {
            turned = turned.wrapping_add(rotation.shift(hash, &key(year)));
        }
        let turn = Turn { first: key(0), turned, fresh_bp };
        let drawn = draw_turned(hash, &key(year), &turn, &frame, &tasks).unwrap();
        let StratumDraw::Sample { selected, .. } = &drawn.0["T"]["ALL"] else { unreachable!() };
        let mut now = vec![false; frame.len()];
        selected.iter().for_each(|site| now[frame.find(site).unwrap()] = true);
        for (door, drawn) in now.iter().enumerate().filter(|(_, drawn)| **drawn) {
            times[door] += u32::from(*drawn);
            again += u32::from(before[door]);
        }
        before = now;
    }
    let never = times.iter().filter(|times| **times == 0).count();
    let share = |count: f64, of: f64| 100.0 * count / of;
    println!(
        "{name:34} {:5.1} % again   {}–{} times   {:.1} % never   {:.1} % exactly twice",
        share(f64::from(again), 18_000.0),
        times.iter().min().unwrap(),
        times.iter().max().unwrap(),
        share(never as f64, 10_000.0),
        share(times.iter().filter(|times| **times == 2).count() as f64, 10_000.0),
    );
}

fn rotations() {
    println!("\nrotation: 10,000 doors at 20 %, ten waves");
    rotate("independent", 0, 0, 10_000);
    rotate("a turn of 0.05", 7500, 0, 0);
    rotate("a turn of 0.10", 5000, 0, 0);
    rotate("a turn of 0.14", 3000, 0, 0);
    rotate("a turn of 0.20", 0, 0, 0);
    rotate("a turn of 0.14 ± 0.03", 3000, 600, 0);
    rotate("a turn of 0.14, a fifth fresh", 3000, 0, 2000);
}

fn main() {
    // `cargo bench` passes a flag of its own.
    let mut given = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let keys = given.next().map_or(1000, |number| number.parse().unwrap());
    rotations();
    measure("town, ratios of their own", &town(true, (1, 700)), keys);
    measure("town, the same ratios", &town(false, (50_000, 580)), keys);
    if let Some(file) = given.next() {
        let text = std::fs::read_to_string(file).unwrap();
        measure("enterprises", &enterprises(&text), keys);
    }
}
