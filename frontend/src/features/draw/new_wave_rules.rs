//! Whom a new wave leaves out of its frame, and how many doors that is today.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::planning::{FrameRule, FrameRules};

use super::rule_queries::{PreviewView, preview};
use super::typed_rules::{CAP_ALL, CAP_BODY, RECENT, REUSE, TypedRules};
use super::words::*;
use crate::api::use_query;
use crate::components::{Checkbox, Errors, NumberField, Table, loaded_or};
use crate::locales::*;

/// The fields of the rules as signals. A copy.
#[derive(Clone, Copy)]
pub struct RuleFields {
    quiet: RwSignal<bool>,
    cap_body: RwSignal<String>,
    cap_all: RwSignal<String>,
    recent: RwSignal<String>,
    reuse: RwSignal<String>,
}

impl RuleFields {
    /// With what was typed before.
    pub fn new(typed: TypedRules) -> Self {
        Self {
            quiet: RwSignal::new(typed.quiet),
            cap_body: RwSignal::new(typed.cap_body),
            cap_all: RwSignal::new(typed.cap_all),
            recent: RwSignal::new(typed.recent),
            reuse: RwSignal::new(typed.reuse),
        }
    }

    /// As they are typed now.
    pub fn typed(self) -> TypedRules {
        TypedRules {
            quiet: self.quiet.get(),
            cap_body: self.cap_body.get(),
            cap_all: self.cap_all.get(),
            recent: self.recent.get(),
            reuse: self.reuse.get(),
        }
    }
}

/// The rules, with what they leave out.
#[component]
pub fn RulesField(
    /// The fields.
    fields: RuleFields,
    /// The ticked lines.
    lines: RwSignal<Vec<String>>,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    view! {
        <fieldset class="form-field" id="f-rules" tabindex="-1">
            <legend>{t(RULES)}</legend>
            <p class="form-help">{t(RULES_HELP)}</p>
            <Checkbox label=t(QUIET_LIST) value=fields.quiet help=t(QUIET_LIST_HELP) />
            <div class="form-row">
                <NumberField label=t(RULE_CAP_BODY) path=CAP_BODY value=fields.cap_body unit=t(TIMES) help=t(CAP_HELP) errors=errors />
                <NumberField label=t(RULE_CAP_ALL) path=CAP_ALL value=fields.cap_all unit=t(TIMES) help=t(CAP_ALL_HELP) errors=errors />
            </div>
            <div class="form-row">
                <NumberField label=t(RULE_RECENT) path=RECENT value=fields.recent unit=t(DAYS) help=t(RECENT_HELP) errors=errors />
                <NumberField label=t(RULE_REUSE) path=REUSE value=fields.reuse unit=t(DAYS) help=t(REUSE_HELP) errors=errors />
            </div>
        </fieldset>
        <Preview fields=fields lines=lines />
    }
}

/// What the rules would leave out today; asked for anew when lines or rules change.
#[component]
fn Preview(fields: RuleFields, lines: RwSignal<Vec<String>>) -> impl IntoView {
    let rules: Memo<Option<FrameRules>> =
        Memo::new(move |_| fields.typed().read().ok().filter(|rules| rules.check().is_empty()));
    let wanted = Memo::new(move |_| rules.get().filter(|_| lines.with(|lines| !lines.is_empty())));
    let any = Memo::new(move |_| wanted.get().is_some());
    view! {
        <section class="panel together" aria-live="polite">
            <h2>{t(PREVIEW)}</h2>
            {move || {
                if any.get() {
                    let query = use_query(
                        move || (lines.get(), wanted.get()),
                        |(lines, rules)| async move {
                            match rules {
                                Some(rules) if !lines.is_empty() => preview(lines, rules).await.map(Some),
                                _ => Ok(None),
                            }
                        },
                    );
                    loaded_or(query, 4, |found| found.map(|found| view! { <PreviewTable found=found /> })).into_any()
                } else {
                    let words = if rules.get().is_none() { RULES_WRONG } else { CHOOSE_LINES_RULES };
                    view! { <p class="soft">{t(words)}</p> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn PreviewTable(found: PreviewView) -> impl IntoView {
    let rules: BTreeSet<FrameRule> =
        found.tasks.iter().flat_map(|task| task.excluded.iter().map(|row| *row.rule)).collect();
    let mut headings = vec![t(LINE).to_owned()];
    headings.extend(rules.iter().map(|rule| format!("#{}", rule.label(lang()))));
    headings.extend([format!("#{}", t(DOORS_LEFT)), format!("#{}", t(TO_DRAW))]);
    let nobody = rules.is_empty();
    view! {
        <div class="stack">
            <p>{fill(PREVIEW_DOORS, &[&number(i64::from(found.doors))])} " " {nobody.then(|| t(NOBODY_OUT))}</p>
            <div class="stacked">
                <Table caption=t(PREVIEW) headings=headings>
                    {found
                        .tasks
                        .into_iter()
                        .map(|task| {
                            let cells = rules
                                .iter()
                                .map(|rule| {
                                    let of = task.excluded.iter().find(|row| *row.rule == *rule);
                                    let doors = of.map_or(0, |row| i64::from(row.doors));
                                    view! { <td class="number" data-label=rule.label(lang())>{number(doors)}</td> }
                                })
                                .collect_view();
                            view! {
                                <tr>
                                    <td data-label=t(LINE)>{task.title}</td>
                                    {cells}
                                    <td class="number" data-label=t(DOORS_LEFT)>{number(i64::from(task.doors))}</td>
                                    <td class="number" data-label=t(TO_DRAW)>{number(i64::from(task.quota))}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </Table>
            </div>
        </div>
    }
}
