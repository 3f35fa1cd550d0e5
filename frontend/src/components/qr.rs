//! A QR code (ISO/IEC 18004) in SVG, with the text it holds beside it for whoever cannot scan.

use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};

/// Quiet zone around the code, in squares.
const QUIET: i32 = 4;

/// A code that a phone can read.
#[component]
pub fn QrCode(
    /// What it holds.
    #[prop(into)]
    text: String,
    /// What it is for.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    // Only a text of thousands of characters does not fit.
    Code::encode_text(&text, QrCodeEcc::Medium).ok().map(|code| {
        let size = code.size() + 2 * QUIET;
        view! {
            <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label>
                <rect class="qr-paper" width=size.to_string() height=size.to_string()></rect>
                <path class="qr-ink" d=squares(&code)></path>
            </svg>
        }
    })
}

/// The dark squares as one path.
fn squares(code: &Code) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_a_code_are_where_phones_look_for_them() {
        let code =
            Code::encode_text("https://town.example/public/draws/W2026-01/hall", QrCodeEcc::Medium).unwrap();
        let path = squares(&code);
        let far = code.size() - 7 + QUIET;
        for (x, y) in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            assert!(path.contains(&format!("M{x} {y}h1v1h-1z")), "{x} {y}");
            assert!(!path.contains(&format!("M{} {}h1v1h-1z", x + 1, y + 1)), "a light ring");
        }
    }
}
