//! Text in the encodings of office programs.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// Bytes as text: UTF-8, else GB18030 as the browser reads it.
pub fn decode(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).or_else(|error| gb18030(&error.into_bytes()).ok_or(())).ok()
}

fn gb18030(bytes: &[u8]) -> Option<String> {
    let window: JsValue = leptos::prelude::window().into();
    let kind: Function = Reflect::get(&window, &JsValue::from_str("TextDecoder")).ok()?.dyn_into().ok()?;
    let decoder = Reflect::construct(&kind, &Array::of1(&JsValue::from_str("gb18030"))).ok()?;
    let decode: Function = Reflect::get(&decoder, &JsValue::from_str("decode")).ok()?.dyn_into().ok()?;
    decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
}
