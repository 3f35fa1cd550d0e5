//! A seat that its officer cannot keep, filled anew: that seat alone, by the same costs (`docs/ALGORITHMS.md` §5).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::SeatCosts;

/// What was looked at and what came out: kept with the seat, so that whoever knows the wave's key can follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refill {
    /// The visit (`wave/site`).
    pub visit: String,
    /// Who may take the seat, in byte order; nobody who has left this visit before.
    pub eligible: Vec<String>,
    /// The department's other officers at the visit, in byte order.
    pub seated: Vec<String>,
    /// Visits the eligible ones have that are not over; 0 where not named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub loads: BTreeMap<String, u32>,
    /// Who takes it; none if nobody may.
    pub chosen: Option<String>,
}

impl Refill {
    /// Decides: the smallest load, then the smallest cost.
    pub fn decide(
        visit: &str,
        mut eligible: Vec<String>,
        mut seated: Vec<String>,
        mut loads: BTreeMap<String, u32>,
        costs: &SeatCosts,
    ) -> Self {
        eligible.sort_unstable();
        eligible.dedup();
        seated.sort_unstable();
        loads.retain(|inspector, load| *load > 0 && eligible.binary_search(inspector).is_ok());
        let chosen = costs.refill(visit, &eligible, &seated, &loads);
        Self { visit: visit.to_owned(), eligible, seated, loads, chosen }
    }

    /// Whether what came out follows from what was looked at.
    pub fn holds(&self, costs: &SeatCosts) -> bool {
        costs.refill(&self.visit, &self.eligible, &self.seated, &self.loads) == self.chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::HashAlgorithm;

    fn costs(key: u8) -> SeatCosts {
        SeatCosts::new(HashAlgorithm::Sha256, &[key; 32])
    }

    fn names(of: &[&str]) -> Vec<String> {
        of.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_came_out_can_be_followed() {
        let loads = [("I1", 1), ("I2", 1), ("I9", 4)].map(|(name, load)| (name.to_owned(), load));
        let refill = Refill::decide(
            "W/S",
            names(&["I2", "I1", "I0"]),
            names(&["I0"]),
            BTreeMap::from(loads),
            &costs(1),
        );
        assert_eq!(refill.eligible, names(&["I0", "I1", "I2"]));
        assert!(!refill.loads.contains_key("I9"), "who may not come is not looked at");
        assert!(refill.holds(&costs(1)));
        let mut other = refill.clone();
        other.chosen = Some(if refill.chosen.as_deref() == Some("I1") { "I2" } else { "I1" }.to_owned());
        assert!(!other.holds(&costs(1)));
        let mut lighter = refill.clone();
        lighter.loads.remove(other.chosen.as_deref().unwrap_or_default());
        assert!(!lighter.holds(&costs(1)), "somebody with less to do would have been taken");
    }

    /// The lot decides among equals: over many waves everybody comes about as often.
    #[test]
    fn among_equals_the_lot_decides() {
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for key in 0..=255 {
            let refill = Refill::decide(
                "W/S",
                names(&["I0", "I1", "I2", "I3"]),
                Vec::new(),
                BTreeMap::new(),
                &costs(key),
            );
            *times.entry(refill.chosen.expect("somebody")).or_default() += 1;
        }
        assert!(times.len() == 4 && times.values().all(|times| (35..=95).contains(times)), "{times:?}");
    }

    #[test]
    fn nobody_left_is_nobody() {
        let refill = Refill::decide("W/S", names(&["I0"]), names(&["I0"]), BTreeMap::new(), &costs(1));
        assert_eq!(refill.chosen, None);
        assert!(refill.holds(&costs(1)));
    }
}
