//! What an entry of the trail changed, value by value, in words.

use leptos::prelude::*;
use shared::text::truncate;

use super::audit_words::{AUDIT_BECAME, AUDIT_MORE_VALUES, key_words, value_words};
use super::model::{Difference, differences};
use crate::locales::*;
use crate::state::reference::Reference;

/// How many values are shown at once; the others wait to be opened.
const SHOWN: usize = 4;
/// Longest value that is shown whole, in characters, and how much of a longer one.
const LONGEST: usize = 100;
const BEGIN: usize = 60;

/// The values that changed.
#[component]
pub fn Differences(
    /// Kind of thing.
    object: String,
    /// State before, as JSON.
    before: Option<String>,
    /// State after, as JSON.
    after: Option<String>,
) -> impl IntoView {
    let reference = Reference::of_area();
    move || {
        let lists = reference.get();
        let say = |name: &str, value: &str| {
            let department = lists.departments.iter().find(|row| row.id.inner() == value);
            department.map_or_else(|| value_words(&object, name, value), |row| row.name.clone())
        };
        let mut first = differences(before.as_deref(), after.as_deref(), &say);
        let rest = first.split_off(first.len().min(SHOWN));
        let more = fill(AUDIT_MORE_VALUES, &[&rest.len().to_string()]);
        view! {
            <ul class="changes">{lines(first)}</ul>
            {(!rest.is_empty())
                .then(|| view! { <details><summary class="small">{more}</summary><ul class="changes">{lines(rest)}</ul></details> })}
        }
    }
}

fn lines(differences: Vec<Difference>) -> impl IntoView {
    differences
        .into_iter()
        .map(|Difference { key, before, after }| {
            let name = key_words(&key);
            let changed = before.is_some() && after.is_some();
            let arrow = view! { <span aria-hidden="true">" → "</span> <span class="unseen">{t(AUDIT_BECAME)}</span> };
            view! {
                <li>
                    {(!name.is_empty()).then(|| view! { <span class="soft">{name} " "</span> })}
                    {before.map(|before| view! { <del>{value(before)}</del> })}
                    {changed.then_some(arrow)}
                    {after.map(|after| view! { <span class=changed.then_some("change-after")>{value(after)}</span> })}
                </li>
            }
        })
        .collect_view()
}

/// A value; a long one shows its beginning and opens.
fn value(text: String) -> AnyView {
    if text.chars().count() <= LONGEST {
        return text.into_any();
    }
    let begin = format!("{}…", truncate(&text, BEGIN));
    view! { <details class="long"><summary>{begin}</summary>{text}</details> }.into_any()
}
