//! Choosing whom a comment mentions: departments and people, by typing.

use leptos::prelude::*;
use shared::organisation::Role;

use super::model::{Target, matching};
use super::queries::{PersonView, people};
use super::words::*;
use crate::api::use_query;
use crate::components::{Errors, FieldError};
use crate::locales::*;
use crate::platform;
use crate::state::reference::{Department, Reference};

/// Everybody who may be mentioned, departments first.
fn targets(departments: &[Department], people: &[PersonView]) -> Vec<Target> {
    let of_department = departments.iter().map(|row| Target {
        id: row.id.inner().to_owned(),
        person: false,
        name: row.name.clone(),
        about: String::new(),
    });
    let of_person = people.iter().map(|person| {
        let role: Role = *person.role;
        let of = person.department_id.as_ref().and_then(|id| departments.iter().find(|row| row.id == *id));
        let about = match of {
            Some(row) => format!("{} {}", row.name, role.label(lang())),
            None => role.label(lang()).to_owned(),
        };
        Target { id: person.account_id.inner().to_owned(), person: true, name: person.name.clone(), about }
    });
    of_department.chain(of_person).collect()
}

/// The field, with those who are chosen before it.
#[component]
pub fn MentionPicker(
    /// Those who are chosen.
    chosen: RwSignal<Vec<Target>>,
    /// Errors of the form.
    #[prop(into)]
    errors: Errors,
    /// Told of each that is chosen.
    #[prop(into)]
    on_choose: Callback<Target>,
) -> impl IntoView {
    let lists = Reference::of_area();
    let people = use_query(|| (), |()| people());
    let all = Memo::new(move |_| targets(&lists.get().departments, &people.data().unwrap_or_default()));
    let (typed, open, at) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(0_usize));
    let found = Memo::new(move |_| {
        let chosen = chosen.get();
        all.with(|all| matching(all, &chosen, &typed.get()))
    });
    let choose = move |target: Target| {
        chosen.update(|list| list.push(target.clone()));
        typed.set(String::new());
        at.set(0);
        open.set(false);
        on_choose.run(target);
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                let step = if event.key() == "ArrowDown" { 1 } else { count - 1 };
                at.update(|at| *at = if open.get_untracked() { (*at + step) % count } else { 0 });
                open.set(true);
                event.prevent_default();
            }
            "Enter" => {
                // Never sends the comment from here.
                event.prevent_default();
                let target = found.with_untracked(|found| found.get(at.get_untracked()).cloned());
                if let (true, Some(target)) = (open.get_untracked(), target) {
                    choose(target);
                }
            }
            "Escape" if open.get_untracked() => {
                open.set(false);
                event.prevent_default();
            }
            _ => {}
        }
    };
    view! {
        <div class="form-field mention-field">
            <label for="f-mentions">{t(MENTIONS)}</label>
            <Chosen chosen=chosen />
            <div class="mention-box">
                <input
                    id="f-mentions"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls="mention-list"
                    aria-activedescendant=move || (open.get() && !found.with(Vec::is_empty)).then(|| format!("mention-{}", at.get()))
                    aria-describedby="f-mentions-help"
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        at.set(0);
                        open.set(true);
                    }
                    on:focus=move |_| open.set(true)
                    on:blur=move |_| open.set(false)
                    on:keydown=keys
                />
                <ul id="mention-list" class="mention-list" role="listbox" aria-label=t(MENTION_FOUND) hidden=move || !open.get() || found.with(Vec::is_empty)>
                    {move || {
                        found
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(place, target)| {
                                let own = target.clone();
                                view! {
                                    <li
                                        id=format!("mention-{place}")
                                        role="option"
                                        aria-selected=move || if at.get() == place { "true" } else { "false" }
                                        // Before the field loses the focus.
                                        on:mousedown=move |event| {
                                            event.prevent_default();
                                            choose(own.clone());
                                        }
                                    >
                                        <span lang="zh-CN">{target.name}</span>
                                        " "
                                        <span class="soft small" lang="zh-CN">{target.about}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                {move || {
                    (open.get() && !typed.get().is_empty() && found.with(Vec::is_empty))
                        .then(|| view! { <p class="form-help" role="status">{t(MENTION_NONE)}</p> })
                }}
            </div>
            <p class="form-help" id="f-mentions-help">{t(MENTION_HELP)}</p>
            <FieldError path="mentions" errors=errors />
        </div>
    }
}

/// Those who are chosen, each with the way to take them out.
#[component]
fn Chosen(chosen: RwSignal<Vec<Target>>) -> impl IntoView {
    move || {
        let list = chosen.get();
        (!list.is_empty()).then(|| {
            view! {
                <ul class="mention-chosen">
                    {list
                        .into_iter()
                        .map(|target| {
                            let (id, label) = (target.id.clone(), fill(MENTION_REMOVE, &[&target.name]));
                            view! {
                                <li class="chip" lang="zh-CN">
                                    "@"
                                    {target.name}
                                    <button
                                        type="button"
                                        aria-label=label
                                        on:click=move |_| {
                                            chosen.update(|list| list.retain(|one| one.id != id));
                                            platform::focus::to("#f-mentions");
                                        }
                                    >
                                        "×"
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
        })
    }
}
