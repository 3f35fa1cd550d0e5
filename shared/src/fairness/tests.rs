//! The audit on draws of which it is known how they came about.

use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

use super::*;

const FIRMS: u32 = 299;
const DRAWN: u32 = 100;
const DRAWS: u32 = 100;

fn history(draws: u32, firms: u32, mut drawn: impl FnMut(u32) -> Vec<u32>) -> History {
    let mut builder = HistoryBuilder::new();
    for draw in 0..draws {
        let chosen = drawn(draw);
        for firm in 0..firms {
            builder.add(&format!("D{draw}"), "", &format!("F{firm}"), chosen.contains(&firm)).unwrap();
        }
    }
    builder.finish()
}

fn found(report: &FairnessReport, which: Trait) -> &Finding {
    report.findings.iter().find(|finding| finding.which == which).unwrap()
}

fn fair(seed: u64) -> impl FnMut(u32) -> Vec<u32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    move |_| {
        let mut all: Vec<u32> = (0..FIRMS).collect();
        all.shuffle(&mut rng);
        all.truncate(DRAWN as usize);
        all
    }
}

/// "Random start, then every k-th" of a real system: with 299 and 100 the step is 2 and two outcomes exist.
fn every_other(seed: u64) -> impl FnMut(u32) -> Vec<u32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    move |_| {
        let start = rng.random_range(0..FIRMS / DRAWN);
        (0..DRAWN).map(|place| start + place * (FIRMS / DRAWN)).collect()
    }
}

#[test]
fn a_systematic_draw_is_rejected() {
    let report = audit(&history(DRAWS, FIRMS, every_other(1)));
    assert_eq!(report.verdict, Verdict::Strange);
    for which in [Trait::Uniformity, Trait::Distance, Trait::Runs, Trait::Never, Trait::Outcomes] {
        assert!(found(&report, which).strange, "{which}");
    }
    // A third can never be drawn, and nobody had that chance by accident.
    assert_eq!(report.never.len(), 99);
    assert!(found(&report, Trait::Never).range.1 < 1.0);
    assert!(
        (found(&report, Trait::Outcomes).value - f64::from(DRAWS - 2)).abs() < 0.5,
        "all but the first two"
    );
}

#[test]
fn one_systematic_draw_is_enough() {
    let report = audit(&history(1, FIRMS, every_other(2)));
    assert_eq!(report.verdict, Verdict::Strange);
    assert!(found(&report, Trait::Distance).strange && found(&report, Trait::Runs).strange);
    assert!(!found(&report, Trait::Uniformity).tells, "one draw says nothing about how often");
}

/// One audit in a hundred may call a fair list strange; of twenty hardly more than two.
#[test]
fn fair_draws_pass() {
    let strange = (0..20).filter(|seed| {
        let report = audit(&history(20, FIRMS, fair(*seed)));
        report.verdict == Verdict::Strange
    });
    assert!(strange.count() <= 2);
}

#[test]
fn whoever_is_spared_or_favoured_is_seen() {
    // The first ten are never drawn: somebody keeps them out.
    let mut drawn = fair(7);
    let spared = audit(&history(DRAWS, FIRMS, |draw| {
        let mut chosen: Vec<u32> = drawn(draw).into_iter().filter(|firm| *firm >= 10).collect();
        let more = (10..FIRMS).filter(|firm| !chosen.contains(firm)).take(DRAWN as usize - chosen.len());
        let more: Vec<u32> = more.collect();
        chosen.extend(more);
        chosen
    }));
    assert!(found(&spared, Trait::Uniformity).strange && found(&spared, Trait::Never).strange);
    assert_eq!(spared.never.len(), 10);

    // Nobody twice in a row.
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let mut last: Vec<u32> = Vec::new();
    let rotated = audit(&history(30, FIRMS, |_| {
        let mut all: Vec<u32> = (0..FIRMS).filter(|firm| !last.contains(firm)).collect();
        all.shuffle(&mut rng);
        all.truncate(DRAWN as usize);
        last.clone_from(&all);
        all
    }));
    assert!(found(&rotated, Trait::Repeats).strange);
}

/// Who turns the numbers says so, and is not blamed for it: nobody comes twice in a row.
#[test]
fn turned_draws_say_nothing_of_repeats() {
    let make = |turned: bool| {
        let mut builder = HistoryBuilder::new();
        for draw in 0..10_u32 {
            let name = format!("D{draw}");
            for firm in 0..FIRMS {
                let drawn = (firm * 7 + draw * 31) % FIRMS < 31;
                builder.add(&name, "", &format!("F{firm}"), drawn).unwrap();
            }
            if turned && draw > 0 {
                builder.turned(&name);
            }
        }
        audit(&builder.finish())
    };
    assert!(found(&make(false), Trait::Repeats).strange);
    assert!(!found(&make(true), Trait::Repeats).tells);
}

#[test]
fn strata_have_chances_of_their_own() {
    // Class D at 60 of 100, class A at 1 of 100: uneven as a whole, fair in each class.
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut builder = HistoryBuilder::new();
    for draw in 0..40 {
        for (class, quota) in [("D", 60), ("A", 1)] {
            let mut all: Vec<u32> = (0..100).collect();
            all.shuffle(&mut rng);
            for firm in 0..100 {
                let drawn = all[..quota].contains(&firm);
                builder.add(&format!("D{draw}"), class, &format!("{class}{firm}"), drawn).unwrap();
            }
        }
    }
    assert_eq!(audit(&builder.finish()).verdict, Verdict::Usual);
}

#[test]
fn what_cannot_tell_is_not_judged() {
    let all = audit(&history(5, 4, |_| vec![0, 1, 2, 3]));
    assert_eq!(all.verdict, Verdict::Silent);
    assert_eq!(audit(&History::default()).verdict, Verdict::Silent);
    assert!(all.findings.iter().all(|finding| !finding.tells && !finding.strange));
}

#[test]
fn nobody_stands_twice_in_a_list() {
    let mut builder = HistoryBuilder::new();
    builder.add("1", "", "a", true).unwrap();
    let twice = HistoryError::Twice { draw: "1".into(), unit: "a".into() };
    assert_eq!(builder.add("1", "", "a", false), Err(twice));
    assert_eq!(builder.add("2", "", "a", false), Ok(()));
}

#[test]
fn the_same_list_gives_the_same_report() {
    let list = history(10, FIRMS, fair(4));
    assert_eq!(audit(&list), audit(&list));
}

#[test]
fn tables_are_read_by_their_headings() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let columns = Columns::find(&row(&["序号", "批次", " 检查对象", "是否抽中"])).unwrap();
    let mut builder = HistoryBuilder::new();
    columns.take(&row(&["1", "第一次", "甲", "是"]), &mut builder).unwrap();
    columns.take(&row(&["2", "第一次", "乙"]), &mut builder).unwrap();
    let wrong = columns.take(&row(&["3", "第一次", "丙", "也许"]), &mut builder);
    assert_eq!(wrong, Err(RowError::Drawn("也许".into())));
    assert_eq!(columns.take(&row(&["3", "", "丙", "是"]), &mut builder), Err(RowError::Nameless));
    let history = builder.finish();
    assert_eq!(history.series()[0].drawn, [true, false]);
    assert!(matches!(Columns::find(&row(&["draw", "unit"])), Err(RowError::Column(_))));
}

#[test]
fn slices_change_nothing_and_histograms_count_every_draw() {
    let list = history(3, 40, |draw| (draw..draw + 12).collect());
    let mut audit_in_slices = Audit::new(&list);
    let trials = audit_in_slices.trials();
    while audit_in_slices.left() > 0 {
        audit_in_slices.step(100);
    }
    let report = audit_in_slices.finish();
    assert_eq!(report, audit(&list));
    assert_eq!(report.trials, trials);
    for one in &report.findings {
        let counted: usize = one.bins.iter().map(|bin| bin.count as usize).sum();
        assert_eq!(counted, trials, "{}", one.which);
        assert!(one.bins.windows(2).all(|two| (two[0].to - two[1].from).abs() < 1e-6), "{}", one.which);
    }
    assert_eq!(Audit::new(&list).finish().verdict, Verdict::Silent, "nothing was drawn anew");
}
