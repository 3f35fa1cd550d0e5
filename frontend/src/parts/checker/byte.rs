//! One byte changed, and what the verifier says to it.

use leptos::prelude::*;
use shared::ErrorCode;
use shared::draw::inquiry::{Change, Finding, Verdict};

use super::bench::{Bench, Busy};
use super::model::place;
use super::words::*;
use crate::api::{Coded, UserError};
use crate::components::{Button, NumberField};
use crate::locales::*;
use crate::platform::random;

/// Changes a byte of the file that was checked.
#[component]
pub fn ByteTrial(
    /// Where it is checked.
    bench: Bench,
    /// Size of the file.
    bytes: u64,
) -> impl IntoView {
    let size = number(i64::try_from(bytes).unwrap_or(i64::MAX));
    let wrong = fill(BYTE_WRONG, &[&size]);
    let typed = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<UserError>::new());
    let busy = Memo::new(move |_| bench.busy.get() != Busy::No);
    let change = move || match place(&typed.get_untracked(), bytes) {
        Some(place) => {
            errors.set(Vec::new());
            bench.change(place);
        }
        None => errors.set(vec![UserError {
            code: Coded(ErrorCode::OutOfRange),
            path: "place".to_owned(),
            message: wrong.clone(),
        }]),
    };
    let random = move || {
        let bits = u64::from_be_bytes(random::bytes::<8>().unwrap_or_default());
        typed.set((bits % bytes + 1).to_string());
    };
    let press = change.clone();
    view! {
        <section class="stack byte no-print">
            <h3>{t(BYTE_TITLE)}</h3>
            <p>{t(BYTE_TEXT)}</p>
            <form
                class="acts byte-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    if !busy.get_untracked() {
                        change();
                    }
                }
            >
                <NumberField label=t(BYTE_PLACE) path="place" value=typed help=fill(BYTE_HELP, &[&size]) errors=errors />
                <Button label=t(BYTE_CHANGE) submit=true busy=busy />
                <Button
                    label=t(BYTE_RANDOM)
                    disabled=busy
                    on_press=Callback::new(move |()| {
                        random();
                        press();
                    })
                />
            </form>
            <div role="status">
                {move || bench.trial.get().map(|(change, finding)| view! { <Told change=change finding=finding /> })}
            </div>
        </section>
    }
}

#[component]
fn Told(change: Change, finding: Finding) -> impl IntoView {
    let at = number(i64::try_from(change.at).unwrap_or(i64::MAX - 1) + 1);
    let why = match (&finding.broken, finding.refusal) {
        (Some(broken), _) => Some(fill(BYTE_FAILS_AT, &[broken.check.label(lang()), broken.words(lang())])),
        (None, Some(refusal)) => Some(fill(BYTE_FAILS_AT, &[t(UNREADABLE), refusal.label(lang())])),
        (None, None) => None,
    };
    let (class, word) = match finding.verdict {
        Verdict::Valid => ("verdict verdict-warn", BYTE_MISSED),
        _ => ("verdict verdict-bad", BYTE_FOUND),
    };
    let detail = finding.broken.map(|broken| broken.detail);
    view! {
        <div class=class>
            <p class="verdict-word">{t(word)}</p>
            <p>{fill(BYTE_WHERE, &[&at, &change.member])}</p>
            {why.map(|why| view! { <p>{why}</p> })}
            {detail.map(|detail| view! { <p class="small">{t(DETAIL)} " " <span class="mono">{detail}</span></p> })}
        </div>
        <dl class="byte-text">
            <div><dt>{t(BYTE_BEFORE)}</dt><dd>{around(&change, &change.old)}</dd></div>
            <div><dt>{t(BYTE_AFTER)}</dt><dd>{around(&change, &change.new)}</dd></div>
        </dl>
    }
}

fn around(change: &Change, byte: &str) -> impl IntoView + use<> {
    let byte = byte.to_owned();
    view! {
        <code>
            "…" {change.lead.clone()} <mark aria-label=format!("{} {byte}", t(CHANGED_BYTE))>{byte.clone()}</mark>
            {change.tail.clone()} "…"
        </code>
    }
}
