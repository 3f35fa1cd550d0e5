//! What a planning table holds, row by row, and what is wrong with it.

use leptos::prelude::*;
use shared::planning::table::Column;

use super::shared_views::window_text;
use super::table_commands::{PlanTable, PlanTableProblem, PlanTableRow};
use super::table_words::*;
use super::words::*;
use crate::components::{Badge, Table, Tone};
use crate::locales::*;

/// Problems first, then all rows.
#[component]
pub fn Preview(
    /// The table as it was read.
    table: PlanTable,
) -> impl IntoView {
    let PlanTable { rows, problems, .. } = table;
    let count = |length: usize| number(i64::try_from(length).unwrap_or(i64::MAX));
    let summary = fill(TABLE_SUMMARY, &[&count(rows.len()), &count(problems.len())]);
    let wrong = |row: i32| problems.iter().filter(|problem| problem.row == row).count();
    let rows = rows.into_iter().map(|row| (wrong(row.row), row)).collect::<Vec<_>>();
    let headings = [TABLE_ROW, LINE_TITLE, ITEMS, RATIO, WINDOW, PARTNERS, STATUS];
    let headings = headings.map(|heading| t(heading).to_owned()).to_vec();
    view! {
        <div class="stack">
            <p role="status">{summary}</p>
            {(!problems.is_empty()).then(|| view! { <Problems problems=problems.clone() /> })}
            <div class="as-cards">
                <Table caption=t(TABLE_ROWS) headings=headings>
                    {rows.into_iter().map(|(wrong, row)| view! { <Row row=row wrong=wrong /> }).collect_view()}
                </Table>
            </div>
        </div>
    }
}

#[component]
fn Row(row: PlanTableRow, wrong: usize) -> impl IntoView {
    let (text, tone) = match wrong {
        0 => (t(TABLE_GOOD).to_owned(), Tone::Good),
        wrong => (fill(TABLE_BAD, &[&wrong.to_string()]), Tone::Bad),
    };
    view! {
        <tr>
            <td class="nowrap" data-label=t(TABLE_ROW)>{row.row}</td>
            <td class="card-title">{row.title}</td>
            <td data-label=t(ITEMS)>{row.items.join(comma())}</td>
            <td data-label=t(RATIO)>{row.ratios}</td>
            <td data-label=t(WINDOW)>{window_text(row.window_from.0, row.window_to.0)}</td>
            <td data-label=t(PARTNERS)>{row.partners.join(comma())}</td>
            <td><Badge text=text tone=tone /></td>
        </tr>
    }
}

#[component]
fn Problems(problems: Vec<PlanTableProblem>) -> impl IntoView {
    let headings = [TABLE_ROW, TABLE_COLUMN, TABLE_CELL, TABLE_PROBLEM].map(|heading| t(heading).to_owned());
    view! {
        <div class="stack">
            <h3>{t(TABLE_PROBLEMS)}</h3>
            <p class="soft">{t(TABLE_PROBLEMS_TEXT)}</p>
            <div class="as-cards">
                <Table caption=t(TABLE_PROBLEMS) headings=headings.to_vec()>
                    {problems
                        .into_iter()
                        .map(|problem| {
                            view! {
                                <tr>
                                    <td class="nowrap" data-label=t(TABLE_ROW)>{problem.row}</td>
                                    <td data-label=t(TABLE_COLUMN) lang=Lang::Zh.tag()>{problem.column}</td>
                                    <td data-label=t(TABLE_CELL)>{problem.content}</td>
                                    <td data-label=t(TABLE_PROBLEM)>{problem.code.label(lang())}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </Table>
            </div>
        </div>
    }
}

/// What the file must have, as its reader knows it.
#[component]
pub fn Rules() -> impl IntoView {
    let names = |required: bool| {
        let columns = Column::ALL.iter().filter(move |column| column.is_required() == required);
        columns.map(|column| column.heading()).collect::<Vec<_>>().join(comma())
    };
    view! {
        <details class="import-rules">
            <summary>{t(TABLE_RULES)}</summary>
            <ul>
                <li>{t(TABLE_RULES_1)}</li>
                <li>{t(TABLE_RULES_2)} <strong lang=Lang::Zh.tag()>{names(true)}</strong></li>
                <li>{t(TABLE_RULES_3)} <span lang=Lang::Zh.tag()>{names(false)}</span></li>
                <li>{t(TABLE_RULES_4)}</li>
                <li>{t(TABLE_RULES_5)}</li>
                <li>{t(TABLE_RULES_6)}</li>
            </ul>
        </details>
    }
}
