//! Correcting a decided result, by the same rules as on the server.

use leptos::prelude::*;
use shared::visit::{Disposal, ResultCode, ResultDraft, check_correction};

use super::disclose_queries::{CorrectResultInput, correct_result};
use super::disclose_words::*;
use super::result_queries::ResultRow;
use super::words::{DISPOSAL, NOTE, RESULT};
use crate::api::{Act, Coded, UserError};
use crate::components::{Button, Dialog, FormErrors, Look, SelectField, TextArea, dialog_of};
use crate::locales::*;

/// The form, for whichever result is set.
#[component]
pub fn CorrectDialog(
    /// The result; none while nothing is corrected.
    result: RwSignal<Option<ResultRow>>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let (code, disposal) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (note, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let open = dialog_of(result, move |row: &ResultRow| {
        code.set(row.code.as_str().to_owned());
        disposal.set(row.disposal.as_str().to_owned());
        note.set(row.note.clone());
        reason.set(String::new());
        act.errors.set(Vec::new());
    });
    let title = Signal::derive(move || {
        let name = result.with(|row| row.as_ref().map(|row| row.subject.name.clone()));
        fill(CORRECT_TITLE, &[&name.unwrap_or_default()])
    });
    let send = move || {
        let Some(row) = result.get_untracked() else { return };
        let draft = |code, disposal, note| ResultDraft { code, disposal, note, photos: 1 };
        let now = draft(
            ResultCode::parse(&code.get_untracked()).unwrap_or(*row.code),
            Disposal::parse(&disposal.get_untracked()).unwrap_or(*row.disposal),
            note.get_untracked(),
        );
        let why = reason.get_untracked();
        // Whether there is a photo only the server knows.
        let problems = check_correction(&draft(*row.code, *row.disposal, row.note.clone()), &now, &why);
        if !problems.is_empty() {
            return act.refuse(UserError::found(&problems));
        }
        let input = CorrectResultInput {
            code: Coded(now.code),
            disposal: Coded(now.disposal),
            id: row.id,
            note: now.note,
            reason: why,
        };
        act.run(correct_result(input), move |_| {
            act.say(t(CORRECTED_DONE));
            open.try_set(false);
            on_done.run(());
        });
    };
    let codes = Signal::stored(choices(ResultCode::ALL, ResultCode::as_str, ResultCode::label));
    let disposals = Signal::stored(choices(Disposal::ALL, Disposal::as_str, Disposal::label));
    view! {
        <Dialog title=title open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <p class="soft">{t(CORRECT_TEXT)}</p>
                <FormErrors errors=act.errors />
                <SelectField label=t(RESULT) path="code" value=code choices=codes errors=act.errors />
                <SelectField label=t(DISPOSAL) path="disposal" value=disposal choices=disposals errors=act.errors />
                <TextArea label=t(NOTE) path="note" value=note errors=act.errors />
                <TextArea label=t(CORRECT_REASON) path="reason" value=reason errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(CORRECT) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
