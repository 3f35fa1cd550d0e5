//! A statement as people read it: what came out, the lines, the proof.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::draw::Statement;

use super::checks::Checks;
use super::line::Lines;
use super::model::{Told, is_drawn, published, rows, told};
use super::queries::{DoorDraw, Wave};
use super::words::*;
use crate::components::{Button, EmptyState, Facts};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;

/// The word for what came out, and its class.
pub fn state(statement: &Statement) -> (Text, &'static str) {
    match (told(statement), is_drawn(statement)) {
        (Told::Sealed, _) => (STATE_SEALED, "why-state"),
        (_, true) => (STATE_DRAWN, "why-state why-state-drawn"),
        (_, false) => (STATE_NOT, "why-state"),
    }
}

fn explained(statement: &Statement, wave: &Wave) -> String {
    if let (Told::Sealed, Some(turn)) = (told(statement), &wave.turn) {
        let day = wave.sealed_until.map(|day| date(day.0)).unwrap_or_default();
        return fill(SEALED_SERIES, &[&turn.previous, &day]);
    }
    match (told(statement), is_drawn(statement), wave.sealed_until) {
        (Told::Sealed, _, Some(day)) => fill(SEALED_TEXT, &[&date(day.0)]),
        (Told::Sealed, _, None) => t(SEALED_NO_DATE).to_owned(),
        (_, true, _) => t(DRAWN_TEXT).to_owned(),
        (_, false, _) => t(NOT_TEXT).to_owned(),
    }
}

/// All a firm is told of a draw.
#[component]
pub fn ToldOf(
    /// The draw.
    draw: DoorDraw,
) -> impl IntoView {
    let DoorDraw { attempt, statement: text, wave } = draw;
    let Ok(statement) = Statement::read(text.as_bytes()) else {
        return view! { <EmptyState title=t(NOT_A_PROOF) /> }.into_any();
    };
    let (word, class) = state(&statement);
    let words = explained(&statement, &wave);
    let (lines, tasks) = (rows(&statement), wave.tasks.clone());
    let published = published(&wave, attempt);
    let mut facts = vec![(t(DOOR).to_owned(), statement.site.clone())];
    // The number that counted, and what it was turned from.
    if let Some(outcome) = &statement.outcome {
        facts.push((t(COUNTED).to_owned(), outcome.number.clone()));
        if let (Some(turn), Some(series)) = (&outcome.turn, &wave.turn) {
            facts.push((t(TURNED).to_owned(), fill(TURNED_BY, &[&series.previous, &turn.turned])));
        }
    }
    view! {
        <div class="stack">
            <section class=class aria-live="polite">
                <p class="verdict-word">{t(word)}</p>
                <p>{words}</p>
            </section>
            <Lines rows=lines tasks=tasks />
            <section class="panel check">
                <h2>{t(PROOF)}</h2>
                <div class="stack">
                    <p>{t(PROOF_TEXT)}</p>
                    <Facts facts=facts />
                    <p class="soft small">{t(BEHIND_DOOR)}</p>
                    <div>
                        <Checks statement=statement.clone() published=published />
                    </div>
                    <Acts text=text statement=statement />
                </div>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Acts(text: String, statement: Statement) -> impl IntoView {
    let name = format!("{}-{}-{}.json", statement.wave, statement.attempt, statement.site);
    let save = Callback::new(move |()| platform::download::save(&name, "application/json", text.as_bytes()));
    view! {
        <div class="acts no-print">
            <Button label=t(SAVE_PROOF) on_press=save />
            <A href=Page::PublicDraw(statement.wave).path() attr:class="button">{t(WHOLE_DRAW)}</A>
        </div>
    }
}
