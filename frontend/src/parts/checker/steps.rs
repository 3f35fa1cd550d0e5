//! Each check: what goes in, what is computed, what came out, how it compares.

use leptos::prelude::*;
use shared::draw::inquiry::{Fact, Mark, Step};

use super::lots::{LotTable, StripView};
use super::words::*;
use crate::locales::*;

/// Checks, as entries of a list.
#[component]
pub fn StepList(
    /// The checks.
    steps: Vec<Step>,
) -> impl IntoView {
    steps
        .into_iter()
        .map(|step| {
            let (name, mark) = (step.check.label(lang()), step.mark);
            view! {
                <CheckItem name=name mark=mark>
                    {(mark != Mark::NotReached).then(|| view! { <StepBody step=step /> })}
                </CheckItem>
            }
        })
        .collect_view()
}

/// A check with its mark.
#[component]
pub fn CheckItem(
    /// Its name.
    name: &'static str,
    /// Whether it holds.
    mark: Mark,
    /// What there is to know.
    children: Children,
) -> impl IntoView {
    let (class, sign) = match mark {
        Mark::Holds => ("check-holds", "✓"),
        Mark::Fails => ("check-fails", "✕"),
        Mark::NotReached => ("check-open", "–"),
    };
    view! {
        <li class=class>
            <span class="check-mark" aria-hidden="true">{sign}</span>
            <div class="check-body">
                <p>
                    <strong>{name}</strong>
                    " "
                    <span class="check-word">{mark.label(lang())}</span>
                </p>
                {children()}
            </div>
        </li>
    }
}

#[component]
fn StepBody(step: Step) -> impl IntoView {
    let words = step.check.explained(lang());
    let holds = step.mark == Mark::Holds;
    let rows = [(GOES_IN, words.input), (IS_COMPUTED, words.work)];
    view! {
        <dl class="check-words">
            {rows.map(|(name, text)| view! { <div><dt>{t(name)}</dt><dd>{text}</dd></div> }).collect_view()}
            {holds.then(|| view! { <div><dt>{t(CAME_OUT)}</dt><dd>{words.proof}</dd></div> })}
        </dl>
        {(!step.facts.is_empty())
            .then(|| {
                view! {
                    <dl class="check-facts">
                        {step.facts.into_iter().map(|fact| view! { <FactRow fact=fact /> }).collect_view()}
                    </dl>
                }
            })}
        {step.strip.map(|strip| view! { <StripView strip=strip /> })}
        {(!step.lots.is_empty()).then(|| view! { <LotTable lots=step.lots /> })}
    }
}

#[component]
fn FactRow(fact: Fact) -> impl IntoView {
    let agrees = fact.agrees();
    let Fact { name, of, computed, stated } = fact;
    let name = if of.is_empty() { name.label(lang()).to_owned() } else { bracketed(name.label(lang()), &of) };
    let value = match (computed, agrees) {
        (Some(computed), Some(false)) => view! {
            <span>{t(COMPUTED_HERE)} " " <span class="hash">{computed}</span></span>
            <span class="check-differs">{t(IN_FILE)} " " <span class="hash">{stated}</span></span>
        }
        .into_any(),
        (_, Some(_)) => view! {
            <span class="hash">{stated}</span>
            <span class="soft small">{t(SAME_IN_FILE)}</span>
        }
        .into_any(),
        _ => view! { <span class="check-value">{stated}</span> }.into_any(),
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
