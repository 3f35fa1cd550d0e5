//! The latest published results.

use leptos::prelude::*;
use leptos_router::components::A;

use super::queries::{ResultRow, results};
use super::shared_views::ResultWord;
use super::words::*;
use crate::api::use_paged;
use crate::components::{EmptyState, MoreButton, PageHead, Table, loaded};
use crate::locales::*;
use crate::routes::Page;

/// Results, newest first.
#[component]
pub fn ResultsPage() -> impl IntoView {
    let list = use_paged(|| (), |(), after| results(after));
    view! {
        <PageHead title=t(RESULTS) note=t(RESULTS_NOTE) />
        {loaded(list.query, |page| {
            if page.items.is_empty() {
                view! { <EmptyState title=t(NO_RESULTS) text=t(NO_RESULTS_FIRM_TEXT) /> }.into_any()
            } else {
                view! { <ResultsTable results=page.items /> }.into_any()
            }
        })}
        {move || list.query.data().is_some_and(|page| page.total > 0).then(|| view! { <MoreButton list=list /> })}
    }
}

#[component]
fn ResultsTable(results: Vec<ResultRow>) -> impl IntoView {
    let headings = [t(FIRM), t(ITEM), t(CHECKED_BY), t(RESULT), t(CHECKED_ON), t(PUBLISHED_AT)];
    view! {
        <div class="stacked">
            <Table caption=t(RESULTS) headings=headings.map(str::to_owned).to_vec()>
                {results
                    .into_iter()
                    .map(|row| {
                        let firm = match row.subject.uscc {
                            Some(code) => view! { <A href=Page::PublicFirm(code).path()>{row.subject.name}</A> }.into_any(),
                            None => row.subject.name.into_any(),
                        };
                        view! {
                            <tr>
                                <td data-label=t(FIRM)>{firm}</td>
                                <td data-label=t(ITEM)>{row.item_name}</td>
                                <td data-label=t(CHECKED_BY)>{row.department.name}</td>
                                <td data-label=t(RESULT)>
                                    <ResultWord code=*row.code />
                                    {row.correction_reason.map(|reason| view! { <p class="small">{fill(CORRECTED, &[&reason])}</p> })}
                                </td>
                                <td class="nowrap" data-label=t(CHECKED_ON)>{date(row.found_on.0)}</td>
                                <td class="nowrap" data-label=t(PUBLISHED_AT)>{row.published_at.map(date_time)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}
