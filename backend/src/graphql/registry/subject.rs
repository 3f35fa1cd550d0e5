//! Subjects, their doors and their history.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use shared::ids::{SiteId, SubjectChangeId, SubjectId};
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};
use shared::uscc::UsccProblem;

use super::reports::SourceReport;
use crate::graphql::context::ContextExt;
use crate::graphql::eager::Eager;
use crate::graphql::loaders::{LastVisitsOf, ResponsibleFor, SubjectsAt, TagsOf, many, one};
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::{Date, small};
use crate::graphql::visit::Visit;
use crate::registry::{self as context};

/// An inspection subject (检查对象).
pub struct Subject(pub context::Subject);

#[Object]
impl Subject {
    /// Opaque id.
    pub async fn id(&self) -> SubjectId {
        self.0.id
    }
    /// Name as registered.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Unified social credit code.
    async fn uscc(&self) -> Option<&str> {
        self.0.uscc.as_deref()
    }
    /// Why the code is not valid, where it was let in all the same.
    async fn uscc_problem(&self) -> Option<UsccProblem> {
        self.0.uscc_problem
    }
    /// Kind.
    async fn kind(&self) -> SubjectKind {
        self.0.kind
    }
    /// State.
    async fn status(&self) -> SubjectStatus {
        self.0.status
    }
    /// Credit risk class.
    async fn risk_class(&self) -> RiskClass {
        self.0.risk_class
    }
    /// Date of registration.
    async fn registered_on(&self) -> Option<Date> {
        self.0.registered_on.map(Date)
    }
    /// Type of company as registered.
    async fn company_type(&self) -> &str {
        &self.0.company_type
    }
    /// Capital as registered.
    async fn capital(&self) -> &str {
        &self.0.capital
    }
    /// Business scope as registered.
    async fn business_scope(&self) -> &str {
        &self.0.business_scope
    }
    /// Address as registered.
    async fn address(&self) -> &str {
        &self.0.address
    }
    /// Town or county it lies in.
    async fn located_in(&self) -> &str {
        self.0.located_in.as_str()
    }
    /// Where the entry came from.
    async fn source(&self) -> &str {
        &self.0.source
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// When something last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// Its door.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<Eager<Site>> {
        one(ctx, self.0.site_id).await.map(Site).map(Eager)
    }
    /// Tags.
    async fn tags(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<String>> {
        many(ctx, TagsOf(self.0.id)).await
    }
    /// Departments responsible for it.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let rows = many(ctx, ResponsibleFor(self.0.id)).await?;
        futures::future::try_join_all(rows.into_iter().map(|row| department(ctx, row.department_id))).await
    }
    /// The same, with why each is.
    async fn responsible(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Responsible>> {
        Ok(many(ctx, ResponsibleFor(self.0.id)).await?.into_iter().map(Responsible).collect())
    }
    /// The last five visits that are over, newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn last_visits(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Eager<Visit>>> {
        Ok(many(ctx, LastVisitsOf(self.0.id)).await?.into_iter().map(Visit).map(Eager).collect())
    }
    /// Reports of errors to its source, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<SourceReport>> {
        let page = request(ctx, first, after.as_deref())?;
        let list = context::ReportList::Of(self.0.id);
        let found = ctx.services()?.registry.source_reports(ctx.viewer()?, list, &page).await?;
        Ok(connection(found, &page, SourceReport))
    }
    /// What changed, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<SubjectChange>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.changes(ctx.viewer()?, self.0.id, &page).await?;
        Ok(connection(found, &page, SubjectChange))
    }
}

/// A department that is responsible for a subject.
pub struct Responsible(pub(super) context::Responsible);

#[Object]
impl Responsible {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Why: it registered the subject, or inspects what the tag of this name stands for.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// A door (经营场所): what is drawn.
pub struct Site(pub context::Site);

#[Object]
impl Site {
    /// Opaque id.
    async fn id(&self) -> SiteId {
        self.0.id
    }
    /// Identifier in every draw.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Address as first registered.
    async fn address(&self) -> &str {
        &self.0.address
    }
    /// Town or county.
    async fn located_in(&self) -> &str {
        self.0.located_in.as_str()
    }
    /// No door: checked by document or network.
    async fn off_site(&self) -> bool {
        self.0.off_site
    }
    /// Who is behind this door, at most a hundred of them.
    #[graphql(complexity = "20 * child_complexity")]
    async fn subjects(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Subject>> {
        Ok(many(ctx, SubjectsAt(self.0.id)).await?.into_iter().take(100).map(Subject).collect())
    }
}

/// A field that changed.
pub struct SubjectChange(pub context::SubjectChange);

#[Object]
impl SubjectChange {
    /// Opaque id.
    async fn id(&self) -> SubjectChangeId {
        self.0.id
    }
    /// When.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.changed_at
    }
    /// Who.
    async fn changed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.changed_by).await
    }
    /// Which field.
    async fn field(&self) -> &str {
        &self.0.field
    }
    /// What it was.
    async fn before(&self) -> &str {
        &self.0.before
    }
    /// What it became.
    async fn after(&self) -> &str {
        &self.0.after
    }
    /// By which file, or why.
    async fn source(&self) -> &str {
        &self.0.source
    }
}
