//! Publishing and withdrawing several items at once.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::catalogue::ItemStatus;

use super::commands::{SetItemStatusInput, set_item_status};
use super::model::all_may;
use super::queries::ItemRow;
use super::words::*;
use crate::api::{Act, Coded, PagedQuery};
use crate::components::{Ask, Button, FormErrors, Look, TextArea};
use crate::locales::*;

/// The items that were chosen, by id. A copy of a signal.
#[derive(Clone, Copy, Default)]
pub struct Picked(RwSignal<BTreeSet<String>>);

impl Picked {
    /// Whether one was chosen.
    pub fn has(self, id: &str) -> bool {
        self.0.with(|picked| picked.contains(id))
    }

    /// Chooses one, or no longer.
    pub fn set(self, id: String, picked: bool) {
        self.0.update(|all| {
            if picked {
                all.insert(id);
            } else {
                all.remove(&id);
            }
        });
    }

    /// Only those that are listed stay chosen.
    pub fn keep(self, listed: &BTreeSet<String>) {
        if self.0.with_untracked(|picked| !picked.is_subset(listed)) {
            self.0.update(|picked| picked.retain(|id| listed.contains(id)));
        }
    }

    fn clear(self) {
        self.0.set(BTreeSet::new());
    }
}

/// The bar below the list, while something is chosen.
#[component]
pub fn Bulk(
    /// The list; loaded anew after a change.
    list: PagedQuery<ItemRow>,
    /// What was chosen.
    picked: Picked,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let listed = list.query.data().map(|page| page.items).unwrap_or_default();
        listed.into_iter().filter(|row| picked.has(row.id.inner())).collect::<Vec<ItemRow>>()
    });
    let may = move |next: ItemStatus| {
        rows.with(|rows| all_may(&rows.iter().map(|row| *row.status).collect::<Vec<_>>(), next))
    };
    let (may_publish, may_withdraw) = (
        Signal::derive(move || may(ItemStatus::Published)),
        Signal::derive(move || may(ItemStatus::Withdrawn)),
    );
    let (publishing, withdrawing) = (RwSignal::new(false), RwSignal::new(false));
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let mixed = move || !may_publish.get() && !may_withdraw.get();
    view! {
        {move || {
            any.get()
                .then(|| {
                    view! {
                        <div class="bulk" role="region" aria-label=t(ACTIONS)>
                            <span role="status">{move || fill(PICKED, &[&rows.with(Vec::len).to_string()])}</span>
                            <span class="acts">
                                <Button label=t(PICK_NONE) look=Look::Quiet on_press=Callback::new(move |()| picked.clear()) />
                                <Button
                                    label=t(WITHDRAW)
                                    look=Look::Danger
                                    disabled=Signal::derive(move || !may_withdraw.get())
                                    on_press=Callback::new(move |()| withdrawing.set(true))
                                />
                                <Button
                                    label=t(PUBLISH)
                                    look=Look::Seal
                                    disabled=Signal::derive(move || !may_publish.get())
                                    on_press=Callback::new(move |()| publishing.set(true))
                                />
                            </span>
                            {move || mixed().then(|| view! { <span class="soft small">{t(MIXED)}</span> })}
                        </div>
                    }
                })
        }}
        <Change next=ItemStatus::Published rows=rows list=list picked=picked open=publishing />
        <Change next=ItemStatus::Withdrawn rows=rows list=list picked=picked open=withdrawing />
    }
}

/// Asks, and changes the status of all.
#[component]
fn Change(
    next: ItemStatus,
    rows: Memo<Vec<ItemRow>>,
    list: PagedQuery<ItemRow>,
    picked: Picked,
    open: RwSignal<bool>,
) -> impl IntoView {
    let withdraws = next == ItemStatus::Withdrawn;
    let (title, text, name, done, look) = if withdraws {
        (WITHDRAW_TITLE, WITHDRAW_TEXT, WITHDRAW, WITHDRAWN, Look::Danger)
    } else {
        (PUBLISH_TITLE, PUBLISH_TEXT, PUBLISH, PUBLISHED, Look::Seal)
    };
    let reason = RwSignal::new(String::new());
    let act = if withdraws { Act::of_form() } else { Act::of_button() };
    let send = Callback::new(move |()| {
        let ids = rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect());
        let input = SetItemStatusInput { ids, reason: reason.get_untracked(), status: Coded(next) };
        act.run(set_item_status(input), move |changed| {
            let count = i64::try_from(changed.len()).unwrap_or(i64::MAX);
            act.say(&fill(done, &[&number(count)]));
            open.try_set(false);
            reason.try_set(String::new());
            picked.clear();
            list.query.reload();
        });
    });
    let count = move || rows.with(Vec::len).to_string();
    view! {
        <Ask
            title=Signal::derive(move || fill(title, &[&count()]))
            text=t(text)
            act=t(name)
            look=look
            open=open
            busy=act.busy
            on_confirm=send
        >
            <ul class="plain-list bulk-names">
                {move || rows.get().into_iter().map(|row| view! { <li>{row.code} " " {row.name}</li> }).collect_view()}
            </ul>
            {withdraws
                .then(|| {
                    view! {
                        <div class="form">
                            <FormErrors errors=act.errors />
                            <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
                        </div>
                    }
                })}
        </Ask>
    }
}
