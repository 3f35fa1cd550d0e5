//! The office attaches a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::planning::PlanFileKind;

use super::queries::{AttachPlanFileInput, PlanPapers, attach_plan_file};
use super::words::*;
use crate::api::{self, Act, Coded, Query};
use crate::components::{FilePick, FormErrors, SelectField, TextField};
use crate::locales::*;
use crate::platform::files::File;
use crate::state::toasts::Toasts;

/// What the file dialog offers; the server judges by the bytes.
const KINDS: &str = ".pdf,.docx,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp";

/// The form.
#[component]
pub fn Attach(plan: cynic::Id, query: Query<PlanPapers>) -> impl IntoView {
    let kind = RwSignal::new(PlanFileKind::Minutes.as_str().to_owned());
    let (note, sending) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (act, toasts) = (Act::of_form(), Toasts::of_app());
    let plan = StoredValue::new(plan);
    let busy = Signal::derive(move || sending.get() || act.busy.get());
    let pick = Callback::new(move |picked: Vec<File>| {
        let Some(file) = picked.into_iter().next() else { return };
        let Some(kind) = PlanFileKind::parse(&kind.get_untracked()) else { return };
        sending.set(true);
        spawn_local(async move {
            let stored = api::upload(&file, "PAPER", |_, _| ()).await;
            sending.try_set(false);
            let (Some(note_text), Some(plan_id)) = (note.try_get_untracked(), plan.try_get_value()) else {
                return;
            };
            match stored {
                Err(error) => toasts.bad(error.words()),
                Ok(stored) => {
                    let input = AttachPlanFileInput {
                        kind: Coded(kind),
                        note: note_text,
                        plan_id,
                        upload_id: stored.id.into(),
                    };
                    act.run(attach_plan_file(input), move |plan| {
                        act.say(t(ATTACHED));
                        note.try_set(String::new());
                        query.set(plan);
                    });
                }
            }
        });
    });
    let label = Signal::derive(move || t(if busy.get() { SENDING } else { PICK }).to_owned());
    let kinds = choices(PlanFileKind::ALL, PlanFileKind::as_str, PlanFileKind::label);
    view! {
        <details class="section">
            <summary>{t(ATTACH)}</summary>
            <div class="form">
                <FormErrors errors=act.errors />
                <SelectField label=t(FILE_KIND) path="kind" value=kind choices=Signal::derive(move || kinds.clone()) errors=act.errors />
                <TextField label=t(ATTACH_NOTE) path="note" value=note errors=act.errors />
                <p class="soft small">{t(PICK_KINDS)}</p>
                <FilePick label=label accept=KINDS disabled=busy on_files=pick />
            </div>
        </details>
    }
}
