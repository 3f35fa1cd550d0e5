//! The hall's screen: one scene at a time, large enough for the last row, and a small bar to turn.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::AttemptStatus;

use super::follow::follow;
use super::model::{Offset, Scene, Stage};
use super::queries::{HallWave, figures, hall};
use super::result_scenes::{DepartmentScene, DoorsScene, RecordScene, departments};
use super::scenes::{
    BeaconScene, CommitScene, CountdownScene, DrawScene, FrameScene, PlanScene, RevealScene, VoidScene,
};
use super::show::Show;
use super::words::*;
use crate::api::{Load, Query, use_query};
use crate::components::{EmptyState, loaded_live};
use crate::locales::*;
use crate::parts::ceremony::AttemptView;
use crate::platform;
use crate::routes::Page;

/// What scenes are given. A copy of signals.
#[derive(Clone, Copy)]
pub struct Given {
    /// The draw.
    pub wave: Memo<Option<HallWave>>,
    /// Tasks and ledger, asked for anew at every step.
    pub figures: Query<Option<super::queries::Figures>>,
    /// The screen.
    pub show: Show,
    /// How wrong the device's clock is.
    pub offset: RwSignal<Offset>,
}

impl Given {
    /// The newest attempt.
    pub fn attempt(self) -> Option<AttemptView> {
        self.wave.with(|wave| wave.as_ref()?.attempts.last().cloned())
    }
}

/// The hall's screen of a draw.
#[component]
pub fn HallPage(code: String) -> impl IntoView {
    platform::set_title(t(HALL));
    let key = StoredValue::new(code);
    let offset = RwSignal::new(Offset { millis: 0, took: i64::MAX / 4 });
    let query = use_query(
        move || key.get_value(),
        move |code| async move {
            let (wave, measured) = hall(code).await?;
            offset.try_set(measured);
            Ok(wave)
        },
    );
    follow(key, query, offset);
    view! {
        <div class="hall">
            {loaded_live(query, 8, move |found| {
                let there = Memo::new(move |_| found.with(Option::is_some));
                (move || {
                    if there.get() {
                        view! { <Stagehand query=query code=key offset=offset /> }.into_any()
                    } else {
                        view! {
                            <h1 class="hall-title">{t(NO_WAVE)}</h1>
                            <EmptyState title=t(NO_WAVE)>
                                <A href=Page::PublicDraws.path() attr:class="button">{t(TO_PUBLIC)}</A>
                            </EmptyState>
                        }
                        .into_any()
                    }
                })
                    .into_any()
            })}
        </div>
    }
}

fn stage_of(wave: &HallWave) -> Stage {
    let departments = departments(wave).len();
    let nothing = Stage {
        status: AttemptStatus::Committing,
        frozen: false,
        beacon: false,
        committed: false,
        revealed: false,
        departments,
    };
    let Some(attempt) = wave.attempts.last() else { return nothing };
    let progress = attempt.progress();
    Stage {
        status: *attempt.status,
        frozen: progress.frozen,
        beacon: progress.beacon,
        committed: progress.committed > 0,
        revealed: progress.beacon && progress.revealed == progress.witnesses,
        departments,
    }
}

#[component]
fn Stagehand(
    query: Query<Option<HallWave>>,
    code: StoredValue<String>,
    offset: RwSignal<Offset>,
) -> impl IntoView {
    let wave = Memo::new(move |_| {
        query.state.with(|state| match state {
            Load::Ready(wave) => wave.clone(),
            Load::Loading | Load::Failed(_) => None,
        })
    });
    let stage = Memo::new(move |before: Option<&Stage>| {
        let now = wave.with(|wave| wave.as_ref().map(stage_of));
        now.or(before.copied()).unwrap_or(Stage {
            status: AttemptStatus::Committing,
            frozen: false,
            beacon: false,
            committed: false,
            revealed: false,
            departments: 0,
        })
    });
    let step = Memo::new(move |_| {
        let attempts = wave.with(|wave| wave.as_ref().map_or(0, |wave| wave.attempts.len()));
        (attempts, stage.get().status)
    });
    let figures = use_query(
        move || step.get(),
        move |_| async move {
            match code.try_get_value() {
                Some(code) => figures(code).await,
                None => Ok(None),
            }
        },
    );
    let given = Given { wave, figures, show: Show::new(stage, offset), offset };
    view! {
        <Head given=given />
        <section class="hall-scene" aria-live="polite">
            {move || scene(given, given.show.shown.get())}
        </section>
        <Turning show=given.show code=code />
    }
}

fn scene(given: Given, scene: Scene) -> AnyView {
    match scene {
        Scene::Plan => view! { <PlanScene given=given /> }.into_any(),
        Scene::Commit => view! { <CommitScene given=given /> }.into_any(),
        Scene::Frame => view! { <FrameScene given=given /> }.into_any(),
        Scene::Countdown => view! { <CountdownScene given=given /> }.into_any(),
        Scene::Beacon => view! { <BeaconScene given=given /> }.into_any(),
        Scene::Reveal => view! { <RevealScene given=given /> }.into_any(),
        Scene::Draw => view! { <DrawScene given=given /> }.into_any(),
        Scene::Department(index) => view! { <DepartmentScene given=given index=index /> }.into_any(),
        Scene::Doors => view! { <DoorsScene given=given /> }.into_any(),
        Scene::Record => view! { <RecordScene given=given /> }.into_any(),
        Scene::Void => view! { <VoidScene given=given /> }.into_any(),
    }
}

/// Which draw this is, which attempt, what came to nothing before, and whether the ledger holds.
#[component]
fn Head(given: Given) -> impl IntoView {
    let title = move || given.wave.with(|wave| wave.as_ref().map(|wave| wave.title.clone()));
    let number = move || given.attempt().map(|attempt| fill(NTH, &[&attempt.number.to_string()]));
    let broken = move || given.figures.data().flatten().and_then(|figures| figures.ledger.fault);
    let void_before = move || {
        given.wave.with(|wave| {
            let earlier = wave
                .as_ref()
                .and_then(|wave| wave.attempts.split_last())
                .map(|(_, earlier)| earlier.to_vec());
            earlier.unwrap_or_default()
        })
    };
    view! {
        <header class="hall-head">
            <h1 class="hall-title">{title}</h1>
            <p class="hall-attempt">{number}</p>
        </header>
        {move || broken().map(|fault| view! { <p class="hall-broken" role="alert">{fill(LEDGER_BROKEN, &[&fault])}</p> })}
        {move || {
            void_before()
                .into_iter()
                .map(|attempt| {
                    let reason = attempt.void_reason.unwrap_or_default();
                    view! { <p class="hall-before">{fill(VOID_BEFORE, &[&attempt.number.to_string(), &reason])}</p> }
                })
                .collect_view()
        }}
    }
}

/// Back, on, stay or follow.
#[component]
fn Turning(show: Show, code: StoredValue<String>) -> impl IntoView {
    let place = move || {
        let scenes = show.stage.get().scenes();
        let at = scenes.iter().position(|scene| *scene == show.shown.get()).map_or(scenes.len(), |at| at + 1);
        fill(SCENE_OF, &[&at.to_string(), &scenes.len().to_string()])
    };
    let held = move || show.held.get();
    view! {
        <footer class="hall-bar no-print">
            <A href=Page::PublicDraw(code.get_value()).path() attr:class="button">{t(TO_PUBLIC)}</A>
            <span class="hall-keys">{t(KEYS)}</span>
            <button type="button" class="button" on:click=move |_| show.turn(false)>{t(EARLIER)}</button>
            <span class="hall-place">{place}</span>
            <button type="button" class="button" on:click=move |_| show.turn(true)>{t(LATER)}</button>
            <button type="button" class="button" aria-pressed=move || held().to_string() on:click=move |_| show.hold(!show.held.get_untracked())>
                {move || if held() { t(FOLLOW) } else { t(HOLD) }}
            </button>
        </footer>
    }
}
