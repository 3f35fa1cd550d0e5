//! The browser: the only place, beside the API client, that touches it.

pub mod clock;
pub mod dialog;
pub mod download;
pub mod files;
pub mod focus;
pub mod guard;
pub mod panics;
pub mod position;
pub mod random;
pub mod storage;

/// The page's address without query.
pub fn path() -> String {
    leptos::prelude::window().location().pathname().unwrap_or_default()
}

/// Path and query, to come back to.
pub fn path_and_query() -> String {
    let location = leptos::prelude::window().location();
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
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

/// Whether the browser believes it is online.
pub fn is_online() -> bool {
    leptos::prelude::window().navigator().on_line()
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
