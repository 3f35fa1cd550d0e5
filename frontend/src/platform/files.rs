//! Files people choose.

use wasm_bindgen::JsCast;
use web_sys::{Event, File, HtmlInputElement, Url};

/// The files chosen in the input that sent the event; the input is emptied, so that the same file can be
/// chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let list = input.files();
    let files = list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.get(index)).collect());
    input.set_value("");
    files
}

/// An address under which a file or blob can be shown in this page.
pub fn preview(file: &web_sys::Blob) -> Option<String> {
    Url::create_object_url_with_blob(file).ok()
}
