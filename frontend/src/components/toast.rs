//! Where short messages are shown.

use leptos::prelude::*;

use crate::locales::*;
use crate::state::toasts::{Toasts, Tone};

/// The list of messages, read out as they come.
#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = Toasts::of_app();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list() key=|toast| toast.id let:toast>
                <div class=if toast.tone == Tone::Bad { "toast toast-bad" } else { "toast" }>
                    <span>{toast.text.clone()}</span>
                    <button type="button" class="toast-close" aria-label=t(CLOSE) on:click=move |_| toasts.dismiss(toast.id)>
                        "×"
                    </button>
                </div>
            </For>
        </div>
    }
}
