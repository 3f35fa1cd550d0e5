//! The simulation against real draws.

#![expect(
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "small numbers in tests, exact where they are compared"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::calendar::WorkCalendar;
use crate::code::DivisionCode;
use crate::days::{Window, fewest_days};
use crate::draw::{HashAlgorithm, Method, Rounding, StratumDraw, Task, draw};
use crate::planning::{LinePopulation, Scope, SubjectAt, SubjectFacts, build_frame};
use crate::registry::SubjectKind;

const TAGS: [&str; 4] = ["餐饮", "住宿", "药店", "加油站"];

#[derive(Debug, Clone)]
struct Subject {
    site: String,
    tags: Vec<String>,
    class: RiskClass,
}

fn subject() -> impl Strategy<Value = Subject> {
    (0..150_u32, prop::collection::vec(0..4_usize, 0..3), 0..4_usize).prop_map(|(site, tags, class)| {
        Subject {
            site: format!("S{site:04}"),
            tags: tags.into_iter().map(|tag| TAGS[tag].to_owned()).collect(),
            class: RiskClass::ALL[class],
        }
    })
}

prop_compose! {
    fn line(index: usize)(
        tag in 0..4_usize,
        ratios in prop::collection::vec(0..4000_u32, 4),
        flat in any::<bool>(),
        pareto in any::<bool>(),
        month in 2..6_u32,
        length in 1..3_u32,
        opens_door in prop::bool::weighted(0.8),
    ) -> SimulatedLine {
        let ratios: BTreeMap<String, u32> = if flat {
            BTreeMap::from([("ALL".to_owned(), ratios[0].max(300))])
        } else {
            RiskClass::ALL.iter().map(|class| class.as_str().to_owned()).zip(ratios).collect()
        };
        let (rounding, reserve, cap_bp) = (Rounding::HalfUp, 0, None);
        let method = if pareto {
            Method::Pareto { rounding, strata: ratios.clone(), reserve, cap_bp }
        } else {
            Method::Srs { rounding, strata: ratios.clone(), reserve, cap_bp }
        };
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        SimulatedLine {
            population: LinePopulation {
                task: format!("T{index}"),
                scope: Scope { tags: vec![TAGS[tag].to_owned()], ..Scope::default() },
                ratios,
                draw_mode: if pareto { DrawMode::Pareto } else { DrawMode::Srs },
                item_tags: vec![None],
                opens_door,
            },
            method,
            window: Window { from: day(month, 2), to: day(month + length, 25) },
            departments: vec![("市监".to_owned(), 2), (format!("D{index}"), 2)],
            wave: None,
            counts: true,
            special: false,
        }
    }
}

fn at<'a>(subjects: &'a [Subject], town: &'a DivisionCode) -> Vec<SubjectAt<'a>> {
    let facts = |subject: &'a Subject| SubjectFacts {
        kind: SubjectKind::Enterprise,
        located_in: town,
        tags: &subject.tags,
        risk_class: subject.class,
    };
    subjects
        .iter()
        .map(|subject| SubjectAt { site: &subject.site, off_site: false, facts: facts(subject) })
        .collect()
}

fn open_days() -> OpenDays {
    OpenDays::of(2026, &WorkCalendar::published(), &PlanningRules::default())
}

/// Doors and entries of one real draw of all lines.
fn really(number: u32, lines: &[SimulatedLine], frame: &crate::draw::Frame, tasks: &[Task]) -> (f64, f64) {
    let key = HashAlgorithm::Sha256.hash(&[b"simulation", &number.to_be_bytes()]);
    let drawn = draw(HashAlgorithm::Sha256, &key, frame, tasks).unwrap();
    let mut by_door: BTreeMap<&str, Vec<Window>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.population.opens_door) {
        for stratum in drawn.0[&line.population.task].values() {
            let StratumDraw::Sample { selected, .. } = stratum else { unreachable!() };
            selected.iter().for_each(|site| by_door.entry(site).or_default().push(line.window));
        }
    }
    let calendar = WorkCalendar::published();
    let entries: usize = by_door
        .values()
        .map(|windows| fewest_days(windows, |day| calendar.is_working_day(day)).unwrap().len())
        .sum();
    (by_door.len() as f64, entries as f64)
}

fn assert_near(what: &str, estimate: Estimate, real: &[f64]) {
    let count = real.len() as f64;
    let mean = real.iter().sum::<f64>() / count;
    let variance = real.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let error = (variance / count + estimate.error.powi(2)).sqrt();
    assert!(
        (estimate.mean - mean).abs() <= 4.5 * error + 1e-9,
        "{what}: simulated {} ± {}, real {mean} over {count} draws",
        estimate.mean,
        estimate.error,
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 0, ..ProptestConfig::default() })]

    /// 10,000 real draws have the doors and entries the simulation says, within statistical error.
    #[test]
    fn expectations_match_real_draws(
        subjects in prop::collection::vec(subject(), 60..180),
        lines in (line(0), line(1), line(2), line(3)),
    ) {
        let lines = [lines.0, lines.1, lines.2, lines.3];
        let town = DivisionCode::parse("410481102").unwrap();
        let subjects = at(&subjects, &town);
        let effort = Effort { doors: u64::MAX, trials: (4000, 4000) };
        let outlook = simulate(
            &Population::of(subjects.iter().cloned()), &lines, &PlanningRules::default(), &open_days(), effort,
        );
        let populations: Vec<LinePopulation> = lines.iter().map(|line| line.population.clone()).collect();
        let frame = build_frame(&populations, subjects).unwrap();
        let tasks: Vec<Task> = lines
            .iter()
            .map(|line| Task { id: line.population.task.clone(), method: line.method.clone() })
            .collect();
        prop_assert_eq!(outlook.frame, frame.len() as u64);
        let report = crate::draw::report(&frame, &tasks, None);
        prop_assert_eq!(outlook.checks, report.checks);
        if lines.iter().all(|line| line.population.opens_door) {
            prop_assert!((outlook.lower_bound - report.lower_bound).abs() < 1e-9);
            prop_assert!((outlook.apart.doors.mean - report.independent).abs() < 1e-9);
        }
        let (doors, entries): (Vec<f64>, Vec<f64>) =
            (0..10_000).map(|number| really(number, &lines, &frame, &tasks)).unzip();
        assert_near("doors", outlook.together.doors, &doors);
        assert_near("entries", outlook.together.entries, &entries);
    }

    /// However lines are drawn: no fewer doors than the bound, no more than checks; drawing together never
    /// opens more on average; entries of the distribution add up.
    #[test]
    fn scenarios_are_ordered(
        subjects in prop::collection::vec(subject(), 60..180),
        lines in (line(0), line(1), line(2), line(3)),
    ) {
        let mut lines = [lines.0, lines.1, lines.2, lines.3];
        lines[1].wave = Some("春季".into());
        lines[3].wave = Some("春季".into());
        let town = DivisionCode::parse("410481102").unwrap();
        let population = Population::of(at(&subjects, &town));
        let effort = Effort { doors: u64::MAX, trials: (300, 300) };
        let outlook = simulate(&population, &lines, &PlanningRules::default(), &open_days(), effort);
        let slack = |estimate: Estimate| estimate.mean + 5.0 * estimate.error + 1e-9;
        prop_assert!(slack(outlook.together.doors) >= outlook.lower_bound.floor() - 4.0);
        prop_assert!(outlook.together.doors.mean <= slack(outlook.planned.doors) + 1e-9);
        prop_assert!(outlook.planned.entries.mean <= outlook.checks as f64);
        let counted: f64 = outlook.planned.often.iter().sum();
        prop_assert!((counted - outlook.planned.doors.mean).abs() < 1e-6);
        let by_class: f64 = outlook.classes.iter().map(|class| class.opened).sum();
        prop_assert!((by_class - outlook.planned.doors.mean).abs() < 1e-6);
    }
}

fn flat(task: &str, tag: &str, wave: Option<&str>, (from, to): (&str, &str)) -> SimulatedLine {
    let ratios = BTreeMap::from([("ALL".to_owned(), 5000)]);
    SimulatedLine {
        population: LinePopulation {
            task: task.into(),
            scope: Scope { tags: vec![tag.to_owned()], ..Scope::default() },
            ratios: ratios.clone(),
            draw_mode: DrawMode::Srs,
            item_tags: vec![None],
            opens_door: true,
        },
        method: Method::Srs { rounding: Rounding::HalfUp, strata: ratios, reserve: 0, cap_bp: None },
        window: Window { from: from.parse().unwrap(), to: to.parse().unwrap() },
        departments: vec![("A".into(), 2), (task.to_owned(), 3)],
        wave: wave.map(str::to_owned),
        counts: true,
        special: false,
    }
}

fn hundred(town: &DivisionCode) -> Population {
    let subjects: Vec<Subject> = (0..100)
        .map(|number| Subject {
            site: format!("S{number}"),
            tags: vec!["餐饮".into(), "住宿".into()],
            class: RiskClass::B,
        })
        .collect();
    Population::of(at(&subjects, town))
}

const SPRING: (&str, &str) = ("2026-03-02", "2026-04-30");

/// The same frame and ratio: together one opens what the other opens; the bound is reached exactly.
#[test]
fn nested_lines_share_every_door() {
    let town = DivisionCode::parse("410481102").unwrap();
    let lines = [
        flat("T1", "餐饮", Some("春"), SPRING),
        flat("T2", "住宿", Some("春"), ("2026-04-01", "2026-06-30")),
    ];
    let outlook = simulate(&hundred(&town), &lines, &PlanningRules::default(), &open_days(), Effort::LIVE);
    assert_eq!((outlook.checks, outlook.frame, outlook.subjects), (100, 100, 100));
    assert_eq!(outlook.planned.doors, Estimate { mean: 50.0, error: 0.0 });
    assert_eq!(outlook.planned.entries.mean, 50.0);
    assert!((outlook.lower_bound - 50.0).abs() < 1e-9);
    assert!((outlook.apart.doors.mean - 75.0).abs() < 1e-9);
    assert!((outlook.apart.entries.mean - 100.0).abs() < 1e-9);
    assert!((outlook.apart.often[1] - 25.0).abs() < 1e-9, "a quarter is met twice by chance");
    // Two officers of A and three of T1 at fifty doors, in April alone: the common part of the windows.
    let needed = |index: usize| outlook.departments[index].needed;
    assert!((needed(0)[3] - 50.0 * 2.0 / 3.0).abs() < 1e-9 && needed(0)[2].abs() < 1e-9, "{:?}", needed(0));
    assert!((needed(1)[3] - 50.0).abs() < 1e-9);
    assert!(outlook.warnings.is_empty());
}

/// Windows without a common day: one wave, two entries.
#[test]
fn windows_apart_are_two_entries_and_count_twice() {
    let town = DivisionCode::parse("410481102").unwrap();
    let lines = [
        flat("T1", "餐饮", Some("春"), SPRING),
        flat("T2", "住宿", Some("春"), ("2026-09-01", "2026-10-30")),
    ];
    let rules = PlanningRules { cap_per_body: Some(1), cap_combined: Some(1), ..PlanningRules::default() };
    let outlook = simulate(&hundred(&town), &lines, &rules, &open_days(), Effort::LIVE);
    assert_eq!((outlook.planned.doors.mean, outlook.planned.entries.mean), (50.0, 100.0));
    assert_eq!(outlook.planned.often[..2], [0.0, 50.0]);
    let over: Vec<f64> = outlook.departments.iter().map(|department| department.over_cap).collect();
    assert_eq!(over, [50.0, 0.0, 0.0], "A comes twice, the others once");
    assert_eq!(outlook.over_combined, 50.0);
}

/// The two readings of R26 give different answers from the same visits.
#[test]
fn what_counts_is_a_switch() {
    let town = DivisionCode::parse("410481102").unwrap();
    let lines = [flat("T1", "餐饮", Some("春"), SPRING), flat("T2", "住宿", Some("春"), SPRING)];
    let over = |joint_counts_once, counts| {
        let rules = PlanningRules { cap_per_body: Some(1), joint_counts_once, ..PlanningRules::default() };
        let lines = lines.clone().map(|line| SimulatedLine { counts, ..line });
        simulate(&hundred(&town), &lines, &rules, &open_days(), Effort::LIVE).departments[0].over_cap
    };
    assert_eq!((over(true, true), over(false, true), over(false, false)), (0.0, 50.0, 0.0));
}

/// R25: whether campaigns count toward caps is a rule of the place.
#[test]
fn campaigns_count_where_the_rules_say_so() {
    let town = DivisionCode::parse("410481102").unwrap();
    let lines = [flat("T1", "餐饮", None, SPRING), flat("T2", "住宿", None, SPRING)];
    let over = |special_counts, special| {
        let rules = PlanningRules { cap_per_body: Some(0), special_counts, ..PlanningRules::default() };
        let lines = lines.clone().map(|line| SimulatedLine { special, ..line });
        simulate(&hundred(&town), &lines, &rules, &open_days(), Effort::LIVE).departments[0].over_cap > 0.0
    };
    assert_eq!((over(true, true), over(false, true), over(false, false)), (true, false, true));
}

/// A second line about the same doors adds none where both are drawn with one number.
#[test]
fn what_a_line_adds_to_its_plan() {
    let town = DivisionCode::parse("410481102").unwrap();
    let lines = [flat("T1", "餐饮", None, SPRING), flat("T2", "住宿", None, SPRING)];
    let (rules, open) = (PlanningRules::default(), open_days());
    let people = hundred(&town);
    let whole = simulate(&people, &lines, &rules, &open, Effort::LIVE);
    let more = added(&people, &lines, "T2", &whole, (&rules, &open, Effort::LIVE));
    assert_eq!((more.together, more.apart, more.lower_bound), (0.0, 25.0, 0.0));
    // The only line of a plan adds all of its doors.
    let alone = simulate(&people, &lines[..1], &rules, &open, Effort::LIVE);
    let first = added(&people, &lines[..1], "T1", &alone, (&rules, &open, Effort::LIVE));
    assert_eq!((first.together, first.apart, first.lower_bound), (50.0, 50.0, 50.0));
}

#[test]
fn merges_are_ranked_and_need_a_common_day() {
    let town = DivisionCode::parse("410481102").unwrap();
    let lines = [
        flat("T1", "餐饮", None, SPRING),
        flat("T2", "住宿", None, SPRING),
        flat("T3", "餐饮", None, ("2026-09-01", "2026-10-30")),
        flat("T4", "加油站", None, SPRING),
    ];
    let merges = suggest(&hundred(&town), &lines, &open_days(), 0.5);
    assert_eq!(merges.len(), 1);
    assert_eq!(merges[0].lines, ["T1", "T2"]);
    assert!((merges[0].entries - 50.0).abs() < 1e-9);
    let together: Vec<SimulatedLine> =
        lines.iter().cloned().map(|line| SimulatedLine { wave: Some("春".into()), ..line }).collect();
    assert!(suggest(&hundred(&town), &together, &open_days(), 0.5).is_empty());
}

#[test]
fn warnings_name_the_line() {
    let town = DivisionCode::parse("410481102").unwrap();
    let mut lines = [
        flat("T1", "加油站", None, SPRING),
        flat("T2", "住宿", None, ("2026-02-16", "2026-02-22")),
        flat("T3", "住宿", None, SPRING),
    ];
    lines[2].population.ratios = [("A", 500), ("B", 300), ("C", 500), ("D", 800)]
        .map(|(class, ratio)| (class.to_owned(), ratio))
        .into();
    lines[2].method = Method::Srs {
        rounding: Rounding::Ceil,
        strata: lines[2].population.ratios.clone(),
        reserve: 0,
        cap_bp: None,
    };
    let outlook = simulate(&hundred(&town), &lines, &PlanningRules::default(), &open_days(), Effort::LIVE);
    assert_eq!(
        outlook.warnings,
        [
            Warning::Nobody { line: "T1".into() },
            Warning::NoOpenDay { line: "T2".into() },
            Warning::NotMonotone { line: "T3".into(), lower: RiskClass::A, higher: RiskClass::B },
        ]
    );
}

#[test]
fn quiet_days_close_windows() {
    let rules = PlanningRules { quiet_days: Some((1, 15)), ..PlanningRules::default() };
    let open = OpenDays::of(2026, &WorkCalendar::published(), &rules);
    let window = |from: &str, to: &str| Window { from: from.parse().unwrap(), to: to.parse().unwrap() };
    assert!(open.within(window("2026-03-02", "2026-03-13")).is_none());
    assert!(open.within(window("2026-03-02", "2026-03-16")).is_some());
    assert_eq!(open.per_month()[2], 12);
}

/// Lines of `cells`: the simulation says the bound, and real draws open that or a little more.
#[test]
fn lines_drawn_in_cells_come_to_the_bound() {
    let town = DivisionCode::parse("410481102").unwrap();
    let subjects: Vec<Subject> = (0..400)
        .map(|number| Subject {
            site: format!("S{number:03}"),
            tags: (0..4)
                .filter(|tag| (number * 7 + number / 5) >> tag & 1 == 1)
                .map(|tag| TAGS[tag].to_owned())
                .collect(),
            class: RiskClass::ALL[number % 4],
        })
        .collect();
    let subjects = at(&subjects, &town);
    let lines: Vec<SimulatedLine> = (0..4)
        .map(|index| {
            let mut line = flat(&format!("T{index}"), TAGS[index], Some("春"), SPRING);
            let strata = BTreeMap::from([("ALL".to_owned(), 1100 + 70 * u32::try_from(index).unwrap())]);
            line.population.ratios.clone_from(&strata);
            line.population.draw_mode = DrawMode::Cells;
            line.method = Method::Cells { rounding: Rounding::HalfUp, strata, reserve: 2, cap_bp: None };
            line
        })
        .collect();
    let effort = Effort { doors: u64::MAX, trials: (2000, 2000) };
    let population = Population::of(subjects.iter().cloned());
    let outlook = simulate(&population, &lines, &PlanningRules::default(), &open_days(), effort);
    let simulated = outlook.together.doors;
    assert!((simulated.mean - outlook.lower_bound).abs() < 4.5 * simulated.error, "{simulated:?}");
    let populations: Vec<LinePopulation> = lines.iter().map(|line| line.population.clone()).collect();
    let frame = build_frame(&populations, subjects).unwrap();
    let tasks: Vec<Task> = lines
        .iter()
        .map(|line| Task { id: line.population.task.clone(), method: line.method.clone() })
        .collect();
    let doors: f64 = (0..300).map(|number| really(number, &lines, &frame, &tasks).0).sum::<f64>() / 300.0;
    assert!(doors > outlook.lower_bound * 0.995 && doors < outlook.lower_bound * 1.02, "{doors}");
}
