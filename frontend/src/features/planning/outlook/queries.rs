//! What the outlook asks for.

use cynic::QueryBuilder;
use shared::planning::PlanStatus;
use shared::registry::RiskClass;
use shared::simulation as rules;

use super::super::commands::PlanningRulesInput;
use super::super::queries::LineDetail;
use crate::api::{self, ApiError, Coded, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

connection!(DetailedLines, "PlanLineConnection", LineDetail);

/// Officers of a department, month by month.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct MonthlyOfficers {
    /// The department.
    pub department: Department,
    /// January to December.
    pub months: Vec<i32>,
}

/// What is needed to simulate here.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanBasis {
    /// Doors without names, as JSON.
    pub population: Option<String>,
    /// Who can go.
    pub officers: Vec<MonthlyOfficers>,
    /// What the items of each line allow together.
    pub caps: Vec<LineCap>,
}

/// What the items of a line allow together.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct LineCap {
    /// The line.
    pub line_id: String,
    /// Basis points of the frame; nothing without a cap.
    pub cap_basis_points: Option<i32>,
}

impl PlanBasis {
    /// The cap of a line.
    pub fn cap(&self, line: &str) -> Option<u32> {
        let found = self.caps.iter().find(|cap| cap.line_id == line)?;
        found.cap_basis_points.and_then(|cap| u32::try_from(cap).ok())
    }
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryVariables)]
struct PageOf {
    id: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Plan", variables = "PageOf")]
struct LinesOfPlan {
    #[arguments(after: $after, first: 25)]
    lines: DetailedLines,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PageOf")]
struct LinesQuery {
    #[arguments(id: $id)]
    plan: LinesOfPlan,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Plan")]
struct BasisOfPlan {
    basis: PlanBasis,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct BasisQuery {
    #[arguments(id: $id)]
    plan: BasisOfPlan,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct PlanQuery {
    #[arguments(id: $id)]
    plan: PlanOnDesk,
}

/// The rules a plan is judged by.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanningRules {
    cap_per_body: Option<i32>,
    cap_combined: Option<i32>,
    joint_counts_once: bool,
    special_counts: bool,
    quiet_days: Option<Vec<i32>>,
    visits_per_day: i32,
    special_limit: i32,
}

/// A plan, as its outlook needs it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanOnDesk {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Year.
    pub year: i32,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// Revision.
    pub revision: i32,
    /// What it is judged by.
    pub planning_rules: PlanningRules,
}

impl From<PlanningRules> for rules::PlanningRules {
    fn from(found: PlanningRules) -> Self {
        let number = |number: i32| u32::try_from(number).unwrap_or(0);
        Self {
            cap_per_body: found.cap_per_body.map(number),
            cap_combined: found.cap_combined.map(number),
            joint_counts_once: found.joint_counts_once,
            special_counts: found.special_counts,
            quiet_days: found
                .quiet_days
                .and_then(|days| Some((number(*days.first()?), number(*days.get(1)?)))),
            visits_per_day: number(found.visits_per_day),
            special_limit: number(found.special_limit),
        }
    }
}

/// A plan with everything a simulation takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// The plan.
    pub plan: PlanOnDesk,
    /// Its lines.
    pub lines: Vec<LineDetail>,
    /// Doors and officers.
    pub basis: PlanBasis,
}

/// Everything, page after page.
pub async fn ground(id: String) -> Result<Ground, ApiError> {
    let plan = api::run(PlanQuery::build(ById { id: id.clone().into() })).await?.plan;
    let basis = api::run(BasisQuery::build(ById { id: id.clone().into() })).await?.plan.basis;
    Ok(Ground { plan, lines: lines(id).await?, basis })
}

/// All lines of a plan.
pub async fn lines(id: String) -> Result<Vec<LineDetail>, ApiError> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = api::run(LinesQuery::build(PageOf { id: id.clone().into(), after })).await?.plan.lines;
        let page = Paged::from(page);
        lines.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(lines),
        }
    }
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct Estimate {
    mean: f64,
    error: f64,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct Scenario {
    doors: Estimate,
    entries: Estimate,
    often: Vec<f64>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct LineOutlook {
    line_id: String,
    subjects: i32,
    doors: i32,
    checks: i32,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct ClassOutlook {
    class: Coded<RiskClass>,
    doors: i32,
    in_frame: i32,
    opened: f64,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct DepartmentLoad {
    department: DepartmentId,
    visits: Vec<f64>,
    needed: Vec<f64>,
    over_cap: f64,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Department")]
struct DepartmentId {
    id: cynic::Id,
}

#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq)]
enum OutlookWarningKind {
    NotMonotone,
    Nobody,
    NothingDrawn,
    NoOpenDay,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct OutlookWarning {
    kind: OutlookWarningKind,
    line_id: String,
    lower: Option<Coded<RiskClass>>,
    higher: Option<Coded<RiskClass>>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct Merge {
    line_ids: Vec<String>,
    entries: f64,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct PlanOutlook {
    lines: Vec<LineOutlook>,
    subjects: i32,
    frame: i32,
    checks: i32,
    together: Scenario,
    planned: Scenario,
    apart: Scenario,
    lower_bound: f64,
    classes: Vec<ClassOutlook>,
    untouched: i32,
    over_combined: f64,
    departments: Vec<DepartmentLoad>,
    warnings: Vec<OutlookWarning>,
    trials: i32,
    merges: Vec<Merge>,
}

#[derive(cynic::QueryVariables)]
struct OutlookOf {
    id: cynic::Id,
    lines: Option<Vec<cynic::Id>>,
    rules: Option<PlanningRulesInput>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Plan", variables = "OutlookOf")]
struct OutlookOfPlan {
    #[arguments(lines: $lines, rules: $rules)]
    outlook: PlanOutlook,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OutlookOf")]
struct OutlookQuery {
    #[arguments(id: $id)]
    plan: OutlookOfPlan,
}

/// The server's answer by the rules as they are turned, where there are too many doors to send.
pub async fn outlook(
    id: cynic::Id,
    lines: Vec<String>,
    rules: rules::PlanningRules,
) -> Result<(rules::Outlook, Vec<rules::Merge>), ApiError> {
    let lines = Some(lines.into_iter().map(cynic::Id::new).collect());
    let asked = OutlookOf { id, lines, rules: Some(rules.into()) };
    Ok(api::run(OutlookQuery::build(asked)).await?.plan.outlook.into())
}

fn count(number: i32) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl From<Scenario> for rules::Scenario {
    fn from(scenario: Scenario) -> Self {
        let estimate = |value: Estimate| rules::Estimate { mean: value.mean, error: value.error };
        Self { doors: estimate(scenario.doors), entries: estimate(scenario.entries), often: scenario.often }
    }
}

impl From<DepartmentLoad> for rules::DepartmentLoad {
    fn from(load: DepartmentLoad) -> Self {
        let months = |found: Vec<f64>| {
            let mut months = [0.0; 12];
            months.iter_mut().zip(found).for_each(|(month, value)| *month = value);
            months
        };
        Self {
            department: load.department.id.into_inner(),
            visits: months(load.visits),
            needed: months(load.needed),
            over_cap: load.over_cap,
        }
    }
}

impl OutlookWarning {
    /// Nothing where the classes of an upside-down pair are not named.
    fn read(self) -> Option<rules::Warning> {
        let line = self.line_id;
        Some(match self.kind {
            OutlookWarningKind::NotMonotone => {
                rules::Warning::NotMonotone { line, lower: *self.lower?, higher: *self.higher? }
            }
            OutlookWarningKind::Nobody => rules::Warning::Nobody { line },
            OutlookWarningKind::NothingDrawn => rules::Warning::NothingDrawn { line },
            OutlookWarningKind::NoOpenDay => rules::Warning::NoOpenDay { line },
        })
    }
}

impl From<PlanOutlook> for (rules::Outlook, Vec<rules::Merge>) {
    fn from(found: PlanOutlook) -> Self {
        let line = |line: LineOutlook| rules::LineOutlook {
            line: line.line_id,
            subjects: count(line.subjects),
            doors: count(line.doors),
            checks: count(line.checks),
            strata: Vec::new(),
        };
        let class = |class: ClassOutlook| rules::ClassOutlook {
            class: *class.class,
            doors: count(class.doors),
            in_frame: count(class.in_frame),
            opened: class.opened,
        };
        let merge =
            |merge: Merge| rules::Merge { lines: merge.line_ids, entries: merge.entries, days: (0, 0) };
        let outlook = rules::Outlook {
            lines: found.lines.into_iter().map(line).collect(),
            subjects: count(found.subjects),
            frame: count(found.frame),
            checks: count(found.checks),
            together: found.together.into(),
            planned: found.planned.into(),
            apart: found.apart.into(),
            lower_bound: found.lower_bound,
            classes: found.classes.into_iter().map(class).collect(),
            untouched: count(found.untouched),
            departments: found.departments.into_iter().map(Into::into).collect(),
            over_combined: found.over_combined,
            warnings: found.warnings.into_iter().filter_map(OutlookWarning::read).collect(),
            trials: u32::try_from(found.trials).unwrap_or(0),
        };
        (outlook, found.merges.into_iter().map(merge).collect())
    }
}
