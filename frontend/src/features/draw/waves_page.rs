//! All waves of the division.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::planning::AttemptStatus;

use super::queries::{WaveRow, waves};
use super::quiet_list::QuietList;
use super::words::*;
use crate::api::use_paged;
use crate::components::{Badge, EmptyState, MoreButton, PageHead, Table, loaded};
use crate::locales::*;
use crate::parts::ceremony::wave_tone;
use crate::routes::Page;
use crate::state::session::Session;

/// The list, and the way to a new wave.
#[component]
pub fn WavesPage() -> impl IntoView {
    let list = use_paged(|| (), |(), after| waves(after));
    let may_open = Session::expect().may(Action::RunWave);
    let open = move || {
        may_open.then(
            || view! { <A href=Page::NewWave.path() attr:class="button button-primary">{t(OPEN_WAVE)}</A> },
        )
    };
    view! {
        <PageHead title=t(PLACE_WAVES) note=t(WAVES_NOTE)>{open()}</PageHead>
        {loaded(list.query, move |page| {
            if page.items.is_empty() {
                view! { <EmptyState title=t(NO_WAVE) text=t(NO_WAVE_TEXT)>{open()}</EmptyState> }.into_any()
            } else {
                view! { <WavesTable waves=page.items /> }.into_any()
            }
        })}
        {move || list.query.data().is_some_and(|page| page.total > 0).then(|| view! { <MoreButton list=list /> })}
        {may_open.then(|| view! { <QuietList /> })}
    }
}

#[component]
fn WavesTable(waves: Vec<WaveRow>) -> impl IntoView {
    let headings = vec![
        t(CODE).to_owned(),
        t(TITLE).to_owned(),
        format!("#{}", t(TASKS)),
        t(ATTEMPTS).to_owned(),
        t(OPENED_AT).to_owned(),
        t(DRAWN_AT).to_owned(),
        t(STATUS).to_owned(),
    ];
    view! {
        <div class="stacked">
            <Table caption=t(PLACE_WAVES) headings=headings>
                {waves
                    .into_iter()
                    .map(|wave| {
                        let tries = attempts(&wave);
                        let drawn = wave.attempts.iter().find_map(|attempt| attempt.drawn_at);
                        let tasks = i64::try_from(wave.tasks.len()).unwrap_or(i64::MAX);
                        view! {
                            <tr>
                                <td class="nowrap" data-label=t(CODE)>{wave.code}</td>
                                <td data-label=t(TITLE)><A href=Page::Wave(wave.id.into_inner()).path()>{wave.title}</A></td>
                                <td class="number" data-label=t(TASKS)>{number(tasks)}</td>
                                <td class="nowrap" data-label=t(ATTEMPTS)>{tries}</td>
                                <td class="nowrap" data-label=t(OPENED_AT)>{date_time(wave.created_at)}</td>
                                <td class="nowrap" data-label=t(DRAWN_AT)>{drawn.map_or_else(|| "—".to_owned(), date_time)}</td>
                                <td data-label=t(STATUS)><Badge text=wave.status.label(lang()) tone=wave_tone(*wave.status) /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// How often it was tried.
fn attempts(wave: &WaveRow) -> String {
    let void = wave.attempts.iter().filter(|attempt| *attempt.status == AttemptStatus::Void).count();
    let all = wave.attempts.len().to_string();
    if void == 0 { all } else { fill(VOID_COUNT, &[&all, &void.to_string()]) }
}
