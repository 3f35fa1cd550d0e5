//! The field: one column, four places at the thumb.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;

use super::{LoginGate, lazily};
use crate::app::CurrentPage;
use crate::components::{Forbidden, SkipLink};
use crate::features::field;
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;
use crate::texts;

texts! {
    BAR = "底部导航", "Bottom navigation";
}

/// The field area.
#[leptos::lazy]
pub fn field_area() -> AnyView {
    view! { <LoginGate><FieldFrame /></LoginGate> }.into_any()
}

#[component]
fn FieldFrame() -> impl IntoView {
    let CurrentPage(page) = expect_context();
    let session = Session::expect();
    let outbox = field::Outbox::provide();
    let places = [(PLACE_TODAY, Page::Today), (PLACE_FIND, Page::Find), (PLACE_OUTBOX, Page::Outbox), (PLACE_ME, Page::Me)];
    view! {
        <div class="field">
            <SkipLink />
            <main id="content" class="field-page">
                {move || {
                    if session.may(Action::WorkVisit) {
                        lazily(field::pages(page.get())).into_any()
                    } else {
                        view! { <Forbidden /> }.into_any()
                    }
                }}
            </main>
            <nav class="bar" aria-label=t(BAR)>
                {places
                    .map(|(name, to)| {
                        let target = to.clone();
                        let unsent = move || (target == Page::Outbox).then(|| outbox.count()).filter(|count| *count > 0);
                        let here = to.clone();
                        let current = move || (page.get() == here).then_some("page");
                        view! {
                            <A href=to.path() attr:class="bar-link" attr:aria-current=current>
                                {t(name)}
                                {move || unsent().map(|count| view! { <span class="bar-count">{count}</span> })}
                            </A>
                        }
                    })
                    .collect_view()}
            </nav>
        </div>
    }
}
