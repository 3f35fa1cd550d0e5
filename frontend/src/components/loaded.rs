//! Data with all their states.

use leptos::prelude::*;

use super::{ErrorPanel, Skeleton};
use crate::api::{Load, Query};

/// Shows data when they are here; until then where they will be, or what went wrong.
pub fn loaded<T, V>(query: Query<T>, show: impl Fn(T) -> V + Send + 'static) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    loaded_or(query, 5, show)
}

/// The same, with so many lines while loading.
pub fn loaded_or<T, V>(query: Query<T>, lines: usize, show: impl Fn(T) -> V + Send + 'static) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let retry = Callback::new(move |()| query.reload());
    move || match query.state.get() {
        Load::Loading => view! { <Skeleton lines=lines /> }.into_any(),
        Load::Failed(error) => view! { <ErrorPanel error=error on_retry=retry /> }.into_any(),
        Load::Ready(data) => show(data).into_any(),
    }
}
