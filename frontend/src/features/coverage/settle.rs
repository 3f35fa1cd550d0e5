//! The office decides whose a duty is.

use leptos::prelude::*;

use super::duty_queries::{DutyConflict, SettleDutyInput, settle_duty};
use super::words::*;
use crate::api::Act;
use crate::components::{Ask, Button, FormErrors, Look, SelectField, TextArea};
use crate::locales::*;

/// The button with its question.
#[component]
pub fn Settle(
    /// What is decided.
    conflict: DutyConflict,
    /// Told when it is.
    on_change: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let again = !conflict.decisions.is_empty();
    let label = t(if again { SETTLE_AGAIN } else { SETTLE });
    let choice = |side: &super::duty_queries::DutyClaim| {
        (side.item.department.id.inner().to_owned(), side.item.department.name.clone())
    };
    let parties = vec![choice(&conflict.first), choice(&conflict.second)];
    let holder = RwSignal::new(parties[0].0.clone());
    let parties = Signal::stored(parties);
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    let seen = i32::try_from(conflict.decisions.len()).unwrap_or(i32::MAX);
    let items = StoredValue::new((conflict.first.item.id, conflict.second.item.id));
    let send = Callback::new(move |()| {
        let (first_item_id, second_item_id) = items.get_value();
        let input = SettleDutyInput {
            first_item_id,
            holder_id: cynic::Id::new(holder.get_untracked()),
            reason: reason.get_untracked(),
            second_item_id,
            seen,
        };
        act.run(settle_duty(input), move |_| {
            act.say(t(SETTLED));
            open.try_set(false);
            on_change.run(());
        });
    });
    view! {
        <div class="acts">
            <Button label=label look=Look::Seal on_press=Callback::new(move |()| open.set(true)) />
        </div>
        <Ask title=t(SETTLE_TITLE) text=t(SETTLE_TEXT) act=t(SETTLE) open=open busy=act.busy on_confirm=send>
            <div class="form">
                <FormErrors errors=act.errors />
                <SelectField label=t(HOLDER) path="holderId" value=holder choices=parties errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}
