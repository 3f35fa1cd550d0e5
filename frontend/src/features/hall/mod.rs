//! The screen in the hall: a draw as a ceremony, on a projector or a phone.

mod follow;
mod hall_page;
mod model;
mod queries;
mod result_scenes;
mod scenes;
mod show;
mod words;

use leptos::prelude::*;

/// The hall's screen of a draw.
#[leptos::lazy]
pub fn hall_pages(code: String) -> AnyView {
    view! { <hall_page::HallPage code=code /> }.into_any()
}
