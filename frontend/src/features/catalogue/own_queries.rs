//! What the pages of a department's own items ask for and change.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::catalogue::{BasisType, CheckMethod, ItemClass, ItemField, NoticePolicy};
use shared::registry::SubjectKind;

use crate::api::{self, ApiError, Coded, Date, schema};
use crate::mutation;
use crate::state::reference::Department;

/// A legal basis.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DatedBasis {
    /// Kind of paper.
    pub kind: Coded<BasisType>,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
}

/// What a version says.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ItemContent {
    /// Category.
    pub category: String,
    /// What is inspected.
    pub name: String,
    /// Legal bases.
    pub bases: Vec<DatedBasis>,
    /// Kinds of subject; empty for all.
    pub subject_kinds: Vec<Coded<SubjectKind>>,
    /// How it is checked.
    pub methods: Vec<Coded<CheckMethod>>,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// Draws a year.
    pub times_a_year: Option<i32>,
    /// Whether the firm is told beforehand.
    pub notice_policy: Coded<NoticePolicy>,
}

/// A version.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ItemVersion {
    /// Its number; 0 is what was imported.
    pub number: i32,
    /// What it says.
    pub content: ItemContent,
    /// Fields in which it differs from the one before.
    pub changed: Vec<Coded<ItemField>>,
    /// Why.
    pub reason: String,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: Option<String>,
    /// The unified list it was taken from.
    pub source: Option<ListSource>,
}

/// The unified list a version was taken from.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ListSource {
    /// Name.
    pub name: String,
    /// Number of the paper.
    pub number: String,
    /// Day of the paper.
    pub issued_on: Date,
}

/// A published version that is not in force yet.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ComingVersion {
    /// Its number.
    pub number: i32,
    /// Its first day.
    pub from: Date,
}

/// A withdrawal that a clerk has proposed.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ProposedWithdrawal {
    /// The last day.
    pub day: Date,
    /// Why.
    pub reason: String,
}

/// The joint item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItem")]
pub struct JointRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// What is inspected.
    pub name: String,
}

/// A department's item with its versions.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct OwnItem {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Name in force.
    pub name: String,
    /// Revision.
    pub revision: i32,
    /// Newest version.
    pub version: i32,
    /// Version in force.
    pub published_version: Option<i32>,
    /// From when.
    pub published_on: Option<Date>,
    /// Last day.
    pub withdrawn_on: Option<Date>,
    /// Why it was withdrawn.
    pub withdraw_reason: Option<String>,
    /// A published version that comes on a later day.
    pub coming: Option<ComingVersion>,
    /// A withdrawal that waits for the head.
    pub proposed_withdrawal: Option<ProposedWithdrawal>,
    /// The department.
    pub department: Department,
    /// The joint item.
    pub joint_item: JointRef,
    /// Newest version's content.
    pub content: ItemContent,
    /// Every version, newest first.
    pub versions: Vec<ItemVersion>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct OwnQuery {
    #[arguments(id: $id)]
    item: OwnItem,
    today: Date,
}

/// A department's item, and the day in China.
pub async fn own_item(id: String) -> Result<(OwnItem, NaiveDate), ApiError> {
    let data = api::run(OwnQuery::build(ById { id: id.into() })).await?;
    Ok((data.item, data.today.0))
}

/// A line that uses the item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
}

/// A visit that has the item to execute.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Visit")]
pub struct VisitRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in the draw.
    pub code: String,
    /// First day.
    pub first_day: Date,
}

/// What a withdrawal would flag.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ItemUse {
    /// Lines.
    pub lines: Vec<LineRef>,
    /// Visits.
    pub visits: Vec<VisitRef>,
}

#[derive(cynic::QueryVariables)]
struct UseOn {
    id: cynic::Id,
    day: Date,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "UseOn")]
struct UseQuery {
    #[arguments(id: $id, day: $day)]
    item_use: ItemUse,
}

/// What a withdrawal on a day would flag.
pub async fn item_use(id: String, day: NaiveDate) -> Result<ItemUse, ApiError> {
    Ok(api::run(UseQuery::build(UseOn { id: id.into(), day: Date(day) })).await?.item_use)
}

/// How many items are KEY.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ItemShare {
    /// The department; none for all.
    pub department: Option<Department>,
    /// KEY items.
    pub key: i32,
    /// All.
    pub total: i32,
    /// Share in basis points.
    pub key_basis_points: i32,
}

/// A department's item in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct ItemName {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The department.
    pub department: Department,
}

/// An item nobody has executed for five years.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DormantItem {
    /// The item.
    pub item: ItemName,
    /// Since when it is listed.
    pub since: Option<Date>,
    /// When it was executed last.
    pub last_executed: Option<Date>,
}

/// The report.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ItemReport {
    /// All departments.
    pub overall: ItemShare,
    /// Each.
    pub departments: Vec<ItemShare>,
    /// To be removed.
    pub dormant: Vec<DormantItem>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ReportQuery {
    item_report: ItemReport,
}

/// The report of the list.
pub async fn report() -> Result<ItemReport, ApiError> {
    Ok(api::run(ReportQuery::build(())).await?.item_report)
}

/// A legal basis as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct BasisInput {
    /// Article.
    pub article: String,
    /// Code of the kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
}

/// A new version.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SaveItemInput {
    /// Legal bases.
    pub bases: Vec<BasisInput>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// Category.
    pub category: String,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// The item.
    pub item_id: cynic::Id,
    /// How it is checked.
    pub methods: Vec<Coded<CheckMethod>>,
    /// What is inspected.
    pub name: String,
    /// Whether the firm is told beforehand.
    pub notice_policy: Coded<NoticePolicy>,
    /// Why.
    pub reason: String,
    /// Revision it was based on.
    pub revision: i32,
    /// Kinds of subject.
    pub subject_kinds: Vec<Coded<SubjectKind>>,
    /// Draws a year.
    pub times_a_year: Option<i32>,
}

/// Publishing.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct PublishItemInput {
    /// From which day.
    pub day: Date,
    /// The item.
    pub item_id: cynic::Id,
    /// Revision that was seen.
    pub revision: i32,
}

/// Withdrawing.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct WithdrawItemInput {
    /// The last day.
    pub day: Date,
    /// The item.
    pub item_id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Revision that was seen.
    pub revision: i32,
}

mutation!($ /// Saves a version of a department's item.
    save_item(SaveItemInput) -> "ItemPayload" { item: OwnItem });
mutation!($ /// Puts the newest version in force.
    publish_item(PublishItemInput) -> "ItemPayload" { item: OwnItem });
mutation!($ /// Withdraws a department's item.
    withdraw_item(WithdrawItemInput) -> "ItemPayload" { item: OwnItem });
