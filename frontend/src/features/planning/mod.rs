//! Plans, lines, confirmations, and the office's table.

mod commands;
mod conflict;
mod line_acts;
mod line_changes;
mod line_duties;
mod line_fields;
mod line_form;
mod line_page;
mod line_ratios;
mod live_figures;
mod live_line;
mod live_plan;
mod matrix_choice;
mod model;
mod office_queries;
mod office_words;
mod outlook;
mod papers;
mod plan_page;
mod plan_versions;
mod plans_page;
mod queries;
mod queue_line;
mod queue_model;
mod ratio_form;
mod ratio_queries;
mod ratio_typed;
mod ratio_words;
mod ratios_page;
mod review_page;
mod shared_views;
mod table_commands;
mod table_page;
mod table_view;
mod table_words;
mod together;
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

pub use together::Together;

/// What people say about a plan, and what they did to it.
#[leptos::lazy]
pub fn together_pages(what: Together) -> AnyView {
    together::view_of(what)
}

/// Matrices of ratios by risk class.
#[leptos::lazy]
pub fn ratio_pages() -> AnyView {
    view! { <ratios_page::RatiosPage /> }.into_any()
}

/// Papers, files and proof of publication of a plan.
#[leptos::lazy]
pub fn plan_paper_pages(plan: String) -> AnyView {
    view! { <papers::PapersSections plan=plan /> }.into_any()
}

/// What is simulated, in one part of its own: whoever only reads plans does not fetch the simulation.
pub enum Simulated {
    /// A plan, on a page.
    Plan(String),
    /// The line in the form.
    Line(live_figures::FormLine),
    /// Lines on the office's table.
    Queue(outlook::QueueGround),
}

/// What a plan or a line will open, before anybody draws.
#[leptos::lazy]
pub fn outlook_pages(what: Simulated) -> AnyView {
    match what {
        Simulated::Plan(id) => view! { <outlook::OutlookPage id=id /> }.into_any(),
        Simulated::Queue(lines) => view! { <outlook::QueueFigures of=lines /> }.into_any(),
        Simulated::Line(line) => view! { <live_figures::LiveFigures line=line /> }.into_any(),
    }
}
