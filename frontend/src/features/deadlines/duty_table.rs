//! Duties month by month.

use chrono::Datelike;
use leptos::prelude::*;
use shared::access::Action;
use shared::deadlines::{DutyProof, DutyState};

use super::done_form::SayDone;
use super::queries::Duty;
use super::words::*;
use crate::components::{Badge, Table, Tone};
use crate::locales::*;
use crate::state::session::Session;

/// What a state means.
pub fn state_tone(state: DutyState) -> Tone {
    match state {
        DutyState::Overdue => Tone::Bad,
        DutyState::Soon => Tone::Warn,
        DutyState::Ahead => Tone::Active,
        DutyState::Done | DutyState::Late => Tone::Good,
        DutyState::Untracked => Tone::Neutral,
    }
}

/// A table a month that has duties.
#[component]
pub fn Months(
    /// The duties, by day.
    duties: Vec<Duty>,
    /// Something was said: ask again.
    on_change: Callback<()>,
) -> impl IntoView {
    (1..=12u32)
        .filter_map(|month| {
            let own: Vec<Duty> =
                duties.iter().filter(|duty| duty.due_on.0.month() == month).cloned().collect();
            (!own.is_empty()).then(|| view! { <Month month=month duties=own on_change=on_change /> })
        })
        .collect_view()
}

#[component]
fn Month(month: u32, duties: Vec<Duty>, on_change: Callback<()>) -> impl IntoView {
    let name = fill(MONTH, &[&month.to_string()]);
    let headings = [t(DUE), t(DUTY), t(WHOSE), t(STATE), t(PROOF)].map(str::to_owned).to_vec();
    view! {
        <section class="section">
            <h2>{name.clone()}</h2>
            <div class="stacked">
                <Table caption=name headings=headings>
                    {duties.into_iter().map(|duty| view! { <Row duty=duty on_change=on_change /> }).collect_view()}
                </Table>
            </div>
        </section>
    }
}

#[component]
fn Row(duty: Duty, on_change: Callback<()>) -> impl IntoView {
    let session = Session::expect();
    let state = *duty.state;
    let may = *duty.proof == DutyProof::ByHand
        && match &duty.department {
            Some(department) => session.may_for(Action::FulfilDuty, &department.id),
            None => session.may_everywhere(Action::FulfilDuty),
        };
    let whose = duty.department.as_ref().map_or_else(|| t(OFFICE).to_owned(), |one| one.name.clone());
    let left = matches!(state, DutyState::Overdue | DutyState::Soon | DutyState::Ahead)
        .then(|| working_days_left(i64::from(duty.days_left)));
    let shown = duty.clone();
    view! {
        <tr class=if state == DutyState::Overdue { "overdue" } else { "" }>
            <td class="nowrap" data-label=t(DUE)>
                {date(duty.due_on.0)}
                {duty.provisional.then(|| view! { <p class="soft small wrap">{t(PROVISIONAL)}</p> })}
            </td>
            <td data-label=t(DUTY)>
                {duty.title}
                <p class="soft small">{duty.clause}</p>
            </td>
            <td data-label=t(WHOSE)>{whose}</td>
            <td data-label=t(STATE)>
                <Badge text=state.label(lang()) tone=state_tone(state) />
                {left.map(|left| view! { <p class="small">{left}</p> })}
            </td>
            <td data-label=t(PROOF)>
                {proof_words(&shown)}
                {may.then(|| view! { <SayDone duty=shown on_done=on_change /> })}
            </td>
        </tr>
    }
}

/// What proves a duty, or what would.
fn proof_words(duty: &Duty) -> impl IntoView + use<> {
    let mut words = Vec::new();
    words.extend(duty.done_on.map(|day| fill(DONE_ON, &[&day.0.to_string()])));
    if let (Some(open), Some(all)) = (duty.open_count, duty.all_count) {
        words.push(fill(OPEN_OF, &[&open.to_string(), &all.to_string()]));
    }
    let kind = duty.proof.label(lang());
    let evidence = duty.evidence.clone();
    view! {
        <span>{kind}</span>
        {words.into_iter().map(|word| view! { <p class="small">{word}</p> }).collect_view()}
        {(!evidence.is_empty()).then(|| view! { <p class="soft small hash">{evidence}</p> })}
    }
}
