//! Waves and the ceremony of the draw.

mod commands;
mod links;
mod model;
mod new_wave;
mod new_wave_lines;
mod new_wave_rules;
mod new_wave_turn;
mod new_wave_witnesses;
mod queries;
mod quiet_list;
mod reissue;
mod rule_queries;
mod typed_rules;
mod wave_acts;
mod wave_page;
mod wave_result;
mod waves_page;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// Waves as they go.
#[leptos::lazy]
pub fn draw_pages(page: Page) -> AnyView {
    match page {
        Page::Waves => view! { <waves_page::WavesPage /> }.into_any(),
        Page::Wave(id) => view! { <wave_page::WavePage id=id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// Where a wave is put together.
#[leptos::lazy]
pub fn new_wave_pages() -> AnyView {
    view! { <new_wave::NewWavePage /> }.into_any()
}
