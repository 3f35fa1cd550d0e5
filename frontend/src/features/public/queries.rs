//! What the public pages ask for, without a log-in.

use cynic::QueryBuilder;
use shared::catalogue::CheckMethod;
use shared::draw::HashAlgorithm;
use shared::planning::{AttemptStatus, LineKind, ListDisclosure, PlanStatus, WaveStatus};
use shared::registry::{SubjectKind, SubjectStatus};
use shared::visit::ResultCode;

use super::result_more::{EarlierResult, PublicContactStep};
use crate::api::{self, ApiError, Coded, Date, Instant, Paged, schema};
use crate::connection;
use crate::mutation;
use crate::parts::ceremony::{AttemptView, RulesView, TaskFigures, TownDoors, TurnView, WitnessView};
use crate::parts::plan_changes::LineDifference;
use crate::state::reference::Department;

/// A firm that was found.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicSubject")]
pub struct FoundFirm {
    /// Name as registered.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// State.
    pub status: Coded<SubjectStatus>,
    /// Address as registered.
    pub address: String,
}

/// A published result on a firm's page.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicResult")]
pub struct FirmResult {
    /// What was found.
    pub code: Coded<ResultCode>,
    /// Day of the result.
    pub found_on: Date,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// Who checked.
    pub department: Department,
    /// What was inspected.
    pub item_name: String,
    /// How.
    pub method: Coded<CheckMethod>,
    /// Code of the draw.
    pub wave_code: String,
    /// Why it corrects an earlier one.
    pub correction_reason: Option<String>,
    /// What was published before it.
    pub earlier: Vec<EarlierResult>,
    /// Letters to a firm that cannot be reached.
    pub contact_steps: Vec<PublicContactStep>,
}

/// A firm with its results.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicSubject")]
pub struct Firm {
    /// Name as registered.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// Kind.
    pub kind: Coded<SubjectKind>,
    /// State.
    pub status: Coded<SubjectStatus>,
    /// Address as registered.
    pub address: String,
    /// Results, newest first.
    pub results: Vec<FirmResult>,
}

/// The firm of a result.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicSubject")]
pub struct FirmName {
    /// Name as registered.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
}

/// A published result in the list of all.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicResult")]
pub struct ResultRow {
    /// What was found.
    pub code: Coded<ResultCode>,
    /// Day of the result.
    pub found_on: Date,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// Who checked.
    pub department: Department,
    /// What was inspected.
    pub item_name: String,
    /// The firm.
    pub subject: FirmName,
    /// Why it corrects an earlier one.
    pub correction_reason: Option<String>,
}

connection!(Results, "PublicResultConnection", ResultRow);

/// Ratio of a stratum.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// In 1/10000.
    pub basis_points: i32,
    /// Stratum.
    pub stratum: String,
}

/// A line of a published plan.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicLine")]
pub struct PlanLine {
    /// Number within the plan.
    pub number: i32,
    /// Title.
    pub title: String,
    /// Routine or special.
    pub kind: Coded<LineKind>,
    /// Why special.
    pub special_reason: String,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
    /// Ratios.
    pub ratios: Vec<Ratio>,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
}

/// A published plan.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicPlan")]
pub struct Plan {
    /// Year.
    pub year: i32,
    /// Version.
    pub version: i32,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Published, or superseded.
    pub status: Coded<PlanStatus>,
    /// Number of its filing.
    pub filed_number: Option<String>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// SHA-256 of the text.
    pub content_hash: Option<String>,
    /// The version it amends.
    pub amends: Option<i32>,
    /// The version that counts in its place.
    pub amended_by: Option<i32>,
    /// Why it amends the version before.
    pub amend_reason: Option<String>,
    /// Against the version before.
    pub differences: Vec<LineDifference>,
    /// Its lines.
    pub lines: Vec<PlanLine>,
}

/// Figures of an attempt in the list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "DrawReport")]
pub struct ReportRow {
    /// Doors in the frame.
    pub frame: i32,
    /// Doors drawn.
    pub doors: i32,
}

/// An attempt in the list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptRow {
    /// Where it stands.
    pub status: Coded<AttemptStatus>,
    /// When it was drawn.
    pub drawn_at: Option<Instant>,
    /// Figures.
    pub report: Option<ReportRow>,
}

/// A draw in the list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PublicWave")]
pub struct DrawRow {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<WaveStatus>,
    /// When it was opened.
    pub created_at: Instant,
    /// Attempts.
    pub attempts: Vec<AttemptRow>,
}

connection!(Draws, "PublicWaveConnection", DrawRow);

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
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PublicWave")]
pub struct Wave {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<WaveStatus>,
    /// Hash function.
    pub hash: Coded<HashAlgorithm>,
    /// When the list opens.
    pub disclosure: Coded<ListDisclosure>,
    /// Whether it is open now.
    pub is_open: bool,
    /// The event whose text goes into the key.
    pub beacon_event: String,
    /// Whom its frame leaves out.
    pub rules: Option<RulesView>,
    /// How it turns, in a series.
    pub turn: Option<TurnView>,
    /// When it was opened.
    pub created_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Its tasks.
    pub tasks: Vec<Task>,
    /// All attempts, void ones included.
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
#[cynic(graphql_type = "PublicWave")]
struct WaveFigures {
    attempts: Vec<AttemptFigures>,
}

/// An account to try the demo with.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// Name to log in with.
    pub username: String,
    /// What it is.
    pub name: String,
    /// Its password.
    pub password: String,
}

#[derive(cynic::QueryFragment)]
struct PortalInfo {
    demo_accounts: Vec<DemoAccount>,
}

/// The wave of a witness.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Wave")]
pub struct SeatWave {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Hash function.
    pub hash: Coded<HashAlgorithm>,
    /// The event whose text goes into the key.
    pub beacon_event: String,
}

/// What a witness sees.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "WitnessSeat")]
pub struct Seat {
    /// The wave.
    pub wave: SeatWave,
    /// The attempt.
    pub attempt: AttemptView,
    /// The witness.
    pub witness: WitnessView,
}

/// A commitment.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct CommitNonceInput {
    /// The secret of the address.
    pub token: String,
    /// 64 hex digits.
    pub commitment: String,
    /// The secret of this device.
    pub device: Option<String>,
}

/// A reveal.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RevealNonceInput {
    /// The secret of the address.
    pub token: String,
    /// 64 hex digits.
    pub nonce: String,
    /// The secret of this device.
    pub device: Option<String>,
}

/// Opening a seat on this device.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct OpenSeatInput {
    /// The secret of the address.
    pub token: String,
    /// The secret of this device.
    pub device: String,
}

mutation!($ /// Opens a seat on this device; the first that does has it.
    open_seat(OpenSeatInput) -> "WitnessPayload" { seat: Seat });
mutation!($ /// A witness commits.
    commit_nonce(CommitNonceInput) -> "WitnessPayload" { seat: Seat });
mutation!($ /// A witness reveals.
    reveal_nonce(RevealNonceInput) -> "WitnessPayload" { seat: Seat });

#[derive(cynic::QueryVariables)]
struct ByText {
    text: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByText")]
struct SearchQuery {
    #[arguments(text: $text)]
    public_search: Vec<FoundFirm>,
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

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByText")]
struct FiguresQuery {
    #[arguments(code: $text)]
    public_wave: Option<WaveFigures>,
}

#[derive(cynic::QueryVariables)]
struct ByHolder {
    token: String,
    device: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByHolder")]
struct SeatQuery {
    #[arguments(token: $token, device: $device)]
    witness_seat: Seat,
}

#[derive(cynic::QueryVariables)]
struct Part {
    first: Option<i32>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Part")]
struct DrawsQuery {
    #[arguments(first: $first, after: $after)]
    public_waves: Draws,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Part")]
struct ResultsQuery {
    #[arguments(first: $first, after: $after)]
    public_results: Results,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct PlansQuery {
    public_plans: Vec<Plan>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct PortalQuery {
    portal: PortalInfo,
}

/// Firms whose name, initials or code match.
pub async fn search(text: String) -> Result<Vec<FoundFirm>, ApiError> {
    Ok(api::run(SearchQuery::build(ByText { text })).await?.public_search)
}

/// A firm by its credit code.
pub async fn firm(uscc: String) -> Result<Option<Firm>, ApiError> {
    Ok(api::run(FirmQuery::build(ByText { text: uscc })).await?.public_subject)
}

/// A draw by its code.
pub async fn wave(code: String) -> Result<Option<Wave>, ApiError> {
    Ok(api::run(WaveQuery::build(ByText { text: code })).await?.public_wave)
}

/// Numbers of a draw's attempts.
pub async fn attempt_figures(code: String) -> Result<Vec<AttemptFigures>, ApiError> {
    let found = api::run(FiguresQuery::build(ByText { text: code })).await?.public_wave;
    Ok(found.map(|wave| wave.attempts).unwrap_or_default())
}

/// A witness's seat by the secrets of their address and their device.
pub async fn seat(token: String, device: Option<String>) -> Result<Seat, ApiError> {
    Ok(api::run(SeatQuery::build(ByHolder { token, device })).await?.witness_seat)
}

/// A page of draws, newest first.
pub async fn draws(first: i32, after: Option<String>) -> Result<Paged<DrawRow>, ApiError> {
    Ok(api::run(DrawsQuery::build(Part { first: Some(first), after })).await?.public_waves.into())
}

/// A page of results, newest first.
pub async fn results(after: Option<String>) -> Result<Paged<ResultRow>, ApiError> {
    Ok(api::run(ResultsQuery::build(Part { first: Some(50), after })).await?.public_results.into())
}

/// Published plans, newest first.
pub async fn plans() -> Result<Vec<Plan>, ApiError> {
    Ok(api::run(PlansQuery::build(())).await?.public_plans)
}

/// Accounts to try the demo with; none elsewhere.
pub async fn demo_accounts() -> Result<Vec<DemoAccount>, ApiError> {
    Ok(api::run(PortalQuery::build(())).await?.portal.demo_accounts)
}
