//! A department's lines from a spreadsheet: chosen, looked at, brought in with one press.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access::Action;

use super::queries::{PlanRef, plan_ref};
use super::table_commands::{ImportPlanTableInput, PlanTable, import_plan_table};
use super::table_view::{Preview, Rules};
use super::table_words::*;
use crate::api::{self, Act, ApiError, use_query};
use crate::components::{Button, Crumb, EmptyState, FilePick, FormErrors, Look, NotFound, PageHead, loaded};
use crate::locales::*;
use crate::platform::files::File;
use crate::routes::Page;
use crate::state::session::Session;

/// The page.
#[component]
pub fn TablePage(
    /// The plan the lines come into.
    plan: String,
) -> impl IntoView {
    let key = StoredValue::new(plan);
    let query = use_query(move || key.get_value(), plan_ref);
    view! {
        {move || {
            let mut crumbs = vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path())];
            if let Some(plan) = query.data() {
                crumbs.push(Crumb::new(plan.title, Page::Plan(plan.id.into_inner()).path()));
            }
            view! { <PageHead title=t(IMPORT_TABLE) crumbs=crumbs /> }
        }}
        {loaded(query, |plan| {
            match Session::expect().department_for(Action::ProposeLine) {
                Some(lead) => view! { <TableImport plan=plan lead=lead.to_string() /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }
        })}
    }
}

#[component]
fn TableImport(plan: PlanRef, lead: String) -> impl IntoView {
    let table = RwSignal::new(None::<PlanTable>);
    let upload = RwSignal::new(None::<String>);
    let (name, sending) = (RwSignal::new(String::new()), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let (check, apply) = (Act::of_form(), Act::of_form());
    let busy = Signal::derive(move || sending.get() || check.busy.get() || apply.busy.get());
    let (plan, lead) = (StoredValue::new(plan.id), StoredValue::new(lead));
    let input = move |upload: String, apply: bool| ImportPlanTableInput {
        apply,
        lead_id: lead.get_value().into(),
        plan_id: plan.get_value(),
        upload_id: upload.into(),
    };
    let pick = Callback::new(move |picked: Vec<File>| {
        let Some(file) = picked.into_iter().next() else { return };
        table.set(None);
        failed.set(None);
        check.errors.set(Vec::new());
        apply.errors.set(Vec::new());
        name.set(file.name());
        sending.set(true);
        spawn_local(async move {
            let stored = api::upload(&file, "TABLE", |_, _| ()).await;
            sending.try_set(false);
            match stored {
                Err(error) => {
                    failed.try_set(Some(error));
                }
                Ok(stored) => {
                    upload.try_set(Some(stored.id.clone()));
                    check.run(import_plan_table(input(stored.id, false)), move |read| {
                        table.try_set(Some(read));
                    });
                }
            }
        });
    });
    let navigate = use_navigate();
    let write = Callback::new(move |()| {
        let Some(upload) = upload.get_untracked() else { return };
        let navigate = navigate.clone();
        apply.run(import_plan_table(input(upload, true)), move |read| {
            apply.say(&fill(TABLE_WRITTEN, &[&number(i64::from(read.written))]));
            navigate(&Page::Plan(plan.get_value().into_inner()).path(), NavigateOptions::default());
        });
    });
    let label = Signal::derive(move || {
        t(if name.with(String::is_empty) { TABLE_FILE } else { TABLE_OTHER }).to_owned()
    });
    let ready = move || table.get().filter(|table| table.problems.is_empty()).map(|table| table.rows.len());
    view! {
        <section class="panel stack">
            <p>{t(TABLE_NOTE)}</p>
            <div class="import-file">
                <FilePick label=label accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" disabled=busy on_files=pick />
                <p role="status">
                    {move || match (name.get(), sending.get() || check.busy.get()) {
                        (name, _) if name.is_empty() => view! { <span class="soft">{t(TABLE_KINDS)}</span> }.into_any(),
                        (_, true) => view! { <span class="soft">{t(TABLE_CHECKING)}</span> }.into_any(),
                        (name, false) => view! { <strong>{name}</strong> }.into_any(),
                    }}
                </p>
            </div>
            <FileRefused check=check failed=failed />
            <FormErrors errors=apply.errors />
            {move || {
                ready()
                    .map(|rows| {
                        let label = fill(TABLE_APPLY, &[&number(i64::try_from(rows).unwrap_or(i64::MAX))]);
                        view! {
                            <div class="acts">
                                <Button label=label look=Look::Primary busy=apply.busy on_press=write />
                            </div>
                        }
                    })
            }}
            <Rules />
        </section>
        <section class="section">
            <h2>{t(TABLE_ROWS)}</h2>
            {move || match table.get() {
                Some(table) => view! { <Preview table=table /> }.into_any(),
                None => view! { <EmptyState title=t(TABLE_NONE) text=t(TABLE_NONE_TEXT) /> }.into_any(),
            }}
        </section>
    }
}

/// Why a file was not taken as a whole, and what to do.
#[component]
fn FileRefused(check: Act, failed: RwSignal<Option<ApiError>>) -> impl IntoView {
    let refused = move || {
        let sent = failed.get().map(|error| {
            let code = match &error {
                ApiError::Refused { code, .. } => Some(*code),
                ApiError::Offline | ApiError::Unexpected(_) => None,
            };
            (error.words(), code)
        });
        sent.or_else(|| check.errors.get().into_iter().next().map(|error| (error.message, Some(*error.code))))
    };
    move || {
        refused().map(|(words, code)| {
            let advice = code.and_then(table_advice).map(|advice| view! { <p>{t(advice)}</p> });
            view! {
                <div class="error-panel" role="alert">
                    <p class="error-title">{t(ERROR_TITLE)}</p>
                    <p>{words}</p>
                    {advice}
                    <p class="soft">{t(TABLE_PROBLEMS_TEXT)}</p>
                </div>
            }
        })
    }
}
