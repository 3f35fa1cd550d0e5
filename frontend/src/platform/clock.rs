//! The device's clock: for ids and for telling how long ago, never for deadlines.

/// Milliseconds since 1970 by the device's clock.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time after 1970")]
pub fn millis() -> u64 {
    js_sys::Date::now() as u64
}

/// Waits; for asking again, never for something to be ready.
pub async fn pause(time: std::time::Duration) {
    gloo_timers::future::sleep(time).await;
}
