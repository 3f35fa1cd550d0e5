//! Departments against towns: a drawing whose every cell says its number, and a table for those who listen.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::gaps_queries::CoverageReport;
use super::model::Heat;
use super::words::*;
use crate::locales::*;
use crate::state::reference::Reference;

const CELL: f64 = 34.0;
const ROW: f64 = 26.0;
const NAMES: f64 = 190.0;
const HEAD: f64 = 96.0;

/// The drawing.
#[component]
pub fn HeatMap(report: CoverageReport) -> impl IntoView {
    let reference = Reference::of_area();
    let report = StoredValue::new(report);
    move || {
        let lists = reference.get();
        report.with_value(|report| {
            let mut towns: Vec<&str> = report.cells.iter().map(|cell| cell.town.as_str()).collect();
            towns.sort_unstable();
            towns.dedup();
            let known: BTreeMap<(&str, &str), i32> = report
                .cells
                .iter()
                .map(|cell| ((cell.department_id.inner(), cell.town.as_str()), cell.officers))
                .collect();
            let names: Vec<String> = towns.iter().map(|town| lists.division(town)).collect();
            let rows: Vec<(String, Vec<Option<i32>>)> = report
                .departments
                .iter()
                .map(|department| {
                    let id = department.id.inner();
                    let cells = towns.iter().map(|town| known.get(&(id, town)).copied()).collect();
                    (department.name.clone(), cells)
                })
                .collect();
            view! { <Drawing towns=names rows=rows /> }
        })
    }
}

#[component]
fn Drawing(towns: Vec<String>, rows: Vec<(String, Vec<Option<i32>>)>) -> impl IntoView {
    #[expect(clippy::cast_precision_loss, reason = "a few towns and departments")]
    let at = |index: usize, step: f64| index as f64 * step;
    let (width, height) = (NAMES + at(towns.len(), CELL) + 48.0, HEAD + at(rows.len(), ROW) + 2.0);
    let heads = towns.iter().enumerate().map(|(index, name)| {
        let x = NAMES + at(index, CELL) + CELL / 2.0;
        let turn = format!("translate({x} {}) rotate(-50)", HEAD - 8.0);
        view! { <text transform=turn class="heat-name">{name.clone()}</text> }
    });
    let heads = heads.collect_view();
    let cells = rows.iter().enumerate().map(|(row, (name, cells))| {
        let y = HEAD + at(row, ROW);
        let cells = cells.iter().enumerate().map(|(column, officers)| {
            let x = NAMES + at(column, CELL);
            view! {
                <rect x=x + 1.5 y=y + 1.5 width=CELL - 3.0 height=ROW - 3.0 class=Heat::of(*officers).class()></rect>
                <text x=x + CELL / 2.0 y=y + 17.0 text-anchor="middle" class="heat-value">
                    {officers.map(|officers| number(i64::from(officers))).unwrap_or_default()}
                </text>
            }
        });
        view! {
            <text x=NAMES - 8.0 y=y + 17.0 text-anchor="end" class="heat-name">{name.clone()}</text>
            {cells.collect_view()}
        }
    });
    let cells = cells.collect_view();
    view! {
        <figure class="heat">
            <figcaption>{t(HEAT)}</figcaption>
            <div class="heat-frame" tabindex="0" role="group" aria-label=t(HEAT)>
                <svg viewBox=format!("0 0 {width} {height}") width=width height=height aria-hidden="true">
                    {heads}
                    {cells}
                </svg>
            </div>
            <p class="soft small">{t(HEAT_NOTE)}</p>
            <div class="unseen"><table>
                <caption>{t(HEAT)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(DEPARTMENT)}</th>
                        {towns.into_iter().map(|town| view! { <th scope="col">{town}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|(name, cells)| {
                            let cells = cells.into_iter().map(|officers| {
                                let text = officers.map_or_else(|| "—".to_owned(), |count| number(i64::from(count)));
                                view! { <td>{text}</td> }
                            });
                            view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
                        })
                        .collect_view()}
                </tbody>
            </table></div>
        </figure>
    }
}
