//! The two things a witness does: commit to a random number, and reveal it.

use leptos::prelude::*;
use shared::draw::{key::commitment, to_hex};

use super::model::{fits, grouped, typed_nonce};
use super::queries::{CommitNonceInput, RevealNonceInput, commit_nonce, reveal_nonce};
use super::witness_device::device;
use super::witness_page::{Place, place_of};
use super::words::*;
use crate::api::Act;
use crate::components::{Button, Checkbox, CopyButton, Look, Notice};
use crate::locales::*;
use crate::platform::{random, storage};

/// A random number in groups, to be written down.
#[component]
pub fn NumberShown(
    /// 64 hex digits.
    nonce: String,
) -> impl IntoView {
    let groups = grouped(&nonce);
    view! {
        <p class="nonce" aria-label=t(YOUR_NUMBER)>
            {groups.into_iter().map(|group| view! { <span>{group}</span> " " }).collect_view()}
        </p>
        <CopyButton text=nonce what=t(YOUR_NUMBER) />
    }
}

/// Makes a number, shows it, sends its commitment.
#[component]
pub fn CommitStep(place: Place) -> impl IntoView {
    let refused = RwSignal::new(false);
    let make = Callback::new(move |()| {
        let Some(bytes) = random::bytes::<32>() else {
            refused.set(true);
            return;
        };
        let nonce = to_hex(&bytes);
        place.seat.with_untracked(|seat| storage::set(&place_of(seat), &nonce));
        place.nonce.set(Some(nonce));
    });
    view! {
        <h2>{t(STEP_ONE)}</h2>
        {move || match place.nonce.get() {
            Some(nonce) => view! { <Made place=place nonce=nonce /> }.into_any(),
            None => view! {
                <p>{t(MAKE_TEXT)}</p>
                {move || refused.get().then(|| view! { <Notice text=t(NO_RANDOM) warn=true /> })}
                <div class="witness-act">
                    <Button label=t(MAKE) look=Look::Primary on_press=make />
                </div>
            }
            .into_any(),
        }}
    }
}

#[component]
fn Made(place: Place, nonce: String) -> impl IntoView {
    let kept = place.seat.with_untracked(|seat| storage::get(&place_of(seat))).as_ref() == Some(&nonce);
    let written = RwSignal::new(false);
    let act = Act::of_button();
    let own = StoredValue::new(nonce.clone());
    let send = Callback::new(move |()| {
        let seat = place.seat.get_untracked();
        let Some(digest) = typed_nonce(&own.get_value()) else { return };
        let value = to_hex(&commitment(*seat.wave.hash, &seat.witness.code, &digest));
        let input = CommitNonceInput {
            token: place.token.get_value(),
            commitment: value,
            device: device(&place.token.get_value()),
        };
        act.run(commit_nonce(input), move |seat| place.put.run(seat));
    });
    view! {
        <p><strong>{t(YOUR_NUMBER)}</strong></p>
        <NumberShown nonce=nonce />
        {if kept { view! { <p>{t(KEEP_TEXT)}</p> }.into_any() } else { view! { <Notice text=t(KEEP_WARN) warn=true /> }.into_any() }}
        <Checkbox label=t(WRITTEN) value=written />
        <div class="witness-act">
            <Button
                label=t(SEND_COMMIT)
                look=Look::Seal
                busy=act.busy
                disabled=Signal::derive(move || !written.get())
                on_press=send
            />
        </div>
    }
}

/// Reveals the number; one that does not fit is never sent.
#[component]
pub fn RevealStep(place: Place) -> impl IntoView {
    let kept = Memo::new(move |_| place.fitting());
    let beacon = move || place.seat.with(|seat| seat.attempt.beacon.clone().unwrap_or_default());
    view! {
        <h2>{t(STEP_TWO)}</h2>
        <p>{move || fill(REVEAL_TEXT, &[&beacon()])}</p>
        {move || match kept.get() {
            Some(nonce) => view! { <RevealKept place=place nonce=nonce /> }.into_any(),
            None => view! { <RevealTyped place=place /> }.into_any(),
        }}
    }
}

fn reveal(place: Place, act: Act, nonce: String) {
    let input =
        RevealNonceInput { token: place.token.get_value(), nonce, device: device(&place.token.get_value()) };
    act.run(reveal_nonce(input), move |seat| place.put.run(seat));
}

#[component]
fn RevealKept(place: Place, nonce: String) -> impl IntoView {
    let act = Act::of_button();
    let own = nonce.clone();
    let send = Callback::new(move |()| reveal(place, act, own.clone()));
    view! {
        <p>{t(KNOWN_NUMBER)}</p>
        <NumberShown nonce=nonce />
        <div class="witness-act">
            <Button label=t(SEND_REVEAL) look=Look::Seal busy=act.busy on_press=send />
        </div>
    }
}

/// What is said about a number as it is typed.
#[derive(Clone, PartialEq)]
enum Typed {
    Nothing,
    Unfinished,
    Wrong,
    Right(String),
}

#[component]
fn RevealTyped(place: Place) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let act = Act::of_button();
    let verdict = Memo::new(move |_| {
        let typed = text.get();
        if typed.trim().is_empty() {
            return Typed::Nothing;
        }
        let Some(digest) = typed_nonce(&typed) else { return Typed::Unfinished };
        place.seat.with(|seat| {
            let committed = seat.witness.commitment.as_deref().unwrap_or_default();
            if fits(*seat.wave.hash, &seat.witness.code, &digest, committed) {
                Typed::Right(to_hex(&digest))
            } else {
                Typed::Wrong
            }
        })
    });
    let send = Callback::new(move |()| {
        if let Typed::Right(nonce) = verdict.get_untracked() {
            reveal(place, act, nonce);
        }
    });
    let bad = move || matches!(verdict.get(), Typed::Unfinished | Typed::Wrong);
    let said = move || match verdict.get() {
        Typed::Nothing => (TYPE_HELP, "form-help"),
        Typed::Unfinished => (NOT_A_NUMBER, "form-error"),
        Typed::Wrong => (NOT_YOURS, "form-error"),
        Typed::Right(_) => (FITS, "form-fits"),
    };
    view! {
        <div class="form-field" class:form-bad=bad>
            <label for="f-nonce">{t(TYPE_NUMBER)}</label>
            <textarea
                id="f-nonce"
                class="nonce-field"
                rows="4"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                aria-invalid=move || bad().then_some("true")
                aria-describedby="f-nonce-note"
            ></textarea>
            <p id="f-nonce-note" class=move || said().1>{move || t(said().0)}</p>
        </div>
        <p class="soft small">{t(LOST_TEXT)}</p>
        <div class="witness-act">
            <Button
                label=t(SEND_REVEAL)
                look=Look::Seal
                busy=act.busy
                disabled=Signal::derive(move || !matches!(verdict.get(), Typed::Right(_)))
                on_press=send
            />
        </div>
    }
}
