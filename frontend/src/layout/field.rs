//! The field: one column, four places at the thumb.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use shared::access::Action;

use super::LoginGate;
use crate::app::CurrentPage;
use crate::components::{Forbidden, SkipLink};
use crate::features::field;
use crate::locales::*;
use crate::routes::{Area, Page};
use crate::state::session::Session;
use crate::texts;

texts! {
    BAR = "底部导航", "Bottom navigation";
}

/// The field area; it travels with the first page.
#[wasm_split(field_pages, wasm_split_path = ::leptos::wasm_split)]
pub fn field_area() -> AnyView {
    view! { <LoginGate><FieldFrame /></LoginGate> }.into_any()
}

#[component]
fn FieldFrame() -> impl IntoView {
    let CurrentPage(page) = expect_context();
    let session = Session::expect();
    let outbox = field::Outbox::provide();
    let places = [
        (PLACE_TODAY, Page::Today),
        (PLACE_FIND, Page::Find),
        (PLACE_OUTBOX, Page::Outbox),
        (PLACE_ME, Page::Me),
    ];
    view! {
        <div class="field">
            <SkipLink />
            <main id="content" class="field-page">
                {move || {
                    if !session.may(Action::WorkVisit) {
                        return view! { <Forbidden /> }.into_any();
                    }
                    // By key: the old page goes before the new one comes. Waiting for it, the old one would
                    // still follow what the field shares, with signals of its own that are gone. Whoever
                    // leaves the field sees no other page in it on the way out.
                    let here = move || Some(page.get()).filter(|page| page.area() == Area::Field);
                    view! { <For each=here key=Page::path children=field::page /> }.into_any()
                }}
            </main>
            <nav class="bar" aria-label=t(BAR)>
                {places
                    .map(|(name, to)| {
                        let target = to.clone();
                        let unsent = move || (target == Page::Outbox).then(|| outbox.count()).filter(|count| *count > 0);
                        let here = to.clone();
                        let current = move || (place_of(&page.get()) == here).then_some("page");
                        view! {
                            <a href=to.path() class="bar-link" aria-current=current>
                                {t(name)}
                                {move || unsent().map(|count| view! { <span class="bar-count">{count}</span> })}
                            </a>
                        }
                    })
                    .collect_view()}
            </nav>
        </div>
    }
}

/// The place of the bar that a page belongs to.
fn place_of(page: &Page) -> Page {
    match page {
        Page::FieldVisit(_) => Page::Today,
        Page::FieldFirm(_) => Page::Find,
        other => other.clone(),
    }
}
