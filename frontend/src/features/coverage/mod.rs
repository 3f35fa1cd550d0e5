//! Who covers what: gaps, conflicts, who may be sent, the register of leave and recusal.

mod certificates;
mod conflicts_page;
mod duty_queries;
mod eligibility_page;
mod eligible_queries;
mod gaps_page;
mod gaps_queries;
mod heat;
mod leave_form;
mod leave_list;
mod model;
mod recusal_acts;
mod recusal_form;
mod recusal_list;
mod register_page;
mod register_queries;
mod settle;
mod shared_views;
mod shortages;
mod subject_pick;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// Gaps, conflicts, eligibility.
#[leptos::lazy]
pub fn coverage_pages(page: Page) -> AnyView {
    match page {
        Page::Coverage => view! { <gaps_page::GapsPage /> }.into_any(),
        Page::DutyConflicts => view! { <conflicts_page::ConflictsPage /> }.into_any(),
        Page::Eligibility => view! { <eligibility_page::EligibilityPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// The register of leave and recusal.
#[leptos::lazy]
pub fn register_pages() -> AnyView {
    view! { <register_page::RegisterPage /> }.into_any()
}
