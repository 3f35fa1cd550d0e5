//! Every word of the app in both languages, checked by the compiler: a text without its English does not
//! build.
//!
//! The language is chosen once for a page; switching it reloads the page. So texts are plain strings and
//! cost nothing.

mod common;
mod format;

use std::cell::Cell;

pub use common::*;
pub use format::{
    bracketed, colon, comma, date, date_time, fill, number, percent, semicolon, weekday, working_days_left,
};
pub use shared::Lang;

/// A text: Chinese, English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(pub &'static str, pub &'static str);

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// The language of the page.
pub fn lang() -> Lang {
    LANG.get()
}

/// Sets the language, before anything is shown.
pub fn set_lang(lang: Lang) {
    LANG.set(lang);
}

/// A text in the language of the page.
pub fn t(text: Text) -> &'static str {
    match lang() {
        Lang::Zh => text.0,
        Lang::En => text.1,
    }
}

/// Codes and words of every value of a list, for a select.
pub fn choices<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T, Lang) -> &'static str,
) -> Vec<(String, String)> {
    all.iter().map(|value| (code(*value).to_owned(), label(*value, lang()).to_owned())).collect()
}

/// Declares texts: `NAME = "中文", "English";`
#[macro_export]
macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident = $zh:literal, $en:literal;)+) => {$(
        $(#[$meta])*
        pub const $name: $crate::locales::Text = $crate::locales::Text($zh, $en);
    )+};
}
