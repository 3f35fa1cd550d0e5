//! The acceptance list of `docs/ALGORITHMS.md` §7, as far as it concerns the draw.

#![expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small numbers in tests")]

use std::collections::BTreeMap;

use super::numbers::Numbers;
use super::select::draw_numbers;
use super::*;

fn frame(sites: &[(&str, &[(&str, &str)])]) -> Frame {
    let mut builder = FrameBuilder::new();
    for (site, cells) in sites {
        builder.add(site, cells.iter().copied()).unwrap();
    }
    builder.build().unwrap()
}

fn srs(id: &str, strata: &[(&str, u32)]) -> Task {
    let strata = strata.iter().map(|(name, ratio)| ((*name).to_owned(), *ratio)).collect();
    Task {
        id: id.into(),
        method: Method::Srs { rounding: Rounding::HalfUp, strata, reserve: 0, cap_bp: None },
    }
}

fn key(number: u32) -> Digest {
    HashAlgorithm::Sha256.hash(&[b"acceptance", &number.to_be_bytes()])
}

fn sites_with_key(number: u32, frame: &Frame, tasks: &[Task]) -> Vec<String> {
    draw(HashAlgorithm::Sha256, &key(number), frame, tasks).unwrap().sites()
}

/// (1) Every order of the numbers of up to 8 doors: each door is drawn in exactly n/N of them, and the
/// chance to be drawn by either of two tasks is what the ranks say.
#[test]
fn exhaustive_enumeration_of_small_frames() {
    for size in 1..=8_usize {
        let names: Vec<String> = (0..size).map(|index| format!("S{index}")).collect();
        let sites: Vec<(&str, &[(&str, &str)])> = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                (
                    name.as_str(),
                    if index % 2 == 0 { &[("T", "A"), ("U", "A")][..] } else { &[("T", "A")][..] },
                )
            })
            .collect();
        let frame = frame(&sites);
        let tasks = [srs("T", &[("A", 4000)]), srs("U", &[("A", 5000)])];
        let in_t = quota(size as u64, 4000, Rounding::HalfUp, None) as usize;
        let in_u = quota(size.div_ceil(2) as u64, 5000, Rounding::HalfUp, None) as usize;
        let mut counts = vec![[0_usize; 2]; size];
        let mut orders = 0;
        permute(&mut (0..size).collect(), 0, &mut |ranks| {
            orders += 1;
            let numbers: Vec<Digest> = ranks.iter().map(|rank| [u8::try_from(*rank).unwrap(); 32]).collect();
            let drawn = draw_numbers(&frame, &tasks, &Numbers::given(&numbers), &mut |_, _| true);
            for (column, task) in ["T", "U"].iter().enumerate() {
                for stratum in drawn.0[*task].values() {
                    let StratumDraw::Sample { selected, .. } = stratum else { panic!() };
                    selected.iter().for_each(|site| counts[frame.find(site).unwrap()][column] += 1);
                }
            }
        });
        for (index, count) in counts.iter().enumerate() {
            assert_eq!(count[0] * size, in_t * orders, "size {size}, door {index}");
            let expected = if index % 2 == 0 { in_u * orders / size.div_ceil(2) } else { 0 };
            assert_eq!(count[1], expected, "size {size}, door {index}");
        }
    }
}

fn permute(items: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == items.len() {
        visit(items);
        return;
    }
    for index in from..items.len() {
        items.swap(from, index);
        permute(items, from + 1, visit);
        items.swap(from, index);
    }
}

/// (2) χ² of inclusion counts over 10⁵ keys, in every stratum, at the 0.1 % level.
#[test]
fn chi_square_of_inclusion_counts() {
    const KEYS: u32 = 100_000;
    let names: Vec<String> = (0..16).map(|index| format!("S{index:02}")).collect();
    let sites: Vec<(&str, &[(&str, &str)])> = names
        .iter()
        .enumerate()
        .map(|(index, name)| (name.as_str(), if index < 10 { &[("T", "A")][..] } else { &[("T", "B")][..] }))
        .collect();
    let frame = frame(&sites);
    let tasks = [srs("T", &[("A", 3000), ("B", 5000)])];
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for number in 0..KEYS {
        sites_with_key(number, &frame, &tasks)
            .into_iter()
            .for_each(|site| *counts.entry(site).or_default() += 1);
    }
    // 99.9 % points of χ² with 9 and 5 degrees of freedom.
    for (range, chance, limit) in [(0..10, 0.3, 27.88), (10..16, 0.5, 20.52)] {
        let expected = f64::from(KEYS) * chance;
        let size = range.len();
        let sum: f64 = range
            .map(|index| (f64::from(counts[&names[index]]) - expected).powi(2) / (expected * (1.0 - chance)))
            .sum();
        // Draws without replacement are negatively correlated by 1/(N−1): scale back to χ²(N−1).
        let statistic = sum * (size as f64 - 1.0) / size as f64;
        assert!(statistic < limit, "χ² = {statistic}");
    }
}

/// (3) One frame for all tasks: the doors opened are those of the largest quota, exactly.
#[test]
fn same_frame_nests() {
    let names: Vec<String> = (0..40).map(|index| format!("S{index:02}")).collect();
    let sites: Vec<(&str, &[(&str, &str)])> =
        names.iter().map(|name| (name.as_str(), &[("T", "A"), ("U", "A"), ("V", "A")][..])).collect();
    let frame = frame(&sites);
    let tasks = [srs("T", &[("A", 1000)]), srs("U", &[("A", 2500)]), srs("V", &[("A", 500)])];
    for number in 0..200 {
        assert_eq!(sites_with_key(number, &frame, &tasks).len(), 10);
    }
}

/// (4) Frames {a,c}, {a,b}, {b,c}, one each: nobody can open fewer than two doors, and we open two or
/// three.
#[test]
fn the_triangle() {
    let frame = frame(&[
        ("a", &[("T", "A"), ("U", "A")]),
        ("b", &[("U", "A"), ("V", "A")]),
        ("c", &[("T", "A"), ("V", "A")]),
    ]);
    let tasks = ["T", "U", "V"].map(|id| srs(id, &[("A", 5000)]));
    for number in 0..200 {
        assert_eq!(sites_with_key(number, &frame, &tasks).len(), 2);
    }
}

/// (6) A door more changes at most one drawn door in each stratum.
#[test]
fn one_more_door_swaps_at_most_one() {
    let names: Vec<String> = (0..31).map(|index| format!("S{index:02}")).collect();
    let cells: &[(&str, &str)] = &[("T", "A")];
    let all: Vec<(&str, &[(&str, &str)])> = names.iter().map(|name| (name.as_str(), cells)).collect();
    // 30 and 31 doors both have a quota of 3
    let tasks = [srs("T", &[("A", 1000)])];
    let (before, after) = (frame(&all[..30]), frame(&all));
    for number in 0..500 {
        let (old, new) = (sites_with_key(number, &before, &tasks), sites_with_key(number, &after, &tasks));
        assert!(old.iter().filter(|site| !new.contains(site)).count() <= 1);
    }
}

/// (8) Inspectors who differ in nothing get each visit equally often.
#[test]
fn symmetric_inspectors() {
    use crate::seats::{SeatCosts, SeatProblem, Seats, assign};
    const KEYS: u32 = 100_000;
    let eligible: Vec<String> = (0..4).map(|index| format!("I{index}")).collect();
    let visits =
        ["W/a", "W/b"].map(|visit| (visit.to_owned(), Seats { seats: 2, eligible: eligible.clone() }));
    let problem = SeatProblem { visits: visits.into(), loads: BTreeMap::new() };
    let mut counts = [0_u32; 4];
    for number in 0..KEYS {
        let plan = assign(&problem, &SeatCosts::new(HashAlgorithm::Sha256, &key(number)));
        plan.assigned["W/a"]
            .iter()
            .for_each(|name| counts[eligible.iter().position(|known| known == name).unwrap()] += 1);
    }
    let expected = f64::from(KEYS) / 2.0;
    for count in counts {
        // four standard deviations of a binomial count
        assert!((f64::from(count) - expected).abs() < 4.0 * (f64::from(KEYS) / 4.0).sqrt(), "{counts:?}");
    }
}
