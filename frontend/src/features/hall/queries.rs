//! What the hall asks for, without a log-in.

use cynic::QueryBuilder;
use serde_json::{Value, json};
use shared::job::JobKind;

use super::model::Offset;
use crate::api::{self, ApiError, Coded, Instant, schema};
use crate::parts::ceremony::{AttemptView, RulesView, TaskFigures, TownDoors, TurnView};
use crate::platform::clock;
use crate::state::reference::Department;

/// The line of a task.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicLine")]
pub struct HallLine {
    /// Title.
    pub title: String,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
}

/// A task.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicTask")]
pub struct HallTask {
    /// Identifier in the draw.
    pub code: String,
    /// The line it comes from.
    pub line: HallLine,
}

/// A draw as the hall shows it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PublicWave")]
pub struct HallWave {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// The event whose text goes into the key.
    pub beacon_event: String,
    /// When it is planned.
    pub beacon_due_at: Option<Instant>,
    /// Whom its frame leaves out.
    pub rules: Option<RulesView>,
    /// How it turns, in a series.
    pub turn: Option<TurnView>,
    /// What the server is at.
    pub working: Option<Coded<JobKind>>,
    /// Tasks.
    pub tasks: Vec<HallTask>,
    /// All attempts, void ones included.
    pub attempts: Vec<AttemptView>,
}

/// What is known of tasks and ledger at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Doors of each task of the newest attempt.
    pub tasks: Vec<TaskFigures>,
    /// The ledger.
    pub ledger: LedgerView,
}

impl Figures {
    /// Doors and quota of a task, over its strata.
    pub fn of(&self, task: &str) -> (i64, i64) {
        let rows = self.tasks.iter().filter(|row| row.task == task);
        rows.fold((0, 0), |(doors, quota), row| (doors + i64::from(row.doors), quota + i64::from(row.quota)))
    }
}

/// The ledger of draws in short.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "DrawLedger")]
pub struct LedgerView {
    /// Hash of its newest step.
    pub head: String,
    /// How many steps it has.
    pub length: i32,
    /// What does not hold.
    pub fault: Option<String>,
}

#[derive(cynic::QueryFragment)]
struct PortalInfo {
    now: Instant,
}

#[derive(cynic::QueryVariables)]
struct ByCode {
    code: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByCode")]
struct HallQuery {
    #[arguments(code: $code)]
    public_wave: Option<HallWave>,
    portal: PortalInfo,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Attempt")]
struct AttemptTasks {
    tasks: Vec<TaskFigures>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "PublicWave")]
struct WaveFigures {
    attempts: Vec<AttemptTasks>,
    ledger: LedgerView,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByCode")]
struct FiguresQuery {
    #[arguments(code: $code)]
    public_wave: Option<WaveFigures>,
}

#[derive(cynic::QueryVariables)]
struct ByTasks {
    code: String,
    tasks: Option<Vec<String>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Attempt", variables = "ByTasks")]
struct AttemptTowns {
    #[arguments(tasks: $tasks)]
    towns: Option<Vec<TownDoors>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "PublicWave", variables = "ByTasks")]
struct WaveTowns {
    attempts: Vec<AttemptTowns>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByTasks")]
struct TownsQuery {
    #[arguments(code: $code)]
    public_wave: Option<WaveTowns>,
}

fn device() -> i64 {
    i64::try_from(clock::millis()).unwrap_or(i64::MAX)
}

/// The draw, and how far the server's clock is ahead of ours.
pub async fn hall(code: String) -> Result<(Option<HallWave>, Offset), ApiError> {
    let asked = device();
    let answer = api::run(HallQuery::build(ByCode { code })).await?;
    let offset = Offset::measured(asked, device(), answer.portal.now.0.timestamp_millis());
    Ok((answer.public_wave, offset))
}

/// Tasks of the newest attempt, and the ledger held against the tables.
pub async fn figures(code: String) -> Result<Option<Figures>, ApiError> {
    let found = api::run(FiguresQuery::build(ByCode { code })).await?.public_wave;
    Ok(found.map(|wave| Figures {
        tasks: wave.attempts.into_iter().next_back().map(|attempt| attempt.tasks).unwrap_or_default(),
        ledger: wave.ledger,
    }))
}

/// The doors of each town, with those that these tasks have drawn; nothing while the list is sealed.
pub async fn towns(code: String, tasks: Option<Vec<String>>) -> Result<Option<Vec<TownDoors>>, ApiError> {
    let found = api::run(TownsQuery::build(ByTasks { code, tasks })).await?.public_wave;
    Ok(found.and_then(|wave| wave.attempts.into_iter().next_back()).and_then(|attempt| attempt.towns))
}

/// The subscription that tells when to ask anew.
pub fn changes(code: &str) -> (&'static str, Value) {
    ("subscription($code: String!) { waveChanges(code: $code) { seq working } }", json!({ "code": code }))
}
