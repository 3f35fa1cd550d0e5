//! Pages that follow what others do: asked again every few seconds while somebody looks at them.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, Load, Query};
use crate::platform::{self, clock};

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_secs(3);

/// Asks again while `live` says that the data can still change. What has not changed is left alone, so
/// that nothing is shown anew; without a network the old data stay.
pub fn keep_fresh<T, F>(query: Query<T>, live: impl Fn(&T) -> bool + 'static, ask: impl Fn() -> F + 'static)
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let page = StoredValue::new(());
    spawn_local(async move {
        loop {
            clock::pause(PAUSE).await;
            if page.try_get_value().is_none() {
                return;
            }
            let wanted = query.state.try_with_untracked(|state| match state {
                Load::Ready(data) => live(data),
                Load::Loading | Load::Failed(_) => false,
            });
            if wanted != Some(true) || !platform::is_visible() {
                continue;
            }
            let Ok(data) = ask().await else { continue };
            query.state.try_maybe_update(|state| {
                let fresh = Load::Ready(data);
                let changed = *state != fresh;
                if changed {
                    *state = fresh;
                }
                (changed, ())
            });
        }
    });
}
