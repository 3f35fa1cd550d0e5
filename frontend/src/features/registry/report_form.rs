//! Reporting an error to the source.

use leptos::prelude::*;
use shared::registry::{ReportField, SubjectKind, SubjectStatus};

use super::library_words::*;
use super::queries::SubjectDetail;
use super::reports_queries::{ReportSourceErrorInput, report_source_error};
use crate::api::{Act, Coded, Query};
use crate::components::{Button, Choices, DateField, Dialog, FormErrors, Look, SelectField, TextArea};
use crate::locales::*;

/// The dialog.
#[component]
pub fn ReportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The subject.
    query: Query<SubjectDetail>,
    /// A report was sent.
    on_sent: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog title=t(REPORT) open=open>
            {move || untrack(|| query.data()).map(|subject| view! { <ReportForm subject=subject open=open on_sent=on_sent /> })}
        </Dialog>
    }
}

/// What the register says in a field, as the form takes it.
fn present(subject: &SubjectDetail, field: ReportField) -> String {
    match field {
        ReportField::Name => subject.name.clone(),
        ReportField::Uscc => subject.uscc.clone().unwrap_or_default(),
        ReportField::Kind => subject.kind.as_str().to_owned(),
        ReportField::Status => subject.status.as_str().to_owned(),
        ReportField::RegisteredOn => subject.registered_on.map(|day| day.0.to_string()).unwrap_or_default(),
        ReportField::CompanyType => subject.company_type.clone(),
        ReportField::Capital => subject.capital.clone(),
        ReportField::BusinessScope => subject.business_scope.clone(),
        ReportField::Address => subject.address.clone(),
    }
}

#[component]
fn ReportForm(subject: SubjectDetail, open: RwSignal<bool>, on_sent: Callback<()>) -> impl IntoView {
    let field = RwSignal::new(ReportField::Name.as_str().to_owned());
    let chosen = Memo::new(move |_| ReportField::parse(&field.get()).unwrap_or(ReportField::Name));
    let (proposed, ground, evidence) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let id = StoredValue::new(subject.id.clone());
    // One begins with what the register says: most errors are of a few characters.
    Effect::new(move |_| proposed.set(present(&subject, chosen.get())));
    let fields = Signal::stored(choices(ReportField::ALL, ReportField::as_str, ReportField::label));
    let send = move || {
        let input = ReportSourceErrorInput {
            evidence: evidence.get_untracked(),
            field: Coded(chosen.get_untracked()),
            ground: ground.get_untracked(),
            proposed: proposed.get_untracked(),
            subject_id: id.get_value(),
        };
        act.run(report_source_error(input), move |_| {
            act.say(t(REPORT_SENT));
            on_sent.run(());
            open.try_set(false);
        });
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <p class="soft">{t(REPORT_TEXT)}</p>
            <FormErrors errors=act.errors />
            <SelectField label=t(WRONG_FIELD) path="field" value=field choices=fields errors=act.errors />
            {move || {
                let listed = |choices: Choices| {
                    view! { <SelectField label=t(RIGHT_VALUE) path="proposed" value=proposed choices=Signal::stored(choices) errors=act.errors /> }
                        .into_any()
                };
                match chosen.get() {
                    ReportField::Kind => listed(choices(SubjectKind::ALL, SubjectKind::as_str, SubjectKind::label)),
                    ReportField::Status => {
                        listed(choices(SubjectStatus::ALL, SubjectStatus::as_str, SubjectStatus::label))
                    }
                    ReportField::RegisteredOn => {
                        view! { <DateField label=t(RIGHT_VALUE) path="proposed" value=proposed errors=act.errors /> }.into_any()
                    }
                    _ => view! { <TextArea label=t(RIGHT_VALUE) path="proposed" value=proposed errors=act.errors /> }.into_any(),
                }
            }}
            <TextArea label=t(GROUND) path="ground" value=ground errors=act.errors />
            <TextArea label=t(EVIDENCE_NOTE) path="evidence" value=evidence help=t(EVIDENCE_HELP) errors=act.errors />
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                <Button label=t(REPORT_SEND) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}
