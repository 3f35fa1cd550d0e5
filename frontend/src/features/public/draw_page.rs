//! A draw: what was committed, frozen, announced and revealed, what came out, and the means to check it.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::WaveStatus;

use super::check_section::CheckSection;
use super::ledger_view::LedgerSection;
use super::opened::Opened;
use super::queries::{AttemptFigures, Task, Wave, attempt_figures, wave};
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Button, Crumb, EmptyState, Facts, Notice, PageHead, loaded_or};
use crate::locales::*;
use crate::parts::ceremony::{
    AttemptFacts, AttemptView, CeremonySteps, DoorsOpened, FrameRulesPanel, Freezing, TaskTable, TownSquares,
    WitnessTable, attempt_tone, wave_tone,
};
use crate::platform;
use crate::routes::Page;
use crate::state::fresh::keep_fresh;

/// A draw by its code.
#[component]
pub fn DrawPage(code: String) -> impl IntoView {
    let key = StoredValue::new(code);
    let query = use_query(move || key.get_value(), wave);
    let live = |found: &Option<Wave>| found.as_ref().is_some_and(|wave| *wave.status == WaveStatus::Open);
    keep_fresh(query, live, move || wave(key.get_value()));
    let title = Signal::derive(move || match query.data() {
        Some(Some(wave)) => wave.title,
        Some(None) => t(NO_WAVE).to_owned(),
        None => key.get_value(),
    });
    view! {
        <PageHead title=title crumbs=vec![Crumb::new(t(DRAWS), Page::PublicDraws.path())]>
            <A href=Page::PublicWhy.path() attr:class="button">{t(WHY)}</A>
            <A href=Page::Hall(key.get_value()).path() attr:class="button">{t(TO_HALL)}</A>
            <Button label=t(PRINT) on_press=Callback::new(|()| platform::print()) />
        </PageHead>
        {loaded_or(query, 8, |found| match found {
            Some(wave) => view! { <DrawBody wave=wave /> }.into_any(),
            None => view! {
                <EmptyState title=t(NO_WAVE)>
                    <A href=Page::PublicDraws.path() attr:class="button">{t(DRAWS)}</A>
                </EmptyState>
            }
            .into_any(),
        })}
    }
}

/// Built anew whenever something has happened; nothing is typed here.
#[component]
fn DrawBody(wave: Wave) -> impl IntoView {
    let (newest, earlier) = match wave.attempts.split_last() {
        Some((newest, earlier)) => (Some(newest.clone()), earlier.to_vec()),
        None => (None, Vec::new()),
    };
    let going_on = newest.as_ref().is_some_and(|attempt| attempt.progress().is_live());
    let report = newest.as_ref().and_then(|attempt| attempt.report.clone());
    view! {
        <div class="stack">
            {going_on.then(|| view! { <Notice text=t(FOLLOWING) /> })}
            {newest.clone().map(|attempt| view! { <Stands attempt=attempt /> })}
            {report.map(|report| view! { <DoorsOpened report=report /> })}
            <CheckSection wave=wave.clone() />
            <Opened code=wave.code.clone() />
            <Numbers code=wave.code.clone() tasks=wave.tasks.clone() />
            <FrameRulesPanel
                rules=wave.rules
                turn=wave.turn.clone()
                excluded=newest.as_ref().and_then(AttemptView::left_out)
                title=title_of(wave.tasks.clone())
            />
            {newest.map(|attempt| view! { <OnRecord attempt=attempt /> })}
            {(!earlier.is_empty()).then(|| view! { <Earlier attempts=earlier /> })}
            <LedgerSection code=wave.code.clone() />
            <How />
            <About wave=wave />
        </div>
    }
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

/// What it has put on record, letter by letter.
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

/// Doors of tasks and towns.
#[component]
fn Numbers(code: String, tasks: Vec<Task>) -> impl IntoView {
    let key = StoredValue::new(code);
    let figures = use_query(|| (), move |()| attempt_figures(key.get_value()));
    loaded_or(figures, 6, move |all| {
        let newest = all.into_iter().max_by_key(|figures| figures.number);
        newest.map(|figures| view! { <NumbersView figures=figures tasks=tasks.clone() /> })
    })
}

/// What a task is called: its line and its departments.
fn title_of(tasks: Vec<Task>) -> Callback<String, AnyView> {
    Callback::new(move |code: String| {
        let Some(Task { line, .. }) = tasks.iter().find(|task| task.code == code).cloned() else {
            return ().into_any();
        };
        let names: Vec<String> = line.departments.into_iter().map(|department| department.name).collect();
        view! { {line.title} " " <span class="soft small">{names.join(comma())}</span> }.into_any()
    })
}

#[component]
fn NumbersView(figures: AttemptFigures, tasks: Vec<Task>) -> impl IntoView {
    let title = title_of(tasks);
    view! {
        <TownSquares towns=figures.towns.unwrap_or_default() />
        {(!figures.tasks.is_empty()).then(|| view! { <TaskTable figures=figures.tasks title=title /> })}
    }
}

#[component]
fn Earlier(attempts: Vec<AttemptView>) -> impl IntoView {
    view! {
        <section>
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

/// The protocol in five sentences.
#[component]
fn How() -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{t(HOW_TITLE)}</h2>
            <ol class="how">
                {[HOW_COMMIT, HOW_FREEZE, HOW_BEACON, HOW_REVEAL, HOW_DRAW]
                    .map(|text| view! { <li>{t(text)}</li> })
                    .collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn About(wave: Wave) -> impl IntoView {
    let facts = vec![
        (t(WAVE).to_owned(), wave.code),
        (t(BEACON_EVENT).to_owned(), wave.beacon_event),
        (t(HASH).to_owned(), wave.hash.label(lang()).to_owned()),
        (t(DISCLOSURE).to_owned(), wave.disclosure.label(lang()).to_owned()),
        (t(OPENED_AT).to_owned(), date_time(wave.created_at)),
    ];
    view! {
        <section class="stack">
            <h2 class="with-badge">
                {t(ABOUT)} <Badge text=wave.status.label(lang()) tone=wave_tone(*wave.status) />
            </h2>
            <Facts facts=facts />
        </section>
    }
}
