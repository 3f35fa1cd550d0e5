//! A plan, its decisions and publications.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::{PlanId, PlanLineId, UserId};
use shared::planning::{Confirmation, PlanStatus};
use shared::registry::{RiskClass, SubjectKind};

use super::line::*;
use super::matrix::PlanMatrix;
use super::office::{self, LineDifference};
use super::outlook::{self, PlanBasis, PlanningRules};
use super::outlook_answer::PlanOutlook;
use super::papers::{PlanFile, Publication};
use super::query::*;
use crate::graphql::context::ContextExt;
use crate::graphql::loaders::{DecisionsOfPlan, FilesOf, PublicationsOf, many, one};
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::{Date, small};
use crate::planning::{self as context};

/// An annual plan (年度抽查计划).
pub struct Plan(pub context::Plan);

#[Object]
impl Plan {
    /// Opaque id.
    pub async fn id(&self) -> PlanId {
        self.0.id
    }
    /// Year.
    async fn year(&self) -> i32 {
        small(self.0.year)
    }
    /// Version; amendments are new versions.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// Number as the publicity system writes it.
    async fn number(&self) -> &str {
        &self.0.number
    }
    /// Title.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Where it stands.
    async fn status(&self) -> PlanStatus {
        self.0.status
    }
    /// When the office approved it.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved_at
    }
    /// The government organ it was filed with.
    async fn filed_organ(&self) -> Option<&str> {
        self.0.filed_organ.as_deref()
    }
    /// Number of the filing (备案).
    async fn filed_number(&self) -> Option<&str> {
        self.0.filed_number.as_deref()
    }
    /// Day of the filing.
    async fn filed_on(&self) -> Option<Date> {
        self.0.filed_on.map(Date)
    }
    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }
    /// SHA-256 of the published text.
    async fn content_hash(&self) -> Option<&str> {
        self.0.content_hash.as_deref()
    }
    /// The version it amends.
    async fn amends(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Plan>> {
        match self.0.amends {
            Some(id) => one(ctx, id).await.map(Plan).map(Some),
            None => Ok(None),
        }
    }
    /// The version that amends it, be it in the making or published.
    async fn amended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Plan>> {
        ctx.viewer()?;
        Ok(office::amended_by(ctx, self.0.id).await?.map(Plan))
    }
    /// Why it amends the version before.
    async fn amend_reason(&self) -> Option<&str> {
        self.0.amend_reason.as_deref()
    }
    /// Line by line against the version before; empty for a first version.
    #[graphql(complexity = "100 * child_complexity")]
    async fn differences(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LineDifference>> {
        let found = ctx.services()?.planning.differences(ctx.viewer()?, &self.0).await?;
        Ok(LineDifference::all(found, ctx.request()?.lang))
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Its lines.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        filter: Option<LineFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanLine>> {
        let filter = filter.unwrap_or_default().of_plan(Some(self.0.id));
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.planning.lines(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, PlanLine))
    }
    /// The steps it took.
    async fn decisions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Decision>> {
        ctx.viewer()?;
        Ok(many(ctx, DecisionsOfPlan(self.0.id)).await?.into_iter().map(Decision::from).collect())
    }
    /// The matrix of ratios its lines go by, as it was when it was chosen.
    async fn matrix(&self) -> Option<PlanMatrix> {
        self.0.matrix.as_ref().map(|matrix| matrix.0.clone().into())
    }
    /// Caps, quiet days and speed it is judged by.
    async fn planning_rules(&self) -> PlanningRules {
        context::rules_of(&self.0).into()
    }
    /// What the app needs to simulate it.
    #[graphql(complexity = 500)]
    async fn basis(&self, ctx: &Context<'_>) -> async_graphql::Result<PlanBasis> {
        outlook::basis(ctx, self).await
    }
    /// Lines of it put to a simulation; all but withdrawn ones if none are named, by the plan's own rules
    /// if no others are tried.
    #[graphql(complexity = 500)]
    async fn outlook(
        &self,
        ctx: &Context<'_>,
        lines: Option<Vec<PlanLineId>>,
        rules: Option<PlanningRules>,
    ) -> async_graphql::Result<PlanOutlook> {
        outlook::outlook(ctx, self, lines.as_deref(), rules).await
    }
    /// Where it was published.
    async fn publications(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Publication>> {
        Ok(many(ctx, PublicationsOf(self.0.id)).await?.into_iter().map(Publication).collect())
    }
    /// Minutes, filed documents and papers as issued, newest first, with those that were replaced.
    async fn files(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PlanFile>> {
        ctx.viewer()?;
        Ok(many(ctx, FilesOf(self.0.id)).await?.into_iter().map(PlanFile).collect())
    }
}

/// A step a plan or line took.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Decision {
    /// SUBMIT, CONFIRM, DECLINE, RETRACT, SIGN, REVIEW, RETURN, APPROVE, WITHDRAW, REOPEN, RULES, MATRIX, FILE,
    /// PUBLISH, ATTACH, RECEIPT, AMEND, SUPERSEDE.
    pub step: String,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: DateTime<Utc>,
    #[graphql(skip)]
    decided_by: UserId,
}

#[async_graphql::ComplexObject]
impl Decision {
    /// By whom.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.decided_by)).await
    }
}

impl From<context::Decision> for Decision {
    fn from(row: context::Decision) -> Self {
        Self { step: row.step, reason: row.reason, decided_at: row.decided_at, decided_by: row.decided_by }
    }
}

/// Whom a line is about; conditions are joined by "and", an empty list asks nothing.
#[derive(SimpleObject)]
pub struct Scope {
    /// Kinds of subject.
    pub kinds: Vec<SubjectKind>,
    /// Divisions.
    pub towns: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Risk classes.
    pub risk_classes: Vec<RiskClass>,
}

/// A department's part in a line.
pub struct Party(pub(super) context::Party);

#[Object]
impl Party {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Whether it leads.
    async fn lead(&self) -> bool {
        self.0.position == 0
    }
    /// Officers it sends to a visit.
    async fn officers(&self) -> i32 {
        small(self.0.officers)
    }
    /// What it says to the line.
    async fn confirmation(&self) -> Confirmation {
        self.0.confirmation
    }
    /// Why it declined.
    async fn decline_reason(&self) -> Option<&str> {
        self.0.decline_reason.as_deref()
    }
    /// When its head signed.
    async fn signed_at(&self) -> Option<DateTime<Utc>> {
        self.0.signed_at
    }
    /// Who signed.
    async fn signed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.signed_by).await
    }
}
