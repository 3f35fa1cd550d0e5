//! What has changed of an inspector.

use leptos::prelude::*;

use super::library_words::*;
use super::people_queries::{InspectorChangeRow, inspector_changes};
use super::words::*;
use crate::api::use_paged;
use crate::components::{Button, Dialog, EmptyState, PagedTable, dialog_of};
use crate::locales::*;
use crate::state::reference::{Lists, Reference};

/// The dialog, open while somebody's history is looked at.
#[component]
pub fn InspectorHistory(
    /// Whose: id and name.
    of: RwSignal<Option<(cynic::Id, String)>>,
) -> impl IntoView {
    let open = dialog_of(of, |_| ());
    view! {
        <Dialog title=t(HISTORY) open=open>
            {move || {
                untrack(|| of.get())
                    .map(|(id, name)| view! { <p class="person" lang="zh-CN">{name}</p> <Changes id=id /> })
            }}
            <div class="dialog-acts">
                <Button label=t(CLOSE) on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </Dialog>
    }
}

#[component]
fn Changes(id: cynic::Id) -> impl IntoView {
    let key = StoredValue::new(id);
    let list = use_paged(move || key.get_value(), inspector_changes);
    let headings = [t(TIME), t(FIELD), t(CHANGE), t(WHO), t(SOURCE_OR_REASON)].map(str::to_owned).to_vec();
    view! {
        <div class="as-cards">
            <PagedTable
                list=list
                caption=t(HISTORY)
                headings=headings
                key=|row| (row.changed_at, row.field.clone())
                row=|row| view! { <ChangeLine row=row /> }
                empty=|| view! { <EmptyState title=t(NO_CHANGES) /> }
            />
        </div>
    }
}

/// A value in words: ids and codes are not for people.
fn value_text(lists: &Lists, field: &str, value: &str) -> String {
    let named = match field {
        "department" => {
            lists.departments.iter().find(|row| row.id.inner() == value).map(|row| row.name.clone())
        }
        "towns" if !value.is_empty() => {
            Some(value.split('、').map(|code| lists.division(code)).collect::<Vec<_>>().join(comma()))
        }
        "active" => Some(t(if value == "true" { IN_SERVICE } else { NOT_IN_SERVICE }).to_owned()),
        _ => None,
    };
    named.unwrap_or_else(|| if value.is_empty() { t(NOTHING).to_owned() } else { value.to_owned() })
}

#[component]
fn ChangeLine(row: InspectorChangeRow) -> impl IntoView {
    let reference = Reference::of_area();
    let names = [
        ("name", PERSON),
        ("department", DEPARTMENT),
        ("certNo", CERTIFICATE),
        ("certValidFrom", FROM_DAY),
        ("certValidTo", TO_DAY),
        ("fields", FIELDS),
        ("towns", TERRITORY),
        ("active", STATUS),
    ];
    let name = names.iter().find(|(field, _)| *field == row.field).map(|(_, text)| t(*text).to_owned());
    let name = name.unwrap_or_else(|| row.field.clone());
    let row = StoredValue::new(row);
    let both = move || {
        let lists = reference.get();
        row.with_value(|row| {
            (value_text(&lists, &row.field, &row.before), value_text(&lists, &row.field, &row.after))
        })
    };
    let row = row.get_value();
    view! {
        <tr>
            <td class="nowrap"><time>{date_time(row.changed_at)}</time></td>
            <td class="nowrap card-title">{name}</td>
            <td class="card-line change">
                <span class="change-before">{move || both().0}</span>
                <span aria-hidden="true">" → "</span>
                <span>{move || both().1}</span>
            </td>
            <td class="nowrap">{row.changed_by.unwrap_or_else(|| t(BY_PROGRAM).to_owned())}</td>
            <td class="card-line">{row.source}</td>
        </tr>
    }
}
