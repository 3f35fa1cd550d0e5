//! Filters live in the address: a reload keeps them, a link shares them, and "back" undoes them.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use crate::platform;

/// One parameter of the page's address. A copy of signals.
#[derive(Clone, Copy)]
pub struct Filter {
    name: &'static str,
    value: Memo<String>,
    put: Callback<Vec<(&'static str, String)>>,
}

impl Filter {
    /// The parameter of this name; empty while it is not in the address.
    pub fn of_address(name: &'static str) -> Self {
        let (query, location, navigate) = (use_query_map(), use_location(), use_navigate());
        let value = Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
        let put = Callback::new(move |changes: Vec<(&'static str, String)>| {
            let pairs = query.with_untracked(|query| {
                let others = query.clone().into_iter().map(|(key, value)| (key.into_owned(), value));
                let kept = others.filter(|(key, _)| changes.iter().all(|(name, _)| key != name));
                let set = changes.iter().filter(|(_, text)| !text.is_empty());
                let set = set.map(|(name, text)| ((*name).to_owned(), text.clone()));
                kept.chain(set).collect::<Vec<(String, String)>>()
            });
            let search = pairs
                .iter()
                .map(|(key, value)| format!("{key}={}", platform::encode(value)))
                .collect::<Vec<_>>()
                .join("&");
            let path = location.pathname.get_untracked();
            let address = if search.is_empty() { path } else { format!("{path}?{search}") };
            navigate(
                &address,
                NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() },
            );
        });
        Self { name, value, put }
    }

    /// What it is called in the address.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Its value now.
    pub fn get(self) -> String {
        self.value.get()
    }

    /// Its value, without following it.
    pub fn get_untracked(self) -> String {
        self.value.get_untracked()
    }

    /// Puts a value into the address; an empty one is taken out.
    pub fn set(self, value: String) {
        self.put.run(vec![(self.name, value)]);
    }

    /// Puts values into several parameters of the address, at once.
    pub fn set_all(values: &[(Self, &str)]) {
        if let Some((first, _)) = values.first() {
            first.put.run(values.iter().map(|(filter, value)| (filter.name, (*value).to_owned())).collect());
        }
    }

    /// Takes several out of the address, at once.
    pub fn clear(filters: &[Self]) {
        if let Some(first) = filters.first() {
            first.put.run(filters.iter().map(|filter| (filter.name, String::new())).collect());
        }
    }
}
