//! Who else has the plan open at this moment.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::organisation::Role;

use super::follow::Others;
use super::queries::PresentView;
use super::words::*;
use crate::locales::*;

/// The line of names, empty while one is alone: who comes later moves nothing under a finger.
#[component]
pub fn PresenceBar(
    /// Who.
    others: Others,
) -> impl IntoView {
    let people = move || by_person(others.0.get());
    view! {
        <div class="presence-room">
            {move || {
                let people = people();
                (!people.is_empty())
                    .then(|| {
                        view! {
                            <div class="presence" role="group" aria-label=t(HERE_NOW)>
                                <span class="presence-name">{t(HERE_NOW)} {colon()}</span>
                                <ul>{people.into_iter().map(entry).collect_view()}</ul>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Each person once, with the place where they do most: a form before a page, a line before the plan.
fn by_person(places: Vec<PresentView>) -> Vec<PresentView> {
    let rank = |one: &PresentView| (one.editing, one.line.is_some());
    let mut found: BTreeMap<String, PresentView> = BTreeMap::new();
    for place in places {
        let key = place.account_id.inner().to_owned();
        if found.get(&key).is_none_or(|known| rank(known) < rank(&place)) {
            found.insert(key, place);
        }
    }
    found.into_values().collect()
}

fn entry(person: PresentView) -> impl IntoView {
    let line = person.line.as_ref().map(|line| line.number.to_string());
    let place = match (&line, person.editing) {
        (Some(line), true) => fill(EDITS_LINE, &[line]),
        (Some(line), false) => fill(SEES_LINE, &[line]),
        (None, true) => t(ADDS_LINE).to_owned(),
        (None, false) => t(SEES_PLAN).to_owned(),
    };
    let role = person.role.map_or(t(OFFICE), |role: crate::api::Coded<Role>| role.label(lang()));
    let department = person.department.map(|name| view! { <span lang="zh-CN">{name}</span> }.into_any());
    view! {
        <li class:presence-editing=person.editing>
            <span lang="zh-CN">{person.name}</span>
            " · "
            {department.unwrap_or_else(|| role.into_any())}
            " · "
            {place}
        </li>
    }
}
