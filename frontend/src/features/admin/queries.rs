//! What the first page and one's own account ask for.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::organisation::Role;
use shared::planning::{LineStatus, PlanStatus, WaveStatus};
use shared::visit::VisitStatus;

use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// What waits for whoever is logged in.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ToDo {
    /// Lines to be approved.
    pub lines_to_approve: i32,
    /// Lines to be confirmed.
    pub lines_to_confirm: i32,
    /// Drafts and returned lines.
    pub lines_to_finish: i32,
    /// Lines to be reviewed.
    pub lines_to_review: i32,
    /// Lines to be signed.
    pub lines_to_sign: i32,
    /// Reports of errors to be answered.
    pub reports_to_answer: i32,
    /// Certificates one keeps that end soon.
    pub certificates_ending: i32,
    /// Recusals to be decided.
    pub recusals_to_decide: i32,
    /// Results to be published.
    pub results_to_publish: i32,
    /// Withheld results to be looked at again.
    pub results_to_review: i32,
    /// Visits to be approved.
    pub visits_to_approve: i32,
    /// One's own visits today.
    pub visits_today: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ToDoQuery {
    to_do: ToDo,
    today: Date,
}

/// What waits, and the server's day.
pub async fn to_do() -> Result<(ToDo, Date), ApiError> {
    let data = api::run(ToDoQuery::build(())).await?;
    Ok((data.to_do, data.today))
}

/// A line that waits for one's department.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PlanLine")]
pub struct WaitingLine {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<LineStatus>,
    /// Who leads.
    pub lead: Department,
    /// Its plan.
    pub plan: PlanYear,
}

/// The plan of a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct PlanYear {
    /// Year.
    pub year: i32,
}

connection!(WaitingLines, "PlanLineConnection", WaitingLine);

#[derive(cynic::QueryVariables)]
struct OfDepartment {
    department: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfDepartment")]
struct WaitingQuery {
    #[arguments(filter: { waitsFor: $department }, first: 50)]
    plan_lines: WaitingLines,
}

/// Lines that wait for an act of a department.
pub async fn waiting_lines(department: String) -> Result<Vec<WaitingLine>, ApiError> {
    let variables = OfDepartment { department: cynic::Id::new(department) };
    Ok(Paged::from(api::run(WaitingQuery::build(variables)).await?.plan_lines).items)
}

/// How many there are.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "VisitConnection")]
pub struct VisitCount {
    /// How many.
    pub total_count: i32,
}

/// How many clocks show what.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "ResultBoard")]
pub struct Clocks {
    /// Overdue.
    pub red: i32,
    /// Due soon.
    pub amber: i32,
    /// In good time.
    pub green: i32,
    /// Published.
    pub published: i32,
}

/// The states that are counted.
#[derive(cynic::QueryVariables)]
pub struct Statuses {
    planned: Vec<Coded<VisitStatus>>,
    approved: Vec<Coded<VisitStatus>>,
    going: Vec<Coded<VisitStatus>>,
    over: Vec<Coded<VisitStatus>>,
}

/// Visits and results in figures.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "Query", variables = "Statuses")]
pub struct Work {
    /// To be approved.
    #[arguments(filter: { statuses: $planned }, first: 1)]
    #[cynic(alias, rename = "visits")]
    pub planned: VisitCount,
    /// To be done.
    #[arguments(filter: { statuses: $approved }, first: 1)]
    #[cynic(alias, rename = "visits")]
    pub approved: VisitCount,
    /// Going on.
    #[arguments(filter: { statuses: $going }, first: 1)]
    #[cynic(alias, rename = "visits")]
    pub going: VisitCount,
    /// Completed.
    #[arguments(filter: { statuses: $over }, first: 1)]
    #[cynic(alias, rename = "visits")]
    pub over: VisitCount,
    /// Results.
    pub result_board: Clocks,
}

/// The figures of what one may see.
pub async fn work() -> Result<Work, ApiError> {
    let one = |status| vec![Coded(status)];
    let variables = Statuses {
        planned: one(VisitStatus::Planned),
        approved: one(VisitStatus::Approved),
        going: one(VisitStatus::CheckedIn),
        over: one(VisitStatus::Completed),
    };
    api::run(Work::build(variables)).await
}

/// A wave in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Wave")]
pub struct RecentWave {
    /// Opaque id.
    pub id: cynic::Id,
    /// Identifier in the draw.
    pub code: String,
    /// What people call it.
    pub title: String,
    /// Where it stands.
    pub status: Coded<WaveStatus>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

connection!(RecentWaves, "WaveConnection", RecentWave);

/// A plan in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Plan")]
pub struct RecentPlan {
    /// Opaque id.
    pub id: cynic::Id,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: Coded<PlanStatus>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct RecentQuery {
    #[arguments(first: 5)]
    waves: RecentWaves,
    plans: Vec<RecentPlan>,
}

/// The latest draws and plans.
pub async fn recent() -> Result<(Vec<RecentWave>, Vec<RecentPlan>), ApiError> {
    let data = api::run(RecentQuery::build(())).await?;
    Ok((Paged::from(data.waves).items, data.plans))
}

/// The door of a visit.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Site")]
pub struct DoorAddress {
    /// Address.
    pub address: String,
}

/// A visit an inspector goes to.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Visit")]
pub struct NextVisit {
    /// Opaque id.
    pub id: cynic::Id,
    /// Its first day.
    pub first_day: Date,
    /// Where it stands.
    pub status: Coded<VisitStatus>,
    /// The door.
    pub site: DoorAddress,
    /// What is inspected there.
    pub items: Vec<NextItem>,
}

/// An item of a visit, by whom it is about.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VisitItem")]
pub struct NextItem {
    /// The subject.
    pub subject: NextSubject,
}

/// A subject, by its name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct NextSubject {
    /// Name.
    pub name: String,
}

connection!(NextVisits, "VisitConnection", NextVisit);

#[derive(cynic::QueryVariables)]
struct InStates {
    statuses: Vec<Coded<VisitStatus>>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InStates")]
struct NextQuery {
    #[arguments(filter: { statuses: $statuses }, first: 50)]
    visits: NextVisits,
}

/// The next visits that may be worked on, the earliest first; those that should be over come before all.
pub async fn next_visits() -> Result<Vec<NextVisit>, ApiError> {
    let statuses = vec![Coded(VisitStatus::Approved), Coded(VisitStatus::CheckedIn)];
    let mut visits = Paged::from(api::run(NextQuery::build(InStates { statuses })).await?.visits).items;
    visits.sort_by_key(|visit| visit.first_day);
    Ok(visits)
}

/// A role somebody holds.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct RoleGrant {
    /// The role.
    pub role: Coded<Role>,
    /// For which department.
    pub department_id: Option<cynic::Id>,
}

/// A log-in on one device.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Session")]
pub struct Device {
    /// Opaque id.
    pub id: cynic::Id,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: DateTime<Utc>,
    /// The browser, as it calls itself.
    pub user_agent: String,
    /// Address it came from.
    pub ip: String,
    /// The one that asks.
    pub current: bool,
}

/// Who is logged in.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Me {
    /// Name to log in with.
    pub username: String,
    /// Name people see.
    pub display_name: String,
    /// When the password was last changed.
    pub password_changed_at: DateTime<Utc>,
    /// Roles held.
    pub roles: Vec<RoleGrant>,
    /// Open sessions, newest first.
    pub sessions: Vec<Device>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct MeQuery {
    me: Me,
}

/// Who is logged in.
pub async fn me() -> Result<Me, ApiError> {
    Ok(api::run(MeQuery::build(())).await?.me)
}
