//! Unified lists that came in, and bringing one in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use shared::access::Action;
use shared::catalogue::list::EntryState;

use super::list_model::{cell_of, headings};
use super::list_queries::{ImportItemListInput, ListRow, import_item_list, lists};
use super::list_words::*;
use crate::api::{self, Act, Date, UserError, use_paged};
use crate::components::{
    Badge, Button, Crumb, DateField, EmptyState, FilePick, FormErrors, Look, PageHead, PagedTable, Table,
    TextField, Tone,
};
use crate::locales::*;
use crate::platform::files::File;
use crate::routes::Page;
use crate::state::session::Session;
use crate::state::toasts::Toasts;

/// The page.
#[component]
pub fn ListsPage() -> impl IntoView {
    let list = use_paged(|| (), |(), after| lists(after));
    let may_import = Session::expect().may_everywhere(Action::EditCatalogue);
    let headings = [LIST_NAME, LIST_NUMBER, LIST_ISSUED, LIST_FILE_COLUMN, LIST_IMPORTED, LIST_STATE];
    view! {
        <PageHead title=t(LISTS) note=t(LISTS_NOTE) crumbs=vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())] />
        {may_import.then(|| view! { <Import /> })}
        <section class="section">
            <h2>{t(LISTS)}</h2>
            <div class="as-cards">
                <PagedTable
                    list=list
                    caption=t(LISTS)
                    headings=headings.map(|name| t(name).to_owned()).to_vec()
                    key=|row| row.id.clone()
                    row=|row| view! { <Row row=row /> }
                    empty=|| view! { <EmptyState title=t(NO_LISTS) text=t(NO_LISTS_TEXT) /> }
                />
            </div>
        </section>
    }
}

#[component]
fn Row(row: ListRow) -> impl IntoView {
    let open: i32 = row.counts.iter().filter(|one| *one.state == EntryState::Open).map(|one| one.count).sum();
    let (text, tone) = match open {
        0 => (t(LIST_DONE).to_owned(), Tone::Good),
        open => (fill(LIST_OPEN, &[&number(i64::from(open))]), Tone::Warn),
    };
    let by = row.imported_by.unwrap_or_default();
    view! {
        <tr>
            <td class="card-title"><A href=Page::ItemList(row.id.into_inner()).path()>{row.name}</A></td>
            <td data-label=t(LIST_NUMBER)>{row.number}</td>
            <td class="nowrap" data-label=t(LIST_ISSUED)>{row.issued_on.0.to_string()}</td>
            <td data-label=t(LIST_FILE_COLUMN)>{row.file_name}</td>
            <td data-label=t(LIST_IMPORTED)>{format!("{by} {}", date_time(row.imported_at))}</td>
            <td data-label=t(LIST_STATE)><Badge text=text tone=tone /></td>
        </tr>
    }
}

#[component]
fn Import() -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (name, paper, issued) = (text(), text(), text());
    let upload = RwSignal::new(None::<String>);
    let (file_name, sending) = (text(), RwSignal::new(false));
    let (act, toasts) = (Act::of_form(), Toasts::of_app());
    let busy = Signal::derive(move || sending.get() || act.busy.get());
    let pick = Callback::new(move |picked: Vec<File>| {
        let Some(file) = picked.into_iter().next() else { return };
        act.errors.set(Vec::new());
        upload.set(None);
        file_name.set(file.name());
        sending.set(true);
        spawn_local(async move {
            let stored = api::upload(&file, "TABLE", |_, _| ()).await;
            sending.try_set(false);
            match stored {
                Ok(stored) => {
                    upload.try_set(Some(stored.id));
                }
                Err(error) => {
                    file_name.try_set(String::new());
                    toasts.bad(error.words());
                }
            }
        });
    });
    let navigate = use_navigate();
    let send = Callback::new(move |()| {
        let Some(upload) = upload.get_untracked() else { return };
        let navigate = navigate.clone();
        let input = ImportItemListInput {
            // A day that is none is one that lies too far ahead to be accepted.
            issued_on: Date(issued.get_untracked().parse().unwrap_or(far())),
            name: name.get_untracked(),
            number: paper.get_untracked(),
            upload_id: upload.into(),
        };
        act.run(import_item_list(input), move |list| {
            act.say(t(LIST_BROUGHT));
            navigate(&Page::ItemList(list.id.into_inner()).path(), NavigateOptions::default());
        });
    });
    let label = Signal::derive(move || {
        t(if file_name.with(String::is_empty) { LIST_FILE } else { LIST_OTHER }).to_owned()
    });
    let of_cells = move |wanted: bool| {
        let errors = act.errors.get().into_iter();
        errors.filter(|error| cell_of(&error.path).is_some() == wanted).collect::<Vec<UserError>>()
    };
    let of_form = Signal::derive(move || of_cells(false));
    let waiting = Signal::derive(move || upload.with(Option::is_none));
    view! {
        <section class="panel stack">
            <h2>{t(LIST_IMPORT)}</h2>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <FormErrors errors=of_form />
                <TextField label=t(LIST_NAME) path="name" value=name help=t(LIST_NAME_HELP) errors=of_form />
                <TextField label=t(LIST_NUMBER) path="number" value=paper errors=of_form />
                <DateField label=t(LIST_ISSUED) path="issuedOn" value=issued errors=of_form />
                <div class="import-file" id="f-uploadId" tabindex="-1">
                    <FilePick
                        label=label
                        accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                        disabled=busy
                        on_files=pick
                    />
                    <p role="status">
                        {move || match file_name.get() {
                            name if name.is_empty() => view! { <span class="soft">{t(LIST_KINDS)}</span> }.into_any(),
                            name => view! { <strong>{name}</strong> }.into_any(),
                        }}
                    </p>
                </div>
                <div class="acts">
                    <Button label=t(LIST_COMPARE) look=Look::Primary busy=busy disabled=waiting submit=true />
                </div>
            </form>
            {move || {
                let problems = of_cells(true);
                (!problems.is_empty()).then(|| view! { <Problems problems=problems /> })
            }}
            <Rules />
        </section>
    }
}

fn far() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default()
}

#[component]
fn Problems(problems: Vec<UserError>) -> impl IntoView {
    let headings = [LIST_ROW, LIST_COLUMN, LIST_PROBLEM].map(|heading| t(heading).to_owned()).to_vec();
    view! {
        <div class="stack" role="alert">
            <h3>{t(LIST_PROBLEMS)}</h3>
            <p class="soft">{t(LIST_PROBLEMS_TEXT)}</p>
            <div class="as-cards">
                <Table caption=t(LIST_PROBLEMS) headings=headings>
                    {problems
                        .into_iter()
                        .filter_map(|problem| Some((cell_of(&problem.path)?, problem.message)))
                        .map(|((row, column), message)| {
                            view! {
                                <tr>
                                    <td class="nowrap" data-label=t(LIST_ROW)>{row}</td>
                                    <td data-label=t(LIST_COLUMN) lang=Lang::Zh.tag()>{column.heading()}</td>
                                    <td data-label=t(LIST_PROBLEM)>{message}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </Table>
            </div>
        </div>
    }
}

#[component]
fn Rules() -> impl IntoView {
    let names = |required: bool| headings(required).collect::<Vec<_>>().join(comma());
    view! {
        <details class="import-rules">
            <summary>{t(LIST_RULES)}</summary>
            <ul>
                <li>{t(LIST_RULES_1)} <strong lang=Lang::Zh.tag()>{names(true)}</strong></li>
                <li>{t(LIST_RULES_2)} <span lang=Lang::Zh.tag()>{names(false)}</span></li>
                <li>{t(LIST_RULES_3)}</li>
                <li>{t(LIST_RULES_4)}</li>
            </ul>
        </details>
    }
}
