//! Officers: who goes to which door (`docs/ALGORITHMS.md` §5).
//!
//! The assignment is *defined* by an optimum, not by an algorithm: as few vacant seats as possible,
//! then the most even load, then the smallest sum of random costs that follow from the wave's key. Any
//! exact solver finds the same teams, so anyone can check them.

mod flow;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::draw::{Digest, HashAlgorithm, KeyedHash};

/// The seats one department has to fill in a wave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatProblem {
    /// Visit identifier (`wave/site`) → its seats and who may take them.
    pub visits: BTreeMap<String, Seats>,
    /// Visits an inspector already has when the wave begins; 0 where not named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub loads: BTreeMap<String, u32>,
}

/// One visit of one department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// How many officers the department sends; at least two.
    pub seats: u32,
    /// The published list of inspectors who may go, in byte order.
    pub eligible: Vec<String>,
}

/// Who goes where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatPlan {
    /// Visit → inspectors in byte order.
    pub assigned: BTreeMap<String, Vec<String>>,
    /// Seats for which nobody is left.
    pub vacant: u64,
}

/// Random cost of sending `inspector` to `visit`: the first five bytes of `HMAC(K, "seat\n" ‖ visit ‖ \n ‖ inspector)`.
#[derive(Clone)]
pub struct SeatCosts {
    keyed: KeyedHash,
}

impl SeatCosts {
    /// Costs under the wave's key.
    pub fn new(hash: HashAlgorithm, key: &Digest) -> Self {
        Self { keyed: hash.keyed(key) }
    }

    /// The cost, below 2⁴⁰.
    pub fn cost(&self, visit: &str, inspector: &str) -> u64 {
        let mac = self.keyed.mac(&[b"seat\n", visit.as_bytes(), b"\n", inspector.as_bytes()]);
        mac[..5].iter().fold(0, |cost, byte| cost << 8 | u64::from(*byte))
    }

    /// The team leader: the member with the smallest cost.
    pub fn leader<'a>(&self, visit: &str, members: &'a [String]) -> Option<&'a str> {
        members.iter().map(String::as_str).min_by_key(|member| (self.cost(visit, member), *member))
    }

    /// The inspector who takes one seat that fell vacant, among those still eligible: the smallest load,
    /// then the smallest cost. `seated` are the visit's other officers.
    pub fn refill(
        &self,
        visit: &str,
        eligible: &[String],
        seated: &[String],
        loads: &BTreeMap<String, u32>,
    ) -> Option<String> {
        eligible
            .iter()
            .filter(|inspector| !seated.contains(inspector))
            .min_by_key(|inspector| {
                let load = loads.get(*inspector).copied().unwrap_or(0);
                (load, self.cost(visit, inspector), *inspector)
            })
            .cloned()
    }
}

/// Finds the optimum.
pub fn assign(problem: &SeatProblem, costs: &SeatCosts) -> SeatPlan {
    let mut names = BTreeSet::new();
    names.extend(problem.visits.values().flat_map(|visit| &visit.eligible).map(String::as_str));
    let names: Vec<&str> = names.into_iter().collect();
    let mut solver =
        flow::Solver::new(names.iter().map(|name| problem.loads.get(*name).copied().unwrap_or(0)).collect());
    for (visit, seats) in &problem.visits {
        let mut edges: Vec<(usize, u64)> = seats
            .eligible
            .iter()
            .filter_map(|name| {
                names.binary_search(&name.as_str()).ok().map(|index| (index, costs.cost(visit, name)))
            })
            .collect();
        edges.sort_unstable();
        edges.dedup_by_key(|(inspector, _)| *inspector);
        solver.add_visit(seats.seats, edges);
    }
    let mut plan = SeatPlan::default();
    for (index, (visit, seats)) in problem.visits.iter().enumerate() {
        let mut team: Vec<String> = solver.team(index).map(|inspector| names[inspector].to_owned()).collect();
        team.sort_unstable();
        plan.vacant += u64::from(seats.seats) - team.len() as u64;
        plan.assigned.insert(visit.clone(), team);
    }
    plan
}

#[cfg(test)]
mod tests;
