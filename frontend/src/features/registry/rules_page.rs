//! Tag rules: the list left, the rule that is worked on right.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::registry::SubjectKind;

use super::rule_form::RuleForm;
use super::rules_queries::{Rule, Rules, rules};
use super::words::*;
use crate::api::{Query, use_query};
use crate::components::{Badge, EmptyState, PageHead, Skeleton, Table, Tone, loaded_or};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::filters::Filter;

/// Value of the parameter for a rule that does not exist yet.
const NEW: &str = "new";

/// Address of a rule.
fn address(id: &str) -> String {
    format!("{}?rule={id}", Page::TagRules.path())
}

/// The page.
#[component]
pub fn TagRulesPage() -> impl IntoView {
    let chosen = Filter::of_address("rule");
    let query = use_query(|| (), |()| rules());
    let class = move || if chosen.get().is_empty() { "split" } else { "split split-open" };
    view! {
        <PageHead title=t(PLACE_RULES) note=t(RULES_NOTE)>
            <A href=address(NEW) attr:class="button button-primary">{t(NEW_RULE)}</A>
        </PageHead>
        <details class="explain">
            <summary>{t(RULES_HOW)}</summary>
            <ul>
                <li>{t(RULES_HOW_1)}</li>
                <li>{t(RULES_HOW_2)}</li>
                <li>{t(RULES_HOW_3)}</li>
            </ul>
        </details>
        <div class=class>
            <div class="split-list">
                {loaded_or(query, 10, move |rules| view! { <RuleTable rules=rules chosen=chosen /> })}
            </div>
            <div class="split-detail">
                <Detail chosen=chosen query=query />
            </div>
        </div>
    }
}

#[component]
fn RuleTable(rules: Rules, chosen: Filter) -> impl IntoView {
    if rules.tag_rules.is_empty() {
        return view! { <EmptyState title=t(NO_RULES) text=t(NO_RULES_TEXT) /> }.into_any();
    }
    let headings =
        vec![t(RULE_TAG).to_owned(), t(WORDS).to_owned(), t(STATUS).to_owned(), format!("#{}", t(TAGGED))];
    view! {
        <Table caption=t(PLACE_RULES) headings=headings>
            {rules
                .tag_rules
                .iter()
                .map(|rule| {
                    let count = rules.count(&rule.tag);
                    view! { <RuleLine rule=rule.clone() count=count chosen=chosen /> }
                })
                .collect_view()}
        </Table>
    }
    .into_any()
}

/// The first few words of a list, and how many there are.
fn some_words(words: &[String]) -> String {
    let first = words.iter().take(3).cloned().collect::<Vec<_>>().join(comma());
    if words.len() > 3 { format!("{first} {}", fill(MORE_WORDS, &[&words.len().to_string()])) } else { first }
}

#[component]
fn RuleLine(rule: Rule, count: i64, chosen: Filter) -> impl IntoView {
    let id = rule.id.into_inner();
    let to = address(&id);
    let class = move || (chosen.get() == id).then_some("row-strong");
    let (state, tone) = if rule.enabled { (ENABLED, Tone::Good) } else { (DISABLED, Tone::Neutral) };
    let kinds: Vec<&str> = rule.kinds.iter().map(|kind| SubjectKind::label(**kind, lang())).collect();
    let words = if rule.words.is_empty() { some_words(&rule.name_words) } else { some_words(&rule.words) };
    let subjects = format!("{}?tag={}", Page::Subjects.path(), platform::encode(&rule.tag));
    view! {
        <tr class=class>
            <td class="nowrap"><A href=to scroll=false>{rule.tag}</A></td>
            <td>
                <span class="soft">{words}</span>
                {(!kinds.is_empty()).then(|| view! { <span class="soft small">{bracketed("", &kinds.join(comma()))}</span> })}
            </td>
            <td class="nowrap"><Badge text=t(state) tone=tone /></td>
            <td class="number">{if count > 0 { view! { <A href=subjects>{number(count)}</A> }.into_any() } else { number(count).into_any() }}</td>
        </tr>
    }
}

/// The rule that is worked on; a rule that was saved in the meantime does not disturb it.
#[component]
fn Detail(chosen: Filter, query: Query<Rules>) -> impl IntoView {
    // Nothing while the rules are on their way, then whether the chosen one is among them.
    let exists = Memo::new(move |_| {
        let rules = query.data()?;
        let known = rules.find(&chosen.get()).is_some();
        (known || !query.busy.get()).then_some(known)
    });
    let saved = Callback::new(move |id: String| {
        query.reload();
        chosen.set(id);
    });
    move || {
        let id = chosen.get();
        if id.is_empty() {
            return view! { <EmptyState title=t(PICK_RULE) /> }.into_any();
        }
        if id == NEW {
            return view! { <RuleForm rule=None on_saved=saved /> }.into_any();
        }
        match exists.get() {
            None => view! { <Skeleton lines=8 /> }.into_any(),
            Some(false) => view! { <EmptyState title=t(NOTHING_FOUND) /> }.into_any(),
            Some(true) => {
                let rule = untrack(|| query.data()).and_then(|rules| rules.find(&id).cloned());
                view! { <RuleForm rule=rule on_saved=saved /> }.into_any()
            }
        }
    }
}
