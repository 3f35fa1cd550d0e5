//! The first page: find a firm, four entries, the latest draw.

use leptos::prelude::*;
use leptos_router::components::A;

use super::queries::{DrawRow, FoundFirm, draws, search};
use super::shared_views::{FirmStatus, draw_line};
use super::words::*;
use crate::api::use_query;
use crate::components::{SearchBox, loaded_or};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::filters::Filter;

/// Most firms that a search answers.
const MOST: usize = 20;
/// Fewest characters worth a search.
const FEWEST: usize = 2;

/// The first page.
#[component]
pub fn HomePage() -> impl IntoView {
    platform::set_title(&format!("{} · {}", t(HOME_TITLE), t(PRODUCT)));
    let text = Filter::of_address("q");
    let wanted = Memo::new(move |_| {
        let text = text.get().trim().to_owned();
        (text.chars().count() >= FEWEST).then_some(text)
    });
    view! {
        <header class="home-head">
            <h1 tabindex="-1">{t(HOME_TITLE)}</h1>
            <p>{t(HOME_NOTE)}</p>
        </header>
        <section class="home-search no-print" aria-label=t(SEARCH)>
            <SearchBox label=t(SEARCH_FIRM) text=text.get_untracked() on_search=Callback::new(move |typed| text.set(typed)) />
            <div aria-live="polite">
                {move || match wanted.get() {
                    None => view! { <p class="soft small">{t(SEARCH_HELP)}</p> }.into_any(),
                    Some(_) => view! { <Found wanted=wanted /> }.into_any(),
                }}
            </div>
        </section>
        <Entries />
        <Doubts />
        <LatestDraw />
    }
}

#[component]
fn Found(wanted: Memo<Option<String>>) -> impl IntoView {
    let query = use_query(
        move || wanted.get().unwrap_or_default(),
        |text| async move {
            // Cleared just now.
            if text.is_empty() { Ok(Vec::new()) } else { search(text).await }
        },
    );
    loaded_or(query, 3, |firms| view! { <FoundFirms firms=firms /> })
}

#[component]
fn FoundFirms(firms: Vec<FoundFirm>) -> impl IntoView {
    let count = firms.len();
    let text = match count {
        0 => return view! { <p>{t(FOUND_NONE)}</p> }.into_any(),
        MOST.. => fill(FOUND_MANY, &[&MOST.to_string()]),
        few => fill(FOUND, &[&few.to_string()]),
    };
    view! {
        <p class="soft small">{text}</p>
        <ul class="found">
            {firms
                .into_iter()
                .map(|firm| {
                    let status = *firm.status;
                    let about = view! {
                        <span class="found-name">{firm.name}</span>
                        <FirmStatus status=status />
                        <span class="soft small">{firm.address}</span>
                    };
                    match firm.uscc {
                        Some(code) => view! {
                            <li>
                                <A href=Page::PublicFirm(code.clone()).path() attr:class="found-firm">
                                    {about} <span class="soft small mono">{code.clone()}</span>
                                </A>
                            </li>
                        }
                        .into_any(),
                        None => view! { <li><div class="found-firm">{about}</div></li> }.into_any(),
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Entries() -> impl IntoView {
    let entries = [
        (PLANS, PLANS_TEXT, Page::PublicPlans),
        (DRAWS, DRAWS_TEXT, Page::PublicDraws),
        (RESULTS, RESULTS_TEXT, Page::PublicResults),
        (ITEMS, ITEMS_TEXT, Page::PublicItems),
    ];
    view! {
        <ul class="entries">
            {entries
                .map(|(name, text, page)| {
                    view! {
                        <li>
                            <A href=page.path() attr:class="entry">
                                <span class="entry-name">{t(name)}</span>
                                <span class="entry-text">{t(text)}</span>
                            </A>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// For those who were drawn, and for those who doubt.
#[component]
fn Doubts() -> impl IntoView {
    let entries = [(WHY, WHY_TEXT, Page::PublicWhy), (AUDIT, AUDIT_TEXT, Page::PublicAudit)];
    view! {
        <ul class="doubts">
            {entries
                .map(|(name, text, page)| {
                    view! {
                        <li>
                            <A href=page.path() attr:class="latest">
                                <span class="latest-name">{t(name)}</span>
                                <span class="soft small">{t(text)}</span>
                                <span class="latest-go" aria-hidden="true">"›"</span>
                            </A>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

#[component]
fn LatestDraw() -> impl IntoView {
    let query = use_query(|| (), |()| async { Ok(draws(1, None).await?.items.into_iter().next()) });
    view! {
        <section class="section">
            <h2>{t(LATEST_DRAW)}</h2>
            {loaded_or(query, 2, |latest: Option<DrawRow>| match latest {
                None => view! { <p class="soft">{t(NO_DRAW)}</p> }.into_any(),
                Some(draw) => {
                    let line = draw_line(&draw);
                    view! {
                        <A href=Page::PublicDraw(draw.code).path() attr:class="latest">
                            <span class="latest-name">{draw.title}</span>
                            <span class="soft">{line}</span>
                            <span class="latest-go">{t(SEE_DRAW)} " ›"</span>
                        </A>
                    }
                    .into_any()
                }
            })}
        </section>
    }
}
