//! Work beside the page: a worker from one of our own files, which takes files and numbers and answers in
//! text.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, File, MessageEvent, WorkerOptions, WorkerType};

/// A running worker; it ends when this is dropped.
pub struct Worker {
    inner: web_sys::Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(Event)>,
}

/// What a worker tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A text.
    Text(String),
    /// It could not be started, or broke.
    Broken,
}

impl Worker {
    /// Starts a worker from a file that lies beside the app's; nothing where the browser has none.
    pub fn start(file: &str, heard: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let inner = web_sys::Worker::new_with_options(&format!("{}{file}", beside()?), &options).ok()?;
        let told = heard.clone();
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            told(event.data().as_string().map_or(Heard::Broken, Heard::Text));
        });
        let error = Closure::<dyn FnMut(Event)>::new(move |_| heard(Heard::Broken));
        inner.set_onmessage(Some(message.as_ref().unchecked_ref()));
        inner.set_onerror(Some(error.as_ref().unchecked_ref()));
        Some(Self { inner, _message: message, _error: error })
    }

    /// Sends a file, of which the browser copies only the handle, with a number or without; whether it could
    /// be sent.
    pub fn send(&self, file: &File, number: Option<f64>) -> bool {
        let number = number.map_or(JsValue::UNDEFINED, JsValue::from_f64);
        self.inner.post_message(&js_sys::Array::of2(file, &number)).is_ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onerror(None);
        self.inner.terminate();
    }
}

/// Where the app's files are, as the shell names them.
fn beside() -> Option<String> {
    let script = leptos::prelude::document().query_selector("script[src$='/boot.js']").ok().flatten()?;
    script.get_attribute("src")?.strip_suffix("boot.js").map(str::to_owned)
}
