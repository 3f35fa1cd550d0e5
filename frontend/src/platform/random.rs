//! Unguessable bytes of the browser.

/// Fills a buffer; `None` in browsers without `crypto`.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut buffer = [0; N];
    let crypto = leptos::prelude::window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut buffer).ok()?;
    Some(buffer)
}

/// A key for a command: the same key twice is carried out once.
pub fn command_key() -> String {
    let random = bytes::<10>().unwrap_or_default();
    let millis = super::clock::millis();
    shared::ids::uuid_v7(millis, random).simple().to_string()
}
