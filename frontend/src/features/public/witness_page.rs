//! A witness's page, on their own phone: who they are, one thing to do at a time, and what comes of it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::model::{SeatStep, fits, seat_step, typed_nonce};
use super::queries::Seat;
use super::witness_device::{Found, look, open};
use super::witness_steps::{CommitStep, NumberShown, RevealStep};
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, EmptyState, PageHead, Tone, loaded_live};
use crate::locales::*;
use crate::parts::ceremony::CeremonySteps;
use crate::platform::storage;
use crate::routes::Page;
use crate::state::fresh::keep_fresh;

/// A witness, by the secret of their address.
#[component]
pub fn WitnessPage(token: String) -> impl IntoView {
    let key = StoredValue::new(token);
    let query = use_query(|| (), move |()| open(key.get_value()));
    let live = |found: &Found| match found {
        Found::Here(seat) => seat.attempt.progress().is_live(),
        Found::Taken | Found::Nobody => false,
    };
    keep_fresh(query, live, move || look(key.get_value()));
    view! {
        <div class="witness">
            <PageHead title=t(WITNESS_TITLE) />
            {loaded_live(query, 6, move |found| {
                let taken = Memo::new(move |_| found.with(|found| *found == Found::Taken));
                let there = Memo::new(move |_| found.with(|found| matches!(found, Found::Here(_))));
                (move || {
                    if there.get() {
                        let Found::Here(first) = found.get_untracked() else { return ().into_any() };
                        let last = StoredValue::new(*first);
                        let seat = Signal::derive(move || {
                            if let Found::Here(seat) = found.get() {
                                last.set_value(*seat);
                            }
                            last.get_value()
                        });
                        let put = Callback::new(move |seat: Seat| query.set(Found::Here(Box::new(seat))));
                        view! { <SeatView seat=seat token=key put=put /> }.into_any()
                    } else if taken.get() {
                        view! { <EmptyState title=t(SEAT_TAKEN) text=t(SEAT_TAKEN_TEXT) /> }.into_any()
                    } else {
                        view! { <EmptyState title=t(NO_SEAT) text=t(NO_SEAT_TEXT) /> }.into_any()
                    }
                })
                    .into_any()
            })}
        </div>
    }
}

/// A seat and what the witness can do with it. A copy of signals.
#[derive(Clone, Copy)]
pub struct Place {
    /// The seat as the server knows it.
    pub seat: Signal<Seat>,
    /// The secret of the address.
    pub token: StoredValue<String>,
    /// The random number this device keeps, if any.
    pub nonce: RwSignal<Option<String>>,
    /// Puts the seat in place that a command answered.
    pub put: Callback<Seat>,
}

/// Where the random number of a seat is kept in this browser.
pub fn place_of(seat: &Seat) -> String {
    format!("onedoor.nonce.{}.{}.{}", seat.wave.code, seat.attempt.number, seat.witness.code)
}

impl Place {
    /// The kept number, if it is the one that was committed to.
    pub fn fitting(self) -> Option<String> {
        let nonce = self.nonce.get()?;
        let digest = typed_nonce(&nonce)?;
        let seat = self.seat.get();
        let committed = seat.witness.commitment.as_deref()?;
        fits(*seat.wave.hash, &seat.witness.code, &digest, committed).then_some(nonce)
    }
}

#[component]
fn SeatView(seat: Signal<Seat>, token: StoredValue<String>, put: Callback<Seat>) -> impl IntoView {
    let nonce = RwSignal::new(seat.with_untracked(|seat| storage::get(&place_of(seat))));
    let place = Place { seat, token, nonce, put };
    let step = Memo::new(move |_| {
        seat.with(|seat| {
            let (committed, revealed) =
                (seat.witness.committed_at.is_some(), seat.witness.revealed_at.is_some());
            seat_step(*seat.attempt.status, committed, revealed)
        })
    });
    let attempt = Memo::new(move |_| seat.with(|seat| seat.attempt.clone()));
    view! {
        <WhoAndWhat seat=seat />
        <section class="witness-step" aria-live="polite">
            {move || match step.get() {
                SeatStep::Commit => view! { <CommitStep place=place /> }.into_any(),
                SeatStep::AwaitFreeze | SeatStep::AwaitBeacon => view! { <Waiting place=place step=step /> }.into_any(),
                SeatStep::Reveal => view! { <RevealStep place=place /> }.into_any(),
                SeatStep::AwaitDraw => view! { <Done title=REVEALED text=t(AWAIT_DRAW).to_owned() /> }.into_any(),
                SeatStep::Drawn => view! { <Drawn seat=seat /> }.into_any(),
                SeatStep::Void => view! { <Void seat=seat /> }.into_any(),
            }}
        </section>
        {move || view! { <CeremonySteps attempt=attempt.get() /> }}
    }
}

#[component]
fn WhoAndWhat(seat: Signal<Seat>) -> impl IntoView {
    let (wave, attempt, witness) = seat
        .with_untracked(|seat| (seat.wave.clone(), seat.attempt.number.to_string(), seat.witness.clone()));
    view! {
        <div class="witness-who">
            <p class="soft small">{t(YOU_ARE)}</p>
            <p class="witness-name">{witness.name}</p>
            <p>{witness.organisation} " · " {witness.kind.label(lang())} " · " <code>{witness.code}</code></p>
            <p class="soft">{fill(FOR_WAVE, &[&wave.title, &attempt])} " · " {wave.code}</p>
        </div>
    }
}

/// Committed; others, the freeze or the beacon are waited for.
#[component]
fn Waiting(place: Place, step: Memo<SeatStep>) -> impl IntoView {
    let text = move || match step.get() {
        SeatStep::AwaitBeacon => place.seat.with(|seat| fill(AWAIT_BEACON, &[&seat.wave.beacon_event])),
        _ => t(AWAIT_FREEZE).to_owned(),
    };
    let commitment = place.seat.with_untracked(|seat| seat.witness.commitment.clone().unwrap_or_default());
    view! {
        <h2><Badge text=t(COMMITTED) tone=Tone::Good /></h2>
        <p>{text}</p>
        <p class="small soft">{t(YOUR_COMMITMENT)}</p>
        <p class="hash">{commitment}</p>
        {move || {
            place
                .fitting()
                .map(|nonce| {
                    view! {
                        <details>
                            <summary>{t(SHOW_NUMBER)}</summary>
                            <NumberShown nonce=nonce />
                        </details>
                    }
                })
        }}
    }
}

#[component]
fn Done(title: Text, text: String) -> impl IntoView {
    view! {
        <h2><Badge text=t(title) tone=Tone::Good /></h2>
        <p>{text}</p>
    }
}

#[component]
fn Drawn(seat: Signal<Seat>) -> impl IntoView {
    let code = seat.with_untracked(|seat| seat.wave.code.clone());
    view! {
        <h2><Badge text=t(SEAT_DRAWN) tone=Tone::Good /></h2>
        <p>{t(SEAT_DRAWN_TEXT)}</p>
        <A href=Page::PublicDraw(code).path() attr:class="button button-primary witness-act">{t(TO_CHECK)}</A>
    }
}

#[component]
fn Void(seat: Signal<Seat>) -> impl IntoView {
    let reason = move || seat.with(|seat| seat.attempt.void_reason.clone().unwrap_or_default());
    view! {
        <h2><Badge text=t(SEAT_VOID) tone=Tone::Bad /></h2>
        <p>{move || fill(SEAT_VOID_TEXT, &[&reason()])}</p>
    }
}
