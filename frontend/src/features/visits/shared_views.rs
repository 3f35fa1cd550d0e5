//! Parts that several pages of visits show.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::visit::{ClockColour, ItemState, PublicationStatus, VisitStatus};

use super::words::*;
use crate::api::Date;
use crate::components::{Badge, Button, Look, Tone};
use crate::locales::*;

/// What the status of a visit means.
pub fn visit_tone(status: VisitStatus) -> Tone {
    match status {
        VisitStatus::Planned => Tone::Warn,
        VisitStatus::Approved => Tone::Neutral,
        VisitStatus::CheckedIn => Tone::Active,
        VisitStatus::Completed => Tone::Good,
        VisitStatus::NotPossible => Tone::Bad,
    }
}

/// What the state of an item means.
pub fn item_tone(state: ItemState) -> Tone {
    match state {
        ItemState::Open | ItemState::Withheld => Tone::Neutral,
        ItemState::Done => Tone::Active,
        ItemState::Published => Tone::Good,
    }
}

/// What a clock means.
pub fn clock_tone(clock: ClockColour) -> Tone {
    match clock {
        ClockColour::Green => Tone::Good,
        ClockColour::Amber => Tone::Warn,
        ClockColour::Red => Tone::Bad,
    }
}

/// What a publication status means.
pub fn publication_tone(status: PublicationStatus) -> Tone {
    match status {
        PublicationStatus::Pending => Tone::Active,
        PublicationStatus::Published => Tone::Good,
        PublicationStatus::Withheld => Tone::Neutral,
    }
}

/// `2026-03-18（周三）`, or first and last of several days.
pub fn days_text(days: &[Date]) -> String {
    let all: BTreeSet<NaiveDate> = days.iter().map(|day| day.0).collect();
    match (all.first(), all.last()) {
        (Some(first), Some(last)) if first == last => date(*first),
        (Some(first), Some(last)) => format!("{} – {}", date(*first), date(*last)),
        _ => String::new(),
    }
}

/// A due day as a clock: how much is left, and whether the day may still move.
#[component]
pub fn Clock(
    /// What it shows.
    clock: ClockColour,
    /// Working days left.
    days_left: i32,
    /// The day may still move.
    provisional: bool,
) -> impl IntoView {
    view! {
        <Badge text=working_days_left(i64::from(days_left)) tone=clock_tone(clock) />
        {provisional
            .then(|| {
                view! { <abbr class="provisional" title=t(PROVISIONAL_TEXT)>{t(PROVISIONAL_MARK)}</abbr> }
            })}
    }
}

/// What is chosen in a list. A copy of signals.
#[derive(Clone, Copy)]
pub struct Choice {
    ids: RwSignal<BTreeSet<String>>,
}

impl Choice {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { ids: RwSignal::new(BTreeSet::new()) }
    }

    /// What is chosen.
    pub fn ids(self) -> BTreeSet<String> {
        self.ids.get()
    }

    /// Whether something is chosen.
    pub fn has(self, id: &str) -> bool {
        self.ids.with(|ids| ids.contains(id))
    }

    /// Chooses something, or no longer.
    pub fn put(self, id: &str, chosen: bool) {
        self.ids.update(|ids| {
            if chosen {
                ids.insert(id.to_owned());
            } else {
                ids.remove(id);
            }
        });
    }

    /// Chooses exactly these.
    pub fn set(self, ids: BTreeSet<String>) {
        // The page may be gone.
        self.ids.try_set(ids);
    }
}

/// The box to choose a row with.
#[component]
pub fn ChoiceBox(
    /// Of the list.
    choice: Choice,
    /// Which row.
    id: String,
    /// What it is called, for those who listen.
    name: String,
) -> impl IntoView {
    let own = id.clone();
    view! {
        <input
            type="checkbox"
            class="choice"
            aria-label=fill(CHOOSE_THIS, &[&name])
            prop:checked=move || choice.has(&own)
            on:change=move |event| choice.put(&id, event_target_checked(&event))
        />
    }
}

/// How many are chosen, and what can be done with them; it stays in sight below the list.
#[component]
pub fn ChoiceBar(
    /// Of the list.
    choice: Choice,
    /// All that can be chosen.
    #[prop(into)]
    all: Signal<Vec<cynic::Id>>,
    /// Those that are chosen.
    #[prop(into)]
    chosen: Signal<Vec<cynic::Id>>,
    /// What is done with them.
    #[prop(into)]
    act: String,
    /// Told that it shall be done.
    on_act: Callback<()>,
) -> impl IntoView {
    let count = Memo::new(move |_| chosen.with(Vec::len));
    let every = Memo::new(move |_| count.get() > 0 && count.get() == all.with(Vec::len));
    let toggle = Callback::new(move |()| {
        let ids = if every.get_untracked() { Vec::new() } else { all.get_untracked() };
        choice.set(ids.into_iter().map(cynic::Id::into_inner).collect());
    });
    let label = Signal::derive(move || t(if every.get() { CHOOSE_NONE } else { CHOOSE_SHOWN }).to_owned());
    view! {
        <div class="choice-bar">
            <Button label=label on_press=toggle />
            <span role="status">{move || fill(CHOSEN, &[&count.get().to_string()])}</span>
            <Button label=act look=Look::Seal disabled=Signal::derive(move || count.get() == 0) on_press=on_act />
        </div>
    }
}
