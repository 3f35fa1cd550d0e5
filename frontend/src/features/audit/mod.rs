//! The public audit of draws: any list, ours or another system's, judged in the visitor's browser.

mod input;
mod model;
mod page;
mod plots;
mod queries;
mod report;
mod run;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The audit.
#[leptos::lazy]
pub fn audit_pages(page: Page) -> AnyView {
    match page {
        Page::PublicAudit => view! { <page::AuditPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
