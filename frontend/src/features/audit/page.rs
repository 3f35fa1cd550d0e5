//! The page: what it asks, what may be dropped, what came of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::fairness::read_csv;

use super::input::{of_bundles, of_files};
use super::model::{DRAWN, DRAWS, FIRMS, every_kth};
use super::queries::open_files;
use super::report::Report;
use super::run::{Bench, Stage};
use super::words::*;
use crate::api;
use crate::components::{Button, Crumb, FilePick, Look, PageHead, Progress};
use crate::locales::*;
use crate::platform;
use crate::platform::files::File;
use crate::routes::Page;

/// The audit of lists.
#[component]
pub fn AuditPage() -> impl IntoView {
    let bench = Bench::empty();
    // Built anew only when something else is shown, so that counting does not take the focus.
    let stage = Memo::new(move |_| bench.stage.with(std::mem::discriminant));
    view! {
        <PageHead title=t(AUDIT) note=t(AUDIT_NOTE) crumbs=vec![Crumb::new(t(DRAWS_PLACE), Page::PublicDraws.path())]>
            <Button label=t(PRINT) on_press=Callback::new(|()| platform::print()) />
        </PageHead>
        <Sources bench=bench />
        {move || {
            stage.get();
            outcome(bench)
        }}
    }
}

#[component]
fn Sources(bench: Bench) -> impl IntoView {
    let busy = Memo::new(move |_| bench.stage.with(Stage::is_busy));
    let chosen = Callback::new(move |files: Vec<File>| {
        let turn = bench.begin();
        let name = files.iter().map(File::name).collect::<Vec<_>>().join(comma());
        spawn_local(async move { bench.judge(turn, name, of_files(files).await).await });
    });
    let ours = Callback::new(move |()| {
        let turn = bench.begin();
        spawn_local(async move { bench.judge(turn, t(OURS_NAME).to_owned(), our_draws().await).await });
    });
    let example = Callback::new(move |()| {
        let turn = bench.begin();
        let name = fill(EXAMPLE_NAME, &[&FIRMS.to_string(), &DRAWN.to_string(), &DRAWS.to_string()]);
        let read = read_csv(&every_kth()).map_err(|error| error.to_string());
        spawn_local(async move { bench.judge(turn, name, read).await });
    });
    let save = Callback::new(|()| {
        platform::download::save("every-kth.csv", "text/csv", format!("\u{feff}{}", every_kth()).as_bytes());
    });
    view! {
        <section class="panel no-print stack">
            <h2>{t(LIST_TITLE)}</h2>
            <p>{t(LIST_TEXT)}</p>
            <p class="soft small">{t(LIST_FORM)}</p>
            <div class="acts">
                <FilePick label=t(CHOOSE).to_owned() accept=".csv,.txt,.json,text/csv,application/json" many=true disabled=busy on_files=chosen />
                <Button label=t(OURS) look=Look::Primary disabled=busy on_press=ours />
                <Button label=t(EXAMPLE) disabled=busy on_press=example />
                <Button label=t(SAVE_EXAMPLE) look=Look::Quiet on_press=save />
            </div>
        </section>
    }
}

async fn our_draws() -> Result<shared::fairness::History, String> {
    let files = open_files().await.map_err(|error| error.words())?;
    if files.is_empty() {
        return Err(t(NO_OPEN_DRAWS).to_owned());
    }
    let mut read = Vec::new();
    for file in files {
        let bytes = api::download(&file).await.map_err(|error| error.words())?;
        read.push((file, bytes));
    }
    of_bundles(read)
}

fn outcome(bench: Bench) -> AnyView {
    match bench.stage.get_untracked() {
        Stage::Idle => ().into_any(),
        Stage::Reading => view! { <p class="section">{t(READING)}</p> }.into_any(),
        Stage::Drawing(..) => view! { <Drawing bench=bench /> }.into_any(),
        Stage::Refused(words) => view! {
            <div class="notice notice-warn" role="alert">
                <p><strong>{t(REFUSED)}</strong></p>
                <p>{words}</p>
            </div>
        }
        .into_any(),
        Stage::Done(name, report) => view! { <Report name=name report=*report /> }.into_any(),
    }
}

#[component]
fn Drawing(bench: Bench) -> impl IntoView {
    let count = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
    let at = move || match bench.stage.try_get() {
        Some(Stage::Drawing(done, all)) => (count(done), Some(count(all))),
        _ => (0, None),
    };
    view! {
        <div class="section acts">
            <Progress label=t(DRAWING) done=Signal::derive(move || at().0) total=Signal::derive(move || at().1) />
            <Button label=t(CANCEL) on_press=Callback::new(move |()| bench.stop()) />
        </div>
    }
}
