//! Small settings kept in the browser. Private windows may refuse; then nothing is kept.

use web_sys::Storage;

fn local() -> Option<Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}

/// What is kept under a name.
pub fn get(name: &str) -> Option<String> {
    local()?.get_item(name).ok().flatten()
}

/// Keeps something.
pub fn set(name: &str, value: &str) {
    if let Some(storage) = local() {
        // Full or refused: the setting lasts only as long as the page.
        let _ = storage.set_item(name, value);
    }
}

/// Forgets something.
pub fn remove(name: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(name);
    }
}

/// Forgets everything whose name begins so.
pub fn remove_all(prefix: &str) {
    let Some(storage) = local() else { return };
    let count = storage.length().unwrap_or(0);
    let names: Vec<String> = (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect();
    for name in names.iter().filter(|name| name.starts_with(prefix)) {
        let _ = storage.remove_item(name);
    }
}
