//! Settings that stand everywhere.

use leptos::prelude::*;

use crate::locales::{Lang, lang};
use crate::state::prefs;

/// Switches between Chinese and English.
#[component]
pub fn LangSwitch() -> impl IntoView {
    let (other, label) = match lang() {
        Lang::Zh => (Lang::En, "English"),
        Lang::En => (Lang::Zh, "中文"),
    };
    view! {
        <button type="button" class="button button-quiet" lang=other.tag() on:click=move |_| prefs::choose_lang(other)>
            {label}
        </button>
    }
}
