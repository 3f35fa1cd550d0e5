//! What may be inspected: by whom, how, how much at most, by which law.

use leptos::prelude::*;
use shared::catalogue::BasisType;

use super::item_queries::{EntryContent, Item, OwnEntry, items};
use super::shared_views::department_names;
use super::words::*;
use crate::api::use_query;
use crate::components::{EmptyState, PageHead, SearchBox, Table, loaded};
use crate::locales::*;
use crate::state::filters::Filter;

/// The published list.
#[component]
pub fn ItemsPage() -> impl IntoView {
    let query = use_query(|| (), |()| items());
    let text = Filter::of_address("q");
    view! {
        <PageHead title=t(ITEMS) note=t(ITEMS_NOTE) />
        <div class="filters no-print">
            <SearchBox label=t(ITEMS_SEARCH) text=text.get_untracked() on_search=Callback::new(move |typed| text.set(typed)) />
        </div>
        {loaded(query, move |items| {
            if items.is_empty() {
                return view! { <EmptyState title=t(NO_ITEMS) /> }.into_any();
            }
            let items = StoredValue::new(items);
            (move || {
                let wanted = text.get().trim().to_owned();
                let found: Vec<Item> =
                    items.with_value(|items| items.iter().filter(|item| matches(item, &wanted)).cloned().collect());
                if found.is_empty() {
                    view! { <EmptyState title=t(NOTHING_FOUND) /> }.into_any()
                } else {
                    view! { <ItemsTable items=found /> }.into_any()
                }
            })
                .into_any()
        })}
    }
}

/// Whether an item has the text in its name, field, code or departments.
fn matches(item: &Item, text: &str) -> bool {
    text.is_empty()
        || [&item.name, &item.field, &item.code, &item.subject_scope].iter().any(|own| own.contains(text))
        || item.departments.iter().any(|department| department.name.contains(text))
}

fn basis_text(kind: BasisType, title: &str, article: &str) -> String {
    format!("{} {}", kind.label(lang()), fill(BASIS_TITLE, &[title, article]))
}

fn class_text(content: &EntryContent) -> String {
    let word = content.class.label(lang()).to_owned();
    match content.cap_basis_points {
        Some(cap) => fill(CLASS_CAP, &[&word, &percent(i64::from(cap))]),
        None => word,
    }
}

fn bases_text(content: &EntryContent) -> String {
    let bases = content.bases.iter().map(|basis| basis_text(*basis.kind, &basis.title, &basis.article));
    bases.collect::<Vec<_>>().join(semicolon())
}

/// What a department's entry says that the joint item does not: its own version, one that comes, its end.
fn own_text(entry: &OwnEntry) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(number) = entry.published_version {
        let since = entry.published_on.map(|day| day.0.to_string()).unwrap_or_default();
        let content = &entry.in_force;
        let values = [number.to_string(), since, class_text(content), bases_text(content)];
        parts.push(fill(OWN_IN_FORCE, &values.each_ref().map(String::as_str)));
    }
    if let Some(coming) = &entry.coming {
        let values = [
            coming.number.to_string(),
            coming.from.0.to_string(),
            class_text(&coming.content),
            bases_text(&coming.content),
        ];
        parts.push(fill(OWN_COMING, &values.each_ref().map(String::as_str)));
    }
    if let Some(day) = entry.withdrawn_on {
        parts.push(fill(OWN_WITHDRAWN, &[&day.0.to_string()]));
    }
    (!parts.is_empty()).then(|| format!("{}{}{}", entry.department.name, colon(), parts.join(semicolon())))
}

#[component]
fn ItemsTable(items: Vec<Item>) -> impl IntoView {
    let headings = [t(CODE), t(FIELD), t(ITEM), t(CLASS), t(DEPARTMENTS), t(METHOD), t(BASIS)];
    view! {
        <div class="stacked">
            <Table caption=t(ITEMS) headings=headings.map(str::to_owned).to_vec()>
                {items.into_iter().map(|item| view! { <ItemRow item=item /> }).collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn ItemRow(item: Item) -> impl IntoView {
    let word = item.class.label(lang()).to_owned();
    let class = match item.cap_basis_points {
        Some(cap) => fill(CLASS_CAP, &[&word, &percent(i64::from(cap))]),
        None => word,
    };
    let names = department_names(&item.departments);
    let own: Vec<String> = item.items.iter().filter_map(own_text).collect();
    let standards = item.items.iter().map(|entry| view! { <Standards entry=entry.clone() /> }).collect_view();
    view! {
        <tr>
            <td class="nowrap" data-label=t(CODE)>{item.code}</td>
            <td class="cell-half" data-label=t(FIELD)>{item.field}</td>
            <td class="cell-wide" data-label=t(ITEM)>
                <div>
                    {item.name}
                    <span class="soft small block">{t(SUBJECTS)} {colon()} {item.subject_scope}</span>
                </div>
                <details>
                    <summary>{t(STANDARDS)}</summary>
                    {standards}
                </details>
            </td>
            <td class="cell-half" data-label=t(CLASS)>{class}</td>
            <td data-label=t(DEPARTMENTS)>{names}</td>
            <td class="nowrap" data-label=t(METHOD)>{item.method.label(lang())}</td>
            <td class="cell-wide" data-label=t(BASIS)>
                <ul class="bases">
                    {item
                        .legal_bases
                        .into_iter()
                        .map(|basis| view! { <li>{basis_text(*basis.kind, &basis.title, &basis.article)}</li> })
                        .collect_view()}
                </ul>
                {(!own.is_empty())
                    .then(|| {
                        view! {
                            <details>
                                <summary>{t(BY_DEPARTMENT)}</summary>
                                <ul class="bases">{own.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                            </details>
                        }
                    })}
            </td>
        </tr>
    }
}

/// What a department looks at, and how often.
#[component]
fn Standards(entry: OwnEntry) -> impl IntoView {
    let often = match entry.in_force.times_a_year {
        Some(times) => fill(TIMES_A_YEAR, &[&times.to_string()]),
        None => t(BY_PLAN).to_owned(),
    };
    let head = format!("{}{}{often}", entry.department.name, colon());
    view! {
        <p class="small">{head}</p>
        <ul class="bases">
            {entry.questions.into_iter().map(|question| view! { <li>{question.text}</li> }).collect_view()}
        </ul>
    }
}
