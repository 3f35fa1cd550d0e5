//! What a task asks of the draw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::quota::Rounding;

/// A task of a wave: one plan line with its quotas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Identifier within the wave.
    pub id: String,
    /// How its doors are chosen.
    #[serde(flatten)]
    pub method: Method,
}

/// How doors are chosen (`docs/ALGORITHMS.md` §4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// A fixed quota in each stratum; every door of the stratum has the same chance.
    Srs {
        /// Rounding of each quota.
        rounding: Rounding,
        /// Stratum → ratio in basis points.
        strata: BTreeMap<String, u32>,
        /// Doors on the reserve list of each stratum.
        reserve: u64,
        /// Cap of a GENERAL item in basis points, per stratum.
        #[serde(deserialize_with = "Option::deserialize")]
        cap_bp: Option<u32>,
    },
    /// The quotas and chances of `srs`; all tasks of this method are drawn together, with next to no
    /// door more than the bound.
    Cells {
        /// Rounding of each quota.
        rounding: Rounding,
        /// Stratum → ratio in basis points.
        strata: BTreeMap<String, u32>,
        /// Doors on the reserve list of each stratum.
        reserve: u64,
        /// Cap of a GENERAL item in basis points, per stratum.
        #[serde(deserialize_with = "Option::deserialize")]
        cap_bp: Option<u32>,
    },
    /// One fixed size for the task; chance by stratum.
    Pareto {
        /// Rounding of the size.
        rounding: Rounding,
        /// Stratum → chance in basis points.
        strata: BTreeMap<String, u32>,
        /// Doors on the reserve list.
        reserve: u64,
        /// Cap of a GENERAL item in basis points, over the task's frame.
        #[serde(deserialize_with = "Option::deserialize")]
        cap_bp: Option<u32>,
    },
    /// Everybody is checked, in random order, in batches.
    BatchOrder {
        /// How many batches.
        batches: u32,
    },
}

impl Method {
    /// Cap of a GENERAL item in basis points, where there is one.
    pub fn cap_bp(&self) -> Option<u32> {
        match self {
            Self::Srs { cap_bp, .. } | Self::Cells { cap_bp, .. } | Self::Pareto { cap_bp, .. } => *cap_bp,
            Self::BatchOrder { .. } => None,
        }
    }

    /// Stratum ratios, where the method has them.
    pub fn strata(&self) -> Option<&BTreeMap<String, u32>> {
        match self {
            Self::Srs { strata, .. } | Self::Cells { strata, .. } | Self::Pareto { strata, .. } => {
                Some(strata)
            }
            Self::BatchOrder { .. } => None,
        }
    }
}
