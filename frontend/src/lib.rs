//! The OneDoor app.
//!
//! Three front doors in one program: the public window, the desk and the field; their pages are loaded when
//! first opened. `features/<context>` hold the pages; their `model` is pure and tested natively. Only
//! `platform` and `api` talk to the browser.

#![recursion_limit = "256"]

pub mod api;
mod app;
mod components;
mod features;
mod layout;
pub mod locales;
mod parts;
mod platform;
pub mod routes;
mod state;

/// Starts the app in the page.
pub fn start() {
    platform::panics::show_them();
    locales::set_lang(state::prefs::stored_lang());
    state::prefs::apply_stored_theme();
    app::mount();
}
