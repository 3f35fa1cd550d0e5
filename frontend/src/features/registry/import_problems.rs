//! What was wrong with the lines of a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::import_words::*;
use super::imports_queries::{Problem, problems};
use super::model::uscc_problem;
use super::words::NOTHING;
use crate::api::{self, use_query};
use crate::components::{Button, Table, loaded_or};
use crate::locales::*;
use crate::platform::download;
use crate::state::toasts::Toasts;

/// The first problems, and all of them as a file.
#[component]
pub fn Problems(
    /// The import.
    id: cynic::Id,
    /// How many there are.
    count: Memo<i32>,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || (key.get_value(), count.get()), |(id, _)| problems(id));
    let (busy, toasts) = (RwSignal::new(false), Toasts::of_app());
    let save = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let path = format!("/api/jobs/{}/problems.csv", key.get_value().inner());
            match api::download(&path).await {
                Ok(bytes) => download::save(t(PROBLEMS_NAME), "text/csv", &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    view! {
        <div class="stack">
            <div class="page-title">
                <h3>{t(PROBLEMS)}</h3>
                <Button label=t(DOWNLOAD_PROBLEMS) busy=busy on_press=save />
            </div>
            {loaded_or(query, 4, move |list| view! { <ProblemTable list=list all=i64::from(count.get_untracked()) /> })}
        </div>
    }
}

#[component]
fn ProblemTable(list: Vec<Problem>, all: i64) -> impl IntoView {
    let headings =
        vec![format!("#{}", t(LINE)), t(COLUMN).to_owned(), t(CELL).to_owned(), t(PROBLEM).to_owned()];
    let shown = i64::try_from(list.len()).unwrap_or(i64::MAX);
    let text = if shown < all {
        fill(PROBLEMS_SHOWN, &[&number(shown), &number(all)])
    } else {
        fill(PROBLEMS_ALL, &[&number(all)])
    };
    view! {
        <p class="soft">{text}</p>
        <div class="short-table">
            <Table caption=t(PROBLEMS) headings=headings>
                {list.into_iter().map(|row| view! { <ProblemLine row=row /> }).collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn ProblemLine(row: Problem) -> impl IntoView {
    // More than the code alone says, in the language of the page.
    let detail = match uscc_problem(&row.detail) {
        Some(problem) => problem.label(lang()).to_owned(),
        None if row.detail.is_empty() => row.code.label(lang()).to_owned(),
        None => format!("{} {}", row.code.label(lang()), row.detail),
    };
    let content = if row.content.is_empty() { t(NOTHING).to_owned() } else { row.content };
    view! {
        <tr>
            <td class="number">{row.line}</td>
            <td class="nowrap">{row.column}</td>
            <td class="mono">{content}</td>
            <td>{detail}</td>
        </tr>
    }
}
