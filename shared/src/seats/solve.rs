//! The published problem as numbers for the solver, and the solver's prices as a proof.

use std::collections::{BTreeMap, BTreeSet};

use super::balance::{Demand, levels};
use super::flow::{Cost, LOAD, Prices, Solver, VACANT};
use super::search::narrow;
use super::{SeatCosts, SeatPlan, Seats};
use crate::draw::cores;

/// Edges of a visit that are looked at first; any number gives the same plan.
const CORE: usize = 24;
/// Visits whose costs are computed at once, on all cores.
const BLOCK: usize = 1024;
/// Visits that one core takes.
const CHUNK: usize = 32;

type Visits = BTreeMap<String, Seats>;
type Loads = BTreeMap<String, u32>;

/// A plan with the prices that prove it best.
pub struct Solution {
    /// The plan.
    pub plan: SeatPlan,
    prices: Prices,
}

pub(super) fn solve(visits: &Visits, loads: &Loads, costs: &SeatCosts) -> Solution {
    solve_with(visits, loads, costs, CORE)
}

pub(super) fn solve_with(visits: &Visits, loads: &Loads, costs: &SeatCosts, core: usize) -> Solution {
    let list: Vec<(&String, &Seats)> = visits.iter().collect();
    let names = inspectors(&list);
    let starts: Vec<u32> = names.iter().map(|name| loads.get(*name).copied().unwrap_or(0)).collect();
    let parts = cores::by_chunks(list.len(), CHUNK, |range| {
        range.map(|index| (list[index].1.seats, places(&list[index].1.eligible, &names))).collect::<Vec<_>>()
    });
    let demands: Vec<Demand> = parts.into_iter().flatten().collect();
    let mut solver = Solver::new(&starts, &levels(&starts, &demands), core);
    let cost = |visit: usize, inspector: u32| costs.cost(list[visit].0, names[inspector as usize]);
    for block in (0..list.len()).step_by(BLOCK) {
        let visits = list.len().min(block + BLOCK) - block;
        let priced = cores::by_chunks(visits, CHUNK, |range| {
            let edges = |visit: usize| -> Vec<(u32, u64)> {
                demands[visit].1.iter().map(|inspector| (*inspector, cost(visit, *inspector))).collect()
            };
            range.map(|index| edges(block + index)).collect::<Vec<_>>()
        });
        for (index, edges) in priced.into_iter().flatten().enumerate() {
            solver.add_visit(demands[block + index].0, edges);
        }
    }
    drop(demands);
    solver.settle(cost);
    let mut plan = SeatPlan::default();
    for (index, (visit, seats)) in list.into_iter().enumerate() {
        let mut team: Vec<String> = solver.team(index).map(|inspector| names[inspector].to_owned()).collect();
        team.sort_unstable();
        plan.vacant += u64::from(seats.seats) - team.len() as u64;
        plan.assigned.insert(visit.clone(), team);
    }
    Solution { plan, prices: solver.prices() }
}

/// Everybody who is eligible somewhere, in byte order.
fn inspectors<'a>(list: &[(&'a String, &'a Seats)]) -> Vec<&'a str> {
    let parts = cores::by_chunks(list.len(), BLOCK, |range| {
        let mut names: BTreeSet<&'a str> = BTreeSet::new();
        let mut last: &[String] = &[];
        for index in range {
            let eligible = list[index].1.eligible.as_slice();
            // Neighbours often have the same list.
            if eligible != last {
                names.extend(eligible.iter().map(String::as_str));
            }
            last = eligible;
        }
        names
    });
    parts.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The eligible inspectors of a visit by number, each once.
fn places(eligible: &[String], names: &[&str]) -> Vec<u32> {
    let mut found = Vec::with_capacity(eligible.len());
    let mut from = 0;
    for name in eligible {
        if from > 0 && names[from - 1] >= name.as_str() {
            from = 0;
        }
        // Lists are sorted: the next is near, so go on in steps that double.
        let mut step = 1;
        while names.get(from + step).is_some_and(|known| *known <= name.as_str()) {
            step *= 2;
        }
        let end = (from + step + 1).min(names.len());
        if let Ok(place) = names[from..end].binary_search(&name.as_str()) {
            found.push(narrow(from + place));
            from += place + 1;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

impl Solution {
    /// Looks at every edge: is there none that the prices make worth a change, in either direction? Then no
    /// cycle of changes improves the plan, and it is the best there is (complementary slackness).
    pub fn is_proven(&self, visits: &Visits, loads: &Loads, costs: &SeatCosts) -> bool {
        let list: Vec<(&String, &Seats)> = visits.iter().collect();
        let names = inspectors(&list);
        let parts = cores::by_chunks(list.len(), CHUNK, |range| {
            let mut given: Vec<u32> = Vec::new();
            for index in range {
                given.extend(self.proven_team(index, list[index], &names, costs)?);
            }
            Some(given)
        });
        let mut given = vec![0_u32; names.len()];
        for part in parts {
            let Some(part) = part else { return false };
            part.into_iter().for_each(|inspector| given[inspector as usize] += 1);
        }
        let sink = self.prices.sink;
        names.iter().zip(&given).zip(&self.prices.inspectors).all(|((name, given), price)| {
            let load = Cost::from(loads.get(*name).copied().unwrap_or(0) + given);
            LOAD * load + price >= sink && (*given == 0 || LOAD * (load - 1) + price <= sink)
        })
    }

    /// The team of a visit by number, if its edges are as the prices ask.
    fn proven_team(
        &self,
        index: usize,
        (visit, seats): (&String, &Seats),
        names: &[&str],
        costs: &SeatCosts,
    ) -> Option<Vec<u32>> {
        let team = self.plan.assigned.get(visit)?;
        let price = self.prices.visits[index];
        let mut given = Vec::new();
        for inspector in places(&seats.eligible, names) {
            let cost = costs.cost(visit, names[inspector as usize]);
            let reduced = Cost::from(cost) + price - self.prices.inspectors[inspector as usize];
            let member = team.iter().any(|name| name == names[inspector as usize]);
            if if member { reduced > 0 } else { reduced < 0 } {
                return None;
            }
            given.extend(member.then_some(inspector));
        }
        let vacant = VACANT + price - self.prices.sink;
        let filled = team.len() == seats.seats as usize;
        let holds = given.len() == team.len()
            && team.len() <= seats.seats as usize
            && vacant >= 0
            && (filled || vacant <= 0);
        holds.then_some(given)
    }
}
