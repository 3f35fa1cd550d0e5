//! Checking files of draws, wherever they come from, and the recipe for whoever trusts no program of ours.

mod page;
mod queries;
mod recipe_page;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The pages of the verifier.
#[leptos::lazy]
pub fn verify_pages(page: Page) -> AnyView {
    match page {
        Page::PublicVerify => view! { <page::VerifyPage /> }.into_any(),
        Page::PublicRecipe => view! { <recipe_page::RecipePage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
