//! The phone view: today's doors, looking up firms, the visit, what has not been sent.

mod outbox;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

pub use outbox::Outbox;

/// The page of this part.
#[leptos::lazy]
pub fn pages(page: Page) -> AnyView {
    match page {
        _ => view! { <NotFound /> }.into_any(),
    }
}
