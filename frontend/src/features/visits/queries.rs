//! What the pages of visits ask for.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::catalogue::{AnswerKind, CheckMethod};
use shared::eligibility::OfficerReason;
use shared::planning::AttemptStatus;
use shared::visit::{Disposal, ItemState, PublicationStatus, ResultCode, TeamChange as Why, VisitStatus};

use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// The door of a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Site")]
pub struct Door {
    /// Address as first registered.
    pub address: String,
    /// Identifier in every draw.
    pub code: String,
    /// Town or county.
    pub located_in: String,
}

/// A subject at a door.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct SubjectRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
}

/// A department's part in a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitDepartment")]
pub struct Part {
    /// Which.
    pub department: Department,
    /// Officers it sends.
    pub seats: i32,
    /// When its head approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// Who approved.
    pub approved_by: Option<String>,
}

/// An item, as a list needs it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitItem")]
pub struct ItemRow {
    /// How far it has come.
    pub state: Coded<ItemState>,
    /// Whom it is about.
    pub subject: SubjectRef,
}

/// A visit in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Visit")]
pub struct VisitRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Where it stands.
    pub status: Coded<VisitStatus>,
    /// Whether somebody goes there.
    pub opens_door: bool,
    /// Its days.
    pub days: Vec<Date>,
    /// The door.
    pub site: Door,
    /// Who leads.
    pub lead: Department,
    /// Who comes.
    pub departments: Vec<Part>,
    /// What is inspected.
    pub items: Vec<ItemRow>,
}

connection!(Visits, "VisitConnection", VisitRow);

/// Which visits are wanted.
#[derive(cynic::InputObject, Debug, Clone, PartialEq, Default)]
#[cynic(graphql_type = "VisitFilter")]
pub struct VisitFilter {
    /// That wait for the approval of this department's head.
    pub awaiting_approval_of: Option<cynic::Id>,
    /// In which a department takes part.
    pub department_id: Option<cynic::Id>,
    /// With a day from then…
    pub from: Option<Date>,
    /// In one of these states.
    pub statuses: Vec<Coded<VisitStatus>>,
    /// …to then.
    pub to: Option<Date>,
    /// Of one wave.
    pub wave_id: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct VisitsVariables {
    filter: VisitFilter,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "VisitsVariables")]
struct VisitsQuery {
    #[arguments(filter: $filter, first: $first, after: $after)]
    visits: Visits,
}

/// A page of visits, earliest first.
pub async fn visits(filter: VisitFilter, after: Option<String>) -> Result<Paged<VisitRow>, ApiError> {
    let variables = VisitsVariables { filter, first: 50, after };
    Ok(api::run(VisitsQuery::build(variables)).await?.visits.into())
}

/// A wave to choose from.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Wave")]
pub struct WaveRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// What people call it.
    pub title: String,
    /// Identifier in the draw.
    pub code: String,
}

connection!(WaveRefs, "WaveConnection", WaveRef);

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct WavesQuery {
    #[arguments(first: 100)]
    waves: WaveRefs,
}

/// The latest waves.
pub async fn waves() -> Result<Vec<WaveRef>, ApiError> {
    Ok(Paged::from(api::run(WavesQuery::build(())).await?.waves).items)
}

/// When a draw was made.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptOfVisit {
    /// From 1.
    pub number: i32,
    /// Where it stands.
    pub status: Coded<AttemptStatus>,
    /// When it was drawn.
    pub drawn_at: Option<DateTime<Utc>>,
}

/// The wave of a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Wave")]
pub struct WaveOfVisit {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in the draw and in addresses.
    pub code: String,
    /// What people call it.
    pub title: String,
    /// All attempts.
    pub attempts: Vec<AttemptOfVisit>,
}

/// An officer, as a team shows one.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Inspector")]
pub struct Officer {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Number of the certificate.
    pub cert_no: String,
    /// Its last day.
    pub cert_valid_to: Date,
}

/// A seat on the team.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Seat {
    /// Whose.
    pub inspector: Officer,
    /// For which department.
    pub department: Department,
    /// Leads the team.
    pub leader: bool,
}

/// Somebody's name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Inspector")]
pub struct OfficerName {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
}

/// Somebody who has left the team.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "SeatChange")]
pub struct TeamChange {
    /// Who.
    pub inspector: OfficerName,
    /// Of which department.
    pub department: Department,
    /// When.
    pub left_at: Option<DateTime<Utc>>,
    /// What the registers said.
    pub change: Option<Coded<Why>>,
    /// In the head's words.
    pub reason: Option<String>,
    /// Who came instead.
    pub successor: Option<OfficerName>,
}

/// An officer on the team who may not go any more.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct UnfitOfficer {
    /// Who.
    pub inspector: OfficerName,
    /// What speaks against it.
    pub reasons: Vec<Coded<OfficerReason>>,
}

/// A question of a checklist.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Question {
    /// Opaque id.
    pub id: cynic::Id,
    /// What is asked.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: Coded<AnswerKind>,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// Unit of a number.
    pub unit: String,
}

/// A department's item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemOfVisit {
    /// Code.
    pub code: String,
    /// What is inspected.
    pub name: String,
    /// Its checklist.
    pub questions: Vec<Question>,
}

/// An answer.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Answer {
    /// To which question.
    pub question_id: cynic::Id,
    /// Yes or no.
    pub yes: Option<bool>,
    /// Anything else, as written.
    pub text: Option<String>,
    /// When.
    pub answered_at: DateTime<Utc>,
    /// By whom.
    pub answered_by: Option<String>,
}

/// A photo.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Opaque id.
    pub id: cynic::Id,
    /// The file.
    pub upload_id: cynic::Id,
    /// What it shows.
    pub caption: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

/// A result, as a visit shows it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "InspectionResult")]
pub struct ResultOfItem {
    /// From 1.
    pub version: i32,
    /// What was found.
    pub code: Coded<ResultCode>,
    /// What happens next.
    pub disposal: Coded<Disposal>,
    /// In words.
    pub note: String,
    /// Its day.
    pub found_on: Date,
    /// Who entered it.
    pub entered_by: Option<String>,
    /// Last day for publication.
    pub due_on: Date,
    /// That day may still move.
    pub due_provisional: bool,
    /// Working days left.
    pub days_left: i32,
    /// How far publication has come.
    pub publication: Coded<PublicationStatus>,
    /// Legal basis of withholding.
    pub withhold_basis: Option<String>,
}

/// An item at a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct VisitItem {
    /// Opaque id.
    pub id: cynic::Id,
    /// The day it is due.
    pub on_day: Date,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// How far it has come.
    pub state: Coded<ItemState>,
    /// Whom it is about.
    pub subject: SubjectRef,
    /// What is inspected.
    pub item: ItemOfVisit,
    /// Whether its department has withdrawn it while the visit is not over.
    pub withdrawn: bool,
    /// By whom.
    pub department: Department,
    /// Answers so far.
    pub answers: Vec<Answer>,
    /// Photos so far.
    pub evidence: Vec<Evidence>,
    /// The result that counts.
    pub result: Option<ResultOfItem>,
}

/// A visit with everything.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Visit")]
pub struct VisitDetail {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in the draw.
    pub code: String,
    /// Where it stands.
    pub status: Coded<VisitStatus>,
    /// Whether somebody goes there.
    pub opens_door: bool,
    /// Its days.
    pub days: Vec<Date>,
    /// When the team arrived.
    pub checked_in_at: Option<DateTime<Utc>>,
    /// Who signed it in.
    pub checked_in_by: Option<String>,
    /// How exactly the phone knew where it was.
    pub accuracy_m: Option<f64>,
    /// When it was over.
    pub completed_at: Option<DateTime<Utc>>,
    /// Why it could not take place.
    pub not_possible_reason: Option<String>,
    /// The door.
    pub site: Door,
    /// Who leads.
    pub lead: Department,
    /// Who comes.
    pub departments: Vec<Part>,
    /// The team.
    pub team: Vec<Seat>,
    /// Who has left it.
    pub team_changes: Vec<TeamChange>,
    /// What is inspected.
    pub items: Vec<VisitItem>,
    /// The wave it was drawn in.
    pub wave: WaveOfVisit,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct VisitQuery {
    #[arguments(id: $id)]
    visit: VisitDetail,
}

/// A visit.
pub async fn visit(id: String) -> Result<VisitDetail, ApiError> {
    Ok(api::run(VisitQuery::build(ById { id: cynic::Id::new(id) })).await?.visit)
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct UnfitQuery {
    #[arguments(id: $id)]
    unfit_officers: Vec<UnfitOfficer>,
}

/// Officers on the team who may not go any more.
pub async fn unfit_officers(id: String) -> Result<Vec<UnfitOfficer>, ApiError> {
    Ok(api::run(UnfitQuery::build(ById { id: cynic::Id::new(id) })).await?.unfit_officers)
}
