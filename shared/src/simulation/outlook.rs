//! The answer of a simulation.

use serde::{Deserialize, Serialize};

use crate::registry::RiskClass;

/// A mean over trial draws with its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Standard error of the mean.
    pub error: f64,
}

/// Doors and entries of a way to draw the lines.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// Distinct doors opened.
    pub doors: Estimate,
    /// Times somebody goes through a door: one a door and day.
    pub entries: Estimate,
    /// Doors entered once, twice, … in the year; the last number is "so often or oftener".
    pub often: Vec<f64>,
}

/// What a line comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineOutlook {
    /// The line.
    pub line: String,
    /// Subjects in scope.
    pub subjects: u64,
    /// Doors in scope.
    pub doors: u64,
    /// Doors to be drawn, after rounding and cap.
    pub checks: u64,
    /// The same for each stratum (`*`: the whole line): doors and quota.
    pub strata: Vec<StratumOutlook>,
}

/// A stratum of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumOutlook {
    /// Risk class, `ALL`, or `*`.
    pub stratum: String,
    /// Doors in it.
    pub doors: u64,
    /// Doors to be drawn.
    pub quota: u64,
}

/// Coverage of a risk class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassOutlook {
    /// The class: the highest at the door.
    pub class: RiskClass,
    /// Doors of the class.
    pub doors: u64,
    /// Of them in reach of some line.
    pub in_frame: u64,
    /// Of them opened, as planned.
    pub opened: f64,
}

/// What a department has to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DepartmentLoad {
    /// The department.
    pub department: String,
    /// Visits in each month.
    pub visits: [f64; 12],
    /// Officer-days needed in each month.
    pub needed: [f64; 12],
    /// Doors that come over its yearly cap.
    pub over_cap: f64,
}

/// Something a planner should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Warning {
    /// A riskier class has a smaller ratio than a safer one (R16).
    NotMonotone {
        /// The line.
        line: String,
        /// The safer class.
        lower: RiskClass,
        /// The riskier class with the smaller ratio.
        higher: RiskClass,
    },
    /// Nobody is in scope.
    Nobody {
        /// The line.
        line: String,
    },
    /// Somebody is in scope, but every quota rounds to none.
    NothingDrawn {
        /// The line.
        line: String,
    },
    /// No day of the window is open: holidays and quiet days take them all (R33).
    NoOpenDay {
        /// The line.
        line: String,
    },
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outlook {
    /// Each line, in the order they were given.
    pub lines: Vec<LineOutlook>,
    /// Subjects in scope of some line.
    pub subjects: u64,
    /// Doors in scope of some line.
    pub frame: u64,
    /// Checks to be done: the sum of all quotas.
    pub checks: u64,
    /// All lines in one wave.
    pub together: Scenario,
    /// In the waves they stand in.
    pub planned: Scenario,
    /// Every line on its own.
    pub apart: Scenario,
    /// Σ over doors of the largest chance: no design with these chances opens fewer (`docs/ALGORITHMS.md` §4).
    pub lower_bound: f64,
    /// Coverage by risk class.
    pub classes: Vec<ClassOutlook>,
    /// Subjects that no line is about.
    pub untouched: u64,
    /// Departments in the order of their names.
    pub departments: Vec<DepartmentLoad>,
    /// Doors that come over the cap of all departments together.
    pub over_combined: f64,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// Trial draws behind each estimate.
    pub trials: u32,
}
