//! Codes in pictures, read by the browser where it can (`BarcodeDetector`).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|found| !found.is_undefined())
}

fn window() -> JsValue {
    leptos::prelude::window().into()
}

/// Whether this browser can.
pub fn can_read() -> bool {
    member(&window(), "BarcodeDetector").is_some()
}

/// The texts of the codes in a picture; none where it holds none or cannot be read.
pub async fn read(picture: &Blob) -> Vec<String> {
    try_read(picture).await.unwrap_or_default()
}

async fn try_read(picture: &Blob) -> Option<Vec<String>> {
    let all = window();
    let open: Function = member(&all, "createImageBitmap")?.dyn_into().ok()?;
    let bitmap = open.call1(&all, picture).ok()?.dyn_into::<Promise>().ok()?;
    let bitmap = JsFuture::from(bitmap).await.ok()?;
    let detector: Function = member(&all, "BarcodeDetector")?.dyn_into().ok()?;
    let options = Object::new();
    let formats = Array::of2(&JsValue::from_str("qr_code"), &JsValue::from_str("code_128"));
    Reflect::set(&options, &JsValue::from_str("formats"), &formats).ok()?;
    let detector = Reflect::construct(&detector, &Array::of1(&options)).ok()?;
    let detect: Function = member(&detector, "detect")?.dyn_into().ok()?;
    let found = detect.call1(&detector, &bitmap).ok()?.dyn_into::<Promise>().ok()?;
    let found: Array = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
    Some(found.iter().filter_map(|code| member(&code, "rawValue")?.as_string()).collect())
}
