//! The field in parts: today's doors come with the first load, the rest is fetched behind it, so that it is
//! there when the network is gone. A part that could not be fetched is asked for again; it never ends the
//! app.

#![expect(clippy::unnecessary_wraps, reason = "what can fail is fetching the code")]

use std::time::Duration;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::model::{Entry, Outcome};
use super::outbox::{self, Outbox};
use super::{find_page, firm_page, me_page, outbox_page, today_page, visit_page};
use crate::api::ApiError;
use crate::components::{ErrorPanel, NotFound, Skeleton};
use crate::platform::{self, clock};
use crate::routes::Page;

/// How long after the first page the rest is fetched.
const PAUSE: Duration = Duration::from_secs(1);

/// Code that could not be fetched.
#[derive(Debug)]
pub struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Today's doors.
#[wasm_split(field_pages, wasm_split_path = ::leptos::wasm_split, fallible)]
fn today() -> Result<AnyView, NotFetched> {
    Ok(view! { <today_page::TodayPage /> }.into_any())
}

/// A visit.
#[wasm_split(visit_at_door, wasm_split_path = ::leptos::wasm_split, preload(fetch_visit), fallible)]
fn visit(id: String) -> Result<AnyView, NotFetched> {
    Ok(view! { <visit_page::VisitPage id=id /> }.into_any())
}

/// Everything beside it.
#[wasm_split(field_others, wasm_split_path = ::leptos::wasm_split, preload(fetch_others), fallible)]
fn others(page: Page) -> Result<AnyView, NotFetched> {
    Ok(match page {
        Page::Find => view! { <find_page::FindPage /> }.into_any(),
        Page::FieldFirm(id) => view! { <firm_page::FirmPage id=id /> }.into_any(),
        Page::Outbox => view! { <outbox_page::OutboxPage /> }.into_any(),
        Page::Me => view! { <me_page::MePage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    })
}

/// Sends a command of the outbox.
#[wasm_split(field_sending, wasm_split_path = ::leptos::wasm_split, preload(fetch_sending), fallible)]
pub fn sending(entry: Entry, outbox: Outbox) -> Result<LocalBoxFuture<'static, Outcome>, NotFetched> {
    Ok(Box::pin(outbox::send(entry, outbox)))
}

async fn fetched(page: Page) -> Result<AnyView, NotFetched> {
    match page {
        Page::Today => today().await,
        Page::FieldVisit(id) => visit(id).await,
        page => others(page).await,
    }
}

/// A page of the field, as soon as its code is here.
pub fn page(page: Page) -> AnyView {
    let tries = RwSignal::new(0);
    let retry = Callback::new(move |()| tries.update(|tries| *tries += 1));
    view! {
        {move || {
            tries.track();
            let page = page.clone();
            view! {
                <Suspense fallback=|| view! { <Skeleton lines=6 /> }>
                    {Suspend::new(async move {
                        match fetched(page).await {
                            Ok(view) => view,
                            Err(NotFetched) => view! { <ErrorPanel error=ApiError::Offline on_retry=retry /> }.into_any(),
                        }
                    })}
                </Suspense>
            }
        }}
    }
    .into_any()
}

/// Fetches the parts that are not here yet, now and whenever the network may be back.
pub fn fetch_ahead() {
    let fetch = || {
        spawn_local(async {
            clock::pause(PAUSE).await;
            // What cannot be fetched now is fetched when it is needed, or with the next network.
            let _ = futures::join!(fetch_visit(), fetch_sending(), fetch_others());
        });
    };
    fetch();
    platform::on_return(fetch);
}
