//! Language, appearance and row height, kept in the browser.

use crate::locales::Lang;
use crate::platform::{self, storage};

const LANG: &str = "onedoor.lang";
const THEME: &str = "onedoor.theme";
const DENSITY: &str = "onedoor.density";

/// The language that was chosen; Chinese if none was.
pub fn stored_lang() -> Lang {
    Lang::from_tag(&storage::get(LANG).unwrap_or_default())
}

/// Chooses a language; the page is loaded anew in it.
pub fn choose_lang(lang: Lang) {
    storage::set(LANG, lang.tag());
    platform::reload();
}

/// The appearance that was chosen: `auto`, `light` or `dark`.
pub fn stored_theme() -> String {
    storage::get(THEME)
        .filter(|theme| matches!(theme.as_str(), "light" | "dark"))
        .unwrap_or_else(|| "auto".into())
}

/// Chooses an appearance.
pub fn choose_theme(theme: &str) {
    storage::set(THEME, theme);
    platform::set_root("data-theme", theme);
}

/// The row height that was chosen: `normal` or `wide`.
pub fn stored_density() -> String {
    storage::get(DENSITY).filter(|density| density == "wide").unwrap_or_else(|| "normal".into())
}

/// Chooses a row height.
pub fn choose_density(density: &str) {
    storage::set(DENSITY, density);
    platform::set_root("data-density", density);
}

/// Puts the choices into the page.
pub fn apply_stored_theme() {
    platform::set_root("data-theme", &stored_theme());
    platform::set_root("data-density", &stored_density());
    platform::set_root("lang", stored_lang().tag());
}
