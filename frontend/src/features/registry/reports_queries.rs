//! Reports of errors: what is asked and answered.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::registry::{ReportField, ReportStatus};

use super::queries::SubjectRef;
use crate::api::{self, ApiError, Coded, Paged, schema};
use crate::state::reference::Department;
use crate::{connection, mutation};

/// Who has reported an error, and why.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "ReportVoice")]
pub struct Voice {
    /// Who.
    pub name: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub ground: String,
    /// What proves it.
    pub evidence: String,
}

/// A report.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "SourceReport")]
pub struct Report {
    /// Opaque id.
    pub id: cynic::Id,
    /// The subject.
    pub subject: SubjectRef,
    /// What is wrong.
    pub field: Coded<ReportField>,
    /// What the library said.
    pub present: String,
    /// What is right.
    pub proposed: String,
    /// Where it stands.
    pub status: Coded<ReportStatus>,
    /// Who keeps the source.
    pub department: Department,
    /// Who has reported it.
    pub voices: Vec<Voice>,
    /// What was answered.
    pub answer: String,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// The library says what is right.
    pub holds: bool,
    /// Revision.
    pub revision: i32,
}

connection!(Reports, "SourceReportConnection", Report);

/// Which reports are wanted.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "SourceReportList")]
pub enum List {
    /// Those that wait for one's department.
    ToAnswer,
    /// Those one has made.
    Mine,
}

#[derive(cynic::QueryVariables)]
struct ReportsVariables {
    after: Option<String>,
    list: List,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ReportsVariables")]
struct ReportsQuery {
    #[arguments(after: $after, first: 20, list: $list)]
    source_reports: Reports,
}

/// A page of reports.
pub async fn reports(list: List, after: Option<String>) -> Result<Paged<Report>, ApiError> {
    Ok(api::run(ReportsQuery::build(ReportsVariables { after, list })).await?.source_reports.into())
}

#[derive(cynic::QueryVariables)]
struct OfSubjectVariables {
    after: Option<String>,
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subject", variables = "OfSubjectVariables")]
struct ReportsOfSubject {
    #[arguments(after: $after, first: 20)]
    reports: Reports,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfSubjectVariables")]
struct OfSubjectQuery {
    #[arguments(id: $id)]
    subject: ReportsOfSubject,
}

/// A page of a subject's reports.
pub async fn reports_of(id: cynic::Id, after: Option<String>) -> Result<Paged<Report>, ApiError> {
    Ok(api::run(OfSubjectQuery::build(OfSubjectVariables { after, id })).await?.subject.reports.into())
}

/// A report as it is made.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ReportSourceErrorInput {
    /// What proves it.
    pub evidence: String,
    /// What is wrong.
    pub field: Coded<ReportField>,
    /// Why.
    pub ground: String,
    /// What is right.
    pub proposed: String,
    /// The subject.
    pub subject_id: cynic::Id,
}

/// An answer.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct AnswerSourceReportInput {
    /// Whether it is corrected.
    pub accept: bool,
    /// What was found.
    pub answer: String,
    /// The report.
    pub id: cynic::Id,
    /// Revision it was based on.
    pub revision: i32,
}

mutation!($ /// Says that the register is wrong.
    report_source_error(ReportSourceErrorInput) -> "SourceReportPayload" { source_report: Report });
mutation!($ /// Corrects what was reported, or says why not.
    answer_source_report(AnswerSourceReportInput) -> "SourceReportPayload" { source_report: Report });
