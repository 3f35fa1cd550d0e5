//! A seat filled anew: the head says who cannot come and why; who comes is the rule's word.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::ErrorCode;
use shared::eligibility::OfficerReason;

use super::commands::{RefillSeatInput, refill_seat};
use super::queries::{Officer, Seat, VisitDetail};
use super::words::*;
use crate::api::{Act, Coded, UserError};
use crate::components::{Button, Dialog, FormErrors, Look, TextArea, dialog_of};
use crate::locales::*;
use crate::state::reference::Department;

/// Whose seat is to be filled anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The department.
    pub department: Department,
    /// Who gives it up; none where it is vacant.
    pub leaving: Option<Officer>,
    /// What the registers say against the officer.
    pub against: Vec<OfficerReason>,
}

/// Who sits where one did not before.
pub fn newcomer<'a>(before: &BTreeSet<String>, team: &'a [Seat], department: &str) -> Option<&'a Seat> {
    let own = |seat: &&Seat| seat.department.id.inner() == department;
    team.iter().filter(own).find(|seat| !before.contains(seat.inspector.id.inner()))
}

/// Asks why, and has the seat filled.
#[component]
pub fn RefillDialog(
    visit: VisitDetail,
    wanted: RwSignal<Option<Wanted>>,
    on_done: Callback<()>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    let before: BTreeSet<String> =
        visit.team.iter().map(|seat| seat.inspector.id.inner().to_owned()).collect();
    let (before, visit) = (StoredValue::new(before), StoredValue::new(visit.id));
    let open = dialog_of(wanted, move |_| {
        reason.set(String::new());
        act.errors.set(Vec::new());
    });
    let leaving = move || wanted.get().and_then(|wanted| wanted.leaving);
    let title = Signal::derive(move || match leaving() {
        Some(officer) => fill(REFILL_TITLE, &[&officer.name]),
        None => t(REFILL_VACANT).to_owned(),
    });
    let against = move || {
        let against = wanted.get().map(|wanted| wanted.against).unwrap_or_default();
        (!against.is_empty()).then(|| view! { <p class="waiting">{fill(UNFIT, &[&labels(&against)])}</p> })
    };
    let send = Callback::new(move |()| {
        let Some(Wanted { department, leaving, .. }) = wanted.get_untracked() else { return };
        let why = reason.get_untracked();
        if why.trim().is_empty() {
            let missing = ErrorCode::ReasonRequired;
            let message = missing.label(lang()).to_owned();
            act.refuse(vec![UserError { code: Coded(missing), path: "reason".into(), message }]);
            return;
        }
        let input = RefillSeatInput {
            department_id: department.id.clone(),
            inspector_id: leaving.map(|officer| officer.id),
            reason: why,
            visit_id: visit.get_value(),
        };
        let known = before.get_value();
        act.run(refill_seat(input), move |visit| {
            match newcomer(&known, &visit.team, department.id.inner()) {
                Some(seat) => act.say(&fill(REFILLED, &[&seat.inspector.name])),
                None => act.say(t(REFILLED_VACANT)),
            }
            open.try_set(false);
            on_done.run(());
        });
    });
    view! {
        <Dialog title=title open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <p>{t(REFILL_TEXT)}</p>
                {against}
                <FormErrors errors=act.errors />
                <TextArea label=t(REFILL_REASON) path="reason" value=reason help=t(REFILL_HELP) errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(REFILL_NOW) look=Look::Seal busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}

/// What speaks against an officer, in words.
pub fn labels(against: &[OfficerReason]) -> String {
    let words: Vec<&str> = against.iter().map(|reason| reason.label(lang())).collect();
    words.join(comma())
}
