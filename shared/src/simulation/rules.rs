//! Numbers of the law and of the place a simulation goes by.

use serde::{Deserialize, Serialize};

use crate::ErrorCode;

/// Numbers of the law and of the place a simulation goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanningRules {
    /// Most visits of one department to one firm in a year (R24).
    pub cap_per_body: Option<u32>,
    /// Most visits of all departments together to one firm in a year (R24).
    pub cap_combined: Option<u32>,
    /// Whether one joint visit counts once, or once for each line carried out in it (R26).
    pub joint_counts_once: bool,
    /// Whether special campaigns count (R25).
    pub special_counts: bool,
    /// Days of each month on which nobody visits, first and last (R33).
    pub quiet_days: Option<(u32, u32)>,
    /// Visits a team can make in a day.
    pub visits_per_day: u32,
    /// Most special campaigns in the plan's year (R29).
    #[serde(default = "special_limit")]
    pub special_limit: u32,
}

/// R29 says that the number is controlled and names none: one campaign a quarter, until a place sets its own.
const fn special_limit() -> u32 {
    4
}

impl Default for PlanningRules {
    /// What county practice and the notices quoted in R24–R26 and R33 suggest, until a place sets its own.
    fn default() -> Self {
        Self {
            cap_per_body: Some(2),
            cap_combined: Some(4),
            joint_counts_once: true,
            special_counts: true,
            quiet_days: None,
            visits_per_day: 3,
            special_limit: special_limit(),
        }
    }
}

impl PlanningRules {
    /// No place has a cap above this, and no team makes more visits in a day.
    pub const MOST: u32 = 1000;

    /// What is wrong with which field, by the field's name on the wire; empty if nothing is. A cap of 0 is
    /// possible: then nobody may come.
    pub fn check(&self) -> Vec<(ErrorCode, &'static str)> {
        let cap = |cap: Option<u32>| cap.is_none_or(|cap| cap <= Self::MOST);
        let quiet = self.quiet_days.is_none_or(|(from, to)| 1 <= from && from <= to && to <= 31);
        let fields = [
            (cap(self.cap_per_body), "capPerBody"),
            (cap(self.cap_combined), "capCombined"),
            (quiet, "quietDays"),
            ((1..=Self::MOST).contains(&self.visits_per_day), "visitsPerDay"),
            (self.special_limit <= Self::MOST, "specialLimit"),
        ];
        let wrong = fields.into_iter().filter(|(right, _)| !right);
        wrong.map(|(_, field)| (ErrorCode::OutOfRange, field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_named() {
        assert_eq!(PlanningRules::default().check(), []);
        let strict =
            PlanningRules { cap_combined: Some(0), quiet_days: Some((31, 31)), ..Default::default() };
        assert_eq!(strict.check(), []);
        let wrong = PlanningRules {
            cap_per_body: Some(1001),
            cap_combined: Some(u32::MAX),
            quiet_days: Some((15, 1)),
            visits_per_day: 0,
            special_limit: 1001,
            ..Default::default()
        };
        let fields: Vec<_> = wrong.check().into_iter().map(|(_, field)| field).collect();
        assert_eq!(fields, ["capPerBody", "capCombined", "quietDays", "visitsPerDay", "specialLimit"]);
        for days in [(0, 5), (1, 32)] {
            assert_eq!(PlanningRules { quiet_days: Some(days), ..Default::default() }.check().len(), 1);
        }
    }

    #[test]
    fn rules_kept_before_there_were_campaigns_still_read() {
        let kept = r#"{"capPerBody":2,"capCombined":4,"jointCountsOnce":true,"specialCounts":true,
            "quietDays":null,"visitsPerDay":3}"#;
        assert_eq!(serde_json::from_str::<PlanningRules>(kept).unwrap(), PlanningRules::default());
    }
}
