//! Questions.

use async_graphql::{Context, InputObject, Object};
use shared::ids::{DepartmentId, InspectorId, PlanLineId};

use super::duties::{DutyConflict, LineCoverage};
use super::eligible::{EligibilityInput, OfficerVerdict};
use super::gaps::CoverageReport;
use super::register::{Leave, Recusal};
use crate::coverage::REMIND_DAYS;
use crate::graphql::context::ContextExt;
use crate::graphql::page::{List, connection, request};
use crate::graphql::registry::Inspector;
use crate::graphql::scalars::Date;

/// Which entries of the register are wanted.
#[derive(InputObject, Default)]
pub struct RegisterFilter {
    /// Department of the officer.
    pub department_id: Option<DepartmentId>,
    /// The officer.
    pub inspector_id: Option<InspectorId>,
    /// Only what counts today or later, or still waits.
    #[graphql(default)]
    pub open: bool,
    /// Only recusals that wait for the head.
    #[graphql(default)]
    pub pending: bool,
}

#[derive(Default)]
pub struct CoverageQuery;

#[Object]
impl CoverageQuery {
    /// What is not covered from a day to another.
    #[graphql(complexity = "500 + child_complexity")]
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        from: Date,
        to: Date,
    ) -> async_graphql::Result<CoverageReport> {
        let found = ctx.services()?.coverage.gaps(ctx.viewer()?, (from.0, to.0)).await?;
        Ok(CoverageReport(found))
    }

    /// Duties that two departments claim, open ones first.
    #[graphql(complexity = "200 + child_complexity")]
    async fn duty_conflicts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DutyConflict>> {
        let found = ctx.services()?.coverage.conflicts(ctx.viewer()?).await?;
        Ok(found.into_iter().map(DutyConflict).collect())
    }

    /// Every officer of a department, judged for a duty: those who may go first.
    #[graphql(complexity = "200 + child_complexity")]
    async fn eligibility(
        &self,
        ctx: &Context<'_>,
        input: EligibilityInput,
    ) -> async_graphql::Result<Vec<OfficerVerdict>> {
        let found = ctx.services()?.coverage.eligibility(ctx.viewer()?, input.read()?).await?;
        Ok(found.into_iter().map(OfficerVerdict::from).collect())
    }

    /// What a plan line should mind: claims of others, officers of its departments.
    #[graphql(complexity = "200 + child_complexity")]
    async fn line_coverage(&self, ctx: &Context<'_>, id: PlanLineId) -> async_graphql::Result<LineCoverage> {
        Ok(LineCoverage(ctx.services()?.coverage.line_coverage(ctx.viewer()?, id).await?))
    }

    /// Inspectors in service whose certificates end within so many days, by code.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn expiring_certificates(
        &self,
        ctx: &Context<'_>,
        within: Option<i32>,
        department_id: Option<DepartmentId>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Inspector>> {
        let page = request(ctx, first, after.as_deref())?;
        let within = within.map_or(REMIND_DAYS, |days| u64::try_from(days).unwrap_or(0));
        let wanted = (within, department_id);
        let found = ctx.services()?.coverage.expiring_certificates(ctx.viewer()?, wanted, &page).await?;
        Ok(connection(found, &page, Inspector))
    }

    /// A page of leave, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn leaves(
        &self,
        ctx: &Context<'_>,
        filter: Option<RegisterFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Leave>> {
        let filter = filter.unwrap_or_default();
        let page = request(ctx, first, after.as_deref())?;
        let wanted = (filter.department_id, filter.inspector_id, filter.open);
        let found = ctx.services()?.coverage.leaves(ctx.viewer()?, wanted, &page).await?;
        Ok(connection(found, &page, Leave))
    }

    /// A page of recusals, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn recusals(
        &self,
        ctx: &Context<'_>,
        filter: Option<RegisterFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Recusal>> {
        let filter = filter.unwrap_or_default();
        let page = request(ctx, first, after.as_deref())?;
        let wanted = (filter.department_id, filter.inspector_id, filter.open, filter.pending);
        let found = ctx.services()?.coverage.recusals(ctx.viewer()?, wanted, &page).await?;
        Ok(connection(found, &page, Recusal))
    }
}
