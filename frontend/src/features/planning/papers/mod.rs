//! A plan on paper: what can be printed, what is attached, and the proof of its publication.

mod attach;
mod channels;
mod files;
mod print;
mod queries;
mod words;

use leptos::prelude::*;

use crate::api::use_query;
use crate::components::loaded_live;
use queries::papers_of;

/// The sections of a plan's page.
#[component]
pub fn PapersSections(
    /// The plan.
    plan: String,
) -> impl IntoView {
    let key = StoredValue::new(plan);
    let query = use_query(move || key.get_value(), papers_of);
    loaded_live(query, 5, move |papers| {
        let published = move || papers.with(|papers| !papers.publications.is_empty());
        view! {
            <print::PrintSection plan=papers />
            <files::FilesSection plan=papers query=query />
            {move || published().then(|| view! { <channels::ChannelsSection plan=papers.get() query=query /> })}
        }
    })
}
