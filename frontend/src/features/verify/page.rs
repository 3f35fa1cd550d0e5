//! Any file of a draw, dropped or chosen.

use leptos::prelude::*;
use leptos_router::components::A;

use super::queries::published;
use super::words::*;
use crate::api::use_query;
use crate::components::{Button, Crumb, PageHead, lazily};
use crate::locales::*;
use crate::parts::checker::checker;
use crate::platform;
use crate::routes::Page;

/// The page.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let query = use_query(|| (), |()| published());
    // Read once it is here: the comparison then needs no network.
    let known = Memo::new(move |_| query.data());
    view! {
        <PageHead title=t(VERIFY) note=t(VERIFY_NOTE) crumbs=vec![Crumb::new(t(DRAWS), Page::PublicDraws.path())]>
            <Button label=t(PRINT) on_press=Callback::new(|()| platform::print()) />
        </PageHead>
        <div class="stack">
            <section class="panel check stack" id="check">
                <h2>{t(ANY_FILE)}</h2>
                {lazily(checker(known.into(), None, false))}
            </section>
            <section class="stack no-print">
                <h2>{t(TRUST_TITLE)}</h2>
                <p>{t(TRUST_TEXT)}</p>
                <div class="acts">
                    <A href=Page::PublicRecipe.path() attr:class="button">{t(RECIPE)}</A>
                    <a class="button" href="/public/schema/onedoor-bundle-1.json">{t(SCHEMA)}</a>
                    <a class="button" href="/public/keys/draw.json">{t(KEYS)}</a>
                </div>
            </section>
        </div>
    }
}
