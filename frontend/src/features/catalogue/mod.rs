//! Inspection items, joint items, checklists.

mod bulk;
mod checklist;
mod checklist_form;
mod checklist_stale;
mod commands;
mod item_page;
mod items_page;
mod model;
mod own_bases;
mod own_form;
mod own_page;
mod own_queries;
mod own_stale;
mod own_typed;
mod own_versions;
mod own_words;
mod queries;
mod question_fields;
mod report_page;
mod shared_views;
mod standing;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The page of this part.
#[leptos::lazy]
pub fn catalogue_pages(page: Page) -> AnyView {
    match page {
        Page::Items => view! { <items_page::ItemsPage /> }.into_any(),
        Page::Item(id) => view! { <item_page::ItemPage id=id /> }.into_any(),
        Page::ItemReport => view! { <report_page::ReportPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// A department's own item, with its form and versions.
#[leptos::lazy]
pub fn own_item_pages(id: String) -> AnyView {
    view! { <own_page::OwnItemPage id=id /> }.into_any()
}
