//! A table that grows: rows that are already there stay as they are, and so does the focus.

use std::hash::Hash;

use leptos::prelude::*;

use super::{ErrorPanel, MoreButton, Skeleton, Table};
use crate::api::{ApiError, Load, PagedQuery};

#[derive(Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(ApiError),
    Empty,
    Rows,
}

/// The entries of a list as rows, with all the list's states.
#[component]
pub fn PagedTable<T, K, V>(
    /// The list.
    list: PagedQuery<T>,
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Headings, as [`Table`] takes them.
    headings: Vec<String>,
    /// What a row is known by: everything it shows that can change while the list stands.
    key: fn(&T) -> K,
    /// A row.
    row: fn(T) -> V,
    /// What is shown instead of an empty table.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    K: Eq + Hash + 'static,
    V: IntoView + 'static,
{
    let stage = Memo::new(move |_| {
        list.query.state.with(|state| match state {
            Load::Loading => Stage::Loading,
            Load::Failed(error) => Stage::Failed(error.clone()),
            Load::Ready(page) if page.items.is_empty() => Stage::Empty,
            Load::Ready(_) => Stage::Rows,
        })
    });
    let items = move || list.query.data().map(|page| page.items).unwrap_or_default();
    let retry = Callback::new(move |()| list.query.reload());
    move || match stage.get() {
        Stage::Loading => view! { <Skeleton lines=10 /> }.into_any(),
        Stage::Failed(error) => view! { <ErrorPanel error=error on_retry=retry /> }.into_any(),
        Stage::Empty => empty.run(),
        Stage::Rows => view! {
            <Table caption=caption.clone() headings=headings.clone()>
                <For each=items key=key children=row />
            </Table>
            <MoreButton list=list />
        }
        .into_any(),
    }
}
