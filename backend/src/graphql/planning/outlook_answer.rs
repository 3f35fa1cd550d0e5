//! The answer of a simulation, as the contract has it.

use async_graphql::{Context, Enum, SimpleObject};
use shared::ids::DepartmentId;
use shared::registry::RiskClass;
use shared::simulation as rules;

use crate::graphql::organisation::{Department, department};
use crate::graphql::scalars::count;

/// A mean over trial draws with its standard error.
#[derive(SimpleObject)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Standard error of the mean.
    pub error: f64,
}

/// Doors and entries of a way to draw the lines.
#[derive(SimpleObject)]
pub struct Scenario {
    /// Distinct doors opened.
    pub doors: Estimate,
    /// Times somebody goes through a door.
    pub entries: Estimate,
    /// Doors entered once, twice, … in the year; the last number is "so often or oftener".
    pub often: Vec<f64>,
}

impl From<rules::Scenario> for Scenario {
    fn from(scenario: rules::Scenario) -> Self {
        let estimate = |value: rules::Estimate| Estimate { mean: value.mean, error: value.error };
        Self { doors: estimate(scenario.doors), entries: estimate(scenario.entries), often: scenario.often }
    }
}

/// What a line comes to.
#[derive(SimpleObject)]
pub struct LineOutlook {
    /// The line.
    pub line_id: String,
    /// Subjects in scope.
    pub subjects: i32,
    /// Doors in scope.
    pub doors: i32,
    /// Doors to be drawn.
    pub checks: i32,
}

/// Coverage of a risk class.
#[derive(SimpleObject)]
pub struct ClassOutlook {
    /// The class: the highest at the door.
    pub class: RiskClass,
    /// Doors of the class.
    pub doors: i32,
    /// Of them in reach of some line.
    pub in_frame: i32,
    /// Of them opened, as planned.
    pub opened: f64,
}

/// What a department has to do, January to December.
#[derive(SimpleObject)]
pub struct DepartmentLoad {
    /// The department.
    pub department: Department,
    /// Visits in each month.
    pub visits: Vec<f64>,
    /// Officer-days needed in each month.
    pub needed: Vec<f64>,
    /// Doors that come over its yearly cap.
    pub over_cap: f64,
}

impl DepartmentLoad {
    async fn of(ctx: &Context<'_>, load: rules::DepartmentLoad) -> async_graphql::Result<Self> {
        // The simulation is given the ids of departments as their names.
        let id: DepartmentId = load.department.parse().map_err(async_graphql::Error::new_with_source)?;
        Ok(Self {
            department: department(ctx, id).await?,
            visits: load.visits.to_vec(),
            needed: load.needed.to_vec(),
            over_cap: load.over_cap,
        })
    }
}

/// What a planner should look at.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub enum OutlookWarningKind {
    /// A riskier class has a smaller ratio than a safer one.
    NotMonotone,
    /// Nobody is in scope.
    Nobody,
    /// Somebody is in scope, but every quota rounds to none.
    NothingDrawn,
    /// No day of the window is open.
    NoOpenDay,
}

/// Something a planner should look at.
#[derive(SimpleObject)]
pub struct OutlookWarning {
    /// What.
    pub kind: OutlookWarningKind,
    /// Of which line.
    pub line_id: String,
    /// The safer class, where ratios stand upside down.
    pub lower: Option<RiskClass>,
    /// The riskier class with the smaller ratio.
    pub higher: Option<RiskClass>,
}

impl From<rules::Warning> for OutlookWarning {
    fn from(warning: rules::Warning) -> Self {
        let plain = |kind, line_id| Self { kind, line_id, lower: None, higher: None };
        match warning {
            rules::Warning::NotMonotone { line, lower, higher } => Self {
                lower: Some(lower),
                higher: Some(higher),
                ..plain(OutlookWarningKind::NotMonotone, line)
            },
            rules::Warning::Nobody { line } => plain(OutlookWarningKind::Nobody, line),
            rules::Warning::NothingDrawn { line } => plain(OutlookWarningKind::NothingDrawn, line),
            rules::Warning::NoOpenDay { line } => plain(OutlookWarningKind::NoOpenDay, line),
        }
    }
}

/// Lines that should be drawn together.
#[derive(SimpleObject)]
pub struct Merge {
    /// The lines.
    pub line_ids: Vec<String>,
    /// Entries saved on average.
    pub entries: f64,
}

/// Lines put to a simulation.
#[derive(SimpleObject)]
pub struct PlanOutlook {
    /// Each line.
    pub lines: Vec<LineOutlook>,
    /// Subjects in scope of some line.
    pub subjects: i32,
    /// Doors in scope of some line.
    pub frame: i32,
    /// Checks to be done.
    pub checks: i32,
    /// All lines in one wave.
    pub together: Scenario,
    /// In the groups they stand in.
    pub planned: Scenario,
    /// Every line on its own.
    pub apart: Scenario,
    /// No design with these chances opens fewer doors on average.
    pub lower_bound: f64,
    /// Coverage by risk class.
    pub classes: Vec<ClassOutlook>,
    /// Subjects no line is about.
    pub untouched: i32,
    /// Doors that come over the yearly cap of all departments together.
    pub over_combined: f64,
    /// What each department has to do.
    pub departments: Vec<DepartmentLoad>,
    /// What to look at.
    pub warnings: Vec<OutlookWarning>,
    /// Trial draws behind each estimate.
    pub trials: i32,
    /// Merges that save most, best first.
    pub merges: Vec<Merge>,
}

impl From<rules::LineOutlook> for LineOutlook {
    fn from(line: rules::LineOutlook) -> Self {
        Self {
            line_id: line.line,
            subjects: count(line.subjects),
            doors: count(line.doors),
            checks: count(line.checks),
        }
    }
}

impl From<rules::ClassOutlook> for ClassOutlook {
    fn from(class: rules::ClassOutlook) -> Self {
        Self {
            class: class.class,
            doors: count(class.doors),
            in_frame: count(class.in_frame),
            opened: class.opened,
        }
    }
}

impl PlanOutlook {
    pub(super) async fn of(
        ctx: &Context<'_>,
        outlook: rules::Outlook,
        merges: Vec<rules::Merge>,
    ) -> async_graphql::Result<Self> {
        let mut departments = Vec::new();
        for load in outlook.departments {
            departments.push(DepartmentLoad::of(ctx, load).await?);
        }
        Ok(Self {
            lines: outlook.lines.into_iter().map(Into::into).collect(),
            subjects: count(outlook.subjects),
            frame: count(outlook.frame),
            checks: count(outlook.checks),
            together: outlook.together.into(),
            planned: outlook.planned.into(),
            apart: outlook.apart.into(),
            lower_bound: outlook.lower_bound,
            classes: outlook.classes.into_iter().map(Into::into).collect(),
            untouched: count(outlook.untouched),
            over_combined: outlook.over_combined,
            departments,
            warnings: outlook.warnings.into_iter().map(Into::into).collect(),
            trials: count(u64::from(outlook.trials)),
            merges: merges
                .into_iter()
                .map(|merge| Merge { line_ids: merge.lines, entries: merge.entries })
                .collect(),
        })
    }
}
