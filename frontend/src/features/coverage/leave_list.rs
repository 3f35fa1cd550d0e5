//! Leave: the list, and the way to enter and end it.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::Action;

use super::leave_form::{EndLeave, LeaveForm};
use super::register_queries::{Leave, RegisterFilter, leaves};
use super::shared_views::{days_text, departments};
use super::words::*;
use crate::api::use_paged;
use crate::components::{Button, EmptyState, FilterCheck, FilterRow, FilterSelect, Look, PagedTable};
use crate::locales::*;
use crate::state::filters::Filter;
use crate::state::session::Session;

/// What the rows are given: the day, and how to load the list anew.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The day in China.
    pub today: NaiveDate,
    /// Told after a change.
    pub changed: Callback<()>,
}

/// The part of the page.
#[component]
pub fn LeaveList(
    /// The day in China.
    today: NaiveDate,
) -> impl IntoView {
    let (department, open) = (Filter::of_address("department"), Filter::of_address("open"));
    let list = use_paged(
        move || (department.get(), open.get()),
        |(department, open), after| {
            let department_id = Some(department).filter(|id| !id.is_empty()).map(cynic::Id::new);
            leaves(RegisterFilter { department_id, open: !open.is_empty(), pending: false }, after)
        },
    );
    let changed = Callback::new(move |()| list.query.reload());
    provide_context(Desk { today, changed });
    let entering = RwSignal::new(false);
    let own = Session::expect().department_for(Action::KeepRegister).map(|id| id.to_string());
    let headings =
        [PERSON, DEPARTMENT, DAYS, GROUND, ENTERED, ACTIONS].map(|name| t(name).to_owned()).to_vec();
    view! {
        <FilterRow filters=vec![department, open]>
            <FilterSelect label=t(DEPARTMENT) filter=department choices=departments() />
            <FilterCheck label=t(ONLY_OPEN) filter=open value="1" />
        </FilterRow>
        {own.map(|own| {
            let own = StoredValue::new(own);
            view! {
                <div class="acts">
                    <Button
                        label=t(ENTER_LEAVE)
                        look=Look::Primary
                        on_press=Callback::new(move |()| entering.update(|open| *open = !*open))
                    />
                </div>
                {move || {
                    entering
                        .get()
                        .then(|| view! { <LeaveForm department=own.get_value() today=today open=entering on_change=changed /> })
                }}
            }
        })}
        <div class="stacked section">
            <PagedTable
                list=list
                caption=t(TAB_LEAVE)
                headings=headings
                key=|row| (row.id.clone(), row.revision)
                row=|row| view! { <LeaveLine row=row /> }
                empty=|| view! { <EmptyState title=t(NO_LEAVE) /> }
            />
        </div>
    }
}

#[component]
fn LeaveLine(row: Leave) -> impl IntoView {
    let Desk { today, changed } = expect_context();
    let may = Session::expect().may_for(Action::KeepRegister, &row.inspector.department.id);
    let running = row.ended_on.is_none() && row.to.0 >= today;
    let ended = row
        .ended_on
        .map(|day| fill(ENDED_EARLY, &[&day.0.to_string(), &row.end_reason.clone().unwrap_or_default()]));
    let entered = row
        .entered_at
        .map(|at| fill(ENTERED_BY, &[&date_time(at), &row.entered_by.clone().unwrap_or_default()]));
    let reason = row.reason.clone().unwrap_or_else(|| t(NOT_SHOWN).to_owned());
    let days = days_text(row.from.0, Some(row.to.0));
    let officer = row.inspector.clone();
    view! {
        <tr>
            <td data-label=t(PERSON)>
                <span class="person">{officer.name}</span>
                " "
                <span class="soft small mono nowrap">{officer.code}</span>
            </td>
            <td data-label=t(DEPARTMENT)>{officer.department.name}</td>
            <td data-label=t(DAYS)>{days} {ended.map(|text| view! { <p class="soft small">{text}</p> })}</td>
            <td data-label=t(GROUND)>{reason}</td>
            <td class="soft small" data-label=t(ENTERED)>{entered}</td>
            <td data-label=t(ACTIONS)>
                {(may && running).then(|| view! { <EndLeave leave=row today=today on_change=changed /> })}
            </td>
        </tr>
    }
}
