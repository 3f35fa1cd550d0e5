//! The scenes up to the draw, and the one of an attempt that came to nothing.

use chrono::DateTime;
use leptos::prelude::*;
use shared::job::JobKind;
use shared::planning::unusual;

use super::hall_page::Given;
use super::model::{clock, groups};
use super::result_scenes::departments;
use super::words::*;
use crate::components::QrCode;
use crate::locales::*;
use crate::parts::ceremony::{TurnView, WitnessView, left_out};
use crate::platform;
use crate::routes::Page;

/// The heading of a scene and a sentence on what it means.
#[component]
pub fn Heading(title: Text, #[prop(optional)] text: Option<Text>) -> impl IntoView {
    view! {
        <h2 class="hall-heading">{t(title)}</h2>
        {text.map(|text| view! { <p class="hall-text">{t(text)}</p> })}
    }
}

/// A hash in groups, to be read aloud.
#[component]
pub fn Groups(hex: String) -> impl IntoView {
    view! {
        <p class="hall-hash">{groups(&hex).into_iter().map(|group| view! { <span>{group}</span> " " }).collect_view()}</p>
    }
}

/// Seconds until an instant, by the server's clock.
fn left(given: Given, until: crate::api::Instant) -> i64 {
    // The second that has begun counts.
    (until.0.timestamp_millis() - given.show.now.get() + 999).div_euclid(1000)
}

/// Plan and quotas.
#[component]
pub fn PlanScene(given: Given) -> impl IntoView {
    let rows = move || {
        let figures = given.figures.data().flatten();
        let excluded = given.attempt().map(|attempt| attempt.excluded).unwrap_or_default();
        given.wave.get().map(|wave| wave.tasks).unwrap_or_default().into_iter().map(move |task| {
            let (doors, quota) = figures.as_ref().map_or((0, 0), |figures| figures.of(&task.code));
            let share = (doors > 0).then(|| fill(QUOTA_OF, &[&number(doors), &number(quota)]));
            let out = left_out(&excluded, &task.code);
            let out = (out > 0).then(|| fill(LEFT_OUT, &[&number(out)]));
            let names: Vec<String> = task.line.departments.into_iter().map(|one| one.name).collect();
            view! {
                <li>
                    <strong>{task.line.title}</strong>
                    <span class="hall-note">{names.join(comma())}</span>
                    <span class="hall-count">{share}</span>
                    {out.map(|words| view! { <span class="hall-note">{words}</span> })}
                </li>
            }
        })
    };
    let rules = move || {
        given.wave.with(|wave| {
            let wave = wave.as_ref()?;
            let asked = wave.rules.map(|rules| rules.words()).unwrap_or_default();
            let words: Vec<String> =
                asked.into_iter().chain(wave.turn.as_ref().map(TurnView::words)).collect();
            (!words.is_empty()).then_some(words)
        })
    };
    let size = move || {
        given.wave.with(|wave| {
            let wave = wave.as_ref()?;
            let tasks = fill(TASKS_COUNT, &[&wave.tasks.len().to_string()]);
            let of = fill(DEPARTMENTS_COUNT, &[&departments(wave).len().to_string()]);
            Some(format!("{tasks} · {of} · {}", wave.code))
        })
    };
    let early = move || given.attempt().is_none_or(|attempt| attempt.frame_root.is_none());
    view! {
        <Heading title=SCENE_PLAN />
        <p class="hall-text">{size}</p>
        <ul class="hall-tasks">{move || rows().collect_view()}</ul>
        {move || rules().map(|words| view! {
            <ul class="hall-note hall-rules">{words.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        })}
        {move || early().then(|| view! { <p class="hall-note">{t(BEFORE_FREEZE)}</p> })}
        <FollowAlong given=given />
    }
}

/// The public address of this screen, for phones in the hall.
#[component]
fn FollowAlong(given: Given) -> impl IntoView {
    let address = move || {
        let code = given.wave.with(|wave| wave.as_ref().map(|wave| wave.code.clone()).unwrap_or_default());
        format!("{}{}", platform::origin(), Page::Hall(code).path())
    };
    view! {
        <div class="hall-along">
            {move || view! { <QrCode text=address() label=t(SCAN) /> }}
            <p class="hall-note">{t(SCAN)}<br /><span class="hall-address">{address}</span></p>
        </div>
    }
}

/// A witness with a mark: what they have done.
fn seat(witness: WitnessView, done: bool, mark: Text) -> impl IntoView {
    view! {
        <li class:hall-done=done>
            <span class="hall-mark" aria-hidden="true">{if done { "✓" } else { "…" }}</span>
            <strong>{witness.name}</strong>
            <span class="hall-note">{witness.organisation}" · "{witness.kind.label(lang())}</span>
            <span class="hall-count">{t(mark)}</span>
        </li>
    }
}

/// Witnesses commit.
#[component]
pub fn CommitScene(given: Given) -> impl IntoView {
    let freezing = move || {
        given.wave.with(|wave| wave.as_ref().and_then(|wave| wave.working.as_deref().copied()))
            == Some(JobKind::FreezeFrame)
    };
    let seats = move || {
        let witnesses = given.attempt().map(|attempt| attempt.witnesses).unwrap_or_default();
        witnesses.into_iter().map(|witness| {
            let done = witness.committed_at.is_some();
            let mark = match (done, witness.opened_at.is_some()) {
                (true, _) => COMMITTED,
                (false, true) => OPENED,
                (false, false) => NOT_YET,
            };
            seat(witness, done, mark)
        })
    };
    view! {
        <Heading title=SCENE_COMMIT text=COMMIT_TEXT />
        <ul class="hall-seats">{move || seats().collect_view()}</ul>
        {move || freezing().then(|| view! { <p class="hall-text">{t(FREEZING)}</p> })}
        <FollowAlong given=given />
    }
}

/// The frame's root and how many doors it has.
#[component]
pub fn FrameScene(given: Given) -> impl IntoView {
    let size =
        move || given.attempt().and_then(|attempt| attempt.frame_size).map(|size| number(i64::from(size)));
    let root = move || given.attempt().and_then(|attempt| attempt.frame_root).unwrap_or_default();
    view! {
        <Heading title=SCENE_FRAME text=FRAME_TEXT />
        <p class="hall-number">{size} <span class="hall-unit">{t(DOORS_IN_FRAME)}</span></p>
        {move || view! { <Groups hex=root() /> }}
    }
}

/// Until the event that nobody can foresee.
#[component]
pub fn CountdownScene(given: Given) -> impl IntoView {
    let event = move || given.wave.with(|wave| wave.as_ref().map(|wave| wave.beacon_event.clone()));
    let due = move || given.wave.with(|wave| wave.as_ref().and_then(|wave| wave.beacon_due_at));
    let waiting = move || given.attempt().is_some_and(|attempt| attempt.beacon.is_none());
    let shown = move || {
        let seconds = left(given, due()?);
        Some(if seconds > 0 { clock(seconds) } else { t(DUE).to_owned() })
    };
    let planned = move || match due() {
        Some(due) => fill(PLANNED_AT, &[&date_time(due)]),
        None => t(NOT_PLANNED).to_owned(),
    };
    view! {
        <Heading title=SCENE_COUNTDOWN text=COUNTDOWN_TEXT />
        <p class="hall-event">{event}</p>
        {move || waiting().then(|| view! { <p class="hall-number" role="timer" aria-live="off">{shown}</p> })}
        <p class="hall-text">{planned}</p>
        <ServerTime given=given />
    }
}

/// The server's time, and by how much this device is off.
#[component]
fn ServerTime(given: Given) -> impl IntoView {
    let time = move || {
        let beijing = DateTime::from_timestamp(given.show.now.get().div_euclid(1000) + 8 * 3600, 0);
        let time = beijing.map(|at| clock_of(at.time())).unwrap_or_default();
        fill(SERVER_TIME, &[&time])
    };
    let off = move || {
        let seconds = given.offset.get().millis.abs() / 1000;
        (seconds > 2).then(|| fill(DEVICE_OFF, &[&number(seconds)]))
    };
    view! {
        <p class="hall-note" aria-live="off">{time}</p>
        {move || off().map(|words| view! { <p class="hall-note hall-warn">{words}</p> })}
    }
}

fn clock_of(time: chrono::NaiveTime) -> String {
    use chrono::Timelike;
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// What was announced, letter by letter.
#[component]
pub fn BeaconScene(given: Given) -> impl IntoView {
    let text = Memo::new(move |_| given.attempt().and_then(|attempt| attempt.beacon).unwrap_or_default());
    let event = move || given.wave.with(|wave| wave.as_ref().map(|wave| wave.beacon_event.clone()));
    let at = move || given.attempt().and_then(|attempt| attempt.beacon_at).map(date_time);
    view! {
        <Heading title=SCENE_BEACON text=BEACON_TEXT />
        <p class="hall-event">{event}</p>
        <p class="hall-beacon"><bdi>{move || text.get()}</bdi></p>
        {move || {
            let points = unusual(&text.get());
            (!points.is_empty()).then(|| view! {
                <div class="hall-note">
                    <p>{t(CODE_POINTS)}</p>
                    <p class="hall-points">
                        {points.into_iter().map(|(shown, point)| view! { <span><bdi>{shown.to_string()}</bdi><small>{point}</small></span> }).collect_view()}
                    </p>
                </div>
            })
        }}
        <p class="hall-note">{at}</p>
    }
}

/// Witnesses reveal, in the time they have.
#[component]
pub fn RevealScene(given: Given) -> impl IntoView {
    let seats = move || {
        let witnesses = given.attempt().map(|attempt| attempt.witnesses).unwrap_or_default();
        witnesses.into_iter().map(|witness| {
            let done = witness.revealed_at.is_some();
            seat(witness, done, if done { REVEALED } else { NOT_YET })
        })
    };
    let time = move || {
        let attempt = given.attempt()?;
        let all = attempt.witnesses.iter().all(|witness| witness.revealed_at.is_some());
        let by = attempt.reveal_by.filter(|_| !all)?;
        let seconds = left(given, by);
        Some(if seconds > 0 { fill(REVEAL_LEFT, &[&clock(seconds)]) } else { t(REVEAL_OVER).to_owned() })
    };
    view! {
        <Heading title=SCENE_REVEAL text=REVEAL_TEXT />
        <ul class="hall-seats">{move || seats().collect_view()}</ul>
        <p class="hall-text" aria-live="off">{time}</p>
    }
}

/// The draw is running, or has run.
#[component]
pub fn DrawScene(given: Given) -> impl IntoView {
    let words = move || {
        let drawn = given.attempt().is_some_and(|attempt| attempt.drawn_at.is_some());
        let working = given.wave.with(|wave| wave.as_ref().and_then(|wave| wave.working.as_deref().copied()));
        match (drawn, working) {
            (true, _) => t(DREW),
            (false, Some(JobKind::RunDraw)) => t(RUNNING),
            (false, _) => t(READY),
        }
    };
    view! {
        <Heading title=SCENE_DRAW text=DRAW_TEXT />
        <p class="hall-number hall-words">{words}</p>
    }
}

/// An attempt that came to nothing, and why.
#[component]
pub fn VoidScene(given: Given) -> impl IntoView {
    let reason = move || given.attempt().and_then(|attempt| attempt.void_reason);
    let at = move || {
        given.attempt().and_then(|attempt| attempt.voided_at).map(|at| fill(VOID_AT, &[&date_time(at)]))
    };
    view! {
        <div class="hall-void">
            <Heading title=SCENE_VOID />
            <p class="hall-reason">{reason}</p>
            <p class="hall-text">{at}</p>
            <p class="hall-text">{t(VOID_TEXT)}</p>
        </div>
    }
}
