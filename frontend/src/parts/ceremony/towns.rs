//! The draw as a field of small squares for each town; those drawn light up.

use leptos::prelude::*;

use super::data::TownDoors;
use super::model::{doors_per_square, squares};
use super::words::*;
use crate::components::Table;
use crate::locales::*;

fn size(count: i32) -> usize {
    usize::try_from(count).unwrap_or(0)
}

/// The doors of every town, with a table behind.
#[component]
pub fn TownSquares(
    /// The towns.
    towns: Vec<TownDoors>,
) -> impl IntoView {
    if towns.is_empty() {
        return ().into_any();
    }
    let per_square = doors_per_square(towns.iter().map(|town| size(town.doors)).sum());
    let text = match per_square {
        1 => t(TOWNS_TEXT).to_owned(),
        several => fill(TOWNS_TEXT_MANY, &[&several.to_string()]),
    };
    let rows = towns.clone();
    view! {
        <figure class="towns">
            <figcaption>
                <strong>{t(TOWNS_TITLE)}</strong>
                <span class="soft">{text}</span>
            </figcaption>
            <div class="towns-grid" aria-hidden="true">
                {towns.into_iter().map(|town| view! { <Town town=town per_square=per_square /> }).collect_view()}
            </div>
            <details class="towns-table">
                <summary>{t(TOWNS_TABLE)}</summary>
                <TownTable towns=rows />
            </details>
        </figure>
    }
    .into_any()
}

#[component]
fn Town(town: TownDoors, per_square: usize) -> impl IntoView {
    let places: Vec<usize> = town.drawn.iter().map(|place| size(*place)).collect();
    let count = format!("{} / {}", number(drawn(&town)), number(i64::from(town.doors)));
    let picture = squares(size(town.doors), &places, per_square);
    let (width, height) = picture.size;
    view! {
        <p class="town-name">
            {town.name} <span class="soft">{count}</span>
        </p>
        <svg class="town" viewBox=format!("0 0 {width} {height}")>
            <path class="square" d=picture.dark></path>
            <path class="square-lit" d=picture.lit></path>
        </svg>
    }
}

fn drawn(town: &TownDoors) -> i64 {
    i64::try_from(town.drawn.len()).unwrap_or(i64::MAX)
}

#[component]
fn TownTable(towns: Vec<TownDoors>) -> impl IntoView {
    let headings = vec![
        t(TOWN).to_owned(),
        format!("#{}", t(DOORS)),
        format!("#{}", t(DRAWN_DOORS)),
        format!("#{}", t(SHARE)),
    ];
    let (doors, hits) =
        towns.iter().fold((0, 0), |(doors, hits), town| (doors + i64::from(town.doors), hits + drawn(town)));
    let share = |drawn: i64, doors: i64| percent(drawn * 10_000 / doors.max(1));
    view! {
        <Table caption=t(TOWNS_TITLE) headings=headings>
            {towns
                .into_iter()
                .map(|town| {
                    let (own, of) = (drawn(&town), i64::from(town.doors));
                    view! {
                        <tr>
                            <td>{town.name}</td>
                            <td class="number">{number(of)}</td>
                            <td class="number">{number(own)}</td>
                            <td class="number">{share(own, of)}</td>
                        </tr>
                    }
                })
                .collect_view()}
            <tr class="row-strong">
                <td>{t(SUM)}</td>
                <td class="number">{number(doors)}</td>
                <td class="number">{number(hits)}</td>
                <td class="number">{share(hits, doors)}</td>
            </tr>
        </Table>
    }
}
