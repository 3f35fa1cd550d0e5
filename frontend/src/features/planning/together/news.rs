//! What others have just done: one quiet line on a page, a clear word in a form.

use leptos::prelude::*;
use leptos_router::components::A;

use super::change_words::{ActWords, who};
use super::queries::{ChangeView, fresh_changes};
use super::words::*;
use crate::api::use_query;
use crate::components::{Button, Look};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The last thing somebody else did while the page was open.
#[component]
pub fn LatestNews(
    /// It, once there is one.
    latest: RwSignal<Option<ChangeView>>,
) -> impl IntoView {
    let own = Session::expect().account().map(|account| account.id);
    let shown = move || {
        let by = |change: &ChangeView| change.account_id.as_ref().map(|id| id.inner().to_owned());
        latest.get().filter(|change| by(change) != own)
    };
    view! {
        <div class="latest-news small" role="status" aria-live="polite">
            {move || {
                shown()
                    .map(|change| {
                        let at = date_time(change.at);
                        let by = who(&change.by, change.department.as_deref());
                        view! {
                            <p>
                                {t(LATEST_CHANGE)}
                                <time>{at}</time>
                                " "
                                {by}
                                " "
                                <ActWords change=change />
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// What happened to the line in a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Changed {
    /// Somebody did this.
    By(Box<ChangeView>),
    /// Nobody knows: the connection was broken.
    Perhaps,
}

/// Says in a form that the line was changed meanwhile, before anybody saves.
#[component]
pub fn ChangedNotice(
    /// What happened, if anything.
    changed: RwSignal<Option<Changed>>,
    /// Shows both versions now.
    #[prop(into)]
    on_compare: Callback<()>,
) -> impl IntoView {
    view! {
        <div role="status" aria-live="polite">
            {move || {
                changed
                    .get()
                    .map(|changed| {
                        let what = match changed {
                            Changed::Perhaps => view! { <p>{t(LINE_CHANGED_BROKEN)}</p> }.into_any(),
                            Changed::By(change) => {
                                let at = date_time(change.at);
                                let by = who(&change.by, change.department.as_deref());
                                view! {
                                    <p>
                                        {t(LINE_CHANGED)}
                                        <time>{at}</time>
                                        " "
                                        {by}
                                        " "
                                        <ActWords change=*change />
                                    </p>
                                }
                                    .into_any()
                            }
                        };
                        view! {
                            <div class="notice notice-warn">
                                {what}
                                <p>{t(LINE_CHANGED_SAFE)}</p>
                                <Button label=t(COMPARE_NOW) look=Look::Quiet on_press=on_compare />
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// The way to the feed, with how much in it is new.
#[component]
pub fn FeedLink(
    /// The plan.
    plan: String,
    /// Counts what others did while the page was open.
    more: RwSignal<i32>,
) -> impl IntoView {
    let key = StoredValue::new(plan);
    let fresh = use_query(move || key.get_value(), fresh_changes);
    let words = move || match fresh.data().unwrap_or_default() + more.get() {
        0 => t(FEED).to_owned(),
        new => fill(FEED_FRESH, &[&number(i64::from(new))]),
    };
    view! { <A href=Page::PlanFeed(key.get_value()).path() attr:class="button">{words}</A> }
}
