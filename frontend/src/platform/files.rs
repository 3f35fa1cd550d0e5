//! Files people choose.

use wasm_bindgen::JsCast;
pub use web_sys::File;
use web_sys::{DragEvent, Event, FilePropertyBag, HtmlInputElement, Url};

/// The files chosen in the input that sent the event; the input is emptied, so that the same file can be
/// chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let list = input.files();
    let files =
        list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.get(index)).collect());
    input.set_value("");
    files
}

/// The files that were dropped here; the browser would open them instead of the page.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    event.prevent_default();
    let list = event.data_transfer().and_then(|data| data.files());
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|index| list.get(index)).collect())
}

/// The bytes of a file; nothing if it cannot be read (any more).
pub async fn read(file: &web_sys::Blob) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Bytes as a file, to be sent like one that was chosen.
pub fn from_bytes(name: &str, media_type: &str, bytes: &[u8]) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    File::new_with_u8_array_sequence_and_options(&parts, name, &options).ok()
}

/// Gives back an address of [`preview`].
pub fn release(address: &str) {
    // One that is not known any more is as good as given back.
    let _ = Url::revoke_object_url(address);
}

/// An address under which a file or blob can be shown in this page.
pub fn preview(file: &web_sys::Blob) -> Option<String> {
    Url::create_object_url_with_blob(file).ok()
}
