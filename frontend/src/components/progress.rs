//! Progress with counts, not a spinner.

use leptos::prelude::*;

use crate::locales::number;

/// How far something has come.
#[component]
pub fn Progress(
    /// What is going on.
    #[prop(into)]
    label: Signal<String>,
    /// Steps done.
    #[prop(into)]
    done: Signal<i64>,
    /// All steps; nothing if not known.
    #[prop(into)]
    total: Signal<Option<i64>>,
    /// What is counted.
    #[prop(optional, into)]
    unit: String,
) -> impl IntoView {
    let text = move || match total.get() {
        Some(total) => {
            format!("{} {} / {} {unit}", label.get(), number(done.get()), number(total)).trim_end().to_owned()
        }
        None => label.get(),
    };
    view! {
        <div class="progress">
            <p role="status">{text}</p>
            <progress
                aria-label=move || label.get()
                max=move || total.get().map(|total| total.max(1).to_string())
                value=move || total.get().map(|_| done.get().to_string())
            ></progress>
        </div>
    }
}
