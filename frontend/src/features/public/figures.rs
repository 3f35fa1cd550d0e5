//! Statistics for everybody: drawn, with tables behind; and where the data are.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::visit::ResultCode;

use super::words::*;
use crate::api::{self, ApiError, Coded, schema, use_query};
use crate::components::{Bar, Bars, EmptyState, FigureList, PageHead, Table, loaded};
use crate::locales::*;

/// Results of a month.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
struct MonthFigures {
    month: String,
    results: i32,
    problems: i32,
}

/// The name of a department.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Department")]
struct DepartmentName {
    name: String,
}

/// Results of a department.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
struct DepartmentFigures {
    department: DepartmentName,
    results: i32,
    problems: i32,
}

/// Results that found one thing.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
struct CodeFigures {
    code: Coded<ResultCode>,
    results: i32,
}

/// What the public portal counts.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
struct PublicFigures {
    results: i32,
    problems: i32,
    firms: i32,
    doors: i32,
    months: Vec<MonthFigures>,
    departments: Vec<DepartmentFigures>,
    codes: Vec<CodeFigures>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct FiguresQuery {
    public_figures: PublicFigures,
}

async fn figures() -> Result<PublicFigures, ApiError> {
    Ok(api::run(FiguresQuery::build(())).await?.public_figures)
}

/// The page.
#[component]
pub fn StatisticsPage() -> impl IntoView {
    let query = use_query(|| (), |()| figures());
    view! {
        <PageHead title=t(STATISTICS) note=t(STATISTICS_NOTE) />
        {loaded(query, |figures: PublicFigures| {
            if figures.results == 0 {
                return view! { <EmptyState title=t(NO_RESULTS) text=t(NO_RESULTS_FIRM_TEXT) /> }.into_any();
            }
            view! { <Figures figures=figures /> }.into_any()
        })}
        <p class="section"><a href="/open/data" rel="external">{t(OPEN_DATA)}</a></p>
    }
}

fn bar(name: String, value: i32) -> Bar {
    Bar { name, value: f64::from(value), strong: false }
}

#[component]
fn Figures(figures: PublicFigures) -> impl IntoView {
    let key = |count: i32| number(i64::from(count));
    let keys = vec![
        (FIGURE_RESULTS, key(figures.results)),
        (FIGURE_PROBLEMS, key(figures.problems)),
        (FIGURE_FIRMS, key(figures.firms)),
        (FIGURE_DOORS, key(figures.doors)),
    ];
    let codes: Vec<Bar> =
        figures.codes.iter().map(|row| bar(row.code.label(lang()).to_owned(), row.results)).collect();
    let departments: Vec<Bar> =
        figures.departments.iter().map(|row| bar(row.department.name.clone(), row.results)).collect();
    let months: Vec<_> =
        figures.months.into_iter().map(|row| (row.month, row.results, row.problems)).collect();
    let by_department =
        figures.departments.into_iter().map(|row| (row.department.name, row.results, row.problems)).collect();
    view! {
        <FigureList figures=keys />
        <section class="section"><Bars title=t(BY_CODE) bars=codes /></section>
        <section class="section"><Bars title=t(BY_CHECKER) bars=departments /></section>
        <Counts title=BY_MONTH first=MONTH rows=months />
        <Counts title=BY_CHECKER first=CHECKED_BY rows=by_department />
    }
}

/// Results and problems by something.
#[component]
fn Counts(title: Text, first: Text, rows: Vec<(String, i32, i32)>) -> impl IntoView {
    let headings = [t(first), t(FIGURE_RESULTS), t(FIGURE_PROBLEMS)].map(str::to_owned).to_vec();
    view! {
        <section class="section">
            <h2>{t(title)}</h2>
            <div class="stacked">
                <Table caption=t(title) headings=headings>
                    {rows
                        .into_iter()
                        .map(|(name, all, bad)| {
                            view! {
                                <tr>
                                    <td data-label=t(first)>{name}</td>
                                    <td class="number" data-label=t(FIGURE_RESULTS)>{number(i64::from(all))}</td>
                                    <td class="number" data-label=t(FIGURE_PROBLEMS)>{number(i64::from(bad))}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </Table>
            </div>
        </section>
    }
}
