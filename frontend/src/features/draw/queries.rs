//! What the pages of waves ask for.

use chrono::{Datelike, NaiveDate};
use cynic::QueryBuilder;
use shared::catalogue::CheckMethod;
use shared::draw::HashAlgorithm;
use shared::planning::{AttemptStatus, FrameRules, LineStatus, ListDisclosure, PlanStatus, WaveStatus};

use crate::api::{self, ApiError, Coded, Date, Instant, Paged, schema};
use crate::connection;
use crate::parts::ceremony::{AttemptView, RulesView, TaskFigures, TownDoors, TurnView};
use crate::state::reference::Department;

/// The plan of a wave.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Year.
    pub year: i32,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
}

/// Caps of a plan.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "PlanningRules")]
pub struct PlanCaps {
    /// Of one department.
    pub cap_per_body: Option<i32>,
    /// Of all.
    pub cap_combined: Option<i32>,
}

/// A plan from which lines may be drawn.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanChoice {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Year.
    pub year: i32,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// Its caps.
    pub planning_rules: PlanCaps,
}

impl PlanChoice {
    /// What its waves go by where nobody says otherwise.
    pub fn usual_rules(&self) -> FrameRules {
        let cap = |cap: Option<i32>| cap.and_then(|cap| u32::try_from(cap).ok());
        FrameRules::usual(cap(self.planning_rules.cap_per_body), cap(self.planning_rules.cap_combined))
    }
}

/// An attempt in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptRow {
    /// From 1.
    pub number: i32,
    /// Where it stands.
    pub status: Coded<AttemptStatus>,
    /// When it was drawn.
    pub drawn_at: Option<Instant>,
}

/// A task by its code alone.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "WaveTask")]
pub struct TaskRow {
    /// Identifier in the draw.
    pub code: String,
}

/// A wave in the list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Wave")]
pub struct WaveRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in the draw.
    pub code: String,
    /// What people call it.
    pub title: String,
    /// Where it stands.
    pub status: Coded<WaveStatus>,
    /// When it was opened.
    pub created_at: Instant,
    /// Its tasks.
    pub tasks: Vec<TaskRow>,
    /// Its attempts.
    pub attempts: Vec<AttemptRow>,
}

connection!(Waves, "WaveConnection", WaveRow);

/// A line of a wave.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Department that leads.
    pub lead: Department,
}

/// A task with its line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "WaveTask")]
pub struct TaskRef {
    /// Identifier in the draw.
    pub code: String,
    /// The line it comes from.
    pub line: LineRef,
}

/// A wave with everything that changes while it is drawn.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Wave")]
pub struct WaveDetail {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in the draw.
    pub code: String,
    /// What people call it.
    pub title: String,
    /// Where it stands.
    pub status: Coded<WaveStatus>,
    /// Hash function.
    pub hash: Coded<HashAlgorithm>,
    /// When the list opens to the public.
    pub disclosure: Coded<ListDisclosure>,
    /// The event whose text goes into the key.
    pub beacon_event: String,
    /// When it was opened.
    pub created_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Whom its frame leaves out.
    pub rules: Option<RulesView>,
    /// How it turns, in a series.
    pub turn: Option<TurnView>,
    /// Visits that are not over.
    pub open_visits: i32,
    /// The plan.
    pub plan: PlanRef,
    /// Its tasks.
    pub tasks: Vec<TaskRef>,
    /// All attempts, first to last.
    pub attempts: Vec<AttemptView>,
}

/// Numbers of an attempt that do not change while its status stays.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptFigures {
    /// From 1.
    pub number: i32,
    /// Doors of each task.
    pub tasks: Vec<TaskFigures>,
    /// Doors of each town.
    pub towns: Option<Vec<TownDoors>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Wave")]
struct WaveFigures {
    attempts: Vec<AttemptFigures>,
}

/// A department's part in a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Which.
    pub department: Department,
    /// It leads.
    pub lead: bool,
}

/// The wave of a line that is taken.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Wave")]
pub struct TakenBy {
    /// Identifier in the draw.
    pub code: String,
}

/// A line that may be drawn.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Number within the plan.
    pub number: i32,
    /// Title.
    pub title: String,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
    /// Departments.
    pub parties: Vec<Party>,
    /// The wave it is drawn in.
    pub wave: Option<TakenBy>,
    /// Lines with the same word are meant to be drawn together.
    pub wave_group: Option<String>,
}

connection!(Lines, "PlanLineConnection", LineRow);

/// What lines will open together.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct LineFigures {
    /// Subjects in scope.
    pub subjects: i32,
    /// Doors in the frame.
    pub doors: i32,
    /// Sum of all quotas.
    pub checks: i32,
    /// What separate draws would open.
    pub independent: f64,
    /// No design opens fewer.
    pub lower_bound: f64,
}

#[derive(cynic::QueryVariables)]
struct After {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "After")]
struct WavesQuery {
    #[arguments(first: 50, after: $after)]
    waves: Waves,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct WaveQuery {
    #[arguments(id: $id)]
    wave: WaveDetail,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct FiguresQuery {
    #[arguments(id: $id)]
    wave: WaveFigures,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct PlansQuery {
    plans: Vec<PlanChoice>,
    today: Date,
}

/// Which lines are wanted.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct LineFilter {
    /// In one of these states.
    pub statuses: Vec<Coded<LineStatus>>,
}

#[derive(cynic::QueryVariables)]
struct OfPlan {
    id: cynic::Id,
    filter: Option<LineFilter>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Plan", variables = "OfPlan")]
struct LinesOfPlan {
    #[arguments(first: 100, filter: $filter, after: $after)]
    lines: Lines,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfPlan")]
struct PlanLinesQuery {
    #[arguments(id: $id)]
    plan: LinesOfPlan,
}

#[derive(cynic::QueryVariables)]
struct ForLines {
    lines: Vec<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ForLines")]
struct LineFiguresQuery {
    #[arguments(lines: $lines)]
    line_figures: LineFigures,
}

/// A page of waves, newest first.
pub async fn waves(after: Option<String>) -> Result<Paged<WaveRow>, ApiError> {
    Ok(api::run(WavesQuery::build(After { after })).await?.waves.into())
}

/// A wave.
pub async fn wave(id: String) -> Result<WaveDetail, ApiError> {
    Ok(api::run(WaveQuery::build(ById { id: id.into() })).await?.wave)
}

/// Numbers of a wave's attempts.
pub async fn attempt_figures(id: String) -> Result<Vec<AttemptFigures>, ApiError> {
    Ok(api::run(FiguresQuery::build(ById { id: id.into() })).await?.wave.attempts)
}

/// Plans from which lines may be drawn, this year's first and then the newest, and the day in China.
pub async fn published_plans() -> Result<(Vec<PlanChoice>, NaiveDate), ApiError> {
    let data = api::run(PlansQuery::build(())).await?;
    let published = |plan: &PlanChoice| *plan.status == PlanStatus::Published;
    let (mut plans, today): (Vec<PlanChoice>, _) =
        (data.plans.into_iter().filter(published).collect(), data.today.0);
    // What is drawn is mostly of this year, also when the next year's plan is published already.
    plans.sort_by_key(|plan| plan.year != today.year());
    Ok((plans, today))
}

/// The approved lines of a plan that wait for their draw.
pub async fn drawable_lines(plan: String) -> Result<Vec<LineRow>, ApiError> {
    let filter = LineFilter { statuses: vec![Coded(LineStatus::Approved)] };
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let variables = OfPlan { id: plan.clone().into(), filter: Some(filter.clone()), after };
        let page: Paged<LineRow> = api::run(PlanLinesQuery::build(variables)).await?.plan.lines.into();
        found.extend(page.items.into_iter().filter(|line| line.wave.is_none()));
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// What these lines will open together.
pub async fn figures(lines: Vec<String>) -> Result<LineFigures, ApiError> {
    let lines = lines.into_iter().map(cynic::Id::new).collect();
    Ok(api::run(LineFiguresQuery::build(ForLines { lines })).await?.line_figures)
}
