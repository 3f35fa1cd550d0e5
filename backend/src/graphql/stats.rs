//! What waits for whom.

use async_graphql::{Context, Object, SimpleObject};

use super::context::ContextExt;
use super::scalars::count;

/// Numbers of things that wait for whoever is logged in.
#[derive(SimpleObject)]
pub struct ToDo {
    /// Lines of one's department that are drafts or were returned.
    pub lines_to_finish: i32,
    /// Lines to be confirmed.
    pub lines_to_confirm: i32,
    /// Lines to be signed.
    pub lines_to_sign: i32,
    /// Lines to be reviewed.
    pub lines_to_review: i32,
    /// Lines to be approved.
    pub lines_to_approve: i32,
    /// Visits to be approved.
    pub visits_to_approve: i32,
    /// One's own visits today.
    pub visits_today: i32,
    /// Results to be published.
    pub results_to_publish: i32,
    /// Withheld results to be looked at again.
    pub results_to_review: i32,
    /// Reports of errors to be answered.
    pub reports_to_answer: i32,
    /// Certificates one keeps that end soon.
    pub certificates_ending: i32,
    /// Recusals to be decided.
    pub recusals_to_decide: i32,
}

#[derive(Default)]
pub struct StatsQuery;

#[Object]
impl StatsQuery {
    /// What waits for whoever is logged in.
    async fn to_do(&self, ctx: &Context<'_>) -> async_graphql::Result<ToDo> {
        let found = ctx.services()?.stats.to_do(ctx.viewer()?).await?;
        Ok(ToDo {
            lines_to_finish: count(found.lines_to_finish),
            lines_to_confirm: count(found.lines_to_confirm),
            lines_to_sign: count(found.lines_to_sign),
            lines_to_review: count(found.lines_to_review),
            lines_to_approve: count(found.lines_to_approve),
            visits_to_approve: count(found.visits_to_approve),
            visits_today: count(found.visits_today),
            results_to_publish: count(found.results_to_publish),
            results_to_review: count(found.results_to_review),
            reports_to_answer: count(found.reports_to_answer),
            certificates_ending: count(found.certificates_ending),
            recusals_to_decide: count(found.recusals_to_decide),
        })
    }
}
