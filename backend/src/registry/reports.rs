//! Reports of errors to the source (令809: 谁提供谁负责): anybody who sees a subject may say that the register is
//! wrong; the department that keeps the source corrects it, or says why not.
//!
//! A correction is no lock: the next import of the source may bring the old value back. Whoever looks at the
//! report sees whether the library still says what was corrected.

use std::collections::BTreeMap;

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{DepartmentId, SourceReportId, SubjectId};
use shared::registry::{ReportField, ReportStatus, SubjectKind, SubjectStatus};
use shared::text::normalise_name;

use super::pinyin::spell;
use super::repository::search;
use super::repository::subjects::{self, SubjectNames};
use super::service::{LONGEST_REASON, reader};
use super::{RegistryService, Subject};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::entity::{source_report, source_report_voice, subject_change};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source, Tx};
use crate::error::{Error, Refusal, Result, unique_means};
use crate::organisation;

type Report = source_report::Model;
type Voice = source_report_voice::Model;

/// Why the department that registered a subject is responsible for it.
const REGISTRAR: &str = "登记机关";

/// A report with everybody who has made it.
#[derive(Debug, Clone)]
pub struct SourceReport {
    /// The report.
    pub report: Report,
    /// Who, first to last.
    pub voices: Vec<Voice>,
}

/// A report as it is made.
#[derive(Debug, Clone)]
pub struct ReportInput {
    /// The subject.
    pub subject: SubjectId,
    /// What is wrong.
    pub field: ReportField,
    /// What is right.
    pub proposed: String,
    /// Why.
    pub ground: String,
    /// What proves it.
    pub evidence: String,
}

/// Which reports are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportList {
    /// Those that wait for one's department.
    ToAnswer,
    /// Those one has made.
    Mine,
    /// All of a subject.
    Of(SubjectId),
}

/// What the library says in a field.
pub fn value_of(subject: &Subject, field: ReportField) -> String {
    match field {
        ReportField::Name => subject.name.clone(),
        ReportField::Uscc => subject.uscc.clone().unwrap_or_default(),
        ReportField::Kind => subject.kind.to_string(),
        ReportField::Status => subject.status.to_string(),
        ReportField::RegisteredOn => subject.registered_on.map(|day| day.to_string()).unwrap_or_default(),
        ReportField::CompanyType => subject.company_type.clone(),
        ReportField::Capital => subject.capital.clone(),
        ReportField::BusinessScope => subject.business_scope.clone(),
        ReportField::Address => subject.address.clone(),
    }
}

/// Puts a value into a field. What follows from it, such as a door, follows with the next import.
fn put(subject: &mut Subject, field: ReportField, value: &str) {
    match field {
        ReportField::Name => {
            value.clone_into(&mut subject.name);
            subject.name_key = normalise_name(value);
            (subject.py_full, subject.py_initials) = spell(value);
        }
        ReportField::Uscc => {
            subject.uscc = Some(value.to_owned());
            subject.uscc_problem = None;
        }
        ReportField::Kind => subject.kind = SubjectKind::parse(value).unwrap_or(subject.kind),
        ReportField::Status => subject.status = SubjectStatus::parse(value).unwrap_or(subject.status),
        ReportField::RegisteredOn => subject.registered_on = value.parse().ok(),
        ReportField::CompanyType => value.clone_into(&mut subject.company_type),
        ReportField::Capital => value.clone_into(&mut subject.capital),
        ReportField::BusinessScope => value.clone_into(&mut subject.business_scope),
        ReportField::Address => value.clone_into(&mut subject.address),
    }
}

/// How many reports wait for a department.
pub async fn reports_waiting(db: &impl Source, department: DepartmentId) -> Result<u64> {
    Ok(source_report::Entity::find()
        .filter(source_report::Column::DepartmentId.eq(department))
        .filter(source_report::Column::Status.eq(ReportStatus::Open))
        .number(db)
        .await?)
}

impl RegistryService {
    /// Says that the register is wrong. Who says what another has said already is joined to that report.
    pub async fn report_source_error(&self, viewer: &Viewer, input: ReportInput) -> Result<SourceReport> {
        let granted = viewer.demand(Action::ReportSourceError, Scope::Division)?;
        let subject = self.subject(viewer, input.subject).await?;
        let mut refusals = Vec::new();
        let value = input.field.read(&input.proposed);
        let present = value_of(&subject, input.field);
        match &value {
            Err(code) => refusals.push(Refusal::new(*code).at("proposed")),
            Ok(value) if *value == present => {
                refusals.push(Refusal::new(ErrorCode::ReportMatches).at("proposed"));
            }
            Ok(_) => {}
        }
        let (ground, evidence) = (input.ground.trim(), input.evidence.trim());
        if ground.is_empty() {
            refusals.push(Refusal::new(ErrorCode::ReasonRequired).at("ground"));
        }
        for (text, path) in [(ground, "ground"), (evidence, "evidence")] {
            if text.chars().count() > LONGEST_REASON {
                refusals.push(Refusal::new(ErrorCode::TooLong).at(path));
            }
        }
        let (Ok(proposed), true) = (value, refusals.is_empty()) else { return Err(Error::Refused(refusals)) };
        let tx = self.core.db().begin().await?;
        let keeper = keeper(&tx, viewer, subject.id).await?;
        // Two who report the same at once meet here: the second joins the first.
        subjects::lock(&*tx, &viewer.division, subject.id).await?;
        let open = source_report::Entity::find()
            .filter(source_report::Column::SubjectId.eq(subject.id))
            .filter(source_report::Column::Field.eq(input.field))
            .filter(source_report::Column::Proposed.eq(proposed.as_str()))
            .filter(source_report::Column::Status.eq(ReportStatus::Open))
            .one(&*tx)
            .await?;
        let report = match open {
            Some(report) => report,
            None => {
                let report = Report {
                    id: self.core.id(),
                    division_code: viewer.division.clone(),
                    subject_id: subject.id,
                    field: input.field,
                    present,
                    proposed,
                    status: ReportStatus::Open,
                    department_id: keeper,
                    created_at: self.core.now(),
                    answer: String::new(),
                    answered_by: None,
                    answered_at: None,
                    revision: 1,
                };
                report.into_active_model().reset_all().insert(&*tx).await?
            }
        };
        let voice = source_report_voice::ActiveModel {
            report_id: Set(report.id),
            account_id: Set(viewer.account_id()),
            at: Set(self.core.now()),
            ground: Set(ground.to_owned()),
            evidence: Set(evidence.to_owned()),
        };
        source_report_voice::Entity::insert(voice)
            .exec_without_returning(&*tx)
            .await
            .map_err(unique_means(ErrorCode::AlreadyReported))?;
        let voices = voices_of(&*tx, &[report.id]).await?.remove(&report.id).unwrap_or_default();
        let change = Change::of("source_report", report.id)
            .after(json!({ "subject": subject.id, "field": report.field, "present": report.present, "proposed": report.proposed }))
            .because(ground);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(SourceReport { report, voices })
    }

    /// Corrects what was reported, or says why not.
    pub async fn answer_source_report(
        &self,
        viewer: &Viewer,
        id: SourceReportId,
        accept: bool,
        (revision, answer): (i64, &str),
    ) -> Result<SourceReport> {
        let answer = answer.trim();
        let tx = self.core.db().begin().await?;
        let found = source_report::Entity::find_by_id(id).one(&*tx).await?;
        let found = found.filter(|report| report.division_code == viewer.division);
        let report = match found {
            Some(report) if viewer.may(Action::ReadRegistry, Scope::Division) => report,
            _ => return Err(Error::at(ErrorCode::NotFound, "id")),
        };
        let granted = viewer.demand_in(Action::AnswerSourceReport, report.department_id)?;
        if report.status != ReportStatus::Open {
            return Err(ErrorCode::ReportAnswered.into());
        }
        if report.revision != revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        if !accept && answer.is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "answer"));
        }
        if answer.chars().count() > LONGEST_REASON {
            return Err(Error::at(ErrorCode::TooLong, "answer"));
        }
        if accept {
            self.correct(&tx, viewer, &report, answer).await?;
        }
        let before = json!({ "status": report.status });
        let status = if accept { ReportStatus::Accepted } else { ReportStatus::Declined };
        let mut row = report.into_active_model();
        row.status = Set(status);
        row.answer = Set(answer.to_owned());
        row.answered_by = Set(viewer.account);
        row.answered_at = Set(Some(self.core.now()));
        row.revision = Set(revision + 1);
        let report = row.update(&*tx).await?;
        let voices = voices_of(&*tx, &[id]).await?.remove(&id).unwrap_or_default();
        let change = Change::of("source_report", id)
            .before(before)
            .after(json!({ "status": status, "subject": report.subject_id, "field": report.field, "proposed": report.proposed }))
            .because(answer);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        if accept {
            self.core.library_changed();
        }
        Ok(SourceReport { report, voices })
    }

    async fn correct(&self, tx: &Tx, viewer: &Viewer, report: &Report, answer: &str) -> Result<()> {
        let before = subjects::lock(&**tx, &viewer.division, report.subject_id).await?;
        let before = before.ok_or(ErrorCode::NotFound)?;
        let was = value_of(&before, report.field);
        if was == report.proposed {
            return Ok(());
        }
        let mut after = before.clone();
        put(&mut after, report.field, &report.proposed);
        after.updated_at = self.core.now();
        after.revision += 1;
        let names = SubjectNames {
            id: after.id,
            name_key: after.name_key.clone(),
            py_full: after.py_full.clone(),
            py_initials: after.py_initials.clone(),
        };
        let taken = unique_means(ErrorCode::UsccTaken);
        after.into_active_model().reset_all().update(&**tx).await.map_err(taken)?;
        if report.field == ReportField::Name {
            search::index(&**tx, &[names]).await?;
        }
        let source =
            if answer.is_empty() { "差错更正".to_owned() } else { format!("差错更正：{answer}") };
        let entry = subject_change::ActiveModel {
            id: Set(self.core.id()),
            subject_id: Set(report.subject_id),
            changed_at: Set(self.core.now()),
            changed_by: Set(viewer.account),
            field: Set(report.field.in_history().to_owned()),
            before: Set(was),
            after: Set(report.proposed.clone()),
            source: Set(source),
        };
        subject_change::Entity::insert(entry).exec_without_returning(&**tx).await?;
        Ok(())
    }

    /// A page of reports, newest first.
    pub async fn source_reports(
        &self,
        viewer: &Viewer,
        list: ReportList,
        page: &PageRequest,
    ) -> Result<Page<SourceReport>> {
        let owner = reader(viewer)?;
        let db = self.core.db().read();
        let mut select =
            source_report::Entity::find().filter(source_report::Column::DivisionCode.eq(owner.as_str()));
        select = match list {
            ReportList::ToAnswer => {
                let own = viewer.departments(Action::AnswerSourceReport)?;
                let open = select.filter(source_report::Column::Status.eq(ReportStatus::Open));
                match own {
                    Some(own) => open.filter(source_report::Column::DepartmentId.is_in(own)),
                    None => open,
                }
            }
            ReportList::Mine => {
                let mine = Query::select()
                    .column(source_report_voice::Column::ReportId)
                    .from(source_report_voice::Entity)
                    .and_where(source_report_voice::Column::AccountId.eq(viewer.account_id()))
                    .to_owned();
                select.filter(source_report::Column::Id.in_subquery(mine))
            }
            ReportList::Of(subject) => select.filter(source_report::Column::SubjectId.eq(subject)),
        };
        let id = source_report::Column::Id;
        let found = page::by_id(db, select, id, Order::Descending, page, |row| row.id.0).await?;
        let ids: Vec<SourceReportId> = found.entries.iter().map(|(_, report)| report.id).collect();
        let voices = voices_of(db, &ids).await?;
        Ok(found.map(|report| {
            let voices = voices.get(&report.id).cloned().unwrap_or_default();
            SourceReport { report, voices }
        }))
    }
}

/// Who keeps the source: whoever registered the subject, else the department that leads.
async fn keeper(tx: &Tx, viewer: &Viewer, subject: SubjectId) -> Result<DepartmentId> {
    let responsible = subjects::departments_of(&**tx, &[subject]).await?;
    if let Some(row) = responsible.into_iter().find(|row| row.reason == REGISTRAR) {
        return Ok(row.department_id);
    }
    let departments = organisation::departments_in(&**tx, &viewer.division).await?;
    let lead = departments.into_values().find(|row| row.lead);
    lead.map(|row| row.id).ok_or_else(|| ErrorCode::ReportNoKeeper.into())
}

async fn voices_of(
    db: &impl Source,
    reports: &[SourceReportId],
) -> Result<BTreeMap<SourceReportId, Vec<Voice>>> {
    let rows = source_report_voice::Entity::find()
        .filter(source_report_voice::Column::ReportId.is_in(reports.iter().copied()))
        .order_by_asc(source_report_voice::Column::At)
        .rows(db)
        .await?;
    let mut found: BTreeMap<SourceReportId, Vec<Voice>> = BTreeMap::new();
    for row in rows {
        found.entry(row.report_id).or_default().push(row);
    }
    Ok(found)
}
