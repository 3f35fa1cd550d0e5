//! A line of a unified list: what it says, beside what stands here.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::catalogue::ItemField;
use shared::catalogue::list::{EntryState, ListKind};

use super::list_decide::Pending;
use super::list_queries::Entry;
use super::list_words::*;
use super::own_versions::{Difference, content_facts};
use super::own_words::WHOLE_VERSION;
use crate::components::{Badge, Button, Facts, Look, Tone};
use crate::locales::*;
use crate::routes::Page;

const fn state_tone(state: EntryState) -> Tone {
    match state {
        EntryState::Open => Tone::Warn,
        EntryState::Accepted => Tone::Good,
        EntryState::Refused => Tone::Bad,
        EntryState::Nothing => Tone::Neutral,
    }
}

const fn kind_text(kind: ListKind) -> Option<Text> {
    match kind {
        ListKind::Added => Some(ADDED_TEXT),
        ListKind::Dropped => Some(DROPPED_TEXT),
        ListKind::LocalOnly => Some(LOCAL_TEXT),
        ListKind::Same => Some(SAME_TEXT),
        ListKind::Changed => None,
    }
}

/// A line, with its acts.
#[component]
pub fn EntryView(
    /// The line.
    entry: Entry,
    /// Whether it may be accepted, and refused, by who looks.
    may: [bool; 2],
    /// What is to be decided.
    pending: RwSignal<Option<Pending>>,
) -> impl IntoView {
    let name = format!("{} {}", entry.code, entry.name).trim().to_owned();
    let row = entry.row.map(|row| fill(ENTRY_ROW, &[&row.to_string()]));
    let about = std::iter::once(entry.department.name.clone()).chain(row).collect::<Vec<_>>().join(" · ");
    let heading = name.clone();
    let title = match entry.item.as_ref().map(|item| item.id.inner().to_owned()) {
        Some(id) => view! { <A href=Page::OwnItem(id).path()>{heading}</A> }.into_any(),
        None => heading.into_any(),
    };
    let decided = entry.decided_at.map(|at| {
        let who = entry.decided_by.clone().unwrap_or_default();
        fill(DECIDED_BY, &[&who, &date_time(at), &entry.reason])
    });
    let last = entry.withdraw_on.map(|day| fill(WITHDRAW_AFTER, &[&day.0.to_string()]));
    let fields: Vec<ItemField> = entry.changed.iter().map(|field| **field).collect();
    let differs = entry.before.clone().zip(entry.after.clone()).filter(|_| !fields.is_empty());
    let facts = entry.after.as_ref().filter(|_| *entry.kind == ListKind::Added).map(content_facts);
    let (kind, state) = (*entry.kind, *entry.state);
    let [may_accept, may_refuse] = may;
    let (accepted, refused) = (fill(ACCEPT_OF, &[&name]), fill(REFUSE_OF, &[&name]));
    let entry = StoredValue::new(entry);
    let press = move |accept: bool| {
        Callback::new(move |()| pending.set(Some(Pending { accept, entries: vec![entry.get_value()] })))
    };
    view! {
        <article class="panel stack">
            <h3>{title}</h3>
            <p class="acts">
                <Badge text=kind.label(lang()) tone=Tone::Active />
                <Badge text=state.label(lang()) tone=state_tone(state) />
                <span class="soft">{about}</span>
            </p>
            {kind_text(kind).map(|text| view! { <p class="soft">{t(text)}</p> })}
            {differs
                .map(|(before, after)| {
                    view! { <Difference before=before after=after fields=fields names=[ENTRIES, LOCAL_SAYS, LIST_SAYS] /> }
                })}
            {facts
                .map(|facts| {
                    view! {
                        <details>
                            <summary>{t(WHOLE_VERSION)}</summary>
                            <Facts facts=facts />
                        </details>
                    }
                })}
            {decided.map(|text| view! { <p>{text}</p> })}
            {last.map(|text| view! { <p>{text}</p> })}
            {(may_accept || may_refuse)
                .then(|| {
                    view! {
                        <div class="acts" role="group" aria-label=name>
                            {may_refuse.then(|| view! { <Button label=refused on_press=press(false) /> })}
                            {may_accept
                                .then(|| view! { <Button label=accepted look=Look::Primary on_press=press(true) /> })}
                        </div>
                    }
                })}
        </article>
    }
}
