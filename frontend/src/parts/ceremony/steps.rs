//! The five steps of an attempt, and what each has put on record.

use leptos::prelude::*;
use shared::planning::{AttemptStatus, WaveStatus};

use super::data::AttemptView;
use super::model::Phase;
use super::words::*;
use crate::api::Instant;
use crate::components::{CopyButton, Step, StepState, Steps, Tone};
use crate::locales::*;

/// What the status of a wave means.
pub fn wave_tone(status: WaveStatus) -> Tone {
    match status {
        WaveStatus::Open => Tone::Active,
        WaveStatus::Drawn => Tone::Good,
        WaveStatus::Closed => Tone::Neutral,
    }
}

/// What the status of an attempt means.
pub fn attempt_tone(status: AttemptStatus) -> Tone {
    match status {
        AttemptStatus::Committing | AttemptStatus::Frozen | AttemptStatus::Beacon => Tone::Active,
        AttemptStatus::Drawn => Tone::Good,
        AttemptStatus::Void => Tone::Bad,
    }
}

/// The five steps with when and how much.
#[component]
pub fn CeremonySteps(
    /// The attempt.
    attempt: AttemptView,
) -> impl IntoView {
    let at = attempt.progress().phase();
    let void = *attempt.status == AttemptStatus::Void;
    let steps = Phase::ALL
        .into_iter()
        .map(|phase| Step {
            name: t(name(phase)).to_owned(),
            note: note(&attempt, phase),
            state: match at {
                Some(at) if phase == at && void => StepState::Failed,
                Some(at) if phase == at => StepState::Now,
                Some(at) if phase > at => StepState::Ahead,
                _ => StepState::Done,
            },
        })
        .collect();
    view! { <Steps steps=steps /> }
}

const fn name(phase: Phase) -> Text {
    match phase {
        Phase::Commit => STEP_COMMIT,
        Phase::Freeze => STEP_FREEZE,
        Phase::Beacon => STEP_BEACON,
        Phase::Reveal => STEP_REVEAL,
        Phase::Draw => STEP_DRAW,
    }
}

fn note(attempt: &AttemptView, phase: Phase) -> String {
    let progress = attempt.progress();
    let share = |count: usize| fill(OF_WITNESSES, &[&count.to_string(), &progress.witnesses.to_string()]);
    let time = |instant: Option<Instant>| instant.map(date_time);
    let parts: [Option<String>; 2] = match phase {
        Phase::Commit => {
            let all = progress.committed == progress.witnesses;
            let last = attempt.witnesses.iter().filter_map(|witness| witness.committed_at).max();
            [Some(share(progress.committed)), time(last.filter(|_| all))]
        }
        Phase::Freeze => [attempt.frame_size.map(doors), time(attempt.frozen_at)],
        Phase::Beacon => [None, time(attempt.beacon_at)],
        Phase::Reveal if progress.beacon => {
            let all = progress.revealed == progress.witnesses;
            let last = attempt.witnesses.iter().filter_map(|witness| witness.revealed_at).max();
            [Some(share(progress.revealed)), time(last.filter(|_| all))]
        }
        Phase::Reveal => [None, None],
        Phase::Draw => [attempt.report.as_ref().map(|report| doors(report.doors)), time(attempt.drawn_at)],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn doors(count: i32) -> String {
    fill(DOORS_COUNT, &[&number(i64::from(count))])
}

/// An entry of the ledger.
struct Entry {
    name: Text,
    value: String,
    /// A value to be compared letter by letter.
    exact: bool,
}

/// What the attempt has put on record, to be compared letter by letter.
#[component]
pub fn AttemptFacts(
    /// The attempt.
    attempt: AttemptView,
) -> impl IntoView {
    let exact = |name, value: Option<String>| value.map(|value| Entry { name, value, exact: true });
    let plain = |name, value: Option<String>| value.map(|value| Entry { name, value, exact: false });
    let sealed = *attempt.status == AttemptStatus::Drawn && attempt.seed.is_none();
    let entries = [
        plain(VOID_REASON, attempt.void_reason.clone()),
        plain(VOIDED_AT, attempt.voided_at.map(date_time)),
        exact(FRAME_ROOT, attempt.frame_root.clone()),
        plain(FRAME_SIZE, attempt.frame_size.map(doors)),
        exact(BEACON_TEXT, attempt.beacon.clone()),
        plain(REVEAL_BY, attempt.reveal_by.map(date_time)),
        exact(SEED, attempt.seed.clone()),
        plain(SEED, sealed.then(|| t(SEED_SEALED).to_owned())),
        exact(BUNDLE_HASH, attempt.bundle_hash.clone()),
    ];
    let entries: Vec<Entry> = entries.into_iter().flatten().collect();
    (!entries.is_empty()).then(|| {
        view! {
            <dl class="ledger">
                {entries
                    .into_iter()
                    .map(|entry| {
                        let copied = entry.exact.then(|| entry.value.clone());
                        view! {
                            <div>
                                <dt>{t(entry.name)}</dt>
                                <dd>
                                    <span class:hash=entry.exact>{entry.value}</span>
                                    {copied.map(|text| view! { <CopyButton text=text what=t(entry.name) /> })}
                                </dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        }
    })
}
