//! Imports of subjects: a new one, the one that is looked at, earlier ones.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::job::JobStatus;

use super::import_new::NewImport;
use super::import_view::ImportView;
use super::import_words::*;
use super::imports_queries::imports;
use super::model::Tally;
use crate::api::{PagedQuery, use_paged};
use crate::components::{Badge, EmptyState, PageHead, PagedTable, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::job::JobView;

/// What a job's state means.
pub fn job_tone(status: JobStatus) -> Tone {
    match status {
        JobStatus::Waiting => Tone::Warn,
        JobStatus::Running => Tone::Active,
        JobStatus::Done => Tone::Good,
        JobStatus::Failed => Tone::Bad,
        JobStatus::Cancelled => Tone::Neutral,
    }
}

/// The page. Whoever comes back while an import runs sees it running.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let shown = Filter::of_address("job");
    let list = use_paged(|| (), |(), after| imports(after));
    let looked_at = Memo::new(move |_| Some(shown.get()).filter(|id| !id.is_empty()));
    // One that still runs is looked at, unless another was chosen.
    Effect::new(move |_| {
        let jobs = list.query.data().map(|page| page.items).unwrap_or_default();
        let running = jobs.into_iter().find(|job| !job.status.is_finished());
        if let (None, Some(job)) = (looked_at.get_untracked(), running) {
            shown.set(job.id.into_inner());
        }
    });
    let started = Callback::new(move |job: JobView| {
        shown.set(job.id.into_inner());
        list.query.reload();
    });
    view! {
        <PageHead title=t(PLACE_IMPORTS) note=t(IMPORTS_NOTE) />
        <NewImport on_started=started />
        {move || {
            looked_at
                .get()
                .map(|id| view! { <ImportView id=id on_end=Callback::new(move |()| list.query.reload()) /> })
        }}
        <Earlier list=list shown=looked_at />
    }
}

/// What a row of earlier imports needs to know beside the import.
#[derive(Clone, Copy)]
struct LookedAt(Memo<Option<String>>);

#[component]
fn Earlier(list: PagedQuery<JobView>, shown: Memo<Option<String>>) -> impl IntoView {
    provide_context(LookedAt(shown));
    let headings = vec![
        t(FILE).to_owned(),
        t(STARTED).to_owned(),
        t(STATUS).to_owned(),
        format!("#{}", t(ROWS_READ)),
        format!("#{}", t(INSERTED)),
        format!("#{}", t(UPDATED)),
        format!("#{}", t(UNCHANGED)),
        format!("#{}", t(REJECTED)),
    ];
    view! {
        <section class="section">
            <h2>{t(EARLIER)}</h2>
            <div class="as-cards">
                <PagedTable
                    list=list
                    caption=t(EARLIER)
                    headings=headings
                    key=|job| (job.id.clone(), job.status.0, job.done)
                    row=|job| view! { <JobLine job=job /> }
                    empty=|| view! { <EmptyState title=t(NO_IMPORTS) text=t(NO_IMPORTS_TEXT) /> }
                />
            </div>
        </section>
    }
}

#[component]
fn JobLine(job: JobView) -> impl IntoView {
    let LookedAt(shown) = expect_context();
    let tally = Tally::read(job.outcome.as_deref());
    let figure = move |name: Text, of: fn(&Tally) -> i64| {
        let value = tally.map_or_else(|| "—".to_owned(), |tally| number(of(&tally)));
        view! { <td class="number" data-label=t(name)>{value}</td> }
    };
    let address = format!("{}?job={}", Page::Imports.path(), job.id.inner());
    let id = job.id.into_inner();
    let current = move || shown.with(|shown| shown.as_deref() == Some(id.as_str()));
    let row_class = {
        let current = current.clone();
        move || current().then_some("row-strong")
    };
    view! {
        <tr class=row_class>
            <td class="card-title">
                <A href=address scroll=false>{job.title}</A>
                {move || current().then(|| view! { " " <span class="soft small">{t(SHOWN)}</span> })}
            </td>
            <td class="nowrap">{date_time(job.created_at)}</td>
            <td class="nowrap"><Badge text=job.status.label(lang()) tone=job_tone(*job.status) /></td>
            {figure(ROWS_READ, |tally| tally.rows)}
            {figure(INSERTED, |tally| tally.inserted)}
            {figure(UPDATED, |tally| tally.updated)}
            {figure(UNCHANGED, |tally| tally.unchanged)}
            {figure(REJECTED, |tally| tally.rejected)}
        </tr>
    }
}
