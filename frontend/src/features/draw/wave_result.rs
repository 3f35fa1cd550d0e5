//! The numbers of the newest attempt: its tasks once frozen, the doors once drawn.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::planning::AttemptStatus;

use super::queries::{AttemptFigures, TaskRef, WaveDetail, attempt_figures};
use super::words::*;
use crate::api::{self, Query, use_query};
use crate::components::{Button, Look, Notice};
use crate::locales::*;
use crate::parts::ceremony::{AttemptView, DoorsOpened, FrameRulesPanel, TaskTable, TownSquares};
use crate::platform;
use crate::routes::Page;
use crate::state::session::Session;
use crate::state::toasts::Toasts;

/// Numbers of the wave's attempts; asked for anew only when one of them takes a step.
pub fn use_figures(wave: Signal<WaveDetail>) -> Query<Vec<AttemptFigures>> {
    let id = wave.with_untracked(|wave| wave.id.inner().to_owned());
    let steps = Memo::new(move |_| {
        let stands = |wave: &WaveDetail| {
            wave.attempts.iter().map(|attempt| (attempt.number, *attempt.status)).collect::<Vec<_>>()
        };
        wave.with(stands)
    });
    use_query(move || steps.get(), move |_| attempt_figures(id.clone()))
}

/// The numbers of the newest attempt, once they are here.
fn newest(figures: Query<Vec<AttemptFigures>>) -> Option<AttemptFigures> {
    figures.data()?.into_iter().max_by_key(|figures| figures.number)
}

/// Doors of each task; before the freeze the lines alone.
#[component]
pub fn TaskNumbers(wave: Signal<WaveDetail>, figures: Query<Vec<AttemptFigures>>) -> impl IntoView {
    move || {
        let tasks = wave.with_untracked(|wave| wave.tasks.clone());
        newest(figures).map(|figures| {
            if figures.tasks.is_empty() {
                view! { <PlannedTasks tasks=tasks /> }.into_any()
            } else {
                view! { <TaskTable figures=figures.tasks title=title_of(tasks) /> }.into_any()
            }
        })
    }
}

/// The rules of the frame, and what they left out of the newest attempt.
#[component]
pub fn WaveRules(wave: Signal<WaveDetail>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        wave.with(|wave| {
            let newest = wave.attempts.last();
            (wave.rules, wave.turn.clone(), newest.and_then(AttemptView::left_out), wave.tasks.clone())
        })
    });
    move || {
        let (rules, turn, excluded, tasks) = shown.get();
        view! { <FrameRulesPanel rules=rules turn=turn excluded=excluded title=title_of(tasks) /> }
    }
}

/// What a task is called: its line, and who leads it.
fn title_of(tasks: Vec<TaskRef>) -> Callback<String, AnyView> {
    Callback::new(move |code: String| {
        let Some(TaskRef { line, .. }) = tasks.iter().find(|task| task.code == code).cloned() else {
            return ().into_any();
        };
        let page = Page::Line(line.id.into_inner()).path();
        view! { <A href=page>{line.title}</A> " " <span class="soft small">{line.lead.name}</span> }
            .into_any()
    })
}

/// Before the freeze nobody knows how many doors there are.
#[component]
fn PlannedTasks(tasks: Vec<TaskRef>) -> impl IntoView {
    view! {
        <section>
            <h3>{t(LINES)}</h3>
            <ol class="numbered">
                {tasks
                    .into_iter()
                    .map(|task| {
                        view! {
                            <li>
                                <code>{task.code}</code>
                                " "
                                <A href=Page::Line(task.line.id.into_inner()).path()>{task.line.title}</A>
                                " "
                                <span class="soft">{task.line.lead.name}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

/// Doors opened against doors apart, and where to go from here.
#[component]
pub fn WaveResult(wave: Signal<WaveDetail>, figures: Query<Vec<AttemptFigures>>) -> impl IntoView {
    let drawn = Memo::new(move |_| {
        wave.with(|wave| {
            let found = wave.attempts.iter().find(|attempt| *attempt.status == AttemptStatus::Drawn)?;
            Some((wave.code.clone(), found.number, found.report.clone()?))
        })
    });
    let visits = Session::expect().may(Action::ReadVisits);
    move || {
        drawn.get().map(|(code, attempt, report)| {
            let public = Page::PublicDraw(code.clone()).path();
            view! {
                <section class="section stack">
                    <h2>{t(RESULT)}</h2>
                    <DoorsOpened report=report />
                    <Towns figures=figures />
                    <div class="acts no-print">
                        {visits.then(|| view! { <A href=Page::Visits.path() attr:class="button button-primary">{t(TO_VISITS)}</A> })}
                        <FileButton code=code attempt=attempt />
                        <A href=public attr:class="button">{t(PUBLIC_PAGE)}</A>
                    </div>
                </section>
            }
        })
    }
}

/// Where the drawn doors are, for those who may know.
#[component]
fn Towns(figures: Query<Vec<AttemptFigures>>) -> impl IntoView {
    move || {
        newest(figures).map(|figures| match figures.towns {
            Some(towns) => view! { <TownSquares towns=towns /> }.into_any(),
            None => view! { <Notice text=t(LIST_SEALED) /> }.into_any(),
        })
    }
}

/// Saves the file of a draw; a sealed one only for those who may read it.
#[component]
fn FileButton(code: String, attempt: i32) -> impl IntoView {
    let toasts = Toasts::of_app();
    let busy = RwSignal::new(false);
    let save = Callback::new(move |()| {
        let (address, name) =
            (format!("/public/draws/{code}/{attempt}/bundle.json"), format!("{code}-{attempt}.json"));
        busy.set(true);
        leptos::task::spawn_local(async move {
            match api::download(&address).await {
                Ok(bytes) => platform::download::save(&name, "application/json", &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    view! { <Button label=t(FILE) look=Look::Plain busy=busy on_press=save /> }
}
