//! What was drawn: a picture of one stratum, and the lists of all.

use leptos::prelude::*;
use shared::draw::inquiry::{Lot, Numbered, Strip};

use super::model::picture;
use super::words::*;
use crate::components::Table;
use crate::locales::*;

fn count(value: u64) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Doors as squares by their numbers, with the line between those drawn and the others. The table of lots
/// stands behind it.
#[component]
pub fn StripView(
    /// The numbers.
    strip: Strip,
) -> impl IntoView {
    let drawn = picture(&strip.squares, strip.threshold);
    let (width, height) = drawn.size;
    let line = drawn.line;
    view! {
        <figure class="strip">
            <figcaption>
                <strong>{fill(STRIP_TITLE, &[&strip.task, &stratum(&strip.stratum)])}</strong>
                " "
                <span class="soft">
                    {fill(STRIP_TEXT, &[&count(strip.quota), &count(strip.doors)])}
                    {(strip.every > 1).then(|| fill(STRIP_EVERY, &[&count(strip.every)]))}
                </span>
            </figcaption>
            <svg class="strip-picture" viewBox=format!("0 -4 {width} {}", height + 8) aria-hidden="true">
                <path class="square" d=drawn.dark></path>
                <path class="square-lit" d=drawn.lit></path>
                <line class="strip-line" x1=line x2=line y1="-4" y2=height + 4></line>
            </svg>
        </figure>
    }
}

fn stratum(name: &str) -> String {
    if name == "*" { t(WHOLE).to_owned() } else { name.to_owned() }
}

/// Every list that was drawn.
#[component]
pub fn LotTable(
    /// The lists.
    lots: Vec<Lot>,
) -> impl IntoView {
    let differs = lots.iter().any(|lot| lot.stated.is_some());
    let mut headings = vec![
        t(TASK).to_owned(),
        t(STRATUM).to_owned(),
        format!("#{}", t(IN_FRAME)),
        format!("#{}", t(TO_DRAW)),
        t(FIRST_DOORS).to_owned(),
        t(NEXT_DOOR).to_owned(),
    ];
    if differs {
        headings.push(t(STATED).to_owned());
    }
    view! {
        <details class="lots" open=differs>
            <summary>{t(LOTS)}</summary>
            <Table caption=t(LOTS) headings=headings>
                {lots.into_iter().map(|lot| view! { <LotRow lot=lot differs=differs /> }).collect_view()}
            </Table>
        </details>
    }
}

#[component]
fn LotRow(lot: Lot, differs: bool) -> impl IntoView {
    let class = lot.stated.is_some().then_some("check-differs");
    view! {
        <tr class=class>
            <td>{lot.task}</td>
            <td>{stratum(&lot.stratum)}</td>
            <td class="number">{count(lot.doors)}</td>
            <td class="number">{count(lot.quota)}</td>
            <td class="cell-wide">{lot.first.into_iter().map(door).collect_view()}</td>
            <td>{lot.next.map(door)}</td>
            {differs.then(|| view! { <td>{lot.stated.map(|stated| stated.join(comma()))}</td> })}
        </tr>
    }
}

fn door(door: Numbered) -> impl IntoView {
    view! {
        <span class="lot-door">
            {door.site} " " <span class="hash soft">{door.number}</span>
        </span>
    }
}
