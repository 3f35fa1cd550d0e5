//! Saying that a duty was fulfilled which no record shows.

use leptos::prelude::*;
use shared::ErrorCode;

use super::queries::{Duty, SayDutyDoneInput, say_duty_done};
use super::words::*;
use crate::api::{Act, Date, UserError};
use crate::components::{Button, DateField, Dialog, FormErrors, Look, TextField};
use crate::locales::*;

/// A button and its dialog.
#[component]
pub fn SayDone(duty: Duty, on_done: Callback<()>) -> impl IntoView {
    let (open, act) = (RwSignal::new(false), Act::of_form());
    let (on, proof) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let duty_title = duty.title.clone();
    let key = StoredValue::new((duty.code, duty.department.map(|one| one.id), duty.year));
    let send = Callback::new(move |()| {
        let Ok(day) = on.get_untracked().parse() else {
            act.errors.set(UserError::found(&[(ErrorCode::Required, "doneOn")]));
            return;
        };
        let (code, department_id, year) = key.get_value();
        let proof = proof.get_untracked();
        let input = SayDutyDoneInput { code, department_id, done_on: Date(day), proof, year };
        act.run(say_duty_done(input), move |_| {
            act.say(t(SAID));
            open.set(false);
            on_done.run(());
        });
    });
    view! {
        <Button label=t(SAY_DONE) on_press=Callback::new(move |()| open.set(true)) />
        <Dialog title=t(SAY_DONE) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <p lang="zh-CN"><strong>{duty_title.clone()}</strong></p>
                <p>{t(SAY_TEXT)}</p>
                <FormErrors errors=act.errors />
                <DateField label=t(DONE_DAY) path="doneOn" value=on errors=act.errors />
                <TextField label=t(DONE_PROOF) path="proof" value=proof errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(SAY_DONE) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
