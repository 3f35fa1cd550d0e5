//! Versions of a joint item, and two people's versions side by side.

use leptos::prelude::*;
use shared::catalogue::{CheckMethod, ItemClass, JointField};

use super::joint_queries::{JointVersion, KeptJoint, kept_joint};
use super::joint_typed::JointTyped;
use super::own_typed::cap_text as cap_typed;
use super::own_words::*;
use super::shared_views::cap_text;
use super::words::{LATEST, STALE_TITLE, TAG_ALL, TAKE_LATEST, YOURS};
use crate::api::use_query;
use crate::components::{Button, EmptyState, Look, Table, loaded};
use crate::locales::*;
use crate::state::reference::Reference;

/// A field of a version in words.
fn field_text(version: &JointVersion, field: JointField) -> String {
    match field {
        JointField::Field => version.field.clone(),
        JointField::Name => version.name.clone(),
        JointField::SubjectScope => version.subject_scope.clone(),
        JointField::Class => version.class.label(lang()).to_owned(),
        JointField::Cap => cap_text(version.cap_basis_points),
        JointField::Method => version.method.label(lang()).to_owned(),
        JointField::Tag => version.tag.clone().unwrap_or_else(|| t(TAG_ALL).to_owned()),
        JointField::Bases => {
            let bases = version.bases.iter().map(|basis| format!("《{}》{}", basis.title, basis.article));
            bases.collect::<Vec<_>>().join(semicolon())
        }
        JointField::Departments => {
            let names = version.departments.iter().map(|one| one.name.clone());
            names.collect::<Vec<_>>().join(comma())
        }
    }
}

/// Every version, each with what became what.
#[component]
pub fn JointVersions(
    /// The joint item.
    id: String,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), kept_joint);
    view! {
        <section class="section stack">
            <h2>{t(VERSIONS)}</h2>
            {loaded(query, |(joint, _)| view! { <VersionList versions=joint.versions /> })}
        </section>
    }
}

#[component]
fn VersionList(versions: Vec<JointVersion>) -> impl IntoView {
    if versions.is_empty() {
        return view! { <EmptyState title=t(NO_VERSIONS) text=t(NO_VERSIONS_TEXT) /> }.into_any();
    }
    let before: Vec<Option<JointVersion>> =
        versions.iter().skip(1).cloned().map(Some).chain([None]).collect();
    versions
        .into_iter()
        .zip(before)
        .map(|(version, before)| view! { <Version version=version before=before /> })
        .collect_view()
        .into_any()
}

#[component]
fn Version(version: JointVersion, before: Option<JointVersion>) -> impl IntoView {
    let by = version.saved_by.clone().unwrap_or_else(|| t(FIRST_VERSION).to_owned());
    let rows: Vec<[String; 3]> = before
        .map(|before| {
            let changed = version.changed.iter().map(|field| {
                let label = field.label(lang()).to_owned();
                [label, field_text(&before, **field), field_text(&version, **field)]
            });
            changed.collect()
        })
        .unwrap_or_default();
    let reason = (!version.reason.is_empty()).then_some(version.reason);
    view! {
        <article class="panel stack">
            <h3>{fill(NUMBERED, &[&version.number.to_string()])}</h3>
            <p class="soft">{by} " · " {date_time(version.saved_at)}</p>
            {reason.map(|reason| view! { <p>{t(REASON)} {colon()} {reason}</p> })}
            {(!rows.is_empty()).then(|| view! { <Sides rows=rows names=[VERSIONS, WAS, BECAME] /> })}
        </article>
    }
}

/// Fields that differ, side by side.
#[component]
fn Sides(rows: Vec<[String; 3]>, names: [Text; 3]) -> impl IntoView {
    let [caption, left, right] = names;
    let headings = [t(CHANGED_FIELD), t(left), t(right)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(caption) headings=headings>
                {rows
                    .into_iter()
                    .map(|[field, before, after]| {
                        view! {
                            <tr>
                                <td data-label=t(CHANGED_FIELD)>{field}</td>
                                <td data-label=t(left)>{before}</td>
                                <td data-label=t(right)>{after}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// Two people changed the same joint item: what differs, and a choice.
#[component]
pub fn JointStale(
    /// What stands in the form.
    mine: JointTyped,
    /// The latest version.
    now: KeptJoint,
    /// Mine is to be saved after it.
    on_keep: Callback<KeptJoint>,
    /// The latest is to be taken.
    on_take: Callback<()>,
) -> impl IntoView {
    let lists = Reference::of_area();
    let name_of = move |id: &String| {
        let found = lists.get().departments.into_iter().find(|one| one.id.inner() == id);
        found.map(|one| one.name).unwrap_or_default()
    };
    let cap = now.cap_basis_points.and_then(|cap| u32::try_from(cap).ok()).map(cap_typed);
    let class = ItemClass::parse(&mine.class).map(|class| class.label(lang()).to_owned());
    let method = CheckMethod::parse(&mine.method).map(|method| method.label(lang()).to_owned());
    let names = mine.departments().iter().map(name_of).collect::<Vec<_>>().join(comma());
    let theirs = now.departments.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join(comma());
    let all = [
        (JointField::Field, mine.field.clone(), now.field.clone()),
        (JointField::Name, mine.name.clone(), now.name.clone()),
        (JointField::SubjectScope, mine.scope.clone(), now.subject_scope.clone()),
        (JointField::Class, class.unwrap_or_default(), now.class.label(lang()).to_owned()),
        (JointField::Cap, mine.cap.clone(), cap.unwrap_or_default()),
        (JointField::Method, method.unwrap_or_default(), now.method.label(lang()).to_owned()),
        (JointField::Tag, mine.tag.clone(), now.tag.clone().unwrap_or_default()),
        (JointField::Departments, names, theirs),
    ];
    let rows: Vec<[String; 3]> = all
        .into_iter()
        .filter(|(_, mine, theirs)| mine != theirs)
        .map(|(field, mine, theirs)| [field.label(lang()).to_owned(), mine, theirs])
        .collect();
    let now = StoredValue::new(now);
    view! {
        <div class="notice notice-warn stack" role="alert">
            <p>
                <strong>{t(STALE_TITLE)}</strong>
                " "
                {t(JOINT_STALE)}
            </p>
            <Sides rows=rows names=[STALE_TITLE, YOURS, LATEST] />
            <div class="acts">
                <Button label=t(TAKE_LATEST) on_press=on_take />
                <Button label=t(KEEP_OWN) look=Look::Danger on_press=Callback::new(move |()| on_keep.run(now.get_value())) />
            </div>
        </div>
    }
}
