//! A wave: the ceremony as it happens, what came out, and every attempt that failed before.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::WaveStatus;

use super::links::LinksPanel;
use super::queries::{WaveDetail, wave};
use super::reissue::ReissuePanel;
use super::wave_acts::WaveActs;
use super::wave_result::{TaskNumbers, WaveResult, WaveRules, use_figures};
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Crumb, Facts, PageHead, loaded_live};
use crate::locales::*;
use crate::parts::ceremony::{
    AttemptFacts, AttemptView, CeremonySteps, Freezing, Next, WitnessTable, attempt_tone, wave_tone,
};
use crate::routes::Page;
use crate::state::fresh::keep_fresh;

/// A wave.
#[component]
pub fn WavePage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), wave);
    keep_fresh(query, |wave: &WaveDetail| *wave.status != WaveStatus::Closed, move || wave(key.get_value()));
    let title =
        Signal::derive(move || query.data().map_or_else(|| t(PLACE_WAVES).to_owned(), |wave| wave.title));
    let note = Signal::derive(move || query.data().map(|wave| wave.code).unwrap_or_default());
    let known = Memo::new(move |_| query.data().is_some());
    let made = RwSignal::new(0_u32);
    view! {
        <PageHead title=title note=note crumbs=vec![Crumb::new(t(PLACE_WAVES), Page::Waves.path())]>
            {move || {
                let code = query.data().map(|wave| wave.code)?;
                Some(view! { <A href=Page::Hall(code).path() attr:class="button" attr:target="_blank">{t(TO_HALL)}</A> })
            }}
            {move || known.get().then(|| view! { <WaveActs query=query made=made /> })}
        </PageHead>
        {loaded_live(query, 8, move |wave| view! { <WaveBody wave=wave made=made /> })}
    }
}

/// What has to happen next.
pub fn next_of(wave: &WaveDetail) -> Next {
    wave.attempts.last().map_or(Next::Nothing, |attempt| attempt.progress().next(*wave.status))
}

#[component]
fn WaveBody(wave: Signal<WaveDetail>, made: RwSignal<u32>) -> impl IntoView {
    let newest = Memo::new(move |_| wave.with(|wave| wave.attempts.last().cloned()));
    let earlier = Memo::new(move |_| {
        wave.with(|wave| wave.attempts.split_last().map(|(_, earlier)| earlier.to_vec()).unwrap_or_default())
    });
    let witnesses = Signal::derive(move || newest.get().map(|attempt| attempt.witnesses).unwrap_or_default());
    let id = wave.with_untracked(|wave| wave.id.inner().to_owned());
    let figures = use_figures(wave);
    view! {
        <div class="stack">
            <NextNote wave=wave />
            <LinksPanel wave=id.clone() witnesses=witnesses made=made />
            <ReissuePanel wave=wave made=made />
            {move || newest.get().map(|attempt| view! { <Stands attempt=attempt /> })}
            <WaveResult wave=wave figures=figures />
            {move || newest.get().map(|attempt| view! { <OnRecord attempt=attempt /> })}
            <TaskNumbers wave=wave figures=figures />
            <WaveRules wave=wave />
            {move || {
                let earlier = earlier.get();
                (!earlier.is_empty()).then(|| view! { <Earlier attempts=earlier /> })
            }}
            <About wave=wave />
        </div>
    }
}

/// One sentence on what is waited for; read out when it changes.
#[component]
fn NextNote(wave: Signal<WaveDetail>) -> impl IntoView {
    let text = Memo::new(move |_| wave.with(next_words));
    let live = Memo::new(move |_| wave.with(|wave| *wave.status == WaveStatus::Open));
    view! {
        <div class="next-note" aria-live="polite">
            {move || text.get().map(|text| view! { <p class="notice">{text}</p> })}
            {move || live.get().then(|| view! { <p class="soft small no-print">{t(FOLLOWING)}</p> })}
        </div>
    }
}

fn next_words(wave: &WaveDetail) -> Option<String> {
    let progress = wave.attempts.last()?.progress();
    let left = |done: usize| (progress.witnesses - done).to_string();
    Some(match next_of(wave) {
        Next::Commits => fill(NEXT_COMMITS, &[&left(progress.committed)]),
        Next::Freeze => t(NEXT_FREEZE).to_owned(),
        Next::Beacon => fill(NEXT_BEACON, &[&wave.beacon_event]),
        Next::Reveals => fill(NEXT_REVEALS, &[&left(progress.revealed)]),
        Next::Draw => t(NEXT_DRAW).to_owned(),
        Next::Attempt => t(NEXT_ATTEMPT).to_owned(),
        Next::Close if wave.open_visits > 0 => fill(NEXT_CLOSE, &[&number(i64::from(wave.open_visits))]),
        Next::Close => t(NEXT_CLOSE_NOW).to_owned(),
        Next::Nothing => return None,
    })
}

/// How far the newest attempt has come.
#[component]
fn Stands(attempt: AttemptView) -> impl IntoView {
    let status = *attempt.status;
    view! {
        <section class="stack">
            <h2 class="with-badge">
                {fill(NTH_ATTEMPT, &[&attempt.number.to_string()])}
                <Badge text=status.label(lang()) tone=attempt_tone(status) />
            </h2>
            <CeremonySteps attempt=attempt />
        </section>
    }
}

/// What it has put on record.
#[component]
fn OnRecord(attempt: AttemptView) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t(ON_RECORD)}</h2>
            <AttemptFacts attempt=attempt.clone() />
            <WitnessTable attempt=attempt.clone() />
            <Freezing attempt=attempt />
        </section>
    }
}

#[component]
fn Earlier(attempts: Vec<AttemptView>) -> impl IntoView {
    view! {
        <section class="section">
            <h2>{t(EARLIER)}</h2>
            {attempts
                .into_iter()
                .rev()
                .map(|attempt| {
                    let status = *attempt.status;
                    view! {
                        <details class="earlier">
                            <summary>
                                {fill(NTH_ATTEMPT, &[&attempt.number.to_string()])} " "
                                <Badge text=status.label(lang()) tone=attempt_tone(status) />
                                <span class="soft">{attempt.void_reason.clone()}</span>
                            </summary>
                            <div class="stack">
                                <CeremonySteps attempt=attempt.clone() />
                                <AttemptFacts attempt=attempt.clone() />
                                <WitnessTable attempt=attempt />
                            </div>
                        </details>
                    }
                })
                .collect_view()}
        </section>
    }
}

#[component]
fn About(wave: Signal<WaveDetail>) -> impl IntoView {
    move || {
        let wave = wave.get();
        let facts = vec![
            (t(CODE).to_owned(), wave.code),
            (t(HASH).to_owned(), wave.hash.label(lang()).to_owned()),
            (t(DISCLOSURE).to_owned(), wave.disclosure.label(lang()).to_owned()),
            (t(BEACON_EVENT).to_owned(), wave.beacon_event),
            (t(OPENED_AT).to_owned(), date_time(wave.created_at)),
            (t(CLOSED_AT).to_owned(), wave.closed_at.map(date_time).unwrap_or_default()),
        ];
        let plan = Page::Plan(wave.plan.id.into_inner()).path();
        view! {
            <section class="section">
                <h2 class="with-badge">
                    {t(ABOUT)} <Badge text=wave.status.label(lang()) tone=wave_tone(*wave.status) />
                </h2>
                <Facts facts=facts />
                <p class="section-link">{t(PLAN)} " " <A href=plan>{wave.plan.title}</A></p>
            </section>
        }
    }
}
