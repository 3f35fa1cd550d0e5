//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to the first element that matches, such as the heading of a new page.
pub fn to(selector: &str) {
    let found = leptos::prelude::document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it was.
        let _ = element.focus();
    }
}

/// Moves the focus from a link in a row of a table to the one in the row above or below.
pub fn to_row(below: bool) -> bool {
    let Some(active) = leptos::prelude::document().active_element() else { return false };
    if active.tag_name() != "A" {
        return false;
    }
    let next = active
        .closest("tr")
        .ok()
        .flatten()
        .and_then(|row| if below { row.next_element_sibling() } else { row.previous_element_sibling() });
    let link = next.and_then(|row| row.query_selector("a").ok().flatten());
    let Some(link) = link.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    link.focus().is_ok()
}

/// Whether the keyboard is in a field, where letters are text and not short cuts.
pub fn is_typing() -> bool {
    leptos::prelude::document()
        .active_element()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// The id of the field at a path of a form, and what it is called; that of its list where it has none of
/// its own.
pub fn field_at(path: &str) -> Option<(String, String)> {
    let document = leptos::prelude::document();
    let own = format!("f-{}", path.replace('.', "-"));
    let whole = format!("f-{}", path.split('.').next().unwrap_or_default());
    let id = [own, whole].into_iter().find(|id| document.get_element_by_id(id).is_some())?;
    let element = document.get_element_by_id(&id)?;
    let text_of = |selector: &str| {
        let found = document.query_selector(selector).ok().flatten();
        found.and_then(|label| label.text_content()).unwrap_or_default()
    };
    let label = match element.query_selector("legend").ok().flatten() {
        Some(legend) => legend.text_content().unwrap_or_default(),
        None => text_of(&format!("label[for=\"{id}\"]")),
    };
    // Fields of a row are told apart by the row's name.
    let row = element.closest("fieldset").ok().flatten().filter(|row| row.id() != id);
    let row =
        row.and_then(|row| row.query_selector("legend").ok().flatten()).and_then(|row| row.text_content());
    Some((id, row.into_iter().chain([label]).collect::<Vec<_>>().join(" ")))
}
