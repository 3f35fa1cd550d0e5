//! A code from a picture, where the browser can read codes; typing always works.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::code_in;
use super::words::*;
use crate::components::FilePick;
use crate::locales::*;
use crate::platform::barcode;
use crate::platform::files::File;

/// The button that opens the camera, and what came of the picture.
#[component]
pub fn Scan(
    /// Told the credit code that was found.
    on_code: Callback<String>,
) -> impl IntoView {
    if !barcode::can_read() {
        return view! { <p class="soft small">{t(NO_SCANNER)}</p> }.into_any();
    }
    let said = RwSignal::new(None::<Text>);
    let taken = Callback::new(move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else { return };
        said.set(Some(SCANNING));
        spawn_local(async move {
            let found = barcode::read(&file).await.iter().find_map(|text| code_in(text));
            said.try_set(found.is_none().then_some(NO_CODE_IN_PICTURE));
            if let Some(code) = found {
                // The page may have been left meanwhile.
                let _ = on_code.try_run(code);
            }
        });
    });
    view! {
        <FilePick label=t(SCAN).to_owned() accept="image/*" camera=true on_files=taken />
        <p class="soft small" aria-live="polite">{move || said.get().map(t)}</p>
    }
    .into_any()
}
