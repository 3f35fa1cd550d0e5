//! Filters in one row above a list; each is a parameter of the address.

use leptos::prelude::*;

use super::{Button, Choices, Look, SearchBox};
use crate::locales::*;
use crate::state::filters::Filter;

/// The row.
#[component]
pub fn FilterRow(
    /// The filters that "clear" takes out.
    filters: Vec<Filter>,
    /// Search box and selects.
    children: Children,
) -> impl IntoView {
    let filters = StoredValue::new_local(filters);
    let any = move || filters.with_value(|filters| filters.iter().any(|filter| !filter.get().is_empty()));
    let clear = move |()| filters.with_value(|filters| Filter::clear(filters));
    view! {
        <div class="filters" role="search">
            {children()}
            {move || any().then(|| view! { <Button label=t(CLEAR_FILTERS) look=Look::Quiet on_press=Callback::new(clear) /> })}
        </div>
    }
}

/// A search box over the list.
#[component]
pub fn FilterSearch(
    /// What is searched.
    #[prop(into)]
    label: String,
    /// Its parameter.
    filter: Filter,
) -> impl IntoView {
    let search = Callback::new(move |text: String| filter.set(text.trim().to_owned()));
    view! { <SearchBox label=label text=Signal::derive(move || filter.get()) on_search=search /> }
}

/// One of several, or all.
#[component]
pub fn FilterSelect(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// Its parameter.
    filter: Filter,
    /// The choices beside "all".
    #[prop(into)]
    choices: Signal<Choices>,
) -> impl IntoView {
    let all = fill(FILTER_ALL, &[&label]);
    view! {
        <select
            name=filter.name()
            aria-label=label
            class:filter-on=move || !filter.get().is_empty()
            on:change=move |event| filter.set(event_target_value(&event))
        >
            {move || {
                let chosen = filter.get();
                std::iter::once((String::new(), all.clone()))
                    .chain(choices.get())
                    .map(|(code, word)| {
                        let selected = code == chosen;
                        view! { <option value=code selected=selected>{word}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}

/// Only those of which something is true.
#[component]
pub fn FilterCheck(
    /// What is true.
    #[prop(into)]
    label: String,
    /// Its parameter.
    filter: Filter,
    /// Its value in the address when ticked.
    value: &'static str,
) -> impl IntoView {
    view! {
        <label class="pick filter-check">
            <input
                type="checkbox"
                name=filter.name()
                prop:checked=move || filter.get() == value
                on:change=move |event| filter.set(if event_target_checked(&event) { value.to_owned() } else { String::new() })
            />
            {label}
        </label>
    }
}

/// A day.
#[component]
pub fn FilterDate(
    /// What the day is.
    #[prop(into)]
    label: String,
    /// Its parameter, as `2026-11-23`.
    filter: Filter,
) -> impl IntoView {
    view! {
        <label class="filter-date">
            <span>{label}</span>
            <input
                type="date"
                name=filter.name()
                prop:value=move || filter.get()
                on:change=move |event| filter.set(event_target_value(&event))
            />
        </label>
    }
}
