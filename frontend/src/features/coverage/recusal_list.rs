//! Recusals: the list, and the way to enter one.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::eligibility::RecusalState;

use super::leave_list::Desk;
use super::recusal_acts::RecusalActs;
use super::recusal_form::RecusalForm;
use super::register_queries::{Recusal, RegisterFilter, recusals};
use super::shared_views::{days_text, departments};
use super::words::*;
use crate::api::use_paged;
use crate::components::{
    Badge, Button, EmptyState, FilterCheck, FilterRow, FilterSelect, Look, PagedTable, Tone,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::session::Session;

/// The part of the page.
#[component]
pub fn RecusalList(
    /// The day in China.
    today: NaiveDate,
) -> impl IntoView {
    let (department, open) = (Filter::of_address("department"), Filter::of_address("open"));
    let pending = Filter::of_address("pending");
    let list = use_paged(
        move || (department.get(), open.get(), pending.get()),
        |(department, open, pending), after| {
            let department_id = Some(department).filter(|id| !id.is_empty()).map(cynic::Id::new);
            let (open, pending) = (!open.is_empty(), !pending.is_empty());
            recusals(RegisterFilter { department_id, open, pending }, after)
        },
    );
    let changed = Callback::new(move |()| list.query.reload());
    provide_context(Desk { today, changed });
    let entering = RwSignal::new(false);
    let session = Session::expect();
    let keeps = session.may(Action::KeepRegister);
    let declares = session.may(Action::DeclareRecusal);
    let label = t(if keeps { DECLARE } else { DECLARE_OWN });
    let headings = [PERSON, SUBJECT, STATUS, DAYS, GROUND, ACTIONS].map(|name| t(name).to_owned()).to_vec();
    view! {
        <FilterRow filters=vec![department, open, pending]>
            <FilterSelect label=t(DEPARTMENT) filter=department choices=departments() />
            <FilterCheck label=t(ONLY_OPEN) filter=open value="1" />
            <FilterCheck label=t(ONLY_PENDING) filter=pending value="1" />
        </FilterRow>
        {(keeps || declares)
            .then(|| {
                view! {
                    <div class="acts">
                        <Button
                            label=label
                            look=Look::Primary
                            on_press=Callback::new(move |()| entering.update(|open| *open = !*open))
                        />
                    </div>
                    {move || {
                        entering.get().then(|| view! { <RecusalForm today=today open=entering on_change=changed /> })
                    }}
                }
            })}
        <div class="stacked section">
            <PagedTable
                list=list
                caption=t(TAB_RECUSAL)
                headings=headings
                key=|row| (row.id.clone(), row.revision)
                row=|row| view! { <RecusalLine row=row /> }
                empty=|| view! { <EmptyState title=t(NO_RECUSALS) /> }
            />
        </div>
    }
}

fn tone(state: RecusalState) -> Tone {
    match state {
        RecusalState::Pending => Tone::Warn,
        RecusalState::Approved => Tone::Active,
        RecusalState::Rejected | RecusalState::Ended => Tone::Neutral,
    }
}

/// What was entered, decided and ended, by whom and when.
fn history(row: &Recusal) -> Vec<String> {
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    let mut lines = vec![fill(ENTERED_BY, &[&date_time(row.asked_at), &name(&row.asked_by)])];
    for (at, who, why, text) in [
        (row.decided_at, &row.decided_by, &row.decision, DECIDED_BY),
        (row.ended_at, &row.ended_by, &row.end_reason, ENDED_BY),
    ] {
        if let Some(at) = at {
            lines.push(fill(text, &[&date_time(at), &name(who), &name(why)]));
        }
    }
    lines
}

#[component]
fn RecusalLine(row: Recusal) -> impl IntoView {
    let officer = row.inspector.clone();
    let subject = row.subject.clone();
    let away = row.counts.then_some(KEEPS_AWAY).filter(|_| *row.state == RecusalState::Pending);
    let waits = (!row.counts && *row.state == RecusalState::Pending).then_some(NOT_YET_AWAY);
    let ground = match (&row.ground, &row.origin) {
        (Some(ground), Some(origin)) => bracketed(ground.label(lang()), origin.label(lang())),
        _ => t(NOT_SHOWN).to_owned(),
    };
    let detail = row.detail.clone().filter(|detail| !detail.is_empty());
    let steps = if row.ground.is_some() { history(&row) } else { Vec::new() };
    let days = days_text(row.from.0, row.to.map(|day| day.0));
    view! {
        <tr>
            <td data-label=t(PERSON)>
                <span class="person">{officer.name}</span>
                " "
                <span class="soft small mono nowrap">{officer.code}</span>
            </td>
            <td data-label=t(SUBJECT)><A href=Page::Subject(subject.id.into_inner()).path()>{subject.name}</A></td>
            <td data-label=t(STATUS)>
                <Badge text=row.state.label(lang()) tone=tone(*row.state) />
                {away.or(waits).map(|text| view! { <p class="soft small">{t(text)}</p> })}
            </td>
            <td data-label=t(DAYS)>{days}</td>
            <td data-label=t(GROUND)>
                <div>
                    <p>{ground}</p>
                    {detail.map(|detail| view! { <p>{detail}</p> })}
                    {steps.into_iter().map(|text| view! { <p class="soft small">{text}</p> }).collect_view()}
                </div>
            </td>
            <td data-label=t(ACTIONS)><RecusalActs recusal=row /></td>
        </tr>
    }
}
