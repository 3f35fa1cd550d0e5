//! The board of clocks: how many results are overdue, due soon, in good time, and how sure the day is.

use leptos::prelude::*;
use shared::visit::{ClockColour, PublicationStatus};

use super::asked::PROVISIONAL;
use super::disclose_words::BOARD_REVIEW;
use super::result_queries::Board;
use super::words::*;
use crate::locales::*;
use crate::state::filters::Filter;

/// A column of the board: its mark, name, count, class, and what it sets in the address.
struct Column {
    mark: &'static str,
    name: &'static str,
    count: i32,
    class: &'static str,
    clock: &'static str,
}

/// Columns that are pressed to see their results; a bar in each shows its share.
#[component]
pub fn ClockBoard(
    /// The figures.
    board: Board,
    /// The clock of the list below.
    clock: Filter,
    /// The publication status of the list below.
    publication: Filter,
    /// Whether only what may be published now is listed below.
    ready: Filter,
    /// Whether only what is to be looked at again is listed below.
    review: Filter,
) -> impl IntoView {
    let pending = board.red + board.amber + board.green;
    let colour = |mark, colour: ClockColour, count, class| Column {
        mark,
        name: colour.label(lang()),
        count,
        class,
        clock: colour.as_str(),
    };
    let columns = [
        colour("■", ClockColour::Red, board.red, "clock clock-red"),
        colour("▲", ClockColour::Amber, board.amber, "clock clock-amber"),
        colour("●", ClockColour::Green, board.green, "clock clock-green"),
        Column {
            mark: "?",
            name: t(BOARD_PROVISIONAL),
            count: board.provisional,
            class: "clock clock-provisional",
            clock: PROVISIONAL,
        },
    ];
    let others = [
        (BOARD_READY, board.ready, "", "1", ""),
        (BOARD_PUBLISHED, board.published, PublicationStatus::Published.as_str(), "", ""),
        (BOARD_WITHHELD, board.withheld, PublicationStatus::Withheld.as_str(), "", ""),
        (BOARD_REVIEW, board.review, "", "", "1"),
    ];
    view! {
        <section aria-label=t(BOARD) class="board">
            <h2 class="unseen">{t(BOARD)}</h2>
            <div class="clocks">
                {columns.into_iter().map(|column| clock_column(column, pending, (clock, publication, review))).collect_view()}
            </div>
            {(board.provisional > 0).then(|| view! { <p class="soft small">{t(PROVISIONAL_TEXT)}</p> })}
            <div class="board-others">
                {others
                    .into_iter()
                    .map(|(name, count, status, only, again)| {
                        let press = move |_| {
                            Filter::set_all(&[(clock, ""), (publication, status), (ready, only), (review, again)]);
                        };
                        view! {
                            <button type="button" class="button button-quiet" on:click=press>
                                {t(name)} " " <strong>{number(i64::from(count))}</strong>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

fn clock_column(
    column: Column,
    pending: i32,
    (clock, publication, review): (Filter, Filter, Filter),
) -> impl IntoView {
    let Column { mark, name, count, class, clock: value } = column;
    let share = if pending > 0 { i64::from(count) * 10_000 / i64::from(pending) } else { 0 };
    let shown = percent((share + 50) / 100 * 100);
    let pressed = move || if clock.get() == value { "true" } else { "false" };
    // Pressed again, it shows everything.
    let press = move |_| {
        let next = if clock.get_untracked() == value { "" } else { value };
        Filter::set_all(&[(clock, next), (publication, ""), (review, "")]);
    };
    #[expect(clippy::cast_precision_loss, reason = "a share of a hundred")]
    let width = share as f64 / 100.0;
    view! {
        <button type="button" class=class aria-pressed=pressed on:click=press>
            <span class="clock-name"><span aria-hidden="true">{mark}</span> " " {name}</span>
            <span class="clock-count">{number(i64::from(count))}</span>
            <span class="unseen">{fill(BOARD_SHARE, &[&shown])}</span>
            <svg class="clock-share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="clock-track" x="0" y="0" width="100" height="6"></rect>
                <rect class="clock-bar" x="0" y="0" width=width height="6"></rect>
            </svg>
        </button>
    }
}
