//! Plans, lines, confirmations, and the office's table.

mod commands;
mod queries;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The page of this part.
#[leptos::lazy]
pub fn pages(page: Page) -> AnyView {
    match page {
        _ => view! { <NotFound /> }.into_any(),
    }
}
