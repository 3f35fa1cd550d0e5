//! A waiting line: what it is, what has changed, what it means, and what is to become of it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::LineKind;

use super::office_queries::WaitingLine;
use super::office_words::*;
use super::outlook::{QueueFiguresFound, decimal};
use super::queue_model::{Choice, QueueFigure, QueueWarning, is_about};
use super::shared_views::window_text;
use super::words::*;
use crate::api::UserError;
use crate::components::{Badge, Facts, FigureList, Tone};
use crate::locales::*;
use crate::parts::plan_changes::{ChangesTable, change_tone};
use crate::routes::Page;

/// What was refused, and how going forward is called.
#[derive(Clone, Copy)]
pub struct Told {
    /// Refusals of the last request.
    pub errors: RwSignal<Vec<UserError>>,
    /// Lines of the last request, in their order.
    pub sent: RwSignal<Vec<String>>,
    /// Going forward.
    pub forward: Text,
}

/// A waiting line.
#[component]
pub fn QueueLine(
    /// The line.
    line: WaitingLine,
    /// Figures as they come in.
    figures: RwSignal<QueueFiguresFound>,
    /// What has been chosen.
    choices: RwSignal<BTreeMap<String, Choice>>,
    /// Whether one may choose.
    may: bool,
    /// What was refused.
    told: Told,
) -> impl IntoView {
    let id = StoredValue::new(line.id.inner().to_owned());
    let figure = move || figures.with(|figures| id.with_value(|id| figures.get(id).cloned()));
    let partners: Vec<String> =
        line.parties.iter().filter(|party| !party.lead).map(|party| party.department.name.clone()).collect();
    let mut facts = vec![
        (t(LEAD).to_owned(), line.lead.name.clone()),
        (t(PARTNERS).to_owned(), partners.join(comma())),
        (t(WINDOW).to_owned(), window_text(line.window_from.0, line.window_to.0)),
    ];
    if let Some(days) = line.waiting_days {
        facts.push((t(WAITING).to_owned(), fill(WAITING_DAYS, &[&days.to_string()])));
    }
    let special = *line.kind == LineKind::Special;
    if special {
        facts.push((t(SPECIAL_REASON).to_owned(), line.special_reason.clone()));
    }
    let amendment = line.amendment.as_ref().map(|amendment| {
        view! { <Badge text=amendment.change.label(lang()) tone=change_tone(*amendment.change) /> }
    });
    let title = line.title.clone();
    view! {
        <article class="panel stack">
            <h4><A href=Page::Line(line.id.inner().to_owned()).path()>{line.number} ". " {line.title.clone()}</A></h4>
            {(special || amendment.is_some())
                .then(|| {
                    view! {
                        <p class="acts">
                            {special.then(|| view! { <Badge text=line.kind.label(lang()) tone=Tone::Warn /> })}
                            {amendment}
                        </p>
                    }
                })}
            <Facts facts=facts />
            {match line.since_office {
                None => view! { <p class="soft">{t(FIRST_TIME)}</p> }.into_any(),
                Some(changes) if changes.is_empty() => view! { <p class="soft">{t(NOTHING_SINCE)}</p> }.into_any(),
                Some(changes) => {
                    view! {
                        <p>{t(SINCE_OFFICE)}</p>
                        <ChangesTable title=title.clone() changes=changes />
                    }
                    .into_any()
                }
            }}
            {move || figure().map(|figure| view! { <Figure figure=figure /> })}
            {may.then(|| view! { <Decision id=id title=title choices=choices told=told /> })}
        </article>
    }
}

#[component]
fn Figure(figure: QueueFigure) -> impl IntoView {
    let whole = |value: u64| number(i64::try_from(value).unwrap_or(i64::MAX));
    let shown = [
        (IN_FRAME, whole(figure.doors)),
        (EXPECTED_CHECKS, whole(figure.checks)),
        (ADDS_TOGETHER, decimal(figure.added.together)),
        (ADDS_APART, decimal(figure.added.apart)),
        (ADDS_BOUND, decimal(figure.added.lower_bound)),
    ];
    view! {
        <div aria-live="polite" class="stack">
            <p class="soft small">{t(ADDS)}</p>
            <FigureList figures=shown.into() />
            {figure
                .warnings
                .into_iter()
                .map(|warning| view! { <p class="notice notice-warn">{warning_words(warning)}</p> })
                .collect_view()}
        </div>
    }
}

fn warning_words(warning: QueueWarning) -> String {
    match warning {
        QueueWarning::CapOfAll(doors) => fill(WARN_CAP_ALL, &[&decimal(doors)]),
        QueueWarning::CapOfOne(doors) => fill(WARN_CAP_BODY, &[&decimal(doors)]),
        QueueWarning::Ratio => t(WARN_CAP_RATIO).to_owned(),
        QueueWarning::NotMonotone(lower, higher) => {
            fill(WARN_MONOTONE_LINE, &[lower.as_str(), higher.as_str()])
        }
        QueueWarning::Nobody => t(WARN_NOBODY_LINE).to_owned(),
        QueueWarning::NothingDrawn => t(WARN_NOTHING_LINE).to_owned(),
        QueueWarning::NoOpenDay => t(WARN_QUIET_LINE).to_owned(),
    }
}

#[component]
fn Decision(
    id: StoredValue<String>,
    title: String,
    choices: RwSignal<BTreeMap<String, Choice>>,
    told: Told,
) -> impl IntoView {
    let chosen =
        move || choices.with(|choices| id.with_value(|id| choices.get(id).and_then(|choice| choice.accept)));
    let choose = move |accept: Option<bool>| {
        choices.update(|choices| choices.entry(id.get_value()).or_default().accept = accept);
    };
    let name = format!("decision-{}", id.get_value());
    let radio = move |accept: Option<bool>, word: Text| {
        view! {
            <label class="pick">
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || chosen() == accept
                    on:change=move |_| choose(accept)
                />
                {t(word)}
            </label>
        }
    };
    let refused = move || {
        let place = told.sent.with(|sent| id.with_value(|id| sent.iter().position(|one| one == id)))?;
        let words = told.errors.with(|errors| {
            let own = errors.iter().filter(|error| is_about(&error.path, place));
            own.map(|error| error.message.clone()).collect::<Vec<_>>()
        });
        (!words.is_empty()).then(|| words.join(semicolon()))
    };
    let label = fill(RETURN_REASON, &[&title]);
    view! {
        <fieldset class="form-field" aria-label=fill(DECISION_ON, &[&title])>
            <legend>{t(DECISION)}</legend>
            <div class="acts">
                {radio.clone()(None, LATER)}
                {radio.clone()(Some(true), told.forward)}
                {radio(Some(false), RETURN)}
            </div>
        </fieldset>
        {move || {
            (chosen() == Some(false))
                .then(|| {
                    let field = format!("f-reason-{}", id.get_value());
                    view! {
                        <div class="form-field" class:form-bad=move || refused().is_some()>
                            <label for=field.clone()>{label.clone()}</label>
                            <textarea
                                id=field.clone()
                                rows="3"
                                prop:value=move || {
                                    choices.with(|choices| {
                                        id.with_value(|id| choices.get(id).map(|choice| choice.reason.clone()).unwrap_or_default())
                                    })
                                }
                                on:input=move |event| {
                                    let typed = event_target_value(&event);
                                    choices.update(|choices| choices.entry(id.get_value()).or_default().reason = typed);
                                }
                                aria-invalid=move || refused().map(|_| "true")
                                aria-describedby=format!("{field}-error")
                            ></textarea>
                        </div>
                    }
                })
        }}
        {move || {
            refused()
                .map(|words| {
                    view! { <p class="form-error" id=format!("f-reason-{}-error", id.get_value())>{words}</p> }
                })
        }}
    }
}
