//! Accepting and refusing lines of a unified list, with a reason; what changed meanwhile is shown.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;
use shared::catalogue::ItemField;
use shared::catalogue::list::ListKind;

use super::list_model::entry_of;
use super::list_queries::{DecideItemListInput, Entry, ListRow, SeenEntryInput, decide_item_list, entries};
use super::list_words::*;
use super::own_queries::ItemContent;
use super::own_versions::{Difference, field_text};
use super::words::STALE_TITLE;
use crate::api::{Act, Date};
use crate::components::{Ask, Button, DateField, FormErrors, Look, TextArea, dialog_of};
use crate::locales::*;

/// What is to be decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// Accepted, or refused.
    pub accept: bool,
    /// The lines as they were seen.
    pub entries: Vec<Entry>,
}

/// What somebody saw, and what the item says now.
type Sides = (String, ItemContent, ItemContent);

/// The dialog, open while something is pending.
#[component]
pub fn Decide(
    /// The list.
    list: String,
    /// The day in China, once it is known.
    today: Signal<Option<NaiveDate>>,
    /// What is to be decided.
    pending: RwSignal<Option<Pending>>,
    /// Told the list after a decision; nothing if it has to be looked at again.
    on_done: Callback<Option<ListRow>>,
) -> impl IntoView {
    let key = StoredValue::new(list);
    let (reason, day) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let stale = RwSignal::new(None::<Sides>);
    let act = Act::of_form();
    let open = dialog_of(pending, move |_| {
        reason.set(String::new());
        day.set(today.get_untracked().map(|day| day.to_string()).unwrap_or_default());
        act.errors.set(Vec::new());
        stale.set(None);
    });
    let accept = Signal::derive(move || pending.with(|one| one.as_ref().is_some_and(|one| one.accept)));
    let count = Signal::derive(move || pending.with(|one| one.as_ref().map_or(0, |one| one.entries.len())));
    let drops = Signal::derive(move || {
        pending.with(|one| {
            let dropped = |one: &Pending| one.entries.iter().any(|entry| *entry.kind == ListKind::Dropped);
            one.as_ref().is_some_and(|one| one.accept && dropped(one))
        })
    });
    let either = move |yes: Text, no: Text| if accept.get() { yes } else { no };
    let title = Signal::derive(move || fill(either(ACCEPT_TITLE, REFUSE_TITLE), &[&count.get().to_string()]));
    let send = Callback::new(move |()| {
        let Some(Pending { accept, entries }) = pending.get_untracked() else { return };
        let seen = entries.iter().map(|entry| SeenEntryInput {
            id: entry.id.clone(),
            item_revision: entry.item.as_ref().map(|item| item.revision),
        });
        let input = DecideItemListInput {
            accept,
            day: drops.get_untracked().then(|| day.get_untracked().parse().ok().map(Date)).flatten(),
            entries: seen.collect(),
            list_id: key.get_value().into(),
            reason: reason.get_untracked(),
        };
        let decided = entries.len().to_string();
        act.run(decide_item_list(input), move |list| {
            act.say(&fill(DECIDED, &[&decided]));
            open.try_set(false);
            on_done.run(Some(list));
        });
    });
    Effect::new(move |_| {
        let place = act.errors.with(|errors| {
            let stale = errors.iter().find(|error| *error.code == ErrorCode::StaleRevision);
            stale.and_then(|error| entry_of(&error.path))
        });
        let seen = place.and_then(|place| pending.get_untracked()?.entries.into_iter().nth(place));
        if let Some(seen) = seen {
            spawn_local(async move {
                let found = entries(key.get_value(), (Some(*seen.kind), None), None).await;
                let now = found.ok().and_then(|page| page.items.into_iter().find(|one| one.id == seen.id));
                let sides = seen.before.zip(now.and_then(|now| now.before));
                stale.try_set(sides.map(|(before, now)| (seen.name, before, now)));
            });
        }
    });
    let again = Callback::new(move |()| {
        open.set(false);
        on_done.run(None);
    });
    view! {
        <Ask
            title=title
            text=Signal::derive(move || t(either(ACCEPT_TEXT, REFUSE_TEXT)).to_owned())
            act=Signal::derive(move || t(either(ACCEPT, REFUSE)).to_owned())
            look=Look::Primary
            open=open
            busy=act.busy
            on_confirm=send
        >
            <div class="form">
                <FormErrors errors=act.errors />
                {move || stale.get().map(|sides| view! { <Stale sides=sides on_take=again /> })}
                {move || {
                    drops.get().then(|| view! { <DateField label=t(DROP_DAY) path="day" value=day errors=act.errors /> })
                }}
                <TextArea
                    label=t(REASON)
                    path="reason"
                    value=reason
                    help=if accept.get_untracked() { t(ACCEPT_REASON_HELP) } else { "" }
                    errors=act.errors
                />
            </div>
        </Ask>
    }
}

#[component]
fn Stale(sides: Sides, on_take: Callback<()>) -> impl IntoView {
    let (name, seen, now) = sides;
    let differs = |field: &ItemField| field_text(&seen, *field) != field_text(&now, *field);
    let fields: Vec<ItemField> = ItemField::ALL.iter().copied().filter(differs).collect();
    view! {
        <div class="notice notice-warn stack">
            <p>
                <strong>{name}</strong>
                " "
                {t(SEEN_STALE)}
            </p>
            <Difference before=seen after=now fields=fields names=[STALE_TITLE, SEEN, NOW] />
            <div class="acts">
                <Button label=t(SEEN_TAKE) on_press=on_take />
            </div>
        </div>
    }
}
