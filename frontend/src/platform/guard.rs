//! Leaving a page with an unsaved form asks first.

use leptos::ev::beforeunload;
use leptos::prelude::{GetUntracked, Signal, on_cleanup, window_event_listener};

/// Asks before the tab is closed or reloaded while `dirty`.
pub fn ask_before_leaving(dirty: Signal<bool>) {
    let handle = window_event_listener(beforeunload, move |event| {
        if dirty.try_get_untracked().unwrap_or(false) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
