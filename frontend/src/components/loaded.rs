//! Data with all their states.

use leptos::prelude::*;

use super::{ErrorPanel, Skeleton};
use crate::api::{ApiError, Load, Query};

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

/// The same for a page that follows what others do: its view is built once and given the data as a
/// signal, so that nothing typed or opened is lost when they change.
pub fn loaded_live<T, V>(
    query: Query<T>,
    lines: usize,
    show: impl Fn(Signal<T>) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let retry = Callback::new(move |()| query.reload());
    let stage = Memo::new(move |_| query.state.with(Stage::of));
    move || match stage.get() {
        Stage::Loading => view! { <Skeleton lines=lines /> }.into_any(),
        Stage::Failed(error) => view! { <ErrorPanel error=error on_retry=retry /> }.into_any(),
        Stage::Ready => {
            let Load::Ready(first) = query.state.get_untracked() else { return ().into_any() };
            let last = StoredValue::new(first);
            let data = Signal::derive(move || {
                if let Load::Ready(data) = query.state.get() {
                    last.set_value(data);
                }
                last.get_value()
            });
            show(data).into_any()
        }
    }
}

/// Where data stand, without them.
#[derive(Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(ApiError),
    Ready,
}

impl Stage {
    fn of<T>(state: &Load<T>) -> Self {
        match state {
            Load::Loading => Self::Loading,
            Load::Failed(error) => Self::Failed(error.clone()),
            Load::Ready(_) => Self::Ready,
        }
    }
}
