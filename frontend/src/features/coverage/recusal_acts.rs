//! The head approves, refuses and ends recusals.

use leptos::prelude::*;
use shared::access::Action;
use shared::eligibility::RecusalState;

use super::leave_list::Desk;
use super::register_queries::{DecideRecusalInput, EndRecusalInput, Recusal, decide_recusal, end_recusal};
use super::words::*;
use crate::api::{Act, Date};
use crate::components::{Ask, Button, DateField, FormErrors, Look, TextArea};
use crate::locales::*;
use crate::state::session::Session;

/// The acts of whoever may, for the state it is in.
#[component]
pub fn RecusalActs(
    /// Which.
    recusal: Recusal,
) -> impl IntoView {
    let session = Session::expect();
    let own = session.account().and_then(|account| account.inspector_id);
    let officer = own.as_deref() == Some(recusal.inspector.id.inner());
    let may = !officer && session.may_for(Action::DecideRecusal, &recusal.inspector.department.id);
    match *recusal.state {
        RecusalState::Pending if may => {
            let other = recusal.clone();
            view! {
                <div class="acts">
                    <Decide recusal=recusal approve=true />
                    <Decide recusal=other approve=false />
                </div>
            }
            .into_any()
        }
        RecusalState::Approved if may => view! { <End recusal=recusal /> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Decide(recusal: Recusal, approve: bool) -> impl IntoView {
    let Desk { changed, .. } = expect_context();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    let seen = StoredValue::new((recusal.id, recusal.revision));
    let (name, text, said, look) = if approve {
        (APPROVE, APPROVE_TEXT, APPROVED, Look::Seal)
    } else {
        (REJECT, REJECT_TEXT, REJECTED, Look::Danger)
    };
    let send = Callback::new(move |()| {
        let (id, revision) = seen.get_value();
        let input = DecideRecusalInput { approve, id, reason: reason.get_untracked(), revision };
        act.run(decide_recusal(input), move |_| {
            act.say(t(said));
            open.try_set(false);
            changed.run(());
        });
    });
    view! {
        <Button label=t(name) look=Look::Quiet on_press=Callback::new(move |()| open.set(true)) />
        <Ask title=t(name) text=t(text) act=t(name) look=look open=open busy=act.busy on_confirm=send>
            <div class="form">
                <FormErrors errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}

#[component]
fn End(recusal: Recusal) -> impl IntoView {
    let Desk { today, changed } = expect_context();
    let open = RwSignal::new(false);
    let (last, reason) = (RwSignal::new(today.to_string()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let seen = StoredValue::new((recusal.id, recusal.revision));
    let send = Callback::new(move |()| {
        let (id, revision) = seen.get_value();
        let last = Date(last.get_untracked().parse().unwrap_or(today));
        let input = EndRecusalInput { id, last, reason: reason.get_untracked(), revision };
        act.run(end_recusal(input), move |_| {
            act.say(t(RECUSAL_ENDED));
            open.try_set(false);
            changed.run(());
        });
    });
    view! {
        <Button label=t(END_RECUSAL) look=Look::Quiet on_press=Callback::new(move |()| open.set(true)) />
        <Ask title=t(END_RECUSAL) text=t(END_RECUSAL_TEXT) act=t(END_RECUSAL) open=open busy=act.busy on_confirm=send>
            <div class="form">
                <FormErrors errors=act.errors />
                <DateField label=t(LAST_DAY) path="last" value=last errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}
