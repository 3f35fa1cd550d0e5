//! Where the device says it is, if its owner allows.

use futures::channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Position, PositionError, PositionOptions};

/// WGS-84 degrees and metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres.
    pub accuracy_m: f64,
}

/// The position within a few seconds, or nothing: arriving never waits for it.
pub async fn current() -> Option<Place> {
    let geolocation = leptos::prelude::window().navigator().geolocation().ok()?;
    let (send, receive) = oneshot::channel();
    let send = std::rc::Rc::new(std::cell::Cell::new(Some(send)));
    let other = std::rc::Rc::clone(&send);
    let found = Closure::once_into_js(move |position: Position| {
        if let Some(send) = send.take() {
            let at = position.coords();
            let place =
                Place { latitude: at.latitude(), longitude: at.longitude(), accuracy_m: at.accuracy() };
            // Nobody may be waiting any more.
            let _ = send.send(Some(place));
        }
    });
    let refused = Closure::once_into_js(move |_: PositionError| {
        if let Some(send) = other.take() {
            let _ = send.send(None);
        }
    });
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(5000);
    geolocation
        .get_current_position_with_error_callback_and_options(
            found.unchecked_ref(),
            Some(refused.unchecked_ref()),
            &options,
        )
        .ok()?;
    receive.await.ok().flatten()
}
