//! Entering a recusal: an officer declares an own one, keepers enter what the department or a firm asks for.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ErrorCode;
use shared::access::Action;
use shared::eligibility::{RecusalDraft, RecusalGround, RecusalOrigin, RecusalSpan, check_recusal};

use super::gaps_queries::SubjectName;
use super::leave_form::officer_choices;
use super::register_queries::{DeclareRecusalInput, declare_recusal, officers_of};
use super::subject_pick::SubjectPick;
use super::words::*;
use crate::api::{Act, Coded, Date, UserError, use_query};
use crate::components::{
    Button, Choices, DateField, FieldError, FormErrors, Look, SelectField, TextArea, loaded_or,
};
use crate::locales::*;
use crate::state::session::Session;

/// The form.
#[component]
pub fn RecusalForm(
    /// The day in China.
    today: NaiveDate,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Told when it is entered.
    on_change: Callback<()>,
) -> impl IntoView {
    let session = Session::expect();
    let keeper = session.department_for(Action::KeepRegister).map(|id| id.to_string());
    match (keeper, session.account().and_then(|account| account.inspector_id)) {
        (Some(department), _) => {
            let department = StoredValue::new(department);
            let officers = use_query(move || department.get_value(), officers_of);
            loaded_or(officers, 6, move |officers| {
                let choices = officer_choices(officers);
                view! { <Fields choices=choices own=false today=today open=open on_change=on_change /> }
            })
            .into_any()
        }
        (None, Some(own)) => {
            view! { <Fields choices=vec![(own, String::new())] own=true today=today open=open on_change=on_change /> }
                .into_any()
        }
        (None, None) => ().into_any(),
    }
}

#[component]
fn Fields(
    choices: Choices,
    own: bool,
    today: NaiveDate,
    open: RwSignal<bool>,
    on_change: Callback<()>,
) -> impl IntoView {
    let officer = RwSignal::new(choices.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let officers = Signal::stored(choices);
    let subject = RwSignal::new(None::<SubjectName>);
    let asking = if own { RecusalOrigin::Officer } else { RecusalOrigin::Department };
    let origin = RwSignal::new(asking.as_str().to_owned());
    let origins = [RecusalOrigin::Department, RecusalOrigin::Firm];
    let origins =
        Signal::stored(crate::locales::choices(&origins, RecusalOrigin::as_str, RecusalOrigin::label));
    let ground = RwSignal::new(RecusalGround::Kin.as_str().to_owned());
    let grounds = Signal::stored(crate::locales::choices(
        RecusalGround::ALL,
        RecusalGround::as_str,
        RecusalGround::label,
    ));
    let (from, to) = (RwSignal::new(today.to_string()), RwSignal::new(String::new()));
    let detail = RwSignal::new(String::new());
    let act = Act::of_form();
    let send = move || {
        let ground = RecusalGround::parse(&ground.get_untracked()).unwrap_or(RecusalGround::Other);
        let origin = RecusalOrigin::parse(&origin.get_untracked()).unwrap_or(asking);
        let from = from.get_untracked().parse().unwrap_or(today);
        let to = to.get_untracked().parse().ok();
        let detail = detail.get_untracked();
        let draft = RecusalDraft { ground, span: RecusalSpan { from, to }, detail: &detail };
        let mut problems = check_recusal(&draft);
        let chosen = subject.get_untracked();
        if chosen.is_none() {
            problems.push((ErrorCode::Required, "subjectId"));
        }
        let Some(chosen) = chosen.filter(|_| problems.is_empty()) else {
            act.refuse(UserError::found(&problems));
            return;
        };
        let input = DeclareRecusalInput {
            detail,
            from: Date(from),
            ground: Coded(ground),
            inspector_id: cynic::Id::new(officer.get_untracked()),
            origin: Coded(origin),
            subject_id: chosen.id,
            to: to.map(Date),
        };
        act.run(declare_recusal(input), move |_| {
            act.say(t(RECUSAL_ENTERED));
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
            {(!own)
                .then(|| {
                    view! {
                        <SelectField label=t(PERSON) path="inspectorId" value=officer choices=officers errors=act.errors />
                        <SelectField label=t(WHO_ASKS) path="origin" value=origin choices=origins errors=act.errors />
                    }
                })}
            <SubjectPick chosen=subject />
            <FieldError path="subjectId" errors=act.errors.into() />
            <SelectField label=t(RELATION) path="ground" value=ground choices=grounds errors=act.errors />
            <TextArea label=t(RELATION_DETAIL) path="detail" value=detail errors=act.errors />
            <DateField label=t(FROM_DAY) path="from" value=from errors=act.errors />
            <DateField label=t(TO_DAY) path="to" value=to help=t(TO_DAY_HELP) errors=act.errors />
            <div class="acts">
                <Button label=t(if own { DECLARE_OWN } else { DECLARE }) look=Look::Primary busy=act.busy submit=true />
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
            </div>
        </form>
    }
}
