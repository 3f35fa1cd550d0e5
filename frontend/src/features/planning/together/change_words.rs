//! A change in words.

use leptos::prelude::*;

use super::queries::ChangeView;
use super::words::*;
use crate::locales::*;
use crate::parts::plan_changes::FieldChange;

/// `某某（市场监管局）`; names are data, whatever the language of the page.
pub fn who(name: &str, department: Option<&str>) -> AnyView {
    let office = department.is_none().then(|| t(OFFICE));
    let department = department.map(|name| view! { <span lang="zh-CN">{name.to_owned()}</span> });
    view! {
        <span class="who">
            <span lang="zh-CN">{name.to_owned()}</span>
            " · "
            {department}
            {office}
        </span>
    }
    .into_any()
}

/// `保存计划行 · 第 3 行“餐饮”`, without who and when.
#[component]
pub fn ActWords(
    /// The change.
    change: ChangeView,
) -> impl IntoView {
    let fields: Vec<&str> = change.differences.iter().map(|one| one.field.label(lang())).collect();
    let fields = (!fields.is_empty()).then(|| fill(CHANGED_FIELDS, &[&fields.join(comma())]));
    view! {
        <strong>{change.act.label(lang())}</strong>
        {change.line.map(|line| view! { " · " <LineWords number=line.number title=line.title /> })}
        {fields.map(|fields| view! { " · " {fields} })}
    }
}

/// `第 3 行“餐饮”`.
#[component]
pub fn LineWords(
    /// Its number.
    number: i32,
    /// Its title.
    title: String,
) -> impl IntoView {
    // The title is data within a sentence of the interface.
    let words = fill(ON_LINE, &[&number.to_string(), "\u{1}"]);
    let (before, after) = words.split_once('\u{1}').unwrap_or((&words, ""));
    view! { {before.to_owned()} <span lang="zh-CN">{title}</span> {after.to_owned()} }
}

/// What a save changed, before and after.
#[component]
pub fn DifferenceList(
    /// The fields.
    differences: Vec<FieldChange>,
) -> impl IntoView {
    let value = |text: String| if text.is_empty() { t(EMPTY_VALUE).to_owned() } else { text };
    (!differences.is_empty()).then(|| {
        view! {
            <table class="differences">
                <caption class="unseen">{t(WHAT_CHANGED)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(FIELD)}</th>
                        <th scope="col">{t(BEFORE)}</th>
                        <th scope="col">{t(AFTER)}</th>
                    </tr>
                </thead>
                <tbody>
                    {differences
                        .into_iter()
                        .map(|one| {
                            view! {
                                <tr>
                                    <th scope="row">{one.field.label(lang())}</th>
                                    <td>{value(one.before)}</td>
                                    <td>{value(one.after)}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        }
    })
}
