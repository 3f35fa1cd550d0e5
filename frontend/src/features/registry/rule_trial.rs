//! A rule tried on real subjects, by the function that imports use.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::registry::TagRule;

use super::model::gives_tag;
use super::rules_queries::{Sample, samples};
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, EmptyState, SearchBox, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;

/// A search box, and what the rule would do to each subject that is found.
#[component]
pub fn Trial(
    /// The rule as it stands in the form.
    rule: Signal<TagRule>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let query = use_query(move || text.get(), samples);
    let search = Callback::new(move |words: String| text.set(words.trim().to_owned()));
    view! {
        <div class="trial stack">
            <h3>{t(TRY_RULE)}</h3>
            <p class="soft small">{t(TRY_HELP)}</p>
            <SearchBox label=t(SEARCH_SUBJECTS) on_search=search />
            {loaded_or(
                query,
                2,
                move |found: Vec<Sample>| {
                    if found.is_empty() {
                        return (!text.get_untracked().is_empty()).then(|| view! { <EmptyState title=t(NOTHING_FOUND) /> }).into_any();
                    }
                    view! {
                        <ul class="plain-list trial-list" aria-live="polite">
                            {found.into_iter().map(|sample| view! { <Verdict sample=sample rule=rule /> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                },
            )}
        </div>
    }
}

#[component]
fn Verdict(sample: Sample, rule: Signal<TagRule>) -> impl IntoView {
    let (id, name) = (sample.id.clone().into_inner(), sample.name.clone());
    let scope = sample.business_scope.clone();
    let sample = StoredValue::new(sample);
    let gives = move || {
        rule.with(|rule| {
            sample.with_value(|sample| gives_tag(rule, *sample.kind, &sample.name, &sample.business_scope))
        })
    };
    let has = move || rule.with(|rule| sample.with_value(|sample| sample.tags.contains(&rule.tag)));
    view! {
        <li>
            <div class="trial-head">
                <A href=Page::Subject(id).path()>{name}</A>
                {move || {
                    if gives() {
                        view! { <Badge text=t(WOULD_TAG) tone=Tone::Good /> }.into_any()
                    } else {
                        view! { <Badge text=t(WOULD_NOT_TAG) /> }.into_any()
                    }
                }}
                {move || has().then(|| view! { <span class="soft small">{t(HAS_NOW)}</span> })}
            </div>
            <p class="soft small clamp">{scope}</p>
        </li>
    }
}
