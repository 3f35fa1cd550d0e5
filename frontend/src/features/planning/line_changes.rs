//! On a line's page: what has changed since the office decided, and since the version before.

use leptos::prelude::*;

use super::office_queries::{LineHistory, line_history};
use super::office_words::*;
use crate::api::use_query;
use crate::components::{Badge, loaded_or};
use crate::locales::*;
use crate::parts::plan_changes::{ChangesTable, change_tone};

/// Both, where there is something to tell.
#[component]
pub fn LineChanges(
    /// The line, by id.
    id: String,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), line_history);
    loaded_or(query, 1, |line| view! { <View line=line /> })
}

#[component]
fn View(line: LineHistory) -> impl IntoView {
    let LineHistory { title, since_office, amendment } = line;
    let of_office = title.clone();
    view! {
        {amendment
            .map(|amendment| {
                let changes = amendment.changes;
                view! {
                    <section class="section stack">
                        <h2>{t(SINCE_VERSION)}</h2>
                        <p><Badge text=amendment.change.label(lang()) tone=change_tone(*amendment.change) /></p>
                        {(!changes.is_empty()).then(|| view! { <ChangesTable title=title changes=changes /> })}
                    </section>
                }
            })}
        {since_office
            .filter(|changes| !changes.is_empty())
            .map(|changes| {
                view! {
                    <section class="section">
                        <h2>{t(SINCE_OFFICE)}</h2>
                        <ChangesTable title=of_office changes=changes />
                    </section>
                }
            })}
    }
}
