//! "Why me?": what a firm is told of the draws its door was in, checked on its own device.

mod checks;
mod entry_page;
mod firm_page;
mod line;
mod model;
mod queries;
mod scan;
mod told;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The entry, and a firm's page in a draw.
#[leptos::lazy]
pub fn whyme_pages(page: Page) -> AnyView {
    match page {
        Page::PublicWhy => view! { <entry_page::EntryPage /> }.into_any(),
        Page::PublicWhyFirm(wave, code) => view! { <firm_page::FirmPage wave=wave code=code /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
