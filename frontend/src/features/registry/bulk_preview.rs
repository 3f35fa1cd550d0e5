//! What would change, and the job that does it.

use leptos::prelude::*;
use leptos_router::components::A;
use serde::Deserialize;
use shared::job::JobStatus;
use shared::registry::Verdict;

use super::bulk_queries::{Example, Preview, StartBulkEditInput, skipped, start_bulk_edit};
use super::library_words::*;
use super::subject_history::{field_name, value_text};
use crate::api::{Act, use_query};
use crate::components::{Badge, Button, EmptyState, Look, Progress, Table, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::job::{JobStepInput, JobView, cancel_job, follow, job};

/// Counts, examples, and the button that does it.
#[component]
pub fn PreviewView(
    /// What would change.
    preview: Preview,
    /// It is about a rule: who gains and loses the tag.
    #[prop(optional)]
    of_rule: bool,
    /// What the button says.
    start: Text,
    /// Whether it can be started now.
    #[prop(into)]
    ready: Signal<bool>,
    /// Told the job that was started.
    on_started: Callback<cynic::Id>,
) -> impl IntoView {
    let act = Act::of_button();
    let figures = if of_rule {
        vec![(GAIN, preview.gained), (LOSE, preview.lost), (NOT_MINE, preview.not_allowed)]
    } else {
        vec![(WILL_CHANGE, preview.changed), (ALREADY_SO, preview.already), (NOT_MINE, preview.not_allowed)]
    };
    let any = preview.changed > 0;
    let id = StoredValue::new(preview.id);
    let run = Callback::new(move |()| {
        act.run(start_bulk_edit(StartBulkEditInput { id: id.get_value() }), move |job| {
            act.say(t(STARTED));
            on_started.run(job.id);
        });
    });
    view! {
        <div class="stack bulk-preview" role="status">
            <h3>{t(PREVIEW_TITLE)}</h3>
            <ul class="figures">
                {figures
                    .into_iter()
                    .map(|(name, value)| {
                        view! {
                            <li class="figure">
                                <span class="figure-value">{number(i64::from(value))}</span>
                                <span class="figure-name">{t(name)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {(!any).then(|| view! { <EmptyState title=t(PREVIEW_NOTHING) /> })}
            <Examples examples=preview.examples />
            {any
                .then(|| {
                    view! {
                        <div class="acts">
                            <Button
                                label=t(start)
                                look=Look::Seal
                                busy=act.busy
                                disabled=Signal::derive(move || !ready.get())
                                on_press=run
                            />
                        </div>
                    }
                })}
        </div>
    }
}

#[component]
fn Examples(examples: Vec<Example>) -> impl IntoView {
    if examples.is_empty() {
        return ().into_any();
    }
    let headings = [t(WHAT_HAPPENS), t(NAME), t(WILL_CHANGE)].map(str::to_owned).to_vec();
    view! {
        <div class="as-cards">
            <Table caption=t(EXAMPLES) headings=headings>
                {examples.into_iter().map(|example| view! { <ExampleLine example=example /> }).collect_view()}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn ExampleLine(example: Example) -> impl IntoView {
    let tone = match *example.verdict {
        Verdict::Changes => Tone::Good,
        Verdict::Already => Tone::Neutral,
        Verdict::NotAllowed => Tone::Warn,
    };
    let plain = |field: &str, text: &str| value_text(field, text, str::to_owned);
    view! {
        <tr>
            <td class="nowrap"><Badge text=example.verdict.label(lang()) tone=tone /></td>
            <td class="card-title"><A href=Page::Subject(example.subject.id.into_inner()).path()>{example.subject.name}</A></td>
            <td class="card-line">
                {example
                    .changes
                    .into_iter()
                    .map(|change| {
                        view! {
                            <p>
                                {field_name(&change.field)} {colon()}
                                <span class="change-before">{plain(&change.field, &change.before)}</span>
                                <span aria-hidden="true">" → "</span>
                                <span>{plain(&change.field, &change.after)}</span>
                            </p>
                        }
                    })
                    .collect_view()}
            </td>
        </tr>
    }
}

/// What a job has left behind.
#[derive(Deserialize, Default, Clone, Copy, PartialEq)]
#[serde(default)]
struct Outcome {
    changed: i64,
    skipped: i64,
}

/// The job, followed until it has ended.
#[component]
pub fn BulkJob(
    /// Which.
    id: cynic::Id,
    /// It has ended.
    on_end: Callback<()>,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), job);
    let runs = Memo::new(move |_| query.data().is_some_and(|job| !job.status.is_finished()));
    let told = StoredValue::new(false);
    Effect::new(move |_| {
        if query.data().is_some_and(|job| job.status.is_finished()) && !told.get_value() {
            told.set_value(true);
            on_end.run(());
        }
    });
    Effect::new(move |_| {
        if runs.get() {
            follow(key.get_value(), move |job| query.set(job));
        }
    });
    view! { <div class="stack" id="bulk-job">{loaded_or(query, 2, |job| view! { <JobBody job=job /> })}</div> }
}

#[component]
fn JobBody(job: JobView) -> impl IntoView {
    let act = Act::of_button();
    let outcome: Outcome =
        job.outcome.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let (done, total) = (i64::from(job.done), job.total.map(i64::from));
    let id = StoredValue::new(job.id);
    let stop = Callback::new(move |()| {
        act.run(cancel_job(JobStepInput { id: id.get_value() }), |_| ());
    });
    let counted = fill(BULK_DONE, &[&number(outcome.changed), &number(outcome.skipped)]);
    let over = job.status.is_finished();
    view! {
        <p><Badge text=job.status.label(lang()) /></p>
        {match *job.status {
            JobStatus::Waiting | JobStatus::Running => {
                view! {
                    <Progress label=t(BULK_RUNNING) done=Signal::stored(done) total=Signal::stored(total) unit=t(SUBJECTS_UNIT) />
                    <div class="acts">
                        <Button
                            label=t(STOP_BULK)
                            look=Look::Danger
                            busy=act.busy
                            disabled=Signal::stored(job.cancel_requested)
                            on_press=stop
                        />
                    </div>
                }
                    .into_any()
            }
            JobStatus::Done => view! { <p role="status">{counted}</p> }.into_any(),
            JobStatus::Cancelled => view! { <p role="status">{t(BULK_CANCELLED)} " " {counted}</p> }.into_any(),
            JobStatus::Failed => {
                let words = job.error_code.map(|code| code.label(lang()));
                view! { <p role="alert">{t(BULK_FAILED)} " " {words}</p> }.into_any()
            }
        }}
        {(over && outcome.skipped > 0).then(|| view! { <Skipped id=id.get_value() /> })}
    }
}

#[component]
fn Skipped(id: cynic::Id) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), skipped);
    view! {
        <h3>{t(SKIPPED)}</h3>
        {loaded_or(
            query,
            3,
            |list| {
                view! {
                    <ul class="plain-list">
                        {list
                            .into_iter()
                            .map(|(name, code)| view! { <li><span lang="zh-CN">{name}</span> " " <span class="soft small">{code.label(lang())}</span></li> })
                            .collect_view()}
                    </ul>
                }
            },
        )}
    }
}
