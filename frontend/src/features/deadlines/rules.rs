//! The rules behind the calendar, with their versions.

use leptos::prelude::*;
use shared::access::Action;
use shared::deadlines::RESULTS;

use super::queries::{DutyRule, DutyRuleTerms, DutyRuleVersion, rules};
use super::rule_form::RuleDialog;
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Button, Table, Tone, loaded};
use crate::locales::*;
use crate::state::session::Session;

/// The section, folded.
#[component]
pub fn RulesSection(
    /// A rule was changed: the calendar is another.
    on_change: Callback<()>,
) -> impl IntoView {
    let query = use_query(|| (), |()| rules());
    let may = Session::expect().may(Action::KeepDeadlines);
    let changed = Callback::new(move |()| {
        query.reload();
        on_change.run(());
    });
    view! {
        <details class="section">
            <summary>{t(RULES)}</summary>
            <div class="stack">
                <p class="soft">{t(RULES_NOTE)}</p>
                {may.then(|| view! { <New on_saved=changed /> })}
                {loaded(query, move |rules| view! { <RulesTable rules=rules may=may on_saved=changed /> })}
            </div>
        </details>
    }
}

#[component]
fn New(on_saved: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="acts">
            <Button label=t(NEW_RULE) on_press=Callback::new(move |()| open.set(true)) />
        </div>
        <RuleDialog title=t(NEW_RULE).to_owned() rule=None open=open on_saved=on_saved />
    }
}

/// The day of a rule, in words.
pub fn day_words(code: &str, terms: &DutyRuleTerms) -> String {
    let (month, day) = (terms.month.to_string(), terms.day.to_string());
    match (code, terms.year) {
        (RESULTS, _) => t(RULE_RESULTS).to_owned(),
        (_, Some(year)) => fill(RULE_ONCE, &[&year.to_string(), &month, &day]),
        (_, None) => fill(RULE_YEARLY, &[&month, &day]),
    }
}

#[component]
fn RulesTable(rules: Vec<DutyRule>, may: bool, on_saved: Callback<()>) -> impl IntoView {
    let headings =
        [t(DUTY), t(RULE_DAY), t(REMIND), t(WHOSE), t(PROOF), t(RULE_VERSION)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(RULES) headings=headings>
                {rules.into_iter().map(|rule| view! { <RuleRow rule=rule may=may on_saved=on_saved /> }).collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn RuleRow(rule: DutyRule, may: bool, on_saved: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let terms = rule.terms.clone();
    let day = day_words(&rule.code, &terms);
    let version = match rule.version {
        0 => t(USUAL).to_owned(),
        number => number.to_string(),
    };
    let history = rule.history.clone();
    view! {
        <tr>
            <td data-label=t(DUTY)>
                {terms.title}
                <p class="soft small">{terms.clause}</p>
                {(!terms.active).then(|| view! { <Badge text=t(INACTIVE) tone=Tone::Neutral /> })}
            </td>
            <td data-label=t(RULE_DAY)>
                {day}
                <p class="soft small">{terms.shift.label(lang())}</p>
            </td>
            <td class="nowrap" data-label=t(REMIND)>{fill(REMIND_DAYS, &[&terms.remind.to_string()])}</td>
            <td data-label=t(WHOSE)>{terms.of.label(lang())}</td>
            <td data-label=t(PROOF)>{terms.proof.label(lang())}</td>
            <td data-label=t(RULE_VERSION)>
                {version}
                {(!history.is_empty()).then(|| view! { <Versions history=history /> })}
                {may
                    .then(|| {
                        view! {
                            <Button label=t(CHANGE) on_press=Callback::new(move |()| open.set(true)) />
                            <RuleDialog title=t(CHANGE).to_owned() rule=Some(rule) open=open on_saved=on_saved />
                        }
                    })}
            </td>
        </tr>
    }
}

#[component]
fn Versions(history: Vec<DutyRuleVersion>) -> impl IntoView {
    view! {
        <details>
            <summary class="small">{t(HISTORY)}</summary>
            <ol class="history">
                {history
                    .into_iter()
                    .map(|version| {
                        view! {
                            <li>
                                <time>{date_time(version.saved_at)}</time>
                                <div>
                                    {version.saved_by.unwrap_or_default()} " " {day_words("", &version.terms)}
                                    <p class="soft small">{version.reason}</p>
                                </div>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </details>
    }
}
