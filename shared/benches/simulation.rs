//! Speed of the planning simulation: a town while somebody types (wanted: 200 ms in the browser), and a
//! large city on the server (wanted: 2 s). Beside it one real draw of the same town, to have a measure.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench is no part of the product")]

use std::collections::BTreeMap;

use criterion::{Criterion, criterion_group, criterion_main};
use shared::calendar::WorkCalendar;
use shared::code::DivisionCode;
use shared::days::Window;
use shared::draw::{HashAlgorithm, Method, Rounding, Task, draw};
use shared::planning::{DrawMode, LinePopulation, Scope, SubjectAt, SubjectFacts, build_frame};
use shared::registry::{RiskClass, SubjectKind};
use shared::simulation::{Effort, OpenDays, PlanningRules, Population, SimulatedLine, simulate, suggest};

const TRADES: u64 = 40;
const TOWNS: u64 = 14;
const DEPARTMENTS: u64 = 19;

struct Town {
    sites: Vec<String>,
    places: Vec<DivisionCode>,
    tags: Vec<Vec<String>>,
}

/// Numbers that look random and are always the same.
fn spread(number: u64, salt: u64) -> u64 {
    (number ^ (salt << 48))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29)
        .wrapping_mul(0xbf58_476d_1ce4_e5b9)
        >> 16
}

impl Town {
    fn of(doors: u64) -> Self {
        Self {
            sites: (0..doors).map(|door| format!("410481-{door:07}")).collect(),
            places: (0..TOWNS)
                .map(|town| DivisionCode::parse(&format!("4104811{town:02}")).unwrap())
                .collect(),
            tags: (0..doors)
                .map(|door| (0..=spread(door, 1) % 3).map(|more| trade(spread(door, 2 + more))).collect())
                .collect(),
        }
    }

    fn subjects(&self) -> impl Iterator<Item = SubjectAt<'_>> {
        self.sites.iter().zip(&self.tags).zip(0_u64..).map(|((site, tags), door)| SubjectAt {
            site,
            off_site: false,
            facts: SubjectFacts {
                kind: if door % 3 == 0 { SubjectKind::Individual } else { SubjectKind::Enterprise },
                located_in: &self.places[usize::try_from(spread(door, 7) % TOWNS).unwrap()],
                tags,
                risk_class: RiskClass::ALL[usize::try_from((spread(door, 8) % 8).saturating_sub(4)).unwrap()],
            },
        })
    }
}

fn trade(number: u64) -> String {
    format!("行业{:02}", number % TRADES)
}

fn lines(count: u64) -> Vec<SimulatedLine> {
    (0..count)
        .map(|index| {
            let ratios: BTreeMap<String, u32> =
                [("A", 100), ("B", 500), ("C", 1000), ("D", 3000)].map(|(k, v)| (k.to_owned(), v)).into();
            let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            let month = u32::try_from(3 + index % 6).unwrap();
            SimulatedLine {
                population: LinePopulation {
                    task: format!("T{index:03}"),
                    scope: Scope { tags: vec![trade(index)], ..Scope::default() },
                    ratios: ratios.clone(),
                    draw_mode: DrawMode::Srs,
                    item_tags: vec![None],
                    opens_door: true,
                },
                method: Method::Srs { rounding: Rounding::HalfUp, strata: ratios, reserve: 2, cap_bp: None },
                window: Window { from: day(month, 1), to: day(month + 2, 25) },
                departments: (0..3)
                    .map(|more| (format!("D{:02}", (index + 5 * more) % DEPARTMENTS), 2))
                    .collect(),
                wave: (index % 4 != 3).then(|| format!("{}", index % 4)),
                counts: true,
                special: false,
            }
        })
        .collect()
}

fn measure(criterion: &mut Criterion, name: &str, doors: u64, count: u64) {
    let (town, lines) = (Town::of(doors), lines(count));
    let rules = PlanningRules::default();
    let open = OpenDays::of(2026, &WorkCalendar::published(), &rules);
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.bench_function("population", |bencher| bencher.iter(|| Population::of(town.subjects())));
    let population = Population::of(town.subjects());
    let answer = simulate(&population, &lines, &rules, &open, Effort::LIVE);
    println!(
        "{name}: {} checks, {:.1} ± {:.2} doors together, {:.1} apart, bound {:.1}, {} trials",
        answer.checks,
        answer.together.doors.mean,
        answer.together.doors.error,
        answer.apart.doors.mean,
        answer.lower_bound,
        answer.trials
    );
    group.bench_function("simulate", |bencher| {
        bencher.iter(|| simulate(&population, &lines, &rules, &open, Effort::LIVE));
    });
    group.bench_function("suggest", |bencher| bencher.iter(|| suggest(&population, &lines, &open, 0.5)));
    if doors <= 3000 {
        let populations: Vec<LinePopulation> = lines.iter().map(|line| line.population.clone()).collect();
        let frame = build_frame(&populations, town.subjects()).unwrap();
        let tasks: Vec<Task> = lines
            .iter()
            .map(|line| Task { id: line.population.task.clone(), method: line.method.clone() })
            .collect();
        let key = HashAlgorithm::Sha256.hash(&[b"bench"]);
        group.bench_function("one real draw", |bencher| {
            bencher.iter(|| draw(HashAlgorithm::Sha256, &key, &frame, &tasks).unwrap());
        });
    }
    group.finish();
}

fn benches(criterion: &mut Criterion) {
    measure(criterion, "town of 3,000 doors, 60 lines", 3000, 60);
    measure(criterion, "city of 1,000,000 doors, 200 lines", 1_000_000, 200);
}

criterion_group!(all, benches);
criterion_main!(all);
