//! A new import: a file, how it is imported, its way to the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::registry::columns::headings;

use super::commands::{StartImportInput, start_subject_import};
use super::import_words::*;
use super::model::kilobytes;
use crate::api::{self, Act, ApiError};
use crate::components::{Button, Checkbox, FilePick, FormErrors, Look, Progress};
use crate::locales::*;
use crate::platform::{download, files::File};
use crate::state::job::JobView;

/// What the file dialog offers.
const ACCEPT: &str =
    ".csv,.xlsx,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The form.
#[component]
pub fn NewImport(
    /// Told the import that was queued.
    on_started: Callback<JobView>,
) -> impl IntoView {
    let file = RwSignal::new_local(None::<File>);
    let allow = RwSignal::new(false);
    let sent = RwSignal::new(None::<(i64, i64)>);
    let failed = RwSignal::new(None::<ApiError>);
    let act = Act::of_form();
    let is_sending = Signal::derive(move || sent.get().is_some() || act.busy.get());
    let start = Callback::new(move |()| {
        let Some(chosen) = file.get_untracked() else { return };
        if is_sending.get_untracked() {
            return;
        }
        failed.set(None);
        act.errors.set(Vec::new());
        sent.set(Some((0, kilobytes(chosen.size()))));
        spawn_local(async move {
            let told = move |done: f64, total: f64| {
                sent.try_set(Some((kilobytes(done), kilobytes(total))));
            };
            let stored = api::upload(&chosen, "TABLE", told).await;
            sent.try_set(None);
            let uploaded = match stored {
                Ok(uploaded) => uploaded,
                Err(error) => {
                    failed.try_set(Some(error));
                    return;
                }
            };
            let allow_invalid_codes = allow.try_get_untracked().unwrap_or(false);
            let input = StartImportInput { allow_invalid_codes, upload_id: uploaded.id.into() };
            act.run(start_subject_import(input), move |job| {
                act.say(t(QUEUED));
                file.try_set(None);
                allow.try_set(false);
                on_started.run(job);
            });
        });
    });
    view! {
        <section class="panel stack import-new">
            <h2>{t(NEW_IMPORT)}</h2>
            <FormErrors errors=act.errors />
            <FileChoice file=file disabled=is_sending on_chosen=Callback::new(move |()| failed.set(None)) />
            <div>
                <Checkbox label=t(ALLOW_INVALID) value=allow help=t(ALLOW_INVALID_HELP) />
            </div>
            {move || sent.get().map(|_| view! { <Upload sent=sent /> })}
            {move || failed.get().map(|error| view! { <UploadFailed error=error /> })}
            <div class="acts">
                <Button
                    label=t(START)
                    look=Look::Primary
                    busy=is_sending
                    disabled=Signal::derive(move || file.with(Option::is_none) && !is_sending.get())
                    on_press=start
                />
            </div>
            <FileRules />
        </section>
    }
}

#[component]
fn FileChoice(
    file: RwSignal<Option<File>, LocalStorage>,
    disabled: Signal<bool>,
    on_chosen: Callback<()>,
) -> impl IntoView {
    let chosen = move || {
        file.with(|file| {
            file.as_ref().map(|file| fill(CHOSEN, &[&file.name(), &number(kilobytes(file.size()))]))
        })
    };
    let label = Signal::derive(move || {
        t(if file.with(Option::is_some) { OTHER_FILE } else { CHOOSE_FILE }).to_owned()
    });
    let pick = Callback::new(move |picked: Vec<File>| {
        file.set(picked.into_iter().next());
        on_chosen.run(());
    });
    view! {
        <div class="import-file">
            <FilePick label=label accept=ACCEPT disabled=disabled on_files=pick />
            <p role="status">
                {move || chosen().map_or_else(|| view! { <span class="soft">{t(FILE_KINDS)}</span> }.into_any(), |text| view! { <strong>{text}</strong> }.into_any())}
            </p>
        </div>
    }
}

#[component]
fn Upload(sent: RwSignal<Option<(i64, i64)>>) -> impl IntoView {
    let done = Signal::derive(move || sent.get().map_or(0, |(done, _)| done));
    let total = Signal::derive(move || sent.get().map(|(_, total)| total));
    view! { <Progress label=t(UPLOADING) done=done total=total unit=t(KILOBYTES) /> }
}

/// Why a file was not taken, and what to do.
#[component]
fn UploadFailed(error: ApiError) -> impl IntoView {
    let hint = match &error {
        ApiError::Refused { code, .. } => advice(*code),
        ApiError::Offline | ApiError::Unexpected(_) => None,
    };
    view! {
        <div class="error-panel" role="alert">
            <p class="error-title">{t(ERROR_TITLE)}</p>
            <p>{error.words()}</p>
            {hint.map(|hint| view! { <p>{t(hint)}</p> })}
            <p class="soft">{t(FAILED_NOTHING)}</p>
        </div>
    }
}

/// What the file must have, as the reader of files knows it.
#[component]
fn FileRules() -> impl IntoView {
    let names = |wanted: bool| {
        headings()
            .filter(|(_, required)| *required == wanted)
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
            .join(comma())
    };
    let template = Callback::new(move |()| {
        let line = headings().map(|(name, _)| name).collect::<Vec<_>>().join(",");
        // With a byte-order mark, so that Excel reads it as what it is.
        download::save(t(TEMPLATE_NAME), "text/csv", format!("\u{feff}{line}\r\n").as_bytes());
    });
    view! {
        <details class="import-rules">
            <summary>{t(FILE_RULES)}</summary>
            <ul>
                <li>{t(FILE_RULES_1)}</li>
                <li>{t(FILE_RULES_2)} <strong lang=Lang::Zh.tag()>{names(true)}</strong></li>
                <li>{t(FILE_RULES_3)} <span lang=Lang::Zh.tag()>{names(false)}</span></li>
                <li>{t(FILE_RULES_4)}</li>
            </ul>
            <Button label=t(TEMPLATE) look=Look::Quiet on_press=template />
        </details>
    }
}
