//! What is asked for while rules and turn of a new wave are chosen, and the quiet list.

use cynic::QueryBuilder;
use shared::draw::HashAlgorithm;
use shared::planning::{FrameRule, FrameRules};

use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::{connection, mutation};

/// Rules of a wave.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct WaveRulesInput {
    /// Whether the quiet list is kept.
    pub quiet_list: bool,
    /// Cap of one department.
    pub cap_per_body: Option<i32>,
    /// Cap of all.
    pub cap_combined: Option<i32>,
    /// Days after a visit.
    pub recent_days: Option<i32>,
    /// Days of a conclusion.
    pub reuse_days: Option<i32>,
}

/// What is too large to be told is refused where it is read.
fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

impl From<FrameRules> for WaveRulesInput {
    fn from(rules: FrameRules) -> Self {
        Self {
            quiet_list: rules.quiet_list,
            cap_per_body: rules.cap_per_body.map(number),
            cap_combined: rules.cap_combined.map(number),
            recent_days: rules.recent_days.map(number),
            reuse_days: rules.reuse_days.map(number),
        }
    }
}

/// Which wave a new one follows, and how far it turns.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct WaveTurnInput {
    /// The wave before.
    pub previous_wave_id: cynic::Id,
    /// The ratio the turn is made for.
    pub ratio_bp: i32,
    /// Share wanted again.
    pub repeat_bp: i32,
    /// Width of the noise.
    pub noise_bp: i32,
    /// Share of fresh numbers.
    pub fresh_bp: i32,
}

impl WaveTurnInput {
    /// After this wave.
    pub fn new(previous: &str, rotation: shared::draw::Rotation) -> Self {
        Self {
            previous_wave_id: cynic::Id::new(previous),
            ratio_bp: number(rotation.ratio_bp),
            repeat_bp: number(rotation.repeat_bp),
            noise_bp: number(rotation.noise_bp),
            fresh_bp: number(rotation.fresh_bp),
        }
    }
}

/// Doors that a rule leaves out.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "RuleCount")]
pub struct RuleCount {
    /// The rule.
    pub rule: Coded<FrameRule>,
    /// How many.
    pub doors: i32,
}

/// A task of a frame that is not frozen.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "TaskPreview")]
pub struct TaskView {
    /// Title of the line.
    pub title: String,
    /// Doors left.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
    /// Doors left out.
    pub excluded: Vec<RuleCount>,
}

/// A frame as it would be frozen now.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "FramePreview")]
pub struct PreviewView {
    /// Doors in it.
    pub doors: i32,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
}

/// A wave that may be followed.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Wave")]
pub struct SeriesEnd {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
}

/// A firm behind a quiet door.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Subject")]
pub struct QuietFirm {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
}

/// A door on the quiet list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "QuietDoor")]
pub struct QuietView {
    /// The firms behind it.
    pub subjects: Vec<QuietFirm>,
    /// Last quiet day.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

connection!(Quiet, "QuietDoorConnection", QuietView);

#[derive(cynic::QueryVariables)]
struct PreviewOf {
    lines: Vec<cynic::Id>,
    rules: WaveRulesInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PreviewOf")]
struct PreviewQuery {
    #[arguments(lines: $lines, rules: $rules)]
    frame_preview: PreviewView,
}

#[derive(cynic::QueryVariables)]
struct EndsOf {
    lines: Vec<cynic::Id>,
    hash: Coded<HashAlgorithm>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "EndsOf")]
struct EndsQuery {
    #[arguments(lines: $lines, hash: $hash)]
    series_ends: Vec<SeriesEnd>,
}

#[derive(cynic::QueryVariables)]
struct QuietAfter {
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "QuietAfter")]
struct QuietQuery {
    #[arguments(first: 50, after: $after)]
    quiet_doors: Quiet,
}

#[derive(cynic::QueryVariables)]
struct ByCode {
    uscc: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByCode")]
struct FirmQuery {
    #[arguments(uscc: $uscc)]
    subject_by_code: Option<QuietFirm>,
}

/// A promise of quiet, or its end.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct KeepQuietInput {
    /// A firm behind the door.
    pub subject_id: cynic::Id,
    /// Last quiet day; nothing takes the door off the list.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

mutation!($ /// Promises a door quiet, or takes it off the list.
    keep_quiet(KeepQuietInput) -> "QuietDoorPayload" { door: QuietView });

fn ids(lines: Vec<String>) -> Vec<cynic::Id> {
    lines.into_iter().map(cynic::Id::new).collect()
}

/// What rules would leave out of the frame of these lines today.
pub async fn preview(lines: Vec<String>, rules: FrameRules) -> Result<PreviewView, ApiError> {
    let variables = PreviewOf { lines: ids(lines), rules: rules.into() };
    Ok(api::run(PreviewQuery::build(variables)).await?.frame_preview)
}

/// The waves that a wave of these lines may follow.
pub async fn series_ends(lines: Vec<String>, hash: HashAlgorithm) -> Result<Vec<SeriesEnd>, ApiError> {
    let variables = EndsOf { lines: ids(lines), hash: Coded(hash) };
    Ok(api::run(EndsQuery::build(variables)).await?.series_ends)
}

/// The quiet list.
pub async fn quiet_doors(after: Option<String>) -> Result<Paged<QuietView>, ApiError> {
    Ok(api::run(QuietQuery::build(QuietAfter { after })).await?.quiet_doors.into())
}

/// The firm with a credit code.
pub async fn firm(uscc: String) -> Result<Option<QuietFirm>, ApiError> {
    Ok(api::run(FirmQuery::build(ByCode { uscc })).await?.subject_by_code)
}
