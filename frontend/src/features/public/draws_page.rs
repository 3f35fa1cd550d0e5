//! All draws.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::AttemptStatus;

use super::queries::{DrawRow, draws};
use super::shared_views::doors_of;
use super::words::*;
use crate::api::use_paged;
use crate::components::{Badge, EmptyState, MoreButton, PageHead, Table, loaded};
use crate::locales::*;
use crate::parts::ceremony::wave_tone;
use crate::routes::Page;

/// Draws, newest first.
#[component]
pub fn DrawsPage() -> impl IntoView {
    let list = use_paged(|| (), |(), after| draws(20, after));
    view! {
        <PageHead title=t(DRAWS) note=t(DRAWS_NOTE)>
            <A href=Page::PublicVerify.path() attr:class="button">{t(CHECK_ANY)}</A>
        </PageHead>
        {loaded(list.query, |page| {
            if page.items.is_empty() {
                view! { <EmptyState title=t(NO_DRAWS) text=t(NO_DRAWS_TEXT) /> }.into_any()
            } else {
                view! { <DrawsTable draws=page.items /> }.into_any()
            }
        })}
        {move || list.query.data().is_some_and(|page| page.total > 0).then(|| view! { <MoreButton list=list /> })}
    }
}

#[component]
fn DrawsTable(draws: Vec<DrawRow>) -> impl IntoView {
    let headings = [t(WAVE), t(TITLE), t(DOORS), t(DRAWN_AT), t(ATTEMPTS), t(STATUS)];
    view! {
        <div class="stacked">
            <Table caption=t(DRAWS) headings=headings.map(str::to_owned).to_vec()>
                {draws
                    .into_iter()
                    .map(|draw| {
                        let drawn = draw.attempts.iter().find(|attempt| *attempt.status == AttemptStatus::Drawn);
                        let doors = drawn
                            .and_then(|attempt| attempt.report.as_ref())
                            .map_or_else(|| "—".to_owned(), |report| doors_of(report.doors, report.frame));
                        let time = drawn.and_then(|attempt| attempt.drawn_at).map_or_else(|| "—".to_owned(), date_time);
                        let tries = attempts(&draw);
                        view! {
                            <tr>
                                <td class="nowrap" data-label=t(WAVE)>{draw.code.clone()}</td>
                                <td data-label=t(TITLE)><A href=Page::PublicDraw(draw.code).path()>{draw.title}</A></td>
                                <td class="nowrap" data-label=t(DOORS)>{doors}</td>
                                <td class="nowrap" data-label=t(DRAWN_AT)>{time}</td>
                                <td class="nowrap" data-label=t(ATTEMPTS)>{tries}</td>
                                <td data-label=t(STATUS)><Badge text=draw.status.label(lang()) tone=wave_tone(*draw.status) /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

fn attempts(draw: &DrawRow) -> String {
    let void = draw.attempts.iter().filter(|attempt| *attempt.status == AttemptStatus::Void).count();
    let all = draw.attempts.len().to_string();
    if void == 0 { all } else { fill(VOID_COUNT, &[&all, &void.to_string()]) }
}
