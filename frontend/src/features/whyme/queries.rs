//! What a firm is told, and what was published about the draw.

use cynic::QueryBuilder;
use shared::planning::{AttemptStatus, WaveStatus};

use crate::api::{self, ApiError, Coded, Date, Instant, schema};
use crate::state::reference::Department;

/// An attempt as it was published.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Attempt")]
pub struct Face {
    /// From 1.
    pub number: i32,
    /// Where it stands.
    pub status: Coded<AttemptStatus>,
    /// Root of the frame.
    pub frame_root: Option<String>,
    /// Doors in it.
    pub frame_size: Option<i32>,
    /// SHA-256 of the file.
    pub bundle_hash: Option<String>,
    /// The key, once open.
    pub seed: Option<String>,
    /// When it was drawn.
    pub drawn_at: Option<Instant>,
}

/// The line of a task.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicLine")]
pub struct TaskLine {
    /// Title.
    pub title: String,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
}

/// A task of a draw.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicTask")]
pub struct Task {
    /// Identifier in the draw.
    pub code: String,
    /// The line it comes from.
    pub line: TaskLine,
}

/// A draw.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicWave")]
pub struct Wave {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<WaveStatus>,
    /// Whether the whole list is open.
    pub is_open: bool,
    /// Last day on which it may still be sealed.
    pub sealed_until: Option<Date>,
    /// How it turns, in a series.
    pub turn: Option<SeriesTurn>,
    /// Its tasks.
    pub tasks: Vec<Task>,
    /// All attempts.
    pub attempts: Vec<Face>,
}

/// The wave before in a series.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "WaveTurn")]
pub struct SeriesTurn {
    /// Its code.
    pub previous: String,
}

/// A draw a firm's door was in.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "DoorDraw")]
pub struct DoorDraw {
    /// The attempt that was drawn.
    pub attempt: i32,
    /// The signed statement.
    pub statement: String,
    /// The wave.
    pub wave: Wave,
}

/// A firm with its draws.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicSubject")]
pub struct Firm {
    /// Name as registered.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// Draws, newest first.
    pub draws: Vec<DoorDraw>,
}

#[derive(cynic::QueryVariables)]
struct ByText {
    text: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByText")]
struct FirmQuery {
    #[arguments(uscc: $text)]
    public_subject: Option<Firm>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByText")]
struct WaveQuery {
    #[arguments(code: $text)]
    public_wave: Option<Wave>,
}

/// A firm by its credit code; nothing is asked for an empty one.
pub async fn firm(uscc: String) -> Result<Option<Firm>, ApiError> {
    if uscc.is_empty() {
        return Ok(None);
    }
    Ok(api::run(FirmQuery::build(ByText { text: uscc })).await?.public_subject)
}

/// A draw by its code.
pub async fn wave(code: String) -> Result<Option<Wave>, ApiError> {
    Ok(api::run(WaveQuery::build(ByText { text: code })).await?.public_wave)
}
