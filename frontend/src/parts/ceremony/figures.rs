//! Numbers of an attempt: what was frozen, what each task draws, how many doors open.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::planning::line::ALL_STRATUM as ONE_STRATUM;

use super::data::{AttemptView, DrawReport, TaskFigures};
use super::words::*;
use crate::components::{Bar, Bars, Table};
use crate::locales::*;

/// Who was looked at for the frame and who is in it.
#[component]
pub fn Freezing(
    /// The attempt.
    attempt: AttemptView,
) -> impl IntoView {
    let counts =
        [(LIBRARY, "subjects"), (IN_SCOPE, "inScope"), (WITHOUT_DOOR, "withoutDoor"), (IN_FRAME, "sites")];
    let known: Vec<(Text, i32)> =
        counts.into_iter().filter_map(|(text, name)| Some((text, attempt.count(name)?))).collect();
    (!known.is_empty()).then(|| view! { <Figures figures=known /> })
}

#[component]
fn Figures(figures: Vec<(Text, i32)>) -> impl IntoView {
    view! {
        <ul class="figures">
            {figures
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <li class="figure">
                            <span class="figure-value">{number(i64::from(value))}</span>
                            <span class="figure-name">{t(name)}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// The name of a stratum.
fn stratum(code: &str) -> String {
    match code {
        "*" | ONE_STRATUM => t(ALL_STRATUM).to_owned(),
        class => fill(RISK_STRATUM, &[class]),
    }
}

/// `5 / 173`: doors drawn of those in the frame.
fn of(drawn: i64, doors: i64) -> String {
    format!("{} / {}", number(drawn), number(doors))
}

/// Doors of each task by stratum; `title` tells a task's line.
#[component]
pub fn TaskTable(
    /// The figures.
    figures: Vec<TaskFigures>,
    /// What a task is called.
    title: Callback<String, AnyView>,
) -> impl IntoView {
    let rows = task_rows(&figures);
    let strata = strata(&figures);
    let drawn = figures.iter().any(|row| row.reserve.is_some());
    let mut headings = vec![t(TASK).to_owned(), t(LINE).to_owned()];
    headings.extend(strata.iter().map(|name| format!("#{name}")));
    headings.push(format!("#{}", t(SUM)));
    headings.extend(drawn.then(|| format!("#{}", t(RESERVE))));
    let checks: i64 = rows.iter().map(|row| row.drawn).sum();
    let before = strata.len() + 2;
    view! {
        <section class="stacked">
            <h3 class="table-title">{t(TASKS)} " " <span class="soft small">{t(TASKS_UNIT)}</span></h3>
            <Table caption=t(TASKS) headings=headings>
                {rows
                    .into_iter()
                    .map(|row| {
                        let cells = strata
                            .iter()
                            .map(|name| {
                                let cell = row.cells.get(name).map(|(drawn, doors)| of(*drawn, *doors));
                                view! { <td class="number nowrap" data-label=name.clone()>{cell}</td> }
                            })
                            .collect_view();
                        view! {
                            <tr>
                                <td data-label=t(TASK)><code>{row.task.clone()}</code></td>
                                <td data-label=t(LINE)><div>{title.run(row.task)}</div></td>
                                {cells}
                                <td class="number nowrap" data-label=t(SUM)>{of(row.drawn, row.doors)}</td>
                                {drawn.then(|| view! { <td class="number" data-label=t(RESERVE)>{number(row.reserve)}</td> })}
                            </tr>
                        }
                    })
                    .collect_view()}
                <tr class="row-strong">
                    <td colspan=before.to_string()>{t(CHECKS)}</td>
                    <td class="number" data-label=t(SUM)>{number(checks)}</td>
                    {drawn.then(|| view! { <td></td> })}
                </tr>
            </Table>
        </section>
    }
}

/// Names of the strata, each once and in order.
fn strata(figures: &[TaskFigures]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in figures.iter().map(|row| stratum(&row.stratum)) {
        let place = names.partition_point(|known| *known < name);
        if names.get(place) != Some(&name) {
            names.insert(place, name);
        }
    }
    names
}

/// A task with its strata side by side.
struct TaskRow {
    task: String,
    /// Stratum by its name → drawn, doors.
    cells: BTreeMap<String, (i64, i64)>,
    drawn: i64,
    doors: i64,
    reserve: i64,
}

/// The figures by task, in their order.
fn task_rows(figures: &[TaskFigures]) -> Vec<TaskRow> {
    let mut rows: Vec<TaskRow> = Vec::new();
    for figure in figures {
        if rows.last().is_none_or(|row| row.task != figure.task) {
            let task = figure.task.clone();
            rows.push(TaskRow { task, cells: BTreeMap::new(), drawn: 0, doors: 0, reserve: 0 });
        }
        if let Some(row) = rows.last_mut() {
            let (drawn, doors) = (i64::from(figure.quota), i64::from(figure.doors));
            row.cells.insert(stratum(&figure.stratum), (drawn, doors));
            row.drawn += drawn;
            row.doors += doors;
            row.reserve += figure.reserve.map_or(0, i64::from);
        }
    }
    rows
}

/// Doors together against doors apart, and what follows for the visits.
#[component]
pub fn DoorsOpened(
    /// Figures of the draw.
    report: DrawReport,
) -> impl IntoView {
    let bars = vec![
        Bar { name: t(CHECKS).into(), value: f64::from(report.checks), strong: false },
        Bar { name: t(APART).into(), value: report.independent, strong: false },
        Bar { name: t(TOGETHER).into(), value: f64::from(report.doors), strong: true },
    ];
    let mark = (t(BOUND).to_owned(), report.lower_bound);
    #[expect(clippy::cast_possible_truncation, reason = "a figure for people")]
    let avoided = (report.independent - f64::from(report.doors)).round() as i32;
    let mut figures = vec![
        (OPENED, report.doors),
        (AVOIDED, avoided),
        (VISITS, report.visits),
        (OFF_SITE, report.off_site),
        (ITEMS, report.items),
        (VISIT_DAYS, report.visit_days),
    ];
    if report.vacant_seats > 0 {
        figures.push((VACANT, report.vacant_seats));
    }
    view! {
        <div class="stack">
            <Figures figures=figures />
            <Bars title=t(OPENED_TITLE) bars=bars mark=mark />
        </div>
    }
}
