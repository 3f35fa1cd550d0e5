//! The clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

/// Puts a text into the clipboard; whether the browser let us.
pub async fn copy(text: &str) -> bool {
    let clipboard = leptos::prelude::window().navigator().clipboard();
    // Pages that are not served over HTTPS have no clipboard of the new kind.
    if JsValue::from(&clipboard).is_undefined() {
        return by_selection(text).unwrap_or(false);
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

fn by_selection(text: &str) -> Result<bool, JsValue> {
    let document = leptos::prelude::document();
    let area: HtmlTextAreaElement = document.create_element("textarea")?.dyn_into()?;
    area.set_value(text);
    area.set_class_name("unseen");
    document.body().ok_or(JsValue::NULL)?.append_child(&area)?;
    area.select();
    let copied = document.unchecked_into::<HtmlDocument>().exec_command("copy");
    area.remove();
    copied
}
