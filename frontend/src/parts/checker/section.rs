//! The whole of it: choosing a file, following the check, reading what came of it.

use leptos::prelude::*;
use serde::Deserialize;
use shared::draw::Check;

use super::bench::{Bench, Busy, Running, Shown};
use super::byte::ByteTrial;
use super::model::{Expected, Published};
use super::steps::StepList;
use super::verdict::RecordView;
use super::words::*;
use crate::api::{self, ApiError, use_query};
use crate::components::{Button, ErrorPanel, FilePick, Look, Progress};
use crate::locales::*;
use crate::platform::files::{self, File};

#[derive(Deserialize)]
struct Keys {
    keys: Vec<String>,
}

/// The keys this portal signs with.
async fn keys() -> Result<Vec<String>, ApiError> {
    let bytes = api::download("/public/keys/draw.json").await?;
    serde_json::from_slice(&bytes)
        .map(|keys: Keys| keys.keys)
        .map_err(|error| ApiError::Unexpected(error.to_string()))
}

/// The file of an attempt that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    address: String,
    name: String,
}

/// Checks files on this device.
#[component]
pub fn Checker(
    /// What was published, as far as it is known.
    known: Signal<Option<Vec<Published>>>,
    /// The attempt the page is about.
    expected: Option<Expected>,
    /// Its file is open and can be fetched.
    open: bool,
) -> impl IntoView {
    let bench = Bench::new();
    let keys = use_query(|| (), |()| keys());
    let source = expected.as_ref().filter(|_| open).map(|expected| Source {
        address: format!("/public/draws/{}/{}/bundle.json", expected.wave, expected.attempt),
        name: format!("{}-{}.json", expected.wave, expected.attempt),
    });
    let expected = StoredValue::new(expected);
    view! {
        <div class="stack checker">
            <Choose bench=bench source=source />
            <div aria-live="polite">
                <Going bench=bench />
            </div>
            {move || match bench.shown.get() {
                Shown::Nothing => ().into_any(),
                Shown::Stopped => view! { <p class="notice" role="status">{t(STOPPED)}</p> }.into_any(),
                Shown::Failed(error) => view! { <ErrorPanel error=error /> }.into_any(),
                Shown::Broken(detail) => view! { <Broken title=t(BROKEN_TITLE) text=t(BROKEN_TEXT) detail=detail /> }.into_any(),
                Shown::Refused(refusal) => {
                    view! { <Broken title=t(UNREADABLE) text=refusal.label(lang()) detail=String::new() /> }.into_any()
                }
                Shown::Record(record) => {
                    let bytes = record.finding.bytes;
                    view! {
                        <RecordView record=*record known=known keys=keys expected=expected.get_value() />
                        {(bytes > 0).then(|| view! { <ByteTrial bench=bench bytes=bytes /> })}
                    }
                    .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Broken(title: &'static str, text: &'static str, detail: String) -> impl IntoView {
    view! {
        <div class="verdict verdict-bad" role="alert">
            <p class="verdict-word">{title}</p>
            <p>{text}</p>
            {(!detail.is_empty()).then(|| view! { <p class="soft small mono">{detail}</p> })}
        </div>
    }
}

/// Which file.
#[component]
fn Choose(bench: Bench, source: Option<Source>) -> impl IntoView {
    let busy = Memo::new(move |_| bench.busy.get() != Busy::No);
    let over = RwSignal::new(false);
    let take = move |chosen: Vec<File>| {
        if let (Some(file), false) = (chosen.into_iter().next(), busy.get_untracked()) {
            bench.check(file);
        }
    };
    view! {
        <div
            class="drop no-print"
            class:drop-over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                over.set(false);
                take(files::dropped(&event));
            }
        >
            <div class="acts">
                {source
                    .map(|source| {
                        let Source { address, name } = source.clone();
                        let fetch = move || bench.fetch(source.address.clone(), source.name.clone());
                        view! {
                            <Button
                                label=t(CHECK_NOW)
                                look=Look::Primary
                                busy=busy
                                on_press=Callback::new(move |()| fetch())
                            />
                            <a class="button" href=address download=name>{t(DOWNLOAD_FILE)}</a>
                        }
                    })}
                <FilePick
                    label=t(CHECK_FILE).to_owned()
                    accept=".json,application/json"
                    disabled=busy
                    on_files=Callback::new(take)
                />
                <span class="soft drop-word">{t(DROP_HERE)}</span>
            </div>
            <p class="soft small" role="status">
                {move || if bench.ready.get() { t(READY_OFFLINE) } else { t(GETTING_READY) }}
            </p>
        </div>
    }
}

/// How far it has come, with the steps that are over.
#[component]
fn Going(bench: Bench) -> impl IntoView {
    let label = Memo::new(move |_| match (bench.busy.get(), bench.running.get()) {
        (Busy::Fetching, _) => t(FETCHING).to_owned(),
        (_, Some(Running::Reading(bytes))) => {
            fill(READING, &[&number(i64::try_from(bytes).unwrap_or(i64::MAX))])
        }
        (_, Some(Running::Check(check, ..))) => fill(WORKING, &[check.label(lang())]),
        _ => t(GETTING_READY).to_owned(),
    });
    let counts = Memo::new(move |_| match bench.running.get() {
        Some(Running::Check(check, done, total)) => Some((check, done, total)),
        _ => None,
    });
    let unit = Memo::new(move |_| match counts.get() {
        Some((Check::Officers, ..)) => t(DEPARTMENTS_UNIT),
        _ => t(DOORS_UNIT),
    });
    let done = Signal::derive(move || counts.get().map_or(0, |(_, done, _)| done));
    let total = Signal::derive(move || counts.get().map(|(_, _, total)| total));
    let busy = Memo::new(move |_| bench.busy.get());
    move || match busy.get() {
        Busy::No => ().into_any(),
        now => view! {
            <div class="going no-print">
                {move || view! { <Progress label=label done=done total=total unit=unit.get() /> }}
                <Button label=t(STOP) on_press=Callback::new(move |()| bench.stop()) />
            </div>
            {(now == Busy::File)
                .then(|| {
                    view! {
                        <ol class="checks">
                            {move || view! { <StepList steps=bench.steps.get() /> }}
                        </ol>
                    }
                })}
        }
        .into_any(),
    }
}
