//! Visits, approvals and results at the desk.

mod approve;
mod asked;
mod board;
mod commands;
mod contact;
mod correct;
mod decide;
mod disclose_queries;
mod disclose_words;
mod facts;
mod packages_page;
mod photos;
mod queries;
mod refill;
mod result_queries;
mod results_page;
mod results_table;
mod shared_views;
mod team;
mod visit_items;
mod visit_page;
mod visits_page;
mod visits_table;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// Visits.
#[leptos::lazy]
pub fn visits_pages(page: Page) -> AnyView {
    match page {
        Page::Visits => view! { <visits_page::VisitsPage /> }.into_any(),
        Page::Visit(id) => view! { <visit_page::VisitPage id=id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// Packages for the channels.
#[leptos::lazy]
pub fn package_pages() -> AnyView {
    view! { <packages_page::PackagesPage /> }.into_any()
}

/// The board of results.
#[leptos::lazy]
pub fn results_pages() -> AnyView {
    view! { <results_page::ResultsPage /> }.into_any()
}
