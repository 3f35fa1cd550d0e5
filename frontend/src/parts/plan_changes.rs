//! What has changed in a line or between two versions of a plan: for the office, departments, everybody.

use leptos::prelude::*;
use shared::planning::{LineChange, LineField};

use crate::api::{Coded, schema};
use crate::components::{Badge, Table, Tone};
use crate::locales::*;
use crate::texts;

texts! {
    FIELD = "内容", "Field";
    BEFORE = "原为", "Was";
    AFTER = "现为", "Is";
    CHANGES_OF = "“{0}”的变化", "What has changed in {0}";
    DIFFERENCES = "与上一版本逐行对照", "Line by line against the version before";
    LINE_OF_PLAN = "计划行", "Line";
    WHAT_BECAME = "变化", "Change";
    WHICH_FIELDS = "调整内容", "What changed";
    FIELD_FROM_TO = "{0}：{1} → {2}", "{0}: {1} → {2}";
    NOTHING_THERE = "（空）", "(empty)";
}

/// A field that differs, in words.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: Coded<LineField>,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
}

/// What has become of a line since the version before.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct LineAmendment {
    /// What.
    pub change: Coded<LineChange>,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
}

/// A line of two versions.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct LineDifference {
    /// What has become of it.
    pub change: Coded<LineChange>,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
    /// Number within the plan.
    pub number: i32,
    /// What people call it.
    pub title: String,
}

/// What a change means.
pub const fn change_tone(change: LineChange) -> Tone {
    match change {
        LineChange::Unchanged => Tone::Neutral,
        LineChange::Changed => Tone::Warn,
        LineChange::Added => Tone::Good,
        LineChange::Withdrawn => Tone::Bad,
    }
}

fn or_nothing(text: String) -> String {
    if text.is_empty() { t(NOTHING_THERE).to_owned() } else { text }
}

/// The fields of one line that differ, side by side.
#[component]
pub fn ChangesTable(
    /// What people call the line.
    title: String,
    /// The fields.
    changes: Vec<FieldChange>,
) -> impl IntoView {
    let headings = [t(FIELD), t(BEFORE), t(AFTER)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=fill(CHANGES_OF, &[&title]) headings=headings>
                {changes
                    .into_iter()
                    .map(|change| {
                        view! {
                            <tr>
                                <td data-label=t(FIELD)>{change.field.label(lang())}</td>
                                <td data-label=t(BEFORE)>{or_nothing(change.before)}</td>
                                <td data-label=t(AFTER)>{or_nothing(change.after)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// Two versions of a plan, line by line.
#[component]
pub fn DifferencesTable(
    /// The lines.
    lines: Vec<LineDifference>,
    /// Whose they are, where tables of several plans stand on one page.
    #[prop(optional)]
    whose: String,
) -> impl IntoView {
    let name = t(DIFFERENCES).to_owned();
    let caption = if whose.is_empty() { name } else { format!("{whose} · {name}") };
    let headings = [t(LINE_OF_PLAN), t(WHAT_BECAME), t(WHICH_FIELDS)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=caption headings=headings>
                {lines
                    .into_iter()
                    .map(|line| {
                        let changes = line.changes.into_iter().map(|change| {
                            let (before, after) = (or_nothing(change.before), or_nothing(change.after));
                            let text = fill(FIELD_FROM_TO, &[change.field.label(lang()), &before, &after]);
                            view! { <li>{text}</li> }
                        });
                        let changes: Vec<_> = changes.collect();
                        view! {
                            <tr>
                                <td class="cell-wide" data-label=t(LINE_OF_PLAN)>{line.number} ". " {line.title}</td>
                                <td data-label=t(WHAT_BECAME)>
                                    <Badge text=line.change.label(lang()) tone=change_tone(*line.change) />
                                </td>
                                <td class="cell-wide" data-label=t(WHICH_FIELDS)>
                                    {if changes.is_empty() {
                                        "—".into_any()
                                    } else {
                                        view! { <ul class="plain-list">{changes}</ul> }.into_any()
                                    }}
                                </td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}
