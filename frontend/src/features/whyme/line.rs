//! A door's number on the line from 0 to 1, with what is drawn of it, department by department.

use leptos::prelude::*;
use shared::draw::PlaceKind;

use super::model::{Row, decimals, one_in};
use super::queries::Task;
use super::words::*;
use crate::components::{Badge, Table, Tone};
use crate::locales::*;

const WIDTH: f64 = 400.0;
const EDGE: f64 = 8.0;

fn x(part: f64) -> f64 {
    EDGE + part * (WIDTH - 2.0 * EDGE)
}

/// What is written at a place of the line stands on the side that has room.
fn anchor(part: f64) -> &'static str {
    if part > 0.5 { "end" } else { "start" }
}

/// Title and departments of a task.
pub fn names(tasks: &[Task], code: &str) -> (String, String) {
    let found = tasks.iter().find(|task| task.code == code);
    let title = found.map_or_else(|| code.to_owned(), |task| task.line.title.clone());
    let all = found.map(|task| task.line.departments.iter().map(|one| one.name.clone()).collect::<Vec<_>>());
    (title, all.unwrap_or_default().join(comma()))
}

/// `每 20 户抽 1 户`
pub fn in_words(row: &Row) -> String {
    let [some, all] = row.chance.chance;
    match one_in([some, all]) {
        Some(tenths) if tenths % 10 == 0 => fill(ONE_IN, &[&(tenths / 10).to_string()]),
        Some(tenths) => fill(ONE_IN, &[&format!("{}.{}", tenths / 10, tenths % 10)]),
        None if some == 0 => t(NOBODY).to_owned(),
        None => t(EVERYBODY).to_owned(),
    }
}

fn whole(value: u64) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX))
}

fn outcome(row: &Row) -> Option<(String, Tone)> {
    let place = row.place.as_ref()?;
    let words = place.place.label(lang());
    let rank = place.rank.map(|rank| rank.to_string());
    Some(match (place.place, rank) {
        (PlaceKind::Batch, Some(rank)) => (fill(BATCH_IS, &[&rank]), Tone::Neutral),
        (PlaceKind::Selected, Some(rank)) => (bracketed(words, &fill(RANK_IS, &[&rank])), Tone::Warn),
        (PlaceKind::Reserve, Some(rank)) => (bracketed(words, &fill(RANK_IS, &[&rank])), Tone::Neutral),
        _ => (words.to_owned(), Tone::Neutral),
    })
}

/// The lines of all cells, with the figures behind.
#[component]
pub fn Lines(rows: Vec<Row>, tasks: Vec<Task>) -> impl IntoView {
    let known = tasks.clone();
    let table = rows.clone();
    let explained = if rows.iter().any(|row| row.number.is_some()) { WHAT_NUMBER } else { WHAT_SHARE };
    view! {
        <section class="stack">
            <h2>{t(CHANCES)}</h2>
            <p>{t(explained)}</p>
            <ul class="why-lines">
                {rows
                    .into_iter()
                    .map(|row| {
                        let (title, departments) = names(&known, &row.chance.task);
                        view! { <LineOf row=row title=title departments=departments /> }
                    })
                    .collect_view()}
            </ul>
            <details class="towns-table">
                <summary>{t(TABLE_BEHIND)}</summary>
                <Figures rows=table tasks=tasks />
            </details>
        </section>
    }
}

#[component]
fn LineOf(row: Row, title: String, departments: String) -> impl IntoView {
    let words = in_words(&row);
    let counts = fill(OUT_OF, &[&whole(row.chance.frame), &whole(row.chance.quota)]);
    let badge = outcome(&row).map(|(text, tone)| view! { <Badge text=text tone=tone /> });
    view! {
        <li class="why-line">
            <div class="why-head">
                <p class="why-title">{title} " " {badge}</p>
                <p class="soft small">{departments}</p>
            </div>
            <p class="why-chance"><strong>{words}</strong>
                " "
                <span class="soft small">{counts}</span></p>
            <Picture row=row />
        </li>
    }
}

/// Drawn from 0 to the line; the door's own number stands above it, the line's below.
#[component]
fn Picture(row: Row) -> impl IntoView {
    let end = x(row.line.clamp(0.0, 1.0));
    let below = if row.place.is_some() { LINE_AT } else { SHARE_AT };
    let below = fill(below, &[&decimals(row.line)]);
    let own = row.number.map(|number| {
        let at = x(number);
        let tip = format!("{at},26 {},15 {},15", at - 6.0, at + 6.0);
        let text = fill(YOUR_NUMBER, &[&decimals(number)]);
        view! {
            <polygon points=tip class="why-own"></polygon>
            <line x1=at x2=at y1="26" y2="46" class="why-own-line"></line>
            <text x=at y="11" text-anchor=anchor(number) class="why-own-text">{text}</text>
        }
    });
    view! {
        <svg viewBox=format!("0 0 {WIDTH} 72") class="why-svg" aria-hidden="true">
            <rect x=EDGE y="28" width=WIDTH - 2.0 * EDGE height="16" class="why-all"></rect>
            <rect x=EDGE y="28" width=(end - EDGE).max(1.0) height="16" class="why-drawn"></rect>
            <line x1=end x2=end y1="26" y2="52" class="why-mark"></line>
            <text x=end y="66" text-anchor=anchor(row.line) class="why-text">{below}</text>
            {(row.line > 0.12).then(|| view! { <text x=EDGE y="66" class="why-text">"0"</text> })}
            {(row.line < 0.88).then(|| view! { <text x=WIDTH - EDGE y="66" text-anchor="end" class="why-text">"1"</text> })}
            {own}
        </svg>
    }
}

#[component]
fn Figures(rows: Vec<Row>, tasks: Vec<Task>) -> impl IntoView {
    let headings = [
        t(TASK).to_owned(),
        t(DEPARTMENT).to_owned(),
        t(STRATUM).to_owned(),
        format!("#{}", t(FRAME)),
        format!("#{}", t(QUOTA)),
        format!("#{}", t(CHANCE)),
        format!("#{}", t(NUMBER)),
        format!("#{}", t(THRESHOLD)),
        t(OUTCOME).to_owned(),
    ];
    view! {
        <div class="stacked">
            <Table caption=t(CHANCES) headings=headings.to_vec()>
                {rows
                    .into_iter()
                    .map(|row| {
                        let (title, departments) = names(&tasks, &row.chance.task);
                        let [some, all] = row.chance.chance;
                        let told = row.place.is_some();
                        let hidden = || t(HIDDEN).to_owned();
                        let own = row.number.map_or_else(hidden, decimals);
                        let has_line = row.place.as_ref().is_some_and(|place| place.threshold.is_some());
                        let line = match (told, has_line) {
                            (true, true) => decimals(row.line),
                            (true, false) => t(NO_LINE).to_owned(),
                            (false, _) => hidden(),
                        };
                        let outcome = outcome(&row).map_or_else(hidden, |(text, _)| text);
                        view! {
                            <tr>
                                <td data-label=t(TASK)>{title}</td>
                                <td data-label=t(DEPARTMENT)>{departments}</td>
                                <td data-label=t(STRATUM)>{row.chance.stratum.clone()}</td>
                                <td class="number" data-label=t(FRAME)>{whole(row.chance.frame)}</td>
                                <td class="number" data-label=t(QUOTA)>{whole(row.chance.quota)}</td>
                                <td class="number nowrap" data-label=t(CHANCE)>{format!("{some}/{all}")}</td>
                                <td class="number" data-label=t(NUMBER)>{own}</td>
                                <td class="number" data-label=t(THRESHOLD)>{line}</td>
                                <td data-label=t(OUTCOME)>{outcome}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}
