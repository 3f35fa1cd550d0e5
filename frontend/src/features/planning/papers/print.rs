//! Papers that can be printed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::papers::PaperKind;

use super::queries::PlanPapers;
use super::words::*;
use crate::api;
use crate::components::{Button, TextField};
use crate::locales::*;
use crate::platform::download;
use crate::state::toasts::Toasts;

/// The media type of PDF.
const PDF: &str = "application/pdf";

/// A button a paper.
#[component]
pub fn PrintSection(plan: Signal<PlanPapers>) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let plan = StoredValue::new(plan.with_untracked(|plan| (plan.id.clone(), plan.title.clone())));
    view! {
        <section class="section stack">
            <h2>{t(PAPERS)}</h2>
            <p class="soft">{t(PAPERS_NOTE)}</p>
            <div class="form">
                <TextField label=t(DOCUMENT_NUMBER) path="number" value=number help=t(DOCUMENT_NUMBER_HELP) />
            </div>
            <div class="acts">
                {PaperKind::ALL
                    .iter()
                    .map(|kind| {
                        let (id, title) = plan.get_value();
                        view! { <Print kind=*kind id=id.into_inner() title=title number=number /> }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Print(kind: PaperKind, id: String, title: String, number: RwSignal<String>) -> impl IntoView {
    let (busy, toasts) = (RwSignal::new(false), Toasts::of_app());
    let (id, title) = (StoredValue::new(id), StoredValue::new(title));
    let name = kind.label(lang());
    let press = Callback::new(move |()| {
        busy.set(true);
        let typed = encoded(number.get_untracked().trim());
        let path = format!("/api/plans/{}/{}.pdf?number={typed}", id.get_value(), kind.slug());
        // Asked now: the page may be another one when the paper has come.
        let file = fill(PAPER_NAME, &[&title.get_value(), name]);
        spawn_local(async move {
            match api::download(&path).await {
                Ok(bytes) => download::save(&file, PDF, &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    view! { <Button label=fill(AS_PDF, &[name]) busy=busy on_press=press /> }
}

/// As it may stand in an address.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_number_can_stand_in_an_address() {
        assert_eq!(encoded("办〔26〕1"), "%E5%8A%9E%E3%80%9426%E3%80%951");
        assert_eq!(encoded(""), "");
    }
}
