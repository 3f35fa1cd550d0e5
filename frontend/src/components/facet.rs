//! A facet: a button that opens a list of values to tick, each with how many entries it would show.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::Choices;
use crate::locales::*;

/// The one facet of a page that is open, by its name.
pub type OpenFacet = RwSignal<Option<&'static str>>;

/// The language of a word that may be data: names of places and tags are Chinese on English pages too.
fn language(word: &str) -> Option<&'static str> {
    word.chars().any(|one| ('\u{3400}'..='\u{9fff}').contains(&one)).then_some("zh-CN")
}

/// The button and its list.
#[component]
pub fn FacetPick(
    /// What is narrowed.
    #[prop(into)]
    label: String,
    /// Its name in the address.
    name: &'static str,
    /// Values and words, in their order.
    #[prop(into)]
    choices: Signal<Choices>,
    /// How many entries each value would show; one that is not there shows none.
    #[prop(into)]
    counts: Signal<BTreeMap<String, i64>>,
    /// Values that are ticked.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// Ticks a value, or no longer.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// Which facet of the page is open.
    open: OpenFacet,
) -> impl IntoView {
    let is_open = Memo::new(move |_| open.get() == Some(name));
    let ticked = move || chosen.with(Vec::len);
    let heading = label.clone();
    let legend = label.clone();
    view! {
        <div
            class="facet"
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() == Some(name) {
                    event.stop_propagation();
                    open.set(None);
                }
            }
        >
            <button
                type="button"
                class="facet-button"
                class:filter-on=move || ticked() != 0
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-controls=format!("facet-{name}")
                on:click=move |_| open.update(|open| *open = if *open == Some(name) { None } else { Some(name) })
            >
                {move || match ticked() {
                    0 => heading.clone(),
                    some => bracketed(&heading, &some.to_string()),
                }}
            </button>
            <fieldset id=format!("facet-{name}") class="facet-list" hidden=move || !is_open.get()>
                <legend class="unseen">{legend}</legend>
                <For
                    each=move || choices.get()
                    key=|(value, word)| (value.clone(), word.clone())
                    children=move |(value, word)| {
                        let tongue = language(&word);
                        let (own, shown, told) = (value.clone(), value.clone(), value);
                        let picked = move || chosen.with(|chosen| chosen.contains(&own));
                        let count = move || number(counts.with(|counts| counts.get(&shown).copied().unwrap_or(0)));
                        view! {
                            <label class="pick facet-value" lang=tongue>
                                <input type="checkbox" prop:checked=picked on:change=move |_| on_toggle.run(told.clone()) />
                                <span>{word}</span>
                                <span class="facet-count">{count}</span>
                            </label>
                        }
                    }
                />
            </fieldset>
        </div>
    }
}

/// What is chosen, each with the way to take it away.
#[component]
pub fn Chips(
    /// What the list is of.
    #[prop(into)]
    label: String,
    /// Key, words and whether it is something that does not exist any more.
    #[prop(into)]
    chips: Signal<Vec<(String, String, bool)>>,
    /// What is said of one that does not exist any more.
    #[prop(into)]
    gone: String,
    /// Takes one away, by its key.
    #[prop(into)]
    on_remove: Callback<String>,
) -> impl IntoView {
    let any = Memo::new(move |_| chips.with(|chips| !chips.is_empty()));
    let gone = StoredValue::new(gone);
    let label = StoredValue::new(label);
    move || {
        any.get().then(|| {
            view! {
                <ul class="chips" aria-label=label.get_value()>
                    <For
                        each=move || chips.get()
                        key=Clone::clone
                        children=move |(key, words, is_gone)| {
                            let tongue = language(&words);
                            let name = format!("{}{}{words}", t(REMOVE), colon());
                            view! {
                                <li class="chip" class:chip-gone=is_gone lang=tongue>
                                    <span>{words}</span>
                                    {is_gone.then(|| view! { <span class="small">{gone.get_value()}</span> })}
                                    <button type="button" aria-label=name on:click=move |_| on_remove.run(key.clone())>
                                        "×"
                                    </button>
                                </li>
                            }
                        }
                    />
                </ul>
            }
        })
    }
}
