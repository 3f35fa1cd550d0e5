//! A plan on paper: what can be printed, what is attached, and the proof of its publication.

mod attach;
mod channels;
mod files;
mod print;
mod queries;
mod words;

use leptos::prelude::*;

use crate::api::use_query;
use crate::components::loaded;
use queries::papers_of;

/// The sections of a plan's page.
#[component]
pub fn PapersSections(
    /// The plan.
    plan: String,
) -> impl IntoView {
    let key = StoredValue::new(plan);
    let query = use_query(move || key.get_value(), papers_of);
    loaded(query, move |papers| {
        view! {
            <print::PrintSection plan=papers.clone() />
            <files::FilesSection plan=papers.clone() query=query />
            {(!papers.publications.is_empty()).then(|| view! { <channels::ChannelsSection plan=papers query=query /> })}
        }
    })
}
