//! Choosing files.

use crate::platform::files::File;
use leptos::prelude::*;

use crate::platform;

/// A button that opens the device's file dialog, or its camera.
#[component]
pub fn FilePick(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Kinds of file, as `accept` takes them.
    accept: &'static str,
    /// More than one.
    #[prop(optional)]
    many: bool,
    /// Opens the camera where there is one.
    #[prop(optional)]
    camera: bool,
    /// It makes no sense just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told the chosen files.
    #[prop(into)]
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    view! {
        <label class="button file-pick">
            {move || label.get()}
            <input
                type="file"
                accept=accept
                multiple=many
                capture=camera.then_some("environment")
                disabled=move || disabled.get()
                on:change=move |event| {
                    let files = platform::files::chosen(&event);
                    if !files.is_empty() {
                        on_files.run(files);
                    }
                }
            />
        </label>
    }
}
