//! Every version of a department's item: who, when, why, and field by field what became what.

use leptos::prelude::*;
use shared::catalogue::ItemField;

use super::own_queries::{DatedBasis, ItemContent, ItemVersion};
use super::own_words::*;
use super::shared_views::{cap_text, validity_text};
use super::words::WHOLE_TEXT;
use crate::components::{EmptyState, Facts, Table};
use crate::locales::*;

fn basis_text(basis: &DatedBasis) -> String {
    let article = if basis.article.is_empty() { t(WHOLE_TEXT) } else { &basis.article };
    let named = format!("{} 《{}》{article}", basis.kind.label(lang()), basis.title);
    if basis.valid_from.is_none() && basis.valid_to.is_none() {
        named
    } else {
        bracketed(&named, &validity_text(basis.valid_from, basis.valid_to))
    }
}

/// A field of a version in words.
pub fn field_text(content: &ItemContent, field: ItemField) -> String {
    let joined = |words: Vec<&str>| words.join(comma());
    match field {
        ItemField::Category => content.category.clone(),
        ItemField::Name => content.name.clone(),
        ItemField::Bases => content.bases.iter().map(basis_text).collect::<Vec<_>>().join(semicolon()),
        ItemField::SubjectKinds if content.subject_kinds.is_empty() => t(KINDS_ALL).to_owned(),
        ItemField::SubjectKinds => {
            joined(content.subject_kinds.iter().map(|kind| kind.label(lang())).collect())
        }
        ItemField::Methods => joined(content.methods.iter().map(|method| method.label(lang())).collect()),
        ItemField::Class => content.class.label(lang()).to_owned(),
        ItemField::Cap => cap_text(content.cap_basis_points),
        ItemField::Frequency => content
            .times_a_year
            .map_or_else(|| t(FREQUENCY_PLAN).to_owned(), |times| fill(TIMES, &[&times.to_string()])),
        ItemField::Notice => content.notice_policy.label(lang()).to_owned(),
    }
}

/// All fields of a version.
pub fn content_facts(content: &ItemContent) -> Vec<(String, String)> {
    let facts = ItemField::ALL.iter();
    facts.map(|field| (field.label(lang()).to_owned(), field_text(content, *field))).collect()
}

/// Fields that differ, side by side.
#[component]
pub fn Difference(
    /// The one before.
    before: ItemContent,
    /// The one after.
    after: ItemContent,
    /// The fields.
    fields: Vec<ItemField>,
    /// Name of the table, and of the two sides.
    names: [Text; 3],
) -> impl IntoView {
    let [caption, left, right] = names;
    let headings = [t(CHANGED_FIELD), t(left), t(right)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(caption) headings=headings>
                {fields
                    .into_iter()
                    .map(|field| {
                        view! {
                            <tr>
                                <td data-label=t(CHANGED_FIELD)>{field.label(lang())}</td>
                                <td data-label=t(left)>{field_text(&before, field)}</td>
                                <td data-label=t(right)>{field_text(&after, field)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// The versions, newest first.
#[component]
pub fn Versions(
    /// As they were loaded.
    versions: Vec<ItemVersion>,
) -> impl IntoView {
    let before: Vec<Option<ItemContent>> =
        versions.iter().skip(1).map(|version| Some(version.content.clone())).chain([None]).collect();
    let empty = versions.is_empty();
    view! {
        <section class="section stack">
            <h2>{t(VERSIONS)}</h2>
            {empty.then(|| view! { <EmptyState title=t(NO_VERSIONS) text=t(NO_VERSIONS_TEXT) /> })}
            {versions
                .into_iter()
                .zip(before)
                .map(|(version, before)| view! { <Version version=version before=before /> })
                .collect_view()}
        </section>
    }
}

#[component]
fn Version(version: ItemVersion, before: Option<ItemContent>) -> impl IntoView {
    let by = version.saved_by.clone().unwrap_or_else(|| t(FIRST_VERSION).to_owned());
    let fields: Vec<ItemField> = version.changed.iter().map(|field| **field).collect();
    let facts = content_facts(&version.content);
    let reason = (!version.reason.is_empty()).then_some(version.reason);
    let source = version
        .source
        .map(|source| fill(SOURCE_TEXT, &[&source.name, &source.number, &source.issued_on.0.to_string()]));
    let after = version.content;
    view! {
        <article class="panel stack">
            <h3>{fill(NUMBERED, &[&version.number.to_string()])}</h3>
            <p class="soft">{by} " · " {date_time(version.saved_at)}</p>
            {reason.map(|reason| view! { <p>{t(REASON)} {colon()} {reason}</p> })}
            {source.map(|source| view! { <p class="soft">{t(SOURCE_LIST)} {colon()} {source}</p> })}
            {before
                .map(|before| {
                    view! { <Difference before=before after=after fields=fields names=[VERSIONS, WAS, BECAME] /> }
                })}
            <details>
                <summary>{t(WHOLE_VERSION)}</summary>
                <Facts facts=facts />
            </details>
        </article>
    }
}
