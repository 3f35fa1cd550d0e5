//! The verifier of the public window: a module of its own, small and fast, that runs in a worker so that
//! the page stays quick. Its glue is `frontend/static/verifier-worker.js`; the rules are `shared::draw`.
//!
//! The file is read once and stays here. What goes back to the page is JSON: [`Told`] while it is checked,
//! [`Answer`] at the end.

use serde::Serialize;
use shared::draw::inquiry::{Change, Finding, Told, change, inquire};
use wasm_bindgen::prelude::*;

/// What the page is told at the end.
#[derive(Debug, Serialize)]
#[serde(tag = "told", rename_all = "SCREAMING_SNAKE_CASE")]
enum Answer {
    /// All that came of it.
    Done {
        finding: Finding,
        /// The byte that was changed before.
        change: Option<Change>,
    },
}

/// A file to be checked.
#[wasm_bindgen]
pub struct Verifier {
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl Verifier {
    /// Takes the bytes of a file.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    /// Checks the file as it is.
    pub fn check(&self, tell: &js_sys::Function) {
        let finding = inquire(&self.bytes, &mut |told: Told| post(tell, &told));
        post(tell, &Answer::Done { finding, change: None });
    }

    /// Checks a copy in which one byte is another; the file itself stays as it is. A place behind the end
    /// is the last one.
    pub fn check_changed(&mut self, at: f64, tell: &js_sys::Function) {
        let last = self.bytes.len().saturating_sub(1);
        let at = place(at).min(last);
        let known = self.bytes.get(at).copied();
        let change = change(&mut self.bytes, at);
        let finding = inquire(&self.bytes, &mut |told: Told| post(tell, &told));
        if let (Some(byte), Some(known)) = (self.bytes.get_mut(at), known) {
            *byte = known;
        }
        post(tell, &Answer::Done { finding, change });
    }
}

/// JavaScript counts in doubles.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of a double saturates")]
fn place(at: f64) -> usize {
    at as usize
}

/// Sends a value to the page.
fn post(tell: &js_sys::Function, value: &impl Serialize) {
    let text = serde_json::to_string(value).unwrap_or_default();
    // The page may be gone; then nobody waits for it.
    let _ = tell.call1(&JsValue::NULL, &JsValue::from_str(&text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_whole_and_not_negative() {
        assert_eq!([place(-3.0), place(0.9), place(7.0), place(f64::NAN)], [0, 0, 7, 0]);
    }

    #[test]
    fn the_answer_is_told_apart_from_progress() {
        let finding = inquire(b"{}", &mut |_| ());
        let text = serde_json::to_string(&Answer::Done { finding, change: None }).unwrap();
        assert!(text.starts_with("{\"told\":\"DONE\",\"finding\":{\"verdict\":\"UNREADABLE\""), "{text}");
    }
}
