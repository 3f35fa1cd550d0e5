//! Another link for a witness whose own was lost or opened by somebody else; only before they commit.

use leptos::prelude::*;
use shared::ErrorCode;
use shared::access::Action;
use shared::planning::AttemptStatus;

use super::commands::{ReissueLinkInput, reissue_link};
use super::links;
use super::queries::WaveDetail;
use super::words::*;
use crate::api::{Act, Coded, UserError};
use crate::components::{Button, Choices, Dialog, FormErrors, Look, SelectField, TextArea};
use crate::locales::*;
use crate::state::session::Session;

/// The button, while there is somebody who may get another link.
#[component]
pub fn ReissuePanel(wave: Signal<WaveDetail>, made: RwSignal<u32>) -> impl IntoView {
    let may = Session::expect().may(Action::RunWave);
    let waiting = Memo::new(move |_| {
        let attempt = wave.with(|wave| wave.attempts.last().cloned());
        let attempt = attempt.filter(|attempt| may && *attempt.status == AttemptStatus::Committing);
        let witnesses = attempt.map(|attempt| attempt.witnesses).unwrap_or_default();
        let waiting = witnesses.into_iter().filter(|witness| witness.commitment.is_none());
        waiting
            .map(|witness| (witness.code, bracketed(&witness.name, &witness.organisation)))
            .collect::<Choices>()
    });
    let open = RwSignal::new(false);
    let any = Memo::new(move |_| waiting.with(|waiting| !waiting.is_empty()));
    view! {
        {move || any.get().then(|| view! {
            <div class="acts no-print">
                <Button label=t(REISSUE) look=Look::Quiet on_press=Callback::new(move |()| open.set(true)) />
            </div>
        })}
        <ReissueDialog wave=wave waiting=waiting open=open made=made />
    }
}

#[component]
fn ReissueDialog(
    wave: Signal<WaveDetail>,
    waiting: Memo<Choices>,
    open: RwSignal<bool>,
    made: RwSignal<u32>,
) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    Effect::new(move |_| {
        let choices = waiting.get();
        if !choices.iter().any(|(known, _)| *known == code.get_untracked()) {
            code.set(choices.first().map(|(known, _)| known.clone()).unwrap_or_default());
        }
    });
    let send = Callback::new(move |()| {
        let why = reason.get_untracked();
        if why.trim().is_empty() {
            let missing = ErrorCode::ReasonRequired;
            let message = missing.label(lang()).to_owned();
            act.refuse(vec![UserError { code: Coded(missing), path: "reason".into(), message }]);
            return;
        }
        let (id, attempt) =
            wave.with_untracked(|wave| (wave.id.clone(), wave.attempts.last().map(|one| one.id.clone())));
        let Some(attempt_id) = attempt else { return };
        let input = ReissueLinkInput { attempt_id, code: code.get_untracked(), reason: why };
        act.run(reissue_link(input), move |link| {
            links::add(&id, link);
            made.try_update(|made| *made += 1);
            act.say(t(REISSUED));
            open.try_set(false);
            reason.try_set(String::new());
        });
    });
    view! {
        <Dialog title=t(REISSUE) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <p>{t(REISSUE_TEXT)}</p>
                <FormErrors errors=act.errors />
                <SelectField label=t(REISSUE_WHOM) path="code" value=code choices=waiting errors=act.errors />
                <TextArea label=t(REISSUE_REASON) path="reason" value=reason errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(REISSUE) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
