//! What was typed and not yet saved, kept in the browser until it is.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::platform::storage;

const PREFIX: &str = "onedoor.draft.";

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The draft of a form; one that an older version wrote otherwise is left alone.
pub fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_str(&storage::get(&key(name))?).ok()
}

/// Keeps a draft.
pub fn keep<T: Serialize>(name: &str, typed: &T) {
    if let Ok(text) = serde_json::to_string(typed) {
        storage::set(&key(name), &text);
    }
}

/// Forgets it: it was saved, or is no longer wanted.
pub fn forget(name: &str) {
    storage::remove(&key(name));
}

/// Forgets all: whoever logs out leaves nothing behind.
pub fn forget_all() {
    storage::remove_all(PREFIX);
}
