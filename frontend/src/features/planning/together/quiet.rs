//! Fresh data in place of old ones, without disturbing anybody.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, Load, Query};
use crate::platform::{clock, dialog};

/// How often to look whether a dialog was closed.
const LOOK: Duration = Duration::from_millis(400);

/// Asks again and puts the answer in place if it differs: nothing is shown as loading, an error leaves the old
/// data, and while a dialog is open, with whatever was typed into it, nothing moves.
pub fn quietly<T, F>(query: Query<T>, ask: impl FnOnce() -> F + 'static)
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    spawn_local(async move {
        while dialog::is_any_open() {
            clock::pause(LOOK).await;
        }
        let Ok(data) = ask().await else { return };
        while dialog::is_any_open() {
            clock::pause(LOOK).await;
        }
        query.state.try_maybe_update(|state| {
            let fresh = Load::Ready(data);
            let changed = *state != fresh;
            if changed {
                *state = fresh;
            }
            (changed, ())
        });
    });
}
