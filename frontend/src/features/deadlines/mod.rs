//! The calendar of dated duties: a year at a glance, month by month, and the rules behind it.

mod done_form;
mod duty_table;
mod model;
mod page;
mod queries;
mod rule_form;
mod rules;
mod strip;
mod words;

use leptos::prelude::*;

/// The calendar.
#[leptos::lazy]
pub fn deadline_pages() -> AnyView {
    view! { <page::DeadlinesPage /> }.into_any()
}
