//! Whoever wants to know begins here: a code typed or scanned, a proof of former days.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use shared::draw::{Published, Statement};
use shared::uscc;

use super::checks::Checks;
use super::model::{code_in, published};
use super::queries::{Firm, firm, wave};
use super::scan::Scan;
use super::told::state;
use super::words::*;
use crate::api::{ApiError, use_query};
use crate::components::{EmptyState, ErrorPanel, FilePick, PageHead, SearchBox, Table, loaded_or};
use crate::locales::*;
use crate::platform;
use crate::platform::files::File;
use crate::routes::Page;
use crate::state::filters::Filter;

/// The entry.
#[component]
pub fn EntryPage() -> impl IntoView {
    let code = Filter::of_address("code");
    // Nothing is wrong with what is still being typed.
    let is_wrong = |typed: &str| code_in(typed).is_none() && uscc::clean(typed).chars().count() >= 18;
    let wrong = RwSignal::new(is_wrong(&code.get_untracked()));
    let wanted = Memo::new(move |_| code_in(&code.get()).unwrap_or_default());
    let look = Callback::new(move |typed: String| {
        wrong.set(is_wrong(&typed));
        code.set(code_in(&typed).unwrap_or_default());
    });
    view! {
        <PageHead title=t(WHY) note=t(WHY_NOTE) />
        <section class="stack no-print" aria-label=t(WHY)>
            <div class="home-search why-search">
                <SearchBox label=t(ENTER_CODE) text=code.get_untracked() on_search=look />
                <Scan on_code=look />
                <p class="form-error" aria-live="polite">{move || wrong.get().then(|| t(BAD_CODE))}</p>
            </div>
        </section>
        {move || (!wanted.get().is_empty()).then(|| view! { <Draws wanted=wanted /> })}
        <CheckFile />
    }
}

#[component]
fn Draws(wanted: Memo<String>) -> impl IntoView {
    let query = use_query(move || wanted.get(), firm);
    loaded_or(query, 4, move |found| match found {
        None => view! { <EmptyState title=t(NO_FIRM) text=t(NO_FIRM_TEXT) /> }.into_any(),
        Some(firm) if firm.draws.is_empty() => {
            view! { <EmptyState title=t(NO_DRAWS) text=t(NO_DRAWS_TEXT) /> }.into_any()
        }
        Some(firm) => view! { <FirmDraws firm=firm /> }.into_any(),
    })
}

#[component]
fn FirmDraws(firm: Firm) -> impl IntoView {
    let code = firm.uscc.unwrap_or_default();
    let headings = [t(ITS_DRAWS), t(DATE), t(OUTCOME), t(PROOF)];
    view! {
        <section class="section">
            <h2>{firm.name}</h2>
            <div class="stacked">
                <Table caption=t(ITS_DRAWS) headings=headings.map(str::to_owned).to_vec()>
                    {firm
                        .draws
                        .into_iter()
                        .map(|draw| {
                            let word = Statement::read(draw.statement.as_bytes()).ok().map(|own| state(&own).0);
                            let drawn = draw.wave.attempts.iter().find(|face| face.number == draw.attempt);
                            let day = drawn.and_then(|face| face.drawn_at).map(date_time);
                            let page = Page::PublicWhyFirm(draw.wave.code.clone(), code.clone()).path();
                            view! {
                                <tr>
                                    <td data-label=t(ITS_DRAWS)>{draw.wave.code.clone()} " " {draw.wave.title}</td>
                                    <td class="nowrap" data-label=t(DATE)>{day}</td>
                                    <td data-label=t(OUTCOME)>{word.map(t)}</td>
                                    <td data-label=t(PROOF)><A href=page>{t(SEE)} <span class="unseen">{draw.wave.code}</span></A></td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </Table>
            </div>
        </section>
    }
}

/// What came of a file.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    NoProof,
    NoWave(String),
    Failed(ApiError),
    Read(Box<Statement>, Published),
}

/// A proof that was kept is checked against what is published now.
#[component]
fn CheckFile() -> impl IntoView {
    let stage = RwSignal::new(Stage::Idle);
    let chosen = Callback::new(move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else { return };
        spawn_local(async move {
            let bytes = platform::files::read(&file).await.unwrap_or_default();
            let next = match Statement::read(&bytes) {
                Err(_) => Stage::NoProof,
                Ok(statement) => match wave(statement.wave.clone()).await {
                    Err(error) => Stage::Failed(error),
                    Ok(None) => Stage::NoWave(statement.wave),
                    Ok(Some(wave)) => {
                        let published = published(&wave, i32::try_from(statement.attempt).unwrap_or(0));
                        Stage::Read(Box::new(statement), published)
                    }
                },
            };
            stage.try_set(next);
        });
    });
    view! {
        <section class="section">
            <div class="no-print">
                <FilePick label=t(CHECK_FILE).to_owned() accept=".json,application/json" on_files=chosen />
            </div>
            <div aria-live="polite">
                {move || match stage.get() {
                    Stage::Idle => ().into_any(),
                    Stage::NoProof => view! { <p class="notice notice-warn">{t(NOT_A_PROOF)}</p> }.into_any(),
                    Stage::NoWave(code) => view! { <p class="notice notice-warn">{fill(UNKNOWN_WAVE, &[&code])}</p> }.into_any(),
                    Stage::Failed(error) => view! { <ErrorPanel error=error /> }.into_any(),
                    Stage::Read(statement, published) => view! {
                        <p>{fill(FILE_OF, &[&statement.wave, &statement.site])}</p>
                        <Checks statement=*statement published=published />
                    }
                    .into_any(),
                }}
            </div>
        </section>
    }
}
