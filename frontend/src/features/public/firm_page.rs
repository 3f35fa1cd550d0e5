//! A firm's page: what was checked, by whom, when, with what result. Nothing personal.

use leptos::prelude::*;
use leptos_router::components::A;

use super::queries::{Firm, FirmResult, firm};
use super::result_more::ResultMore;
use super::shared_views::{FirmStatus, ResultWord, plain_page};
use super::words::*;
use crate::api::use_query;
use crate::components::{Button, Crumb, EmptyState, Facts, PageHead, Table, loaded};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;

/// A firm by its credit code.
#[component]
pub fn FirmPage(uscc: String) -> impl IntoView {
    let key = StoredValue::new(uscc);
    let query = use_query(move || key.get_value(), firm);
    let title = Signal::derive(move || match query.data() {
        Some(Some(firm)) => firm.name,
        Some(None) => t(NO_FIRM).to_owned(),
        None => key.get_value(),
    });
    view! {
        <PageHead title=title crumbs=vec![Crumb::new(t(PRODUCT), Page::PublicHome.path())]>
            <A href=format!("{}?code={}", Page::PublicWhy.path(), key.get_value()) attr:class="button">{t(WHY)}</A>
            <Button label=t(PRINT) on_press=Callback::new(|()| platform::print()) />
        </PageHead>
        {loaded(query, |found| match found {
            Some(firm) => view! { <FirmView firm=firm /> }.into_any(),
            None => view! {
                <EmptyState title=t(NO_FIRM) text=t(NO_FIRM_TEXT)>
                    <A href=Page::PublicHome.path() attr:class="button">{t(TO_SEARCH)}</A>
                </EmptyState>
            }
            .into_any(),
        })}
    }
}

#[component]
fn FirmView(firm: Firm) -> impl IntoView {
    let plain = firm.uscc.as_ref().map(|code| plain_page(&format!("firms/{code}")));
    let facts = vec![
        (t(USCC).to_owned(), firm.uscc.unwrap_or_default()),
        (t(KIND).to_owned(), firm.kind.label(lang()).to_owned()),
        (t(ADDRESS).to_owned(), firm.address),
    ];
    let results = firm.results;
    view! {
        <div class="stack">
            <p><FirmStatus status=*firm.status /></p>
            <Facts facts=facts />
            {plain.map(|path| view! { <p class="small no-print"><a href=path rel="external">{t(PLAIN_PAGE)}</a></p> })}
        </div>
        <section class="section">
            <h2>{t(FIRM_RESULTS)}</h2>
            {if results.is_empty() {
                view! { <EmptyState title=t(NO_RESULTS_FIRM) text=t(NO_RESULTS_FIRM_TEXT) /> }.into_any()
            } else {
                view! { <ResultsTable results=results /> }.into_any()
            }}
        </section>
    }
}

#[component]
fn ResultsTable(results: Vec<FirmResult>) -> impl IntoView {
    let headings =
        [t(CHECKED_ON), t(ITEM), t(CHECKED_BY), t(METHOD), t(RESULT), t(PUBLISHED_AT), t(DRAWN_IN)];
    view! {
        <div class="stacked">
            <Table caption=t(FIRM_RESULTS) headings=headings.map(str::to_owned).to_vec()>
                {results
                    .into_iter()
                    .map(|row| {
                        let draw = Page::PublicDraw(row.wave_code.clone()).path();
                        view! {
                            <tr>
                                <td class="nowrap" data-label=t(CHECKED_ON)>{date(row.found_on.0)}</td>
                                <td data-label=t(ITEM)>{row.item_name}</td>
                                <td data-label=t(CHECKED_BY)>{row.department.name}</td>
                                <td data-label=t(METHOD)>{row.method.label(lang())}</td>
                                <td data-label=t(RESULT)>
                                    <ResultWord code=*row.code />
                                    <ResultMore correction=row.correction_reason earlier=row.earlier steps=row.contact_steps />
                                </td>
                                <td class="nowrap" data-label=t(PUBLISHED_AT)>{row.published_at.map(date_time)}</td>
                                <td class="nowrap" data-label=t(DRAWN_IN)><A href=draw>{row.wave_code}</A></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}
