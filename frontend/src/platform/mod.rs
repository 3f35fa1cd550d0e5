//! The browser: the only place, beside the API client, that touches it.

pub mod barcode;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod dialog;
pub mod download;
pub mod files;
pub mod focus;
pub mod guard;
pub mod images;
pub mod panics;
pub mod photos;
pub mod position;
pub mod random;
pub mod storage;
pub mod text;
pub mod worker;

use leptos::leptos_dom::helpers::{WindowListenerHandle, window_event_listener_untyped};
use leptos::prelude::{RwSignal, Set, on_cleanup, window_event_listener};

/// Path and query, to come back to.
pub fn path_and_query() -> String {
    let location = leptos::prelude::window().location();
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

/// A text as it may stand in a query.
pub fn encode(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

/// The page's origin, such as `https://host`.
pub fn origin() -> String {
    leptos::prelude::window().location().origin().unwrap_or_default()
}

/// Loads the page anew.
pub fn reload() {
    // A reload that the browser refuses changes nothing.
    let _ = leptos::prelude::window().location().reload();
}

/// Opens the browser's print dialog.
pub fn print() {
    // A browser that cannot print says so itself.
    let _ = leptos::prelude::window().print();
}

/// Scrolls a row sideways until what `selector` names inside it is in its middle.
pub fn bring_to_middle(row: &web_sys::Element, selector: &str) {
    let Ok(Some(inside)) = row.query_selector(selector) else { return };
    let (around, place) = (row.get_bounding_client_rect(), inside.get_bounding_client_rect());
    let beside = place.left() + place.width() / 2.0 - around.left() - around.width() / 2.0;
    row.scroll_by_with_x_and_y(beside, 0.0);
}

/// Whether the browser believes it is online.
pub fn is_online() -> bool {
    leptos::prelude::window().navigator().on_line()
}

/// Whether somebody can see the page; one in a hidden tab rests.
pub fn is_visible() -> bool {
    leptos::prelude::document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Runs `told` whenever the network comes back or the page is looked at again, while its owner lives.
pub fn on_return(told: impl Fn() + Clone + 'static) {
    let (online, seen) = (told.clone(), told);
    let first = window_event_listener(leptos::ev::online, move |_| online());
    let second = document_visibility(move |visible| {
        if visible {
            seen();
        }
    });
    on_cleanup(move || {
        first.remove();
        second.remove();
    });
}

/// Whether the browser believes it is online, as it changes.
pub fn online_signal() -> RwSignal<bool> {
    let online = RwSignal::new(is_online());
    let came = window_event_listener(leptos::ev::online, move |_| {
        online.try_set(true);
    });
    let went = window_event_listener(leptos::ev::offline, move |_| {
        online.try_set(false);
    });
    on_cleanup(move || {
        came.remove();
        went.remove();
    });
    online
}

fn document_visibility(told: impl Fn(bool) + 'static) -> WindowListenerHandle {
    window_event_listener_untyped("visibilitychange", move |_| {
        told(!leptos::prelude::document().hidden());
    })
}

/// Whether the last key was meant for a button, a link or a field.
pub fn is_for_control(event: &web_sys::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| {
        element.closest("button, a, input, textarea, select, summary").is_ok_and(|found| found.is_some())
    })
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    leptos::prelude::document().set_title(title);
}

/// Sets an attribute of the root element: theme, language, density.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = leptos::prelude::document().document_element() {
        // The names are ours and valid.
        let _ = root.set_attribute(name, value);
    }
}
