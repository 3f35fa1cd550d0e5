//! Parts that several pages of the field show.

use chrono::DateTime;
use leptos::prelude::*;
use shared::registry::RiskClass;
use shared::visit::{ResultCode, VisitStatus};

use super::doors::{Doors, Wanted};
use super::model::Mark;
use super::outbox::Outbox;
use super::words::*;
use crate::api::ApiError;
use crate::components::{Badge, ErrorPanel, Notice, Skeleton, Tone};
use crate::locales::*;

/// What the status of a visit means.
pub fn visit_tone(status: VisitStatus) -> Tone {
    match status {
        VisitStatus::Planned => Tone::Warn,
        VisitStatus::Approved => Tone::Neutral,
        VisitStatus::CheckedIn => Tone::Active,
        VisitStatus::Completed => Tone::Good,
        VisitStatus::NotPossible => Tone::Bad,
    }
}

/// What a result means.
pub fn result_tone(code: ResultCode) -> Tone {
    if code.is_problem() { Tone::Bad } else { Tone::Good }
}

/// What a risk class means.
pub fn risk_tone(class: RiskClass) -> Tone {
    match class {
        RiskClass::A => Tone::Good,
        RiskClass::B => Tone::Neutral,
        RiskClass::C => Tone::Warn,
        RiskClass::D => Tone::Bad,
    }
}

/// What people call a door with so many subjects beside the first: `某某公司 等 4 户`.
pub fn door_and_more(more: usize) -> String {
    if more == 0 { String::new() } else { fill(AND_MORE, &[&(more + 1).to_string(), &more.to_string()]) }
}

/// A time of the device as people read it.
pub fn device_time(millis: u64) -> String {
    let millis = i64::try_from(millis).unwrap_or_default();
    DateTime::from_timestamp_millis(millis).map(date_time).unwrap_or_default()
}

/// What has become of something that was entered, in a word.
#[component]
pub fn MarkBadge(
    /// What has become of it.
    mark: Mark,
) -> impl IntoView {
    let (text, tone) = match mark {
        Mark::Saved => (SAVED, Tone::Good),
        Mark::Unsent => (MARK_UNSENT, Tone::Warn),
        Mark::Refused(_) => (MARK_REFUSED, Tone::Bad),
    };
    view! { <Badge text=t(text) tone=tone /> }
}

/// Why the server refused something, in its words.
#[component]
pub fn RefusedWords(
    /// What has become of it.
    mark: Mark,
) -> impl IntoView {
    match mark {
        Mark::Refused(words) => Some(view! { <p class="form-error">{words}</p> }),
        Mark::Saved | Mark::Unsent => None,
    }
}

/// Tries again, what did not work, as soon as there is a network.
pub fn retry_when_online(failed: impl Fn() -> bool + 'static, retry: Callback<()>) {
    let outbox = Outbox::expect();
    Effect::new(move |before: Option<bool>| {
        let online = outbox.online.get();
        if online && before == Some(false) && failed() {
            retry.run(());
        }
        online
    });
}

/// Shows what is known, says since when if it could not be asked for anew; until something is known, where
/// it will be, or why it is not there. `show` is built once.
pub fn cached(wanted: Wanted, retry: Callback<()>, show: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let doors = Doors::expect();
    let state = Memo::new(move |_| doors.freshness(&wanted));
    retry_when_online(move || state.with_untracked(|state| state.error.is_some()), retry);
    let known = Memo::new(move |_| state.with(|state| state.known));
    let stale = move || {
        let state = state.get();
        let error = state.error.filter(|_| state.known)?;
        let at = device_time(state.at);
        let words = match error {
            ApiError::Offline => fill(STALE_OFFLINE, &[&at]),
            error => fill(STALE_SINCE, &[&error.words(), &at]),
        };
        Some(view! { <Notice text=words /> })
    };
    view! {
        {move || stale()}
        {move || {
            if known.get() {
                return show();
            }
            match state.with(|state| state.error.clone()) {
                Some(error) => view! { <ErrorPanel error=error on_retry=retry /> }.into_any(),
                None => view! { <Skeleton lines=6 /> }.into_any(),
            }
        }}
    }
    .into_any()
}
