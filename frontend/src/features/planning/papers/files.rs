//! Files of a plan, with those that were replaced.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::Action;
use shared::planning::{PlanFileKind, PlanStatus};

use super::attach::Attach;
use super::queries::{PlanFile, PlanPapers};
use super::words::*;
use crate::api::{self, Query};
use crate::components::{Badge, Button, EmptyState, Notice, Table, Tone};
use crate::locales::*;
use crate::platform::download;
use crate::state::session::Session;
use crate::state::toasts::Toasts;

/// The table, and the form for the office. The form stands beside what changes: nothing typed is lost.
#[component]
pub fn FilesSection(plan: Signal<PlanPapers>, query: Query<PlanPapers>) -> impl IntoView {
    let is_minutes = |file: &PlanFile| *file.kind == PlanFileKind::Minutes && file.replaced_at.is_none();
    let has_minutes = Memo::new(move |_| plan.with(|plan| plan.files.iter().any(is_minutes)));
    let may = Session::expect().may(Action::KeepPlanFiles);
    let open = Memo::new(move |_| may && plan.with(|plan| *plan.status != PlanStatus::Amended));
    let files = Memo::new(move |_| plan.with(|plan| plan.files.clone()));
    view! {
        <section class="section stack">
            <h2>{t(FILES)}</h2>
            <p class="soft">{t(FILES_NOTE)}</p>
            {move || (!has_minutes.get()).then(|| view! { <Notice text=t(NO_MINUTES) /> })}
            {move || match files.get() {
                none if none.is_empty() => view! { <EmptyState title=t(NO_FILES) text=t(NO_FILES_TEXT) /> }.into_any(),
                files => view! { <FilesTable files=files /> }.into_any(),
            }}
            {move || open.get().then(|| view! { <Attach plan=plan.with_untracked(|plan| plan.id.clone()) query=query /> })}
        </section>
    }
}

#[component]
fn FilesTable(files: Vec<PlanFile>) -> impl IntoView {
    let headings =
        [t(FILE_KIND), t(FILE_NAME), t(SIZE), t(HASH), t(ADDED), t(FILE_STATE)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(FILES) headings=headings>
                {files
                    .into_iter()
                    .map(|file| {
                        let state = match file.replaced_at {
                            None => (t(CURRENT).to_owned(), Tone::Good),
                            Some(at) => (fill(REPLACED, &[&date_time(at)]), Tone::Neutral),
                        };
                        let note = file.note.clone();
                        view! {
                            <tr>
                                <td data-label=t(FILE_KIND)>{file.kind.label(lang())}</td>
                                <td data-label=t(FILE_NAME)>
                                    {file.name.clone()}
                                    <Fetch file=file.clone() />
                                    {(!note.is_empty()).then(|| view! { <p class="soft small">{note}</p> })}
                                </td>
                                <td class="nowrap" data-label=t(SIZE)>{size(file.bytes)}</td>
                                <td data-label=t(HASH)><code class="hash">{file.sha256}</code></td>
                                <td data-label=t(ADDED)>
                                    {file.added_by.unwrap_or_default()}
                                    <p class="soft small">{date_time(file.added_at)}</p>
                                </td>
                                <td data-label=t(FILE_STATE)><Badge text=state.0 tone=state.1 /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// Fetches a file for whoever may see it.
#[component]
fn Fetch(file: PlanFile) -> impl IntoView {
    let (busy, toasts) = (RwSignal::new(false), Toasts::of_app());
    let file = StoredValue::new(file);
    let press = Callback::new(move |()| {
        busy.set(true);
        let file = file.get_value();
        spawn_local(async move {
            match api::download(&format!("/api/uploads/{}", file.upload_id.inner())).await {
                Ok(bytes) => download::save(&file.name, &file.media_type, &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    view! { <Button label=t(FETCH) busy=busy on_press=press /> }
}

/// `1.2 MB`
fn size(bytes: i32) -> String {
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(
            (size(12), size(34_567), size(1_250_000)),
            ("12 B".into(), "34 KB".into(), "1.2 MB".into())
        );
    }
}
