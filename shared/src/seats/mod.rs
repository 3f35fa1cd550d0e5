//! Officers: who goes to which door (`docs/ALGORITHMS.md` §5).
//!
//! The assignment is *defined* by an optimum, not by an algorithm: as few vacant seats as possible,
//! then the most even load, then the smallest sum of random costs that follow from the wave's key. Any
//! exact solver finds the same teams, so anyone can check them.

mod balance;
mod flow;
mod refill;
mod search;
mod solve;

use std::collections::BTreeMap;

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

pub use refill::Refill;
pub use solve::Solution;

/// Finds the optimum.
pub fn assign(problem: &SeatProblem, costs: &SeatCosts) -> SeatPlan {
    assign_visits(&problem.visits, &problem.loads, costs)
}

/// The same where visits and loads stand apart.
pub fn assign_visits(
    visits: &BTreeMap<String, Seats>,
    loads: &BTreeMap<String, u32>,
    costs: &SeatCosts,
) -> SeatPlan {
    solve::solve(visits, loads, costs).plan
}

/// The optimum with what proves it.
pub fn solve(problem: &SeatProblem, costs: &SeatCosts) -> Solution {
    solve::solve(&problem.visits, &problem.loads, costs)
}

#[cfg(test)]
#[path = "flow_reference_tests.rs"]
mod reference;
#[cfg(test)]
mod tests;
