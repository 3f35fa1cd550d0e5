//! Reports of errors to the source.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::{SourceReportId, SubjectId};
use shared::registry::{ReportField, ReportStatus};

use super::subject::Subject;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::loaders::one;
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::small;
use crate::registry::{self as context, ReportInput, ReportList};

/// A report of an error to the source.
pub struct SourceReport(pub context::SourceReport);

#[Object]
impl SourceReport {
    /// Opaque id.
    async fn id(&self) -> SourceReportId {
        self.0.report.id
    }
    /// The subject.
    async fn subject(&self, ctx: &Context<'_>) -> async_graphql::Result<Subject> {
        one(ctx, self.0.report.subject_id).await.map(Subject)
    }
    /// What is wrong.
    async fn field(&self) -> ReportField {
        self.0.report.field
    }
    /// What the library said when it was reported.
    async fn present(&self) -> &str {
        &self.0.report.present
    }
    /// What is right.
    async fn proposed(&self) -> &str {
        &self.0.report.proposed
    }
    /// Where it stands.
    async fn status(&self) -> ReportStatus {
        self.0.report.status
    }
    /// The department that keeps the source.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.report.department_id).await
    }
    /// Everybody who has reported it, first to last.
    async fn voices(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReportVoice>> {
        let mut found = Vec::new();
        for voice in &self.0.voices {
            found.push(ReportVoice {
                name: account_name(ctx, Some(voice.account_id)).await?,
                at: voice.at,
                ground: voice.ground.clone(),
                evidence: voice.evidence.clone(),
            });
        }
        Ok(found)
    }
    /// What the department answered.
    async fn answer(&self) -> &str {
        &self.0.report.answer
    }
    /// Who answered.
    async fn answered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.report.answered_by).await
    }
    /// When.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.report.answered_at
    }
    /// Whether the library says now what was reported to be right: an import may have brought the old value
    /// back.
    async fn holds(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let subject = one(ctx, self.0.report.subject_id).await?;
        Ok(context::value_of(&subject, self.0.report.field) == self.0.report.proposed)
    }
    /// Revision, for the answer.
    async fn revision(&self) -> i32 {
        small(self.0.report.revision)
    }
}

/// Who has reported an error, and why.
#[derive(SimpleObject)]
pub struct ReportVoice {
    /// Who.
    pub name: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub ground: String,
    /// What proves it.
    pub evidence: String,
}

/// Which reports are wanted.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum SourceReportList {
    /// Those that wait for one's department.
    ToAnswer,
    /// Those one has made.
    Mine,
}

/// A report as it is made.
#[derive(InputObject)]
pub struct ReportSourceErrorInput {
    /// The subject.
    pub subject_id: SubjectId,
    /// What is wrong.
    pub field: ReportField,
    /// What is right: a code of the list for kind and state, `2026-11-23` for a day.
    pub proposed: String,
    /// Why.
    pub ground: String,
    /// What proves it.
    #[graphql(default)]
    pub evidence: String,
}

/// An answer to a report.
#[derive(InputObject)]
pub struct AnswerSourceReportInput {
    /// The report.
    pub id: SourceReportId,
    /// Revision it was based on.
    pub revision: i32,
    /// Whether it is corrected.
    pub accept: bool,
    /// What the department says; required if it is not corrected.
    #[graphql(default)]
    pub answer: String,
}

payload!(
    /// A report as it is now.
    SourceReportPayload { source_report: SourceReport }
);

#[derive(Default)]
pub struct ReportQuery;

#[Object]
impl ReportQuery {
    /// A page of reports, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn source_reports(
        &self,
        ctx: &Context<'_>,
        list: SourceReportList,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<SourceReport>> {
        let list = match list {
            SourceReportList::ToAnswer => ReportList::ToAnswer,
            SourceReportList::Mine => ReportList::Mine,
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.source_reports(ctx.viewer()?, list, &page).await?;
        Ok(connection(found, &page, SourceReport))
    }
}

#[derive(Default)]
pub struct ReportMutation;

#[Object]
impl ReportMutation {
    /// Says that the register is wrong.
    async fn report_source_error(
        &self,
        ctx: &Context<'_>,
        input: ReportSourceErrorInput,
    ) -> async_graphql::Result<SourceReportPayload> {
        let input = ReportInput {
            subject: input.subject_id,
            field: input.field,
            proposed: input.proposed,
            ground: input.ground,
            evidence: input.evidence,
        };
        let result = ctx.services()?.registry.report_source_error(ctx.viewer()?, input).await;
        SourceReportPayload::from_result(ctx, result, SourceReport)
    }

    /// Corrects what was reported, or says why not.
    async fn answer_source_report(
        &self,
        ctx: &Context<'_>,
        input: AnswerSourceReportInput,
    ) -> async_graphql::Result<SourceReportPayload> {
        let basis = (i64::from(input.revision), input.answer.as_str());
        let service = &ctx.services()?.registry;
        let result = service.answer_source_report(ctx.viewer()?, input.id, input.accept, basis).await;
        SourceReportPayload::from_result(ctx, result, SourceReport)
    }
}
