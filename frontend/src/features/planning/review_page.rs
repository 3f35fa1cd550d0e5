//! The office's table: what waits for review and what waits for approval.

use leptos::prelude::*;
use shared::planning::LineStatus;

use super::queries::lines;
use super::shared_views::LinesTable;
use super::words::*;
use crate::api::use_paged;
use crate::components::{EmptyState, MoreButton, PageHead, loaded};
use crate::locales::*;

/// Two queues.
#[component]
pub fn ReviewPage() -> impl IntoView {
    view! {
        <PageHead title=t(PLACE_REVIEW) note=t(REVIEW_NOTE) />
        <Queue title=TO_REVIEW status=LineStatus::Submitted />
        <Queue title=TO_APPROVE status=LineStatus::Reviewed />
    }
}

#[component]
fn Queue(title: Text, status: LineStatus) -> impl IntoView {
    let list = use_paged(|| (), move |(), after| async move { lines(&[status], after).await });
    view! {
        <section class="section">
            <h2>{t(title)}</h2>
            {loaded(
                list.query,
                move |page| {
                    if page.items.is_empty() {
                        view! { <EmptyState title=t(QUEUE_EMPTY) text=t(QUEUE_EMPTY_TEXT) /> }.into_any()
                    } else {
                        view! { <LinesTable lines=page.items caption=title /> <MoreButton list=list /> }.into_any()
                    }
                },
            )}
        </section>
    }
}
