//! Questions about visits.

use async_graphql::{Context, InputObject, Object};
use shared::ids::{DepartmentId, VisitId, WaveId};
use shared::visit::VisitStatus;

use super::door::*;
use crate::graphql::context::ContextExt;
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::Date;
use crate::visit::VisitFilter as Filter;

/// Which visits are wanted.
#[derive(InputObject, Default)]
pub struct VisitFilter {
    /// Of one wave.
    pub wave_id: Option<WaveId>,
    /// In one of these states.
    #[graphql(default)]
    pub statuses: Vec<VisitStatus>,
    /// In which a department takes part.
    pub department_id: Option<DepartmentId>,
    /// With a day from then…
    pub from: Option<Date>,
    /// …to then.
    pub to: Option<Date>,
    /// That wait for the approval of this department's head.
    pub awaiting_approval_of: Option<DepartmentId>,
}

#[derive(Default)]
pub struct VisitQuery;

#[Object]
impl VisitQuery {
    /// The visits one may see, earliest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn visits(
        &self,
        ctx: &Context<'_>,
        filter: Option<VisitFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Visit>> {
        let filter = filter.unwrap_or_default();
        let filter = Filter {
            wave: filter.wave_id,
            statuses: filter.statuses,
            department: filter.department_id,
            from: filter.from.map(|date| date.0),
            to: filter.to.map(|date| date.0),
            begun_before: None,
            inspector: None,
            awaiting: filter.awaiting_approval_of,
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.visits.list(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, Visit))
    }

    /// One visit.
    async fn visit(&self, ctx: &Context<'_>, id: VisitId) -> async_graphql::Result<Visit> {
        Ok(Visit(ctx.services()?.visits.get(ctx.viewer()?, id).await?))
    }

    /// An inspector's own approved visits of a day (today if absent), and those of earlier days that are
    /// not over.
    #[graphql(complexity = "20 * child_complexity")]
    async fn my_visits(&self, ctx: &Context<'_>, on: Option<Date>) -> async_graphql::Result<Vec<Visit>> {
        let services = ctx.services()?;
        let day = on.map_or_else(|| services.core.today(), |date| date.0);
        let rows = services.visits.of_day(ctx.viewer()?, day).await?;
        Ok(rows.into_iter().map(Visit).collect())
    }

    /// One's own department's officers on the team of a visit who may not go any more, from today on (head).
    #[graphql(complexity = "10 * child_complexity")]
    async fn unfit_officers(
        &self,
        ctx: &Context<'_>,
        id: VisitId,
    ) -> async_graphql::Result<Vec<UnfitOfficer>> {
        let found = ctx.services()?.visits.unfit(ctx.viewer()?, id).await?;
        Ok(found.into_iter().map(|(inspector, reasons)| UnfitOfficer { inspector, reasons }).collect())
    }

    /// The server's civil day in China.
    async fn today(&self, ctx: &Context<'_>) -> async_graphql::Result<Date> {
        Ok(Date(ctx.services()?.core.today()))
    }
}
