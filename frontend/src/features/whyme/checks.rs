//! The proof, checked in the visitor's browser.

use leptos::prelude::*;
use shared::draw::{Published, Statement, StatementCheck};

use super::model::{Checked, check};
use super::words::*;
use crate::locales::*;

/// What each check says when it holds, and what is said where it cannot be made yet.
fn explained(check: StatementCheck) -> (Text, Text) {
    match check {
        StatementCheck::Form => (FORM_TEXT, NOT_YET),
        StatementCheck::Published => (PUBLISHED_TEXT, NOT_YET),
        StatementCheck::Inclusion => (INCLUSION_TEXT, NOT_YET),
        StatementCheck::Chances => (CHANCES_TEXT, NOT_YET),
        StatementCheck::Number => (NUMBER_TEXT, NUMBER_LATER),
        StatementCheck::Places => (PLACES_TEXT, PLACES_LATER),
    }
}

/// The verdict on a statement with every check.
#[component]
pub fn Checks(
    /// The statement.
    statement: Statement,
    /// What was published of its draw.
    published: Published,
) -> impl IntoView {
    let Checked { held, broken } = check(&statement, &published);
    let failed = broken.as_ref().map(|(check, _)| *check);
    let head = match broken {
        None => view! {
            <div class="verdict verdict-good">
                <p class="verdict-word">{t(HOLDS_ALL)}</p>
                <p>{fill(HOLDS_TEXT, &[&held.len().to_string()])}</p>
            </div>
        }
        .into_any(),
        Some((check, fault)) => view! {
            <div class="verdict verdict-bad">
                <p class="verdict-word">{t(BROKEN)}</p>
                <p>{check.label(lang())} {colon()} {fault.words(lang())}</p>
                <p class="small">{t(EXACTLY)} " " <span class="mono">{fault.to_string()}</span></p>
            </div>
        }
        .into_any(),
    };
    view! {
        {head}
        <ol class="checks">
            {StatementCheck::ALL
                .iter()
                .map(|check| {
                    let (good, later) = explained(*check);
                    let (class, sign, word, text) = if held.contains(check) {
                        ("check-holds", "✓", HOLDS, Some(good))
                    } else if failed == Some(*check) {
                        ("check-fails", "✕", FAILS, None)
                    } else {
                        let waits = (later != NOT_YET && failed.is_none()).then_some(later);
                        ("check-open", "–", NOT_YET, waits)
                    };
                    view! {
                        <li class=class>
                            <span class="check-mark" aria-hidden="true">{sign}</span>
                            <div>
                                <strong>{check.label(lang())}</strong> " " <span class="check-word">{t(word)}</span>
                                {text.map(|text| view! { <p class="soft">{t(text)}</p> })}
                            </div>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
        {statement
            .signature
            .map(|signature| {
                view! { <p class="small soft signed">{t(SIGNED_BY)} " " <span class="hash">{signature.key}</span></p> }
            })}
    }
}
