//! Entering leave, and ending it early: by the same rule as on the server.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::eligibility::{LeaveDraft, check_leave};

use super::register_queries::{EndLeaveInput, EnterLeaveInput, Leave, end_leave, enter_leave, officers_of};
use super::words::*;
use crate::api::{Act, Date, UserError, use_query};
use crate::components::{
    Ask, Button, Choices, DateField, FormErrors, Look, SelectField, TextArea, loaded_or,
};
use crate::locales::*;

/// The officers of a department, as choices.
pub fn officer_choices(officers: Vec<super::eligible_queries::OfficerRef>) -> Choices {
    let name = |row: &super::eligible_queries::OfficerRef| format!("{} {}", row.name, row.code);
    officers.iter().map(|row| (row.id.inner().to_owned(), name(row))).collect()
}

/// The form.
#[component]
pub fn LeaveForm(
    /// Whose officers.
    department: String,
    /// The day in China.
    today: NaiveDate,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Told when leave is entered.
    on_change: Callback<()>,
) -> impl IntoView {
    let department = StoredValue::new(department);
    let officers = use_query(move || department.get_value(), officers_of);
    loaded_or(officers, 4, move |officers| {
        let choices = officer_choices(officers);
        view! { <Fields choices=choices today=today open=open on_change=on_change /> }
    })
}

#[component]
fn Fields(
    choices: Choices,
    today: NaiveDate,
    open: RwSignal<bool>,
    on_change: Callback<()>,
) -> impl IntoView {
    let first = choices.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let choices = Signal::stored(choices);
    let officer = RwSignal::new(first);
    let (from, to) = (RwSignal::new(today.to_string()), RwSignal::new(today.to_string()));
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    let send = move || {
        let day = |text: RwSignal<String>| text.get_untracked().parse().unwrap_or(today);
        let (first, last, why) = (day(from), day(to), reason.get_untracked());
        let problems = check_leave(&LeaveDraft { days: (first, last), reason: &why });
        if !problems.is_empty() {
            act.refuse(UserError::found(&problems));
            return;
        }
        let input = EnterLeaveInput {
            from: Date(first),
            inspector_id: cynic::Id::new(officer.get_untracked()),
            reason: why,
            to: Date(last),
        };
        act.run(enter_leave(input), move |_| {
            act.say(t(LEAVE_ENTERED));
            open.try_set(false);
            on_change.run(());
        });
    };
    view! {
        <form
            class="form panel"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <FormErrors errors=act.errors />
            <SelectField label=t(PERSON) path="inspectorId" value=officer choices=choices errors=act.errors />
            <DateField label=t(FROM_DAY) path="from" value=from errors=act.errors />
            <DateField label=t(TO_DAY) path="to" value=to errors=act.errors />
            <TextArea label=t(GROUND) path="reason" value=reason errors=act.errors />
            <div class="acts">
                <Button label=t(ENTER_LEAVE) look=Look::Primary busy=act.busy submit=true />
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </form>
    }
}

/// The button that ends leave early, with its question.
#[component]
pub fn EndLeave(
    /// Which.
    leave: Leave,
    /// The day in China.
    today: NaiveDate,
    /// Told when it has ended.
    on_change: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let last = RwSignal::new(today.to_string());
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    let seen = StoredValue::new((leave.id, leave.revision));
    let send = Callback::new(move |()| {
        let (id, revision) = seen.get_value();
        let last = Date(last.get_untracked().parse().unwrap_or(today));
        let input = EndLeaveInput { id, last, reason: reason.get_untracked(), revision };
        act.run(end_leave(input), move |_| {
            act.say(t(LEAVE_ENDED));
            open.try_set(false);
            on_change.run(());
        });
    });
    view! {
        <Button label=t(END_EARLY) look=Look::Quiet on_press=Callback::new(move |()| open.set(true)) />
        <Ask title=t(END_EARLY) text=t(END_LEAVE_TEXT) act=t(END_EARLY) open=open busy=act.busy on_confirm=send>
            <div class="form">
                <FormErrors errors=act.errors />
                <DateField label=t(LAST_DAY) path="last" value=last errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}
