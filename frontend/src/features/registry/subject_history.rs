//! What has changed of a subject.

use leptos::prelude::*;
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};

use super::model::uscc_problem;
use super::queries::{ChangeRow, changes};
use super::shared_views::{own_division, place_text};
use super::words::*;
use crate::api::use_paged;
use crate::components::{EmptyState, PagedTable};
use crate::locales::*;
use crate::state::reference::Reference;

/// Longest text that is shown whole at once, in characters.
const WHOLE: usize = 90;

/// The changes, newest first. A new revision loads them anew.
#[component]
pub fn SubjectHistory(subject: cynic::Id, revision: i32) -> impl IntoView {
    let key = StoredValue::new((subject.into_inner(), revision));
    let list = use_paged(move || key.get_value(), |(id, _), after| changes(id, after));
    let headings = [t(TIME), t(FIELD), t(CHANGE), t(WHO), t(SOURCE_OR_REASON)].map(str::to_owned).to_vec();
    view! {
        <section class="section">
            <h2>{t(HISTORY)}</h2>
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
        </section>
    }
}

/// Name of a field.
pub fn field_name(field: &str) -> String {
    let known = [
        ("name", NAME),
        ("kind", KIND),
        ("status", STATUS),
        ("riskClass", RISK),
        ("registeredOn", REGISTERED_ON),
        ("companyType", COMPANY_TYPE),
        ("capital", CAPITAL),
        ("businessScope", BUSINESS_SCOPE),
        ("address", ADDRESS),
        ("locatedIn", LOCATED_IN),
        ("usccProblem", CODE_PROBLEM),
        ("tags", TAGS),
        ("departments", RESPONSIBLE_DEPARTMENT),
        ("uscc", USCC),
    ];
    known
        .iter()
        .find(|(name, _)| *name == field)
        .map_or_else(|| field.to_owned(), |(_, text)| t(*text).to_owned())
}

/// A value in words: codes of our lists are not for people.
pub fn value_text(field: &str, value: &str, place: impl Fn(&str) -> String) -> String {
    let coded = match field {
        "kind" => SubjectKind::parse(value).map(|kind| kind.label(lang())),
        "status" => SubjectStatus::parse(value).map(|status| status.label(lang())),
        "riskClass" => RiskClass::parse(value).map(|class| class.label(lang())),
        "usccProblem" => uscc_problem(value).map(|problem| problem.label(lang())),
        "locatedIn" if !value.is_empty() => return place(value),
        _ => None,
    };
    coded.unwrap_or(if value.is_empty() { t(NOTHING) } else { value }).to_owned()
}

#[component]
fn ChangeLine(row: ChangeRow) -> impl IntoView {
    let reference = Reference::of_area();
    let field = StoredValue::new(row.field.clone());
    let value = move |text: String| {
        let text = StoredValue::new(text);
        move || {
            let (lists, division) = (reference.get(), own_division());
            let place = |code: &str| place_text(&lists, &division, code);
            let words = field.with_value(|field| text.with_value(|text| value_text(field, text, place)));
            view! { <LongText text=words /> }
        }
    };
    view! {
        <tr>
            <td class="nowrap"><time>{date_time(row.changed_at)}</time></td>
            <td class="nowrap card-title">{field_name(&row.field)}</td>
            <td class="card-line change">
                <span class="change-before">{value(row.before)}</span>
                <span aria-hidden="true">" → "</span>
                <span>{value(row.after)}</span>
            </td>
            <td class="nowrap">{row.changed_by.unwrap_or_else(|| t(BY_PROGRAM).to_owned())}</td>
            <td class="card-line">{row.source}</td>
        </tr>
    }
}

/// A text that opens when it is long.
#[component]
fn LongText(text: String) -> impl IntoView {
    if text.chars().count() <= WHOLE {
        return text.into_any();
    }
    let beginning = format!("{}…", shared::text::truncate(&text, WHOLE));
    view! {
        <details class="long">
            <summary>{beginning} " " <span class="long-open">{t(SHOW_ALL)}</span></summary>
            {text}
        </details>
    }
    .into_any()
}
