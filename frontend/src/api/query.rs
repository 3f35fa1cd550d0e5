//! Data for a page: loading, ready, failed; loaded anew when what it depends on changes.

use std::future::Future;
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::error::ApiError;

/// Where data stand. While they are loaded anew, the old ones are kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    /// Not here yet.
    Loading,
    /// Here.
    Ready(T),
    /// Not to be had.
    Failed(ApiError),
}

/// Data of a page and the way to load them anew.
pub struct Query<T: Send + Sync + 'static> {
    /// Where they stand.
    pub state: RwSignal<Load<T>>,
    /// Whether they are being loaded (anew).
    pub busy: RwSignal<bool>,
    version: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// Loads anew.
    pub fn reload(self) {
        // The page may be gone.
        self.version.try_update(|version| *version += 1);
    }

    /// The data, if they are here.
    pub fn data(self) -> Option<T> {
        match self.state.get() {
            Load::Ready(data) => Some(data),
            Load::Loading | Load::Failed(_) => None,
        }
    }

    /// Puts data in place, such as what a mutation answered.
    pub fn set(self, data: T) {
        self.state.try_set(Load::Ready(data));
    }
}

/// Loads data for `key` and again whenever it changes. An answer that comes after a newer question, or
/// after the page is gone, is dropped.
pub fn use_query<K, T, F>(key: impl Fn() -> K + 'static, fetch: impl Fn(K) -> F + 'static) -> Query<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let query =
        Query { state: RwSignal::new(Load::Loading), busy: RwSignal::new(true), version: RwSignal::new(0) };
    let asked = StoredValue::new(0_u64);
    Effect::new(move |last: Option<K>| {
        query.version.track();
        let key = key();
        let ticket = asked.get_value() + 1;
        asked.set_value(ticket);
        if last.as_ref() != Some(&key) {
            query.state.set(Load::Loading);
        }
        query.busy.set(true);
        let work = untrack(|| fetch(key.clone()));
        spawn_local(settle(query, (asked, ticket), Box::pin(work)));
        key
    });
    query
}

/// Puts an answer in place, unless a newer question was asked or the page is gone.
async fn settle<T: Clone + Send + Sync + 'static>(
    query: Query<T>,
    (asked, ticket): (StoredValue<u64>, u64),
    work: LocalBoxFuture<'static, Result<T, ApiError>>,
) {
    let result = work.await;
    if asked.try_get_value() != Some(ticket) {
        return;
    }
    query.busy.try_set(false);
    query.state.try_set(match result {
        Ok(data) => Load::Ready(data),
        Err(error) => Load::Failed(error),
    });
}

/// A list that grows page by page.
#[derive(Debug, Clone, PartialEq)]
pub struct Paged<T> {
    /// Entries so far.
    pub items: Vec<T>,
    /// Size of the whole list.
    pub total: i32,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// A list and the way to its next page.
pub struct PagedQuery<T: Send + Sync + 'static> {
    /// The list.
    pub query: Query<Paged<T>>,
    /// Whether the next page is being loaded.
    pub growing: RwSignal<bool>,
    grow: StoredValue<Rc<dyn Fn(String)>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for PagedQuery<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for PagedQuery<T> {}

impl<T: Clone + Send + Sync + 'static> PagedQuery<T> {
    /// Loads the next page.
    pub fn more(self) {
        if let Some(Paged { next: Some(next), .. }) = self.query.data()
            && !self.growing.get_untracked()
        {
            (self.grow.get_value())(next);
        }
    }
}

/// Loads a list for `key`, page by page; `fetch` is given the key and where the page begins.
pub fn use_paged<K, T, F>(
    key: impl Fn() -> K + Clone + 'static,
    fetch: impl Fn(K, Option<String>) -> F + Clone + 'static,
) -> PagedQuery<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<Paged<T>, ApiError>> + 'static,
{
    let first = fetch.clone();
    let query = use_query(key.clone(), move |key| first(key, None));
    let growing = RwSignal::new(false);
    let grow: Rc<dyn Fn(String)> = Rc::new(move |after| {
        let wanted = untrack(&key);
        let page = fetch(wanted, Some(after.clone()));
        growing.set(true);
        spawn_local(async move {
            let result = page.await;
            growing.try_set(false);
            let Ok(page) = result else { return };
            query.state.try_update(|state| {
                if let Load::Ready(known) = state
                    && known.next.as_ref() == Some(&after)
                {
                    known.items.extend(page.items);
                    known.next = page.next;
                }
            });
        });
    });
    PagedQuery { query, growing, grow: StoredValue::new_local(grow) }
}
