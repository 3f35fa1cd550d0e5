//! Figures for everybody, counted from what is published.

use async_graphql::{Context, Object, SimpleObject};
use shared::ids::DepartmentId;
use shared::visit::ResultCode;

use super::context::ContextExt;
use super::organisation::{Department, department};
use super::scalars::count;

/// What the public portal counts.
#[derive(SimpleObject)]
pub struct PublicFigures {
    /// Published results.
    pub results: i32,
    /// Of these, with something wrong.
    pub problems: i32,
    /// Subjects they are about.
    pub firms: i32,
    /// Doors that were visited.
    pub doors: i32,
    /// By month of the result, oldest first.
    pub months: Vec<MonthFigures>,
    /// By department, most results first.
    pub departments: Vec<DepartmentFigures>,
    /// By what was found, in the order of the national list.
    pub codes: Vec<CodeFigures>,
}

/// Results of a month.
#[derive(SimpleObject)]
pub struct MonthFigures {
    /// Such as `2026-03`.
    pub month: String,
    /// Published results.
    pub results: i32,
    /// Of these, with something wrong.
    pub problems: i32,
}

/// Results of a department.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DepartmentFigures {
    #[graphql(skip)]
    id: DepartmentId,
    /// Published results.
    pub results: i32,
    /// Of these, with something wrong.
    pub problems: i32,
}

#[async_graphql::ComplexObject]
impl DepartmentFigures {
    /// The department that checked.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.id).await
    }
}

/// Results that found one thing.
#[derive(SimpleObject)]
pub struct CodeFigures {
    /// What was found.
    pub code: ResultCode,
    /// Published results.
    pub results: i32,
}

#[derive(Default)]
pub struct FiguresQuery;

#[Object]
impl FiguresQuery {
    /// Figures for everybody.
    #[graphql(complexity = "100 + 20 * child_complexity")]
    async fn public_figures(&self, ctx: &Context<'_>) -> async_graphql::Result<PublicFigures> {
        let found = ctx.services()?.stats.public_figures(ctx.division()?).await?;
        let mut departments: Vec<DepartmentFigures> = found
            .departments
            .into_iter()
            .map(|(id, (all, bad))| DepartmentFigures { id, results: count(all), problems: count(bad) })
            .collect();
        departments.sort_by_key(|row| std::cmp::Reverse(row.results));
        let months = found.months.into_iter();
        Ok(PublicFigures {
            results: count(found.results),
            problems: count(found.problems),
            firms: count(found.firms),
            doors: count(found.doors),
            months: months
                .map(|(month, (all, bad))| MonthFigures { month, results: count(all), problems: count(bad) })
                .collect(),
            departments,
            codes: found
                .codes
                .into_iter()
                .map(|(code, number)| CodeFigures { code, results: count(number) })
                .collect(),
        })
    }
}
