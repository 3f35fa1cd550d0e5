//! Counts of facets.

use async_graphql::{Context, Object, SimpleObject};
use shared::registry::Facet;

use super::query::{InspectorFilter, SubjectFilter};
use crate::graphql::context::ContextExt;
use crate::graphql::scalars::count;
use crate::registry as context;

/// A value of a facet and how many entries it would show beside what is chosen in the others.
#[derive(SimpleObject)]
pub struct FacetCount {
    /// The facet.
    pub facet: Facet,
    /// The value, as it stands in an address; `outside` for places outside the division, `all` for inspectors
    /// that are not limited.
    pub value: String,
    /// How many.
    pub count: i32,
}

/// Counts of all facets of a library.
#[derive(SimpleObject)]
pub struct FacetCounts {
    /// How many entries the whole filter lets through.
    pub total: i32,
    /// Values that occur.
    pub counts: Vec<FacetCount>,
}

impl From<(u64, Vec<context::FacetCount>)> for FacetCounts {
    fn from((total, counts): (u64, Vec<context::FacetCount>)) -> Self {
        let counts = counts
            .into_iter()
            .map(|row| FacetCount { facet: row.facet, value: row.value, count: count(row.count) })
            .collect();
        Self { total: count(total), counts }
    }
}

#[derive(Default)]
pub struct FacetQuery;

#[Object]
impl FacetQuery {
    /// How many subjects each value of each facet would show.
    #[graphql(complexity = "200 + child_complexity")]
    async fn subject_facets(
        &self,
        ctx: &Context<'_>,
        filter: Option<SubjectFilter>,
    ) -> async_graphql::Result<FacetCounts> {
        let filter = filter.unwrap_or_default().read()?;
        Ok(ctx.services()?.registry.subject_facets(ctx.viewer()?, &filter).await?.into())
    }

    /// The same for inspectors.
    #[graphql(complexity = "200 + child_complexity")]
    async fn inspector_facets(
        &self,
        ctx: &Context<'_>,
        filter: Option<InspectorFilter>,
    ) -> async_graphql::Result<FacetCounts> {
        let filter = filter.unwrap_or_default().read();
        Ok(ctx.services()?.registry.inspector_facets(ctx.viewer()?, &filter).await?.into())
    }
}
