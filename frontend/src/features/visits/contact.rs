//! Letters to a firm that cannot be reached: what was done, what is due, and the next step.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::visit::{ContactStep, Dated, check_contact, next_steps};

use super::disclose_queries::{ContactCase, RecordContactInput, record_contact};
use super::disclose_words::*;
use super::facts::day_of;
use super::result_queries::ResultRow;
use crate::api::{Act, Coded, Date, UserError};
use crate::components::{Button, DateField, Dialog, FormErrors, Look, SelectField, TextField, dialog_of};
use crate::locales::*;

/// What has to be done next, and until when.
pub fn due_text(case: &ContactCase) -> Option<String> {
    if let (Some(from), Some(until)) = (case.second_from, case.second_until) {
        return Some(fill(SECOND_LETTER, &[&date(from.0), &date(until.0)]));
    }
    let word = if case.list_provisional { LIST_BY_PROVISIONAL } else { LIST_BY };
    case.list_by.map(|day| fill(word, &[&date(day.0)]))
}

/// The history, and a form for the next step for those who may.
#[component]
pub fn ContactDialog(
    /// The result; none while nothing is shown.
    result: RwSignal<Option<ResultRow>>,
    /// The day in China.
    today: NaiveDate,
    /// Told when a step is recorded.
    on_done: Callback<()>,
) -> impl IntoView {
    let open = dialog_of(result, |_| ());
    let title = Signal::derive(move || {
        let name = result.with(|row| row.as_ref().map(|row| row.subject.name.clone()));
        fill(CONTACT_TITLE, &[&name.unwrap_or_default()])
    });
    let done = Callback::new(move |()| {
        open.try_set(false);
        on_done.run(());
    });
    view! {
        <Dialog title=title open=open>
            <p class="soft">{t(CONTACT_TEXT)}</p>
            {move || {
                let row = result.get()?;
                let case = row.contact.clone()?;
                Some(view! { <History case=case.clone() /> <NextStep row=row case=case today=today on_done=done /> })
            }}
        </Dialog>
    }
}

#[component]
fn History(case: ContactCase) -> impl IntoView {
    let due = due_text(&case);
    view! {
        <p><strong>{t(CONTACT_STAGE)} {colon()} {case.stage.label(lang())}</strong></p>
        <ol>
            {case
                .steps
                .into_iter()
                .map(|step| {
                    let by = step.recorded_by.unwrap_or_default();
                    view! {
                        <li>
                            {date(step.on_day.0)} " " {step.step.label(lang())} " "
                            <span class="soft small">{step.reference} " " {by}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
        {due.map(|text| view! { <p>{text}</p> })}
    }
}

#[component]
fn NextStep(row: ResultRow, case: ContactCase, today: NaiveDate, on_done: Callback<()>) -> impl IntoView {
    let steps = next_steps(*case.stage);
    let Some(first) = steps.first() else { return view! { <p>{t(CONTACT_OVER)}</p> }.into_any() };
    let step = RwSignal::new(first.as_str().to_owned());
    let (day, reference) = (RwSignal::new(today.to_string()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let known = StoredValue::new(row);
    let send = move || {
        let row = known.get_value();
        let history: Vec<Dated> = row
            .contact
            .iter()
            .flat_map(|case| &case.steps)
            .map(|entry| (*entry.step, entry.on_day.0))
            .collect();
        let Some(wanted) = ContactStep::parse(&step.get_untracked()) else { return };
        let on = day.with_untracked(|text| day_of(text, "onDay"));
        let number = reference.get_untracked();
        // Of a correction the day of the first version counts, which only the server knows.
        let problems = match on {
            Ok(on) => check_contact((NaiveDate::MIN, &history), (wanted, on), &number, today),
            Err(missing) => vec![missing],
        };
        let (Ok(on), []) = (on, problems.as_slice()) else {
            return act.refuse(UserError::found(&problems));
        };
        let input =
            RecordContactInput { id: row.id, on_day: Date(on), reference: number, step: Coded(wanted) };
        act.run(record_contact(input), move |_| {
            act.say(t(CONTACT_SAVED));
            on_done.run(());
        });
    };
    let steps = Signal::stored(choices(steps, ContactStep::as_str, ContactStep::label));
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <FormErrors errors=act.errors />
            <SelectField label=t(CONTACT_STEP) path="step" value=step choices=steps errors=act.errors />
            <DateField label=t(CONTACT_DAY) path="onDay" value=day errors=act.errors />
            <TextField label=t(CONTACT_REFERENCE) path="reference" value=reference errors=act.errors />
            <div class="dialog-acts">
                <Button label=t(CONTACT_SAVE) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
    .into_any()
}
