//! Seats of a large wave: as a city has them, of one large department, and with everybody eligible everywhere.

use std::time::Duration;

use shared::draw::HashAlgorithm;
use shared::seats::{SeatCosts, SeatProblem, Seats, solve};

use crate::Result;
use crate::register::spread;
use crate::time::timed;

const TOWNS: u64 = 14;
const FIELDS: u64 = 6;

/// Measures and prints; an assignment that is not proven best is an error.
pub fn measure(visits: usize, officers: usize) -> Result {
    let costs = SeatCosts::new(HashAlgorithm::Sha256, &[9; 32]);
    println!("{visits} visits, {officers} officers, two seats a visit");
    let eight: Vec<SeatProblem> =
        (0..8).map(|department| by_town_and_field(visits / 4, officers / 8, department)).collect();
    show("eight departments, each at one visit in four, by town and field", &eight, &costs)?;
    show("one department, by town and field", &[by_town_and_field(visits, officers, 0)], &costs)?;
    show("one department, everybody everywhere", &[dense(visits, officers)], &costs)
}

fn show(name: &str, problems: &[SeatProblem], costs: &SeatCosts) -> Result {
    let (mut solving, mut proving) = (Duration::ZERO, Duration::ZERO);
    let (mut vacant, mut pairs) = (0, 0);
    for problem in problems {
        let (found, time) = timed(|| solve(problem, costs));
        solving += time;
        let (proven, time) = timed(|| found.is_proven(&problem.visits, &problem.loads, costs));
        proving += time;
        if !proven {
            return Err(format!("{name}: the assignment is not proven").into());
        }
        vacant += found.plan.vacant;
        pairs += problem.visits.values().map(|visit| visit.eligible.len()).sum::<usize>();
    }
    println!(
        "{name}: {pairs} eligible pairs, {vacant} vacant, solved in {solving:.2?}, proven in {proving:.2?}"
    );
    Ok(())
}

/// An officer is at home in one to three towns and one to three fields; a visit is in one of each.
pub fn by_town_and_field(visits: usize, officers: usize, department: u64) -> SeatProblem {
    let some = |number: u64, all: u64| -> Vec<u64> {
        (0..=spread(number) % 3).map(|place| spread(number * 7 + place) % all).collect()
    };
    let staff: Vec<(String, Vec<u64>, Vec<u64>)> = (0..officers as u64)
        .map(|officer| {
            let seed = (department << 32 | officer) * 2;
            (format!("d{department}.i{officer:04}"), some(seed, TOWNS), some(seed + 1, FIELDS))
        })
        .collect();
    let eligible = |visit: u64| -> Vec<String> {
        let (town, field) = (spread(visit) % TOWNS, spread(visit ^ department << 40 ^ 1 << 50) % FIELDS);
        staff
            .iter()
            .filter(|(_, towns, fields)| towns.contains(&town) && fields.contains(&field))
            .map(|(name, _, _)| name.clone())
            .collect()
    };
    problem(visits, eligible)
}

fn dense(visits: usize, officers: usize) -> SeatProblem {
    let staff: Vec<String> = (0..officers).map(|officer| format!("i{officer:04}")).collect();
    problem(visits, |_| staff.clone())
}

fn problem(visits: usize, eligible: impl Fn(u64) -> Vec<String>) -> SeatProblem {
    let visit =
        |number: u64| (format!("W2026Q2/410481-{number:07}"), Seats { seats: 2, eligible: eligible(number) });
    SeatProblem { visits: (0..visits as u64).map(visit).collect(), loads: std::collections::BTreeMap::new() }
}
