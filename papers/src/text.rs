//! Characters that no font holds: shown by their codes, never dropped.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::fonts::Fonts;

/// Puts the code in the place of every character that no font holds; tells which.
pub fn show_missing(value: &mut Value, fonts: &Fonts, missing: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            if text.chars().any(|one| is_missing(one, fonts)) {
                *text = replaced(text, fonts, missing);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|one| show_missing(one, fonts, missing)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(_, one)| show_missing(one, fonts, missing));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn replaced(text: &str, fonts: &Fonts, missing: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for one in text.chars() {
        if is_missing(one, fonts) {
            missing.insert(one);
            out.push_str(&code_of(one));
        } else {
            out.push(one);
        }
    }
    out
}

/// `〔U+2A6D7〕`
pub fn code_of(one: char) -> String {
    format!("〔U+{:04X}〕", u32::from(one))
}

fn is_missing(one: char, fonts: &Fonts) -> bool {
    !is_invisible(one) && !fonts.holds(one)
}

/// Characters that show nothing themselves: spaces, controls, joiners, variation selectors.
fn is_invisible(one: char) -> bool {
    one.is_whitespace()
        || one.is_control()
        || matches!(one, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}
