//! What the calendar asks for and changes.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::deadlines::{DayShift, DutyOf, DutyProof, DutyState};

use crate::api::{self, ApiError, Coded, Date, schema};
use crate::mutation;
use crate::state::reference::Department;

/// A duty of a year.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Duty {
    /// Code of its rule.
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// The clause.
    pub clause: String,
    /// Year of the calendar.
    pub year: i32,
    /// Last day.
    pub due_on: Date,
    /// A calendar to come can still move it.
    pub provisional: bool,
    /// Whose; absent for the office.
    pub department: Option<Department>,
    /// How it stands.
    pub state: Coded<DutyState>,
    /// Working days left.
    pub days_left: i32,
    /// What proves it.
    pub proof: Coded<DutyProof>,
    /// When it was fulfilled.
    pub done_on: Option<Date>,
    /// What proves it, in words.
    pub evidence: String,
    /// Of several, still to be done.
    pub open_count: Option<i32>,
    /// Of several, all.
    pub all_count: Option<i32>,
}

/// What a rule says.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyRuleTerms {
    /// What is to be done.
    pub title: String,
    /// The clause.
    pub clause: String,
    /// The only year.
    pub year: Option<i32>,
    /// Month.
    pub month: i32,
    /// Day.
    pub day: i32,
    /// Years between it and the plan it is about.
    pub plan_ahead: i32,
    /// What becomes of a day that is not worked.
    pub shift: Coded<DayShift>,
    /// When reminders begin.
    pub remind: i32,
    /// What proves it.
    pub proof: Coded<DutyProof>,
    /// Whose it is.
    pub of: Coded<DutyOf>,
    /// Whether it holds.
    pub active: bool,
}

/// A version of a rule.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyRuleVersion {
    /// Its number.
    pub version: i32,
    /// What it says.
    pub terms: DutyRuleTerms,
    /// Why.
    pub reason: String,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: Option<String>,
}

/// A rule.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DutyRule {
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: i32,
    /// What it says.
    pub terms: DutyRuleTerms,
    /// Versions, newest first.
    pub history: Vec<DutyRuleVersion>,
}

#[derive(cynic::QueryVariables)]
struct OfYear {
    year: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfYear")]
struct DutiesQuery {
    #[arguments(year: $year)]
    duties: Vec<Duty>,
    today: Date,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct TodayQuery {
    today: Date,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct RulesQuery {
    duty_rules: Vec<DutyRule>,
}

/// The day in China.
pub async fn today() -> Result<NaiveDate, ApiError> {
    Ok(api::run(TodayQuery::build(())).await?.today.0)
}

/// The duties of a year, and the day in China.
pub async fn duties(year: i32) -> Result<(Vec<Duty>, NaiveDate), ApiError> {
    let data = api::run(DutiesQuery::build(OfYear { year })).await?;
    Ok((data.duties, data.today.0))
}

/// The rules behind them.
pub async fn rules() -> Result<Vec<DutyRule>, ApiError> {
    Ok(api::run(RulesQuery::build(())).await?.duty_rules)
}

/// What a rule is to say.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DutyTermsInput {
    /// Whether it holds.
    pub active: bool,
    /// The clause.
    pub clause: String,
    /// Day.
    pub day: i32,
    /// Month.
    pub month: i32,
    /// Whose it is.
    pub of: Coded<DutyOf>,
    /// Years between it and the plan it is about.
    pub plan_ahead: i32,
    /// What proves it.
    pub proof: Coded<DutyProof>,
    /// When reminders begin.
    pub remind: i32,
    /// What becomes of a day that is not worked.
    pub shift: Coded<DayShift>,
    /// What is to be done.
    pub title: String,
    /// The only year.
    pub year: Option<i32>,
}

/// A rule to be written.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct KeepDutyRuleInput {
    /// Its code; absent for a new one.
    pub code: Option<String>,
    /// Why.
    pub reason: String,
    /// What it says.
    pub terms: DutyTermsInput,
    /// Version it was based on.
    pub version: i32,
}

/// Somebody's word.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SayDutyDoneInput {
    /// Code of the rule.
    pub code: String,
    /// Whose; absent for the office.
    pub department_id: Option<cynic::Id>,
    /// When.
    pub done_on: Date,
    /// What proves it.
    pub proof: String,
    /// Year.
    pub year: i32,
}

mutation!($ /// Writes a version of a rule.
    keep_duty_rule(KeepDutyRuleInput) -> "DutyRulePayload" { duty_rule: DutyRule });
mutation!($ /// Says that a duty was fulfilled.
    say_duty_done(SayDutyDoneInput) -> "DutyDonePayload" { code: String });
