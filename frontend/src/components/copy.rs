//! Copying a text that nobody should have to type.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::locales::*;
use crate::platform::clipboard;
use crate::state::toasts::Toasts;
use crate::texts;

texts! {
    COPY_FAILED = "浏览器不允许复制，请选中文字后手动复制。", "The browser does not allow copying. Select the text and copy it by hand.";
}

/// A button that copies a text.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: String,
    /// What it is, for those who listen.
    #[prop(into)]
    what: String,
    /// Whether the button says so to everybody.
    #[prop(optional)]
    show_what: bool,
) -> impl IntoView {
    let toasts = Toasts::of_app();
    let label = match lang() {
        Lang::Zh => format!("{}{what}", t(COPY)),
        Lang::En => format!("{} {what}", t(COPY)),
    };
    let shown = if show_what { label.clone() } else { t(COPY).to_owned() };
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if clipboard::copy(&text).await {
                toasts.good(t(COPIED));
            } else {
                toasts.bad(t(COPY_FAILED));
            }
        });
    };
    view! { <button type="button" class="button button-quiet no-print" aria-label=label on:click=copy>{shown}</button> }
}
