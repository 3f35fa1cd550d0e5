//! What has not been sent, what was refused and why, and what can be done about it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::model::{Command, Entry, State};
use super::outbox::Outbox;
use super::shared_views::device_time;
use super::visit_page::item_path;
use super::words::*;
use crate::components::{Ask, Badge, Button, EmptyState, Look, Notice, PageHead, Tone};
use crate::locales::*;
use crate::routes::Page;

/// The page.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let outbox = Outbox::expect();
    let refused = move || outbox.entries().iter().filter(|entry| entry.is_refused()).count();
    let note = Signal::derive(move || match (outbox.count(), refused()) {
        (0, _) => String::new(),
        (count, 0) => fill(OUTBOX_NOTE_WAITING, &[&count.to_string()]),
        (count, refused) => fill(OUTBOX_NOTE, &[&count.to_string(), &refused.to_string()]),
    });
    let some_wait = Memo::new(move |_| outbox.count() > 0);
    let nothing_to_send = Signal::derive(move || {
        let held = outbox.held();
        !outbox.online.get()
            || outbox.entries().iter().all(|entry| entry.is_refused() || held.contains(&entry.seq))
    });
    view! {
        <PageHead title=t(PLACE_OUTBOX) note=note />
        {move || (!outbox.online.get()).then(|| view! { <Notice text=t(OUTBOX_OFFLINE) /> })}
        {move || (!outbox.lasting.get()).then(|| view! { <Notice text=t(NOT_LASTING) warn=true /> })}
        {move || (refused() > 0).then(|| view! { <Notice text=t(OUTBOX_REFUSED_TEXT) warn=true /> })}
        {move || {
            let entries = outbox.entries();
            if entries.is_empty() {
                return view! { <EmptyState title=t(OUTBOX_EMPTY) text=t(OUTBOX_EMPTY_TEXT) /> }.into_any();
            }
            let held = outbox.held();
            let (refused, waiting): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(Entry::is_refused);
            view! {
                {(!refused.is_empty())
                    .then(|| {
                        view! {
                            <ol class="doors section">
                                {refused.into_iter().map(|entry| view! { <li><Refused entry=entry /></li> }).collect_view()}
                            </ol>
                        }
                    })}
                {by_door(waiting)
                    .into_iter()
                    .map(|(door, entries)| {
                        view! {
                            <section class="section">
                                <h2>{door}</h2>
                                <ol class="doors doors-slim">
                                    {entries
                                        .into_iter()
                                        .map(|entry| {
                                            let held = held.contains(&entry.seq);
                                            view! { <li><Waiting entry=entry held=held /></li> }
                                        })
                                        .collect_view()}
                                </ol>
                            </section>
                        }
                    })
                    .collect_view()}
            }
            .into_any()
        }}
        // Apart from the list, which is drawn anew with every step of the sending: a touch must not be lost.
        {move || {
            some_wait
                .get()
                .then(|| {
                    view! {
                        <div class="next-act">
                            <Button
                                label=t(SEND_NOW)
                                look=Look::Primary
                                disabled=nothing_to_send
                                on_press=Callback::new(move |()| outbox.send_now())
                            />
                        </div>
                    }
                })
        }}
    }
}

fn kind(command: &Command) -> &'static str {
    t(match command {
        Command::CheckIn { .. } => DO_CHECK_IN,
        Command::Answer { .. } => DO_ANSWER,
        Command::Photo { .. } => DO_PHOTO,
        Command::Conclude { .. } => DO_RESULT,
        Command::Finish { reason: None } => DO_COMPLETE,
        Command::Finish { reason: Some(_) } => DO_NOT_POSSIBLE,
    })
}

/// What it is, in a line.
fn title(entry: &Entry) -> String {
    let kind = kind(&entry.command);
    if entry.about.what.is_empty() { kind.to_owned() } else { format!("{kind} · {}", entry.about.what) }
}

/// Entries by door, in order.
fn by_door(entries: Vec<Entry>) -> Vec<(String, Vec<Entry>)> {
    let mut doors: Vec<(String, String, Vec<Entry>)> = Vec::new();
    for entry in entries {
        match doors.iter_mut().find(|(visit, _, _)| *visit == entry.visit) {
            Some((_, _, list)) => list.push(entry),
            None => doors.push((entry.visit.clone(), entry.about.door.clone(), vec![entry])),
        }
    }
    doors.into_iter().map(|(_, door, list)| (door, list)).collect()
}

#[component]
fn Waiting(entry: Entry, held: bool) -> impl IntoView {
    let badge = match (&entry.state, held) {
        (State::Sending, _) => view! { <Badge text=t(STATE_SENDING) tone=Tone::Active /> },
        (_, true) => view! { <Badge text=t(STATE_HELD) tone=Tone::Neutral /> },
        (_, false) => view! { <Badge text=t(STATE_WAITING) tone=Tone::Warn /> },
    };
    view! {
        <div class="door">
            <span class="door-name">{title(&entry)}</span>
            <span class="door-meta">{fill(ENTERED_AT, &[&device_time(entry.entered_at)])}</span>
            <span class="door-marks">{badge}</span>
        </div>
    }
}

#[component]
fn Refused(entry: Entry) -> impl IntoView {
    let outbox = Outbox::expect();
    let seq = entry.seq;
    let place = match entry.command.item() {
        Some(item) => item_path(&entry.visit, item),
        None => Page::FieldVisit(entry.visit.clone()).path(),
    };
    let name = title(&entry);
    let words = match &entry.state {
        State::Refused(refusal) => refusal.words.clone(),
        State::Waiting | State::Sending => String::new(),
    };
    let giving_up = RwSignal::new(false);
    let discard = Callback::new(move |()| {
        giving_up.set(false);
        outbox.discard(seq);
    });
    view! {
        <div class="door">
            <span class="door-name">{name.clone()}</span>
            <span class="door-address">{entry.about.door}</span>
            <span class="door-meta">{fill(ENTERED_AT, &[&device_time(entry.entered_at)])}</span>
            <span class="door-marks">
                <Badge text=t(MARK_REFUSED) tone=Tone::Bad />
                <span class="form-error">{words}</span>
            </span>
            <div class="acts">
                <Button label=t(RETRY) on_press=Callback::new(move |()| outbox.retry(seq)) />
                <A href=place attr:class="button">{t(PUT_RIGHT)}</A>
                <Button label=t(GIVE_UP) look=Look::Danger on_press=Callback::new(move |()| giving_up.set(true)) />
            </div>
            <Ask title=t(GIVE_UP_TITLE) text=fill(GIVE_UP_TEXT, &[&name]) act=t(GIVE_UP) look=Look::Danger open=giving_up on_confirm=discard />
        </div>
    }
}
