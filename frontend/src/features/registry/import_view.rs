//! One import: how far it has come, what it has done, what was wrong.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::job::JobStatus;

use super::import_problems::Problems;
use super::import_words::*;
use super::imports_page::job_tone;
use super::model::Tally;
use crate::api::{Act, use_query};
use crate::components::{Ask, Badge, Button, Look, Progress, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::job::{JobStepInput, JobView, cancel_job, follow, job};

/// The import, followed until it has ended.
#[component]
pub fn ImportView(
    /// Which.
    id: String,
    /// It has ended.
    on_end: Callback<()>,
) -> impl IntoView {
    let id = cynic::Id::new(id);
    let key = StoredValue::new(id.clone());
    let query = use_query(move || key.get_value(), job);
    // Told by every event, but changed only at the end: a page follows for as long as its effect stands.
    let runs = Memo::new(move |_| query.data().is_some_and(|job| !job.status.is_finished()));
    Effect::new(move |_| {
        if runs.get() {
            follow(key.get_value(), move |job| {
                let over = job.status.is_finished();
                query.set(job);
                if over {
                    on_end.run(());
                }
            });
        }
    });
    let job = Signal::derive(move || query.data());
    let problems = Memo::new(move |_| job.get().map_or(0, |job| job.problem_count));
    let is_here = Memo::new(move |_| job.with(Option::is_some));
    view! {
        <section class="section panel stack" id="import">
            {move || {
                if is_here.get() {
                    view! { <ImportBody job=job /> }.into_any()
                } else {
                    loaded_or(query, 4, |_| ()).into_any()
                }
            }}
            {move || (is_here.get() && problems.get() > 0).then(|| view! { <Problems id=key.get_value() count=problems /> })}
        </section>
    }
}

#[component]
fn ImportBody(job: Signal<Option<JobView>>) -> impl IntoView {
    let status = Memo::new(move |_| job.get().map_or(JobStatus::Waiting, |job| *job.status));
    let title = move || fill(RESULT_OF, &[&job.get().map(|job| job.title).unwrap_or_default()]);
    let tally = Memo::new(move |_| job.get().and_then(|job| Tally::read(job.outcome.as_deref())));
    view! {
        <div class="page-title">
            <h2>{title}</h2>
            {move || view! { <Badge text=status.get().label(lang()) tone=job_tone(status.get()) /> }}
        </div>
        {move || match status.get() {
            JobStatus::Waiting | JobStatus::Running => view! { <Running job=job /> }.into_any(),
            JobStatus::Failed => view! { <Failed job=job tally=tally /> }.into_any(),
            JobStatus::Cancelled => view! { <p>{t(CANCELLED_TEXT)} {t(STOP_TEXT)}</p> }.into_any(),
            JobStatus::Done => ().into_any(),
        }}
        {move || tally.get().map(|tally| view! { <Figures tally=tally /> })}
        {move || (status.get() == JobStatus::Done).then(|| view! { <Next tally=tally /> })}
    }
}

/// Progress with counts, and the way to stop.
#[component]
fn Running(job: Signal<Option<JobView>>) -> impl IntoView {
    let label = Signal::derive(move || {
        job.with(|job| match job {
            Some(job) if job.cancel_requested => t(STOPPING).to_owned(),
            Some(job) if *job.status == JobStatus::Waiting => t(WAITING).to_owned(),
            Some(job) if job.total.is_none() => t(READING).to_owned(),
            _ => t(CHECKED).to_owned(),
        })
    });
    let done = Signal::derive(move || job.with(|job| job.as_ref().map_or(0, |job| i64::from(job.done))));
    let total = Signal::derive(move || job.with(|job| job.as_ref().and_then(|job| job.total).map(i64::from)));
    let (asking, act) = (RwSignal::new(false), Act::of_button());
    let stopping =
        Signal::derive(move || job.with(|job| job.as_ref().is_some_and(|job| job.cancel_requested)));
    let stop = Callback::new(move |()| {
        let Some(id) = job.get_untracked().map(|job| job.id) else { return };
        act.run(cancel_job(JobStepInput { id }), move |_| {
            asking.try_set(false);
        });
    });
    view! {
        <Progress label=label done=done total=total unit=t(ROWS) />
        <p class="soft small">{t(LEAVE)}</p>
        <div class="acts">
            <Button
                label=t(STOP)
                look=Look::Danger
                disabled=stopping
                on_press=Callback::new(move |()| asking.set(true))
            />
        </div>
        <Ask title=t(STOP) text=t(STOP_TEXT) act=t(STOP) look=Look::Danger open=asking busy=act.busy on_confirm=stop />
    }
}

/// What happened, what is safe, what to do.
#[component]
fn Failed(job: Signal<Option<JobView>>, tally: Memo<Option<Tally>>) -> impl IntoView {
    move || {
        job.get().map(|job| {
            let code = job.error_code.map(|code| code.0);
            let words = code.map_or(t(ERROR_SERVER), |code| code.label(lang()));
            let detail = job.error_detail.filter(|detail| !detail.is_empty());
            let safe = match tally.get() {
                Some(tally) if tally.rows > 0 => fill(FAILED_SAFE, &[&number(tally.rows - tally.rejected)]),
                _ => t(FAILED_NOTHING).to_owned(),
            };
            view! {
                <div class="error-panel" role="alert">
                    <p class="error-title">{t(FAILED_TITLE)}</p>
                    <p>{words} {detail.map(|detail| format!("{}{detail}", colon()))}</p>
                    {code.and_then(advice).map(|hint| view! { <p>{t(hint)}</p> })}
                    <p class="soft">{safe}</p>
                </div>
            }
        })
    }
}

#[component]
fn Figures(tally: Tally) -> impl IntoView {
    let figures = [
        (ROWS_READ, tally.rows),
        (INSERTED, tally.inserted),
        (UPDATED, tally.updated),
        (UNCHANGED, tally.unchanged),
        (REJECTED, tally.rejected),
        (MARKED, tally.marked),
        (OUTSIDE, tally.outside),
        (NEW_DOORS, tally.sites),
    ];
    view! {
        <ul class="figures import-figures">
            {figures
                .map(|(name, value)| {
                    view! {
                        <li class="figure">
                            <span class="figure-value">{number(value)}</span>
                            <span class="figure-name">{t(name)}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// Where to look next.
#[component]
fn Next(tally: Memo<Option<Tally>>) -> impl IntoView {
    let to = |query: &str| format!("{}{query}", Page::Subjects.path());
    view! {
        <div class="acts">
            <A href=to("") attr:class="button">{t(SEE_SUBJECTS)}</A>
            {move || {
                tally.get().filter(|tally| tally.marked > 0).map(|_| view! { <A href=to("?code=invalid") attr:class="button">{t(SEE_MARKED)}</A> })
            }}
            {move || {
                tally.get().filter(|tally| tally.outside > 0).map(|_| view! { <A href=to("?town=outside") attr:class="button">{t(SEE_OUTSIDE)}</A> })
            }}
        </div>
    }
}
