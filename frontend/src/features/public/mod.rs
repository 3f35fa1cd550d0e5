//! The public window, the log-in, and the page of a witness.

mod check_section;
mod draw_page;
mod draws_page;
mod figures;
mod firm_page;
mod home_page;
mod item_queries;
mod items_page;
mod ledger_view;
mod login_page;
mod model;
mod opened;
mod plans_page;
mod queries;
mod result_more;
mod results_page;
mod shared_views;
mod witness_device;
mod witness_page;
mod witness_steps;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// What nearly everybody comes for.
#[leptos::lazy]
pub fn public_pages(page: Page) -> AnyView {
    match page {
        Page::PublicHome => view! { <home_page::HomePage /> }.into_any(),
        Page::PublicFirm(uscc) => view! { <firm_page::FirmPage uscc=uscc /> }.into_any(),
        Page::PublicPlans => view! { <plans_page::PlansPage /> }.into_any(),
        Page::PublicResults => view! { <results_page::ResultsPage /> }.into_any(),
        Page::PublicStatistics => view! { <figures::StatisticsPage /> }.into_any(),
        Page::PublicItems => view! { <items_page::ItemsPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// Pages that few people open: draws with the means to check them, a witness's seat, the log-in.
#[leptos::lazy]
pub fn ceremony_pages(page: Page) -> AnyView {
    match page {
        Page::PublicDraws => view! { <draws_page::DrawsPage /> }.into_any(),
        Page::PublicDraw(code) => view! { <draw_page::DrawPage code=code /> }.into_any(),
        Page::Witness(token) => view! { <witness_page::WitnessPage token=token /> }.into_any(),
        Page::Login => view! { <login_page::LoginPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
