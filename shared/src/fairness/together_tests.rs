//! Draws by `cells`, audited as what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::history::{History, HistoryBuilder};
use super::trial::Trials;
use super::{Verdict, audit};
use crate::draw::{Draw, Frame, FrameBuilder, HashAlgorithm, Method, Rounding, StratumDraw, Task, draw};

const RATIOS: [(&str, u32); 3] = [("T1", 1000), ("T2", 1300), ("T3", 900)];

fn town() -> (Frame, Vec<Task>) {
    let mut builder = FrameBuilder::new();
    for door in 0..140_u32 {
        let tasks = RATIOS.iter().enumerate();
        let cells =
            tasks.filter(|(bit, _)| (door % 7 + 1) >> bit & 1 == 1).map(|(_, (task, _))| (*task, "A"));
        builder.add(&format!("S{door:03}"), cells).expect("a door");
    }
    let tasks = RATIOS.map(|(id, ratio)| Task {
        id: id.to_owned(),
        method: Method::Cells {
            rounding: Rounding::HalfUp,
            strata: BTreeMap::from([("A".to_owned(), ratio)]),
            reserve: 0,
            cap_bp: None,
        },
    });
    (builder.build().expect("a frame"), tasks.to_vec())
}

fn drawn(frame: &Frame, tasks: &[Task], seed: u32, wave: u32) -> Draw {
    let key = HashAlgorithm::Sha256.hash(&[b"audit", &seed.to_be_bytes(), &wave.to_be_bytes()]);
    draw(HashAlgorithm::Sha256, &key, frame, tasks).expect("a draw")
}

/// Waves of this town, as a history.
fn history(seed: u32, waves: u32) -> History {
    let (frame, tasks) = town();
    let mut builder = HistoryBuilder::new();
    for wave in 0..waves {
        let draw = drawn(&frame, &tasks, seed, wave);
        let name = format!("W{wave}");
        for (index, (task, _)) in RATIOS.iter().enumerate() {
            let StratumDraw::Sample { selected, .. } = &draw.0[*task]["A"] else { panic!("a sample") };
            let selected: BTreeSet<&str> = selected.iter().map(String::as_str).collect();
            for door in 0..frame.len() {
                let site = frame.site(door);
                if frame.cells(door).iter().any(|cell| cell.task as usize == index) {
                    builder.add(&name, task, site, selected.contains(site)).expect("a row");
                }
            }
            builder.together(&name, task);
        }
    }
    builder.finish()
}

/// Doors opened in a draw.
fn opened(history: &History, drawn: &[Vec<bool>]) -> usize {
    let mut doors = BTreeSet::new();
    for (series, drawn) in history.series.iter().zip(drawn) {
        doors.extend(series.units.iter().zip(drawn).filter(|(_, drawn)| **drawn).map(|(unit, _)| *unit));
    }
    doors.len()
}

#[test]
fn they_pass() {
    let strange = (0..10).filter(|seed| audit(&history(*seed, 4)).verdict == Verdict::Strange);
    assert!(strange.count() <= 1);
}

/// Drawn anew they keep their quotas and open as many doors as the method itself, which are fewer than by
/// numbers alone.
#[test]
fn they_are_drawn_anew_by_their_own_method() {
    const TIMES: usize = 400;
    let (frame, tasks) = town();
    let real: usize =
        (0..400).map(|wave| drawn(&frame, &tasks, 99, wave)).map(|draw| draw.sites().len()).sum();
    let together = history(1, 1);
    let mut alone = together.clone();
    alone.series.iter_mut().for_each(|series| series.together = false);
    let mut sums = [0, 0];
    for (history, sum) in [&together, &alone].into_iter().zip(&mut sums) {
        let mut trials = Trials::new(history);
        for _ in 0..TIMES {
            let drawn = trials.next();
            for (series, drawn) in history.series.iter().zip(drawn) {
                assert_eq!(drawn.iter().filter(|drawn| **drawn).count(), series.quota());
            }
            *sum += opened(history, drawn);
        }
    }
    assert!(sums[0].abs_diff(real) * 100 < real, "{sums:?} {real}");
    assert!(sums[1] > sums[0] + TIMES / 4, "{sums:?} {real}");
}
