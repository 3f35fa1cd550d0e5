//! One subject, found by part of its name.

use leptos::prelude::*;

use super::eligible_queries::search;
use super::gaps_queries::SubjectName;
use super::words::*;
use crate::api::use_query;
use crate::components::{Button, Look, SearchBox, loaded_or};
use crate::locales::*;

/// The field.
#[component]
pub fn SubjectPick(
    /// What is chosen.
    chosen: RwSignal<Option<SubjectName>>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let found = use_query(move || text.get(), search);
    let on_search = Callback::new(move |typed: String| text.set(typed.trim().to_owned()));
    let pick = move |row: SubjectName| {
        chosen.set(Some(row));
        text.set(String::new());
    };
    view! {
        <div class="form-field" id="f-subjectId" tabindex="-1">
            <span class="form-label">{t(SUBJECT)}</span>
            {move || match chosen.get() {
                Some(row) => {
                    view! {
                        <p>{fill(SUBJECT_CHOSEN, &[&row.name])}</p>
                        <Button
                            label=t(SUBJECT_CLEAR)
                            look=Look::Quiet
                            on_press=Callback::new(move |()| chosen.set(None))
                        />
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <SearchBox label=t(SUBJECT_SEARCH) on_search=on_search />
                        {loaded_or(found, 2, move |rows| {
                            let rows = rows.into_iter().map(|row| {
                                let name = row.name.clone();
                                let press = move |_| pick(row.clone());
                                view! { <li><button type="button" class="as-link" on:click=press>{name}</button></li> }
                            });
                            let nothing = move || text.with(|text| !text.is_empty());
                            let rows = rows.collect::<Vec<_>>();
                            if rows.is_empty() && untrack(nothing) {
                                view! { <p class="soft">{t(NOTHING_FOUND)}</p> }.into_any()
                            } else {
                                view! { <ul class="plain-list">{rows}</ul> }.into_any()
                            }
                        })}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
