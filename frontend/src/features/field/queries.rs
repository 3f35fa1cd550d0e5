//! What the phone view asks for.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::catalogue::{AnswerKind, CheckMethod, NoticePolicy};
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};
use shared::visit::{Disposal, ItemState, PublicationStatus, ResultCode, VisitStatus};

use crate::api::{self, ApiError, Coded, Date, schema};

/// Something with a name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Department")]
pub struct DepartmentNode {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct SubjectName {
    pub id: cynic::Id,
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Site")]
pub struct SiteNode {
    pub address: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitDepartment")]
pub struct PartyNode {
    pub approved_at: Option<DateTime<Utc>>,
    pub department: DepartmentNode,
}

/// An inspector with the certificate.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Inspector")]
pub struct InspectorNode {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in draws.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether still in service.
    pub active: bool,
    /// Number of the certificate.
    pub cert_no: String,
    /// First day of the certificate.
    pub cert_valid_from: Date,
    /// Last day of the certificate.
    pub cert_valid_to: Date,
    /// Fields of enforcement.
    pub fields: Vec<String>,
    /// Department.
    pub department: DepartmentNode,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Seat")]
pub struct SeatNode {
    pub leader: bool,
    pub department: DepartmentNode,
    pub inspector: InspectorNode,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Question")]
pub struct QuestionNode {
    pub id: cynic::Id,
    pub text: String,
    pub kind: Coded<AnswerKind>,
    pub required: bool,
    pub choices: Vec<String>,
    pub unit: String,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemWithQuestions {
    pub name: String,
    pub notice_policy: Coded<NoticePolicy>,
    pub questions: Vec<QuestionNode>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "AnswerVoice")]
pub struct VoiceNode {
    pub key: String,
    pub yes: Option<bool>,
    pub text: Option<String>,
    pub answered_by: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Answer")]
pub struct AnswerNode {
    pub question_id: cynic::Id,
    pub voices: Vec<VoiceNode>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Evidence")]
pub struct EvidenceNode {
    pub upload_id: cynic::Id,
    pub caption: String,
}

/// A result.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "InspectionResult")]
pub struct ResultNode {
    /// From 1; corrections are new versions.
    pub version: i32,
    /// What was found.
    pub code: Coded<ResultCode>,
    /// What happens next.
    pub disposal: Coded<Disposal>,
    /// In words.
    pub note: String,
    /// How far publication has come.
    pub publication: Coded<PublicationStatus>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitItem")]
pub struct ItemNode {
    pub id: cynic::Id,
    pub method: Coded<CheckMethod>,
    pub state: Coded<ItemState>,
    pub department: DepartmentNode,
    pub subject: SubjectName,
    pub item: ItemWithQuestions,
    pub answers: Vec<AnswerNode>,
    pub evidence: Vec<EvidenceNode>,
    pub result: Option<ResultNode>,
}

/// A visit with everything at its door.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Visit")]
pub struct VisitNode {
    pub id: cynic::Id,
    pub code: String,
    pub status: Coded<VisitStatus>,
    pub opens_door: bool,
    pub days: Vec<Date>,
    pub checked_in_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    pub not_possible_reason: Option<String>,
    pub site: SiteNode,
    pub lead: DepartmentNode,
    pub departments: Vec<PartyNode>,
    pub team: Vec<SeatNode>,
    pub items: Vec<ItemNode>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Me")]
struct MeNode {
    inspector: Option<InspectorNode>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct DayQuery {
    today: Date,
    me: MeNode,
    my_visits: Vec<VisitNode>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct VisitQuery {
    today: Date,
    #[arguments(id: $id)]
    visit: VisitNode,
}

/// The day of the server, the own entry in the library of inspectors, and the doors of whoever is logged in.
pub async fn my_day() -> Result<(NaiveDate, Option<InspectorNode>, Vec<VisitNode>), ApiError> {
    let data = api::run(DayQuery::build(())).await?;
    Ok((data.today.0, data.me.inspector, data.my_visits))
}

/// The day of the server, and one visit.
pub async fn visit(id: String) -> Result<(NaiveDate, VisitNode), ApiError> {
    let data = api::run(VisitQuery::build(ById { id: cynic::Id::new(id) })).await?;
    Ok((data.today.0, data.visit))
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Visit")]
struct VisitState {
    status: Coded<VisitStatus>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct StateQuery {
    #[arguments(id: $id)]
    visit: VisitState,
}

/// Where a visit stands at the server.
pub async fn visit_status(id: &str) -> Result<VisitStatus, ApiError> {
    Ok(api::run(StateQuery::build(ById { id: cynic::Id::new(id) })).await?.visit.status.0)
}

/// A firm in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct FirmRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// Address.
    pub address: String,
    /// Kind.
    pub kind: Coded<SubjectKind>,
    /// State.
    pub status: Coded<SubjectStatus>,
    /// Credit risk class.
    pub risk_class: Coded<RiskClass>,
    /// Tags.
    pub tags: Vec<String>,
}

#[derive(cynic::QueryVariables)]
struct SearchVariables {
    text: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SearchVariables")]
struct SearchQuery {
    #[arguments(text: $text, limit: 20)]
    search_subjects: Vec<FirmRow>,
}

/// Firms by name, part of a name, initials or code.
pub async fn search(text: String) -> Result<Vec<FirmRow>, ApiError> {
    Ok(api::run(SearchQuery::build(SearchVariables { text })).await?.search_subjects)
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemName {
    pub name: String,
}

/// An item at a visit that is over.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitItem")]
pub struct PastItem {
    /// Opaque id.
    pub id: cynic::Id,
    /// Whom it was about.
    pub subject: SubjectName,
    /// Department.
    pub department: DepartmentNode,
    /// What was inspected.
    pub item: ItemName,
    /// What came of it.
    pub result: Option<ResultNode>,
}

/// A visit that is over.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Visit")]
pub struct PastVisit {
    /// Opaque id.
    pub id: cynic::Id,
    /// Its first day.
    pub first_day: Date,
    /// How it ended.
    pub status: Coded<VisitStatus>,
    /// Why it could not take place.
    pub not_possible_reason: Option<String>,
    /// The leading department.
    pub lead: DepartmentNode,
    /// What was inspected.
    pub items: Vec<PastItem>,
}

/// A firm as an officer may see it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct Firm {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Credit code.
    pub uscc: Option<String>,
    /// Registered address.
    pub address: String,
    /// Kind.
    pub kind: Coded<SubjectKind>,
    /// State.
    pub status: Coded<SubjectStatus>,
    /// Credit risk class.
    pub risk_class: Coded<RiskClass>,
    /// Tags.
    pub tags: Vec<String>,
    /// Business scope.
    pub business_scope: String,
    /// Type of company.
    pub company_type: String,
    /// Date of registration.
    pub registered_on: Option<Date>,
    /// The door.
    pub site: SiteNode,
    /// Departments responsible for it.
    pub departments: Vec<DepartmentNode>,
    /// The last visits that are over.
    pub last_visits: Vec<PastVisit>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct FirmQuery {
    #[arguments(id: $id)]
    subject: Firm,
}

/// A firm with what was checked there.
pub async fn firm(id: String) -> Result<Firm, ApiError> {
    Ok(api::run(FirmQuery::build(ById { id: cynic::Id::new(id) })).await?.subject)
}
