//! What the pages of planning ask for.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::catalogue::CheckMethod;
use shared::draw::Rounding;
use shared::planning::{Confirmation, DrawMode, LineKind, LineStatus, PlanStatus, Targeting};
use shared::registry::{RiskClass, SubjectKind};

use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// A plan in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Year.
    pub year: i32,
    /// Title.
    pub title: String,
    /// Number as the publicity system writes it.
    pub number: String,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// From 1; amendments are new versions.
    pub version: i32,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
}

/// A step a plan or line took.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Decision {
    /// When.
    pub decided_at: DateTime<Utc>,
    /// By whom.
    pub decided_by: Option<String>,
    /// Why.
    pub reason: String,
    /// Its code.
    pub step: String,
}

/// Where a plan was published.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Publication {
    /// Through what.
    pub channel: String,
    /// SHA-256 of what was published.
    pub content_hash: String,
    /// When.
    pub published_at: DateTime<Utc>,
}

/// A department's part in a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Party {
    /// Its word.
    pub confirmation: Coded<Confirmation>,
    /// Why not.
    pub decline_reason: Option<String>,
    /// Which.
    pub department: Department,
    /// It leads.
    pub lead: bool,
    /// Officers it sends to each door.
    pub officers: i32,
    /// When its head signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Who signed.
    pub signed_by: Option<String>,
}

/// A line in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Number within the plan.
    pub number: i32,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<LineStatus>,
    /// Department that leads.
    pub lead: Department,
    /// All that take part.
    pub parties: Vec<Party>,
    /// Routine or special.
    pub kind: Coded<LineKind>,
    /// Targeted or not.
    pub targeting: Coded<Targeting>,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
    /// Revision.
    pub revision: i32,
}

connection!(Lines, "PlanLineConnection", LineRow);

/// A plan with its steps.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanDetail {
    /// Opaque id.
    pub id: cynic::Id,
    /// Year.
    pub year: i32,
    /// Title.
    pub title: String,
    /// Number.
    pub number: String,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// Version.
    pub version: i32,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// The organ it was filed with.
    pub filed_organ: Option<String>,
    /// The filing's number.
    pub filed_number: Option<String>,
    /// Its day.
    pub filed_on: Option<Date>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// Hash of what was published.
    pub content_hash: Option<String>,
    /// Steps.
    pub decisions: Vec<Decision>,
    /// Where it was published.
    pub publications: Vec<Publication>,
    /// The matrix of ratios it goes by.
    pub matrix: Option<PlanMatrix>,
    /// Revision.
    pub revision: i32,
}

/// The matrix of a plan, as it was when it was chosen.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanMatrix {
    /// Which.
    pub matrix_id: cynic::Id,
    /// Its version.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Ratios by class.
    pub ratios: Vec<Ratio>,
    /// Why it was chosen.
    pub reason: String,
}

/// Doors and quota of a stratum.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct StratumFigures {
    /// Doors in it.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
    /// Its name.
    pub stratum: String,
}

/// What lines will open.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct LineFigures {
    /// Checks in all.
    pub checks: i32,
    /// Doors in the frame.
    pub doors: i32,
    /// Doors that separate draws would open.
    pub independent: f64,
    /// No design opens fewer.
    pub lower_bound: f64,
    /// By stratum; of one line only.
    pub strata: Vec<StratumFigures>,
    /// Subjects in the scope.
    pub subjects: i32,
}

/// An item of a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItem")]
pub struct ItemRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// KEY or GENERAL.
    pub class: Coded<shared::catalogue::ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// Who takes part; the first leads.
    pub departments: Vec<Department>,
    /// Tag of the subjects it is about.
    pub tag: Option<String>,
    /// Where it stands.
    pub status: Coded<shared::catalogue::ItemStatus>,
    /// First day it may be inspected.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
}

/// Whom a line is about.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Scope {
    /// Kinds of subject.
    pub kinds: Vec<Coded<SubjectKind>>,
    /// Risk classes.
    pub risk_classes: Vec<Coded<RiskClass>>,
    /// Tags.
    pub tags: Vec<String>,
    /// Towns.
    pub towns: Vec<String>,
}

/// Ratio of a stratum.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Ratio {
    /// In 1/10000.
    pub basis_points: i32,
    /// Stratum.
    pub stratum: String,
}

/// The plan of a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanRef {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Year.
    pub year: i32,
    /// From 1; amendments are later ones.
    pub version: i32,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// The matrix of ratios it goes by.
    pub matrix: Option<PlanMatrix>,
}

/// A line with everything.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineDetail {
    /// Opaque id.
    pub id: cynic::Id,
    /// Number.
    pub number: i32,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<LineStatus>,
    /// Routine or special.
    pub kind: Coded<LineKind>,
    /// Why special.
    pub special_reason: String,
    /// Targeted or not.
    pub targeting: Coded<Targeting>,
    /// How doors are chosen.
    pub draw_mode: Coded<DrawMode>,
    /// Ratios.
    pub ratios: Vec<Ratio>,
    /// Rounding.
    pub rounding: Coded<Rounding>,
    /// Reserve doors.
    pub reserve: i32,
    /// Batches.
    pub batches: i32,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Why somebody must go there.
    pub on_site_reason: String,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
    /// Revision.
    pub revision: i32,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Plan.
    pub plan: PlanRef,
    /// Lead.
    pub lead: Department,
    /// Parties.
    pub parties: Vec<Party>,
    /// Items.
    pub items: Vec<ItemRef>,
    /// Whom it is about.
    pub scope: Scope,
    /// Steps.
    pub decisions: Vec<Decision>,
    /// Lines with the same word are drawn together.
    pub wave_group: Option<String>,
    /// Its ratios are not those of the plan's matrix.
    pub departs_from_matrix: bool,
    /// Why they are not.
    pub ratio_reason: String,
    /// Departments' items that were withdrawn before the line ends.
    pub withdrawn_items: Vec<WithdrawnItem>,
}

/// A department's item that was withdrawn.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
pub struct WithdrawnItem {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The department.
    pub department: Department,
    /// The last day it may be used.
    pub withdrawn_on: Option<Date>,
    /// Why.
    pub withdraw_reason: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct PlansQuery {
    plans: Vec<PlanRow>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct PlanQuery {
    #[arguments(id: $id)]
    plan: PlanDetail,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct PlanRefQuery {
    #[arguments(id: $id)]
    plan: PlanRef,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct LineQuery {
    #[arguments(id: $id)]
    plan_line: LineDetail,
}

/// Which lines are wanted.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct LineFilter {
    /// Of one department.
    pub department_id: Option<cynic::Id>,
    /// In one of these states.
    pub statuses: Vec<Coded<LineStatus>>,
}

#[derive(cynic::QueryVariables)]
struct PlanLinesVariables {
    id: cynic::Id,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Plan", variables = "PlanLinesVariables")]
struct LinesOfPlan {
    #[arguments(after: $after, first: 100)]
    lines: Lines,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PlanLinesVariables")]
struct PlanLinesQuery {
    #[arguments(id: $id)]
    plan: LinesOfPlan,
}

#[derive(cynic::QueryVariables)]
struct FiguresVariables {
    lines: Vec<cynic::Id>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "FiguresVariables")]
struct FiguresQuery {
    #[arguments(lines: $lines)]
    line_figures: LineFigures,
}

connection!(ItemList, "JointItemConnection", ItemRef);

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ItemsQuery {
    #[arguments(first: 200, filter: { status: "PUBLISHED" })]
    joint_items: ItemList,
    today: Date,
}

/// All plans.
pub async fn plans() -> Result<Vec<PlanRow>, ApiError> {
    Ok(api::run(PlansQuery::build(())).await?.plans)
}

/// A plan.
pub async fn plan(id: String) -> Result<PlanDetail, ApiError> {
    Ok(api::run(PlanQuery::build(ById { id: id.into() })).await?.plan)
}

/// A plan by name only.
pub async fn plan_ref(id: String) -> Result<PlanRef, ApiError> {
    Ok(api::run(PlanRefQuery::build(ById { id: id.into() })).await?.plan)
}

/// A page of a plan's lines.
pub async fn lines_of_plan(id: String, after: Option<String>) -> Result<Paged<LineRow>, ApiError> {
    let data = api::run(PlanLinesQuery::build(PlanLinesVariables { id: id.into(), after })).await?;
    Ok(data.plan.lines.into())
}

/// A line.
pub async fn line(id: String) -> Result<LineDetail, ApiError> {
    Ok(api::run(LineQuery::build(ById { id: id.into() })).await?.plan_line)
}

/// What these lines will open together.
pub async fn figures(lines: Vec<cynic::Id>) -> Result<LineFigures, ApiError> {
    Ok(api::run(FiguresQuery::build(FiguresVariables { lines })).await?.line_figures)
}

/// Items that may be planned, and the day in China.
pub async fn items() -> Result<(Vec<ItemRef>, NaiveDate), ApiError> {
    let data = api::run(ItemsQuery::build(())).await?;
    Ok((data.joint_items.nodes, data.today.0))
}
