//! Every expectation of the walk, by enumeration of all its ways; then whole draws.

#![expect(clippy::cast_precision_loss, reason = "small numbers in tests")]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::{Draw, FrameBuilder, HashAlgorithm, Rounding, StratumDraw, draw, report};
use super::*;

/// Way → its chance, and the counts it leads to.
struct Way {
    chance: f64,
    counts: Vec<Vec<u64>>,
}

/// All ways of the walk.
fn ways(groups: &[Group], lists: &[List]) -> Vec<Way> {
    let mut found = Vec::new();
    let mut script: Vec<bool> = Vec::new();
    loop {
        let (mut chance, mut asked) = (1.0, 0);
        let counts = round(groups, lists, &mut |forth, back| {
            assert!(forth > 0.0 && back > 0.0 && (forth + back).is_finite());
            if asked == script.len() {
                script.push(true);
            }
            let goes = script[asked];
            asked += 1;
            chance *= if goes { back } else { forth } / (forth + back);
            goes
        });
        assert_eq!(asked, script.len());
        found.push(Way { chance, counts });
        while script.last() == Some(&false) {
            script.pop();
        }
        match script.last_mut() {
            Some(last) => *last = false,
            None => return found,
        }
    }
}

fn opened(counts: &[Vec<u64>]) -> u64 {
    counts.iter().filter_map(|group| group.iter().max()).sum()
}

/// Quotas are met on every way; each expectation is `doors × quota ÷ list`. Gives the expected number
/// of doors and the bound.
fn examine(groups: &[Group], lists: &[List]) -> (f64, f64) {
    let ways = ways(groups, lists);
    assert!((ways.iter().map(|way| way.chance).sum::<f64>() - 1.0).abs() < 1e-9);
    for way in &ways {
        let mut sums = vec![0; lists.len()];
        for (group, counts) in groups.iter().zip(&way.counts) {
            for (list, count) in group.lists.iter().zip(counts) {
                sums[*list] += count;
                let share = group.doors as f64 * lists[*list].quota as f64 / lists[*list].doors as f64;
                assert!((*count as f64 - share).abs() < 1.0, "{count} for {share}");
            }
        }
        assert!(sums.iter().zip(lists).all(|(sum, list)| *sum == list.quota), "{sums:?}");
    }
    let mut bound = 0.0;
    for (index, group) in groups.iter().enumerate() {
        let mut largest: f64 = 0.0;
        for (entry, list) in group.lists.iter().enumerate() {
            let expected: f64 = ways.iter().map(|way| way.chance * way.counts[index][entry] as f64).sum();
            let share = group.doors as f64 * lists[*list].quota as f64 / lists[*list].doors as f64;
            assert!((expected - share).abs() < 1e-8, "{expected} for {share}");
            largest = largest.max(share);
        }
        bound += largest;
    }
    (ways.iter().map(|way| way.chance * opened(&way.counts) as f64).sum(), bound)
}

fn problem(groups: &[(u64, &[usize])], quotas: &[u64]) -> (Vec<Group>, Vec<List>) {
    let groups: Vec<Group> =
        groups.iter().map(|(doors, lists)| Group { doors: *doors, lists: lists.to_vec() }).collect();
    let doors =
        |list| groups.iter().filter(|group| group.lists.contains(&list)).map(|group| group.doors).sum();
    let lists =
        quotas.iter().enumerate().map(|(list, quota)| List { doors: doors(list), quota: *quota }).collect();
    (groups, lists)
}

/// Three frames {a,c}, {a,b}, {b,c}, one each: nobody opens fewer than two doors, and the walk two.
#[test]
fn the_triangle_opens_two() {
    let (groups, lists) = problem(&[(1, &[0, 1]), (1, &[1, 2]), (1, &[0, 2])], &[1, 1, 1]);
    let (doors, bound) = examine(&groups, &lists);
    assert!((doors - 2.0).abs() < 1e-9 && (bound - 1.5).abs() < 1e-9, "{doors}");
}

/// Frames within one another: the bound exactly.
#[test]
fn nested_frames_reach_the_bound() {
    let (groups, lists) = problem(&[(7, &[0, 1, 2]), (5, &[0, 1]), (11, &[0])], &[8, 3, 1]);
    let (doors, bound) = examine(&groups, &lists);
    assert!((doors - bound).abs() < 1e-8, "{doors} {bound}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Small frames of any shape: all ways of the walk.
    #[test]
    fn every_expectation_is_kept(
        sizes in prop::collection::btree_map(1_usize..8, 1_u64..6, 1..6),
        shares in prop::collection::vec(0_u64..=100, 3),
    ) {
        let groups: Vec<Group> = sizes
            .iter()
            .map(|(mask, doors)| Group {
                doors: *doors,
                lists: (0..3).filter(|list| mask >> list & 1 == 1).collect(),
            })
            .collect();
        let lists: Vec<List> = (0..3)
            .map(|list| {
                let doors = groups.iter().filter(|group| group.lists.contains(&list)).map(|group| group.doors).sum();
                List { doors, quota: (shares[list] * doors + 50) / 100 }
            })
            .collect();
        let (doors, bound) = examine(&groups, &lists);
        prop_assert!(doors >= bound - 1e-8);
    }
}

fn task(id: &str, strata: &[(&str, u32)]) -> Task {
    let strata = strata.iter().map(|(name, ratio)| ((*name).to_owned(), *ratio)).collect();
    Task {
        id: id.into(),
        method: Method::Cells { rounding: Rounding::HalfUp, strata, reserve: 2, cap_bp: None },
    }
}

/// 60 doors, three tasks, two strata each.
fn town() -> (Frame, Vec<Task>) {
    let mut builder = FrameBuilder::new();
    for door in 0..60_u32 {
        let class = if door % 4 == 0 { "D" } else { "A" };
        let tasks = ["T1", "T2", "T3"].into_iter().enumerate();
        let cells = tasks.filter(|(bit, _)| (door % 7 + 1) >> bit & 1 == 1).map(|(_, task)| (task, class));
        builder.add(&format!("S{door:02}"), cells).unwrap();
    }
    let tasks = [("T1", 1000), ("T2", 1300), ("T3", 900)]
        .map(|(id, ratio)| task(id, &[("A", ratio), ("D", 4 * ratio)]));
    (builder.build().unwrap(), tasks.to_vec())
}

fn drawn(frame: &Frame, tasks: &[Task], number: u32) -> Draw {
    let key = HashAlgorithm::Sha256.hash(&[b"cells", &number.to_be_bytes()]);
    draw(HashAlgorithm::Sha256, &key, frame, tasks).unwrap()
}

/// Whole draws keep their quotas, the reserve is beside the drawn, and the χ² of inclusion counts over
/// 20,000 keys is what equal chances give, in every stratum, at the 0.1 % level.
#[test]
fn whole_draws_have_equal_chances() {
    const KEYS: u32 = 20_000;
    let (frame, tasks) = town();
    let mut counts: BTreeMap<(String, String), BTreeMap<String, u32>> = BTreeMap::new();
    let mut sizes: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
    let mut doors = 0;
    for number in 0..KEYS {
        let drawn = drawn(&frame, &tasks, number);
        doors += drawn.sites().len();
        for (task, strata) in &drawn.0 {
            for (stratum, draw) in strata {
                let StratumDraw::Sample { frame, quota, selected, reserve } = draw else { panic!() };
                assert_eq!(selected.len() as u64, *quota);
                assert_eq!(reserve.len() as u64, (*frame - *quota).min(2));
                assert!(reserve.iter().all(|site| !selected.contains(site)));
                let of = counts.entry((task.clone(), stratum.clone())).or_default();
                selected.iter().for_each(|site| *of.entry(site.clone()).or_default() += 1);
                sizes.insert((task.clone(), stratum.clone()), (*frame, *quota));
            }
        }
    }
    for (cell, of) in &counts {
        let (size, quota) = sizes[cell];
        let chance = quota as f64 / size as f64;
        let expected = f64::from(KEYS) * chance;
        let counted = of.values().map(|count| (f64::from(*count) - expected).powi(2)).sum::<f64>();
        let missing = (size - of.len() as u64) as f64 * expected.powi(2);
        let statistic = (counted + missing) / (expected * (1.0 - chance));
        // Counts within a group are more alike than those of free draws, never less: χ² with as many
        // degrees of freedom as doors has its 99.9 % point below this (Wilson and Hilferty, 1931).
        let freedom = size as f64;
        let limit = freedom * (1.0 - 2.0 / (9.0 * freedom) + 3.09 * (2.0 / (9.0 * freedom)).sqrt()).powi(3);
        assert!(statistic < limit, "{cell:?}: χ² = {statistic}, limit {limit}");
    }
    let bound = report(&frame, &tasks, None).lower_bound;
    let mean = doors as f64 / f64::from(KEYS);
    assert!(mean > bound - 0.1 && mean < bound + 1.0, "{mean} doors, bound {bound}");
}

/// Order of tasks changes nothing.
#[test]
fn the_order_of_tasks_does_not_matter() {
    let (frame, mut tasks) = town();
    let one = drawn(&frame, &tasks, 7);
    tasks.reverse();
    assert_eq!(one, drawn(&frame, &tasks, 7));
}
