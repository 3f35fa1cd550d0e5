//! Plans, lines, confirmations, and the office's table.

mod commands;
mod conflict;
mod line_acts;
mod line_duties;
mod line_fields;
mod line_form;
mod line_page;
mod live_figures;
mod model;
mod outlook;
mod plan_page;
mod plans_page;
mod queries;
mod review_page;
mod shared_views;
mod table_commands;
mod table_page;
mod table_view;
mod table_words;
mod typed;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// Plans and lines as they are read and decided.
#[leptos::lazy]
pub fn planning_pages(page: Page) -> AnyView {
    match page {
        Page::Plans => view! { <plans_page::PlansPage /> }.into_any(),
        Page::Plan(id) => view! { <plan_page::PlanPage id=id /> }.into_any(),
        Page::Line(id) => view! { <line_page::LinePage id=id /> }.into_any(),
        Page::Review => view! { <review_page::ReviewPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// The form of a line.
#[leptos::lazy]
pub fn line_form_pages(page: Page) -> AnyView {
    match page {
        Page::NewLine(plan) => view! { <line_form::NewLinePage plan=plan /> }.into_any(),
        Page::EditLine(id) => view! { <line_form::EditLinePage id=id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// Lines of a plan from a spreadsheet.
#[leptos::lazy]
pub fn table_pages(plan: String) -> AnyView {
    view! { <table_page::TablePage plan=plan /> }.into_any()
}

/// What is simulated, in one part of its own: whoever only reads plans does not fetch the simulation.
pub enum Simulated {
    /// A plan, on a page.
    Plan(String),
    /// The line in the form.
    Line(live_figures::FormLine),
}

/// What a plan or a line will open, before anybody draws.
#[leptos::lazy]
pub fn outlook_pages(what: Simulated) -> AnyView {
    match what {
        Simulated::Plan(id) => view! { <outlook::OutlookPage id=id /> }.into_any(),
        Simulated::Line(line) => view! { <live_figures::LiveFigures line=line /> }.into_any(),
    }
}
