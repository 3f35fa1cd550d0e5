//! What has been entered and not yet reached the server: written down first, then shown as entered, then
//! sent until the server has answered. The rules are in [`super::model`].

mod commands;
mod kept;
mod send;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::{About, Command, Entry, Next, Outcome, Queue};
use super::parts::{NotFetched, sending};
use super::words::*;
use crate::locales::t;
use crate::platform::database::DatabaseError;
use crate::platform::{self, clock, random};
use crate::state::session::Session;
use crate::state::toasts::Toasts;
use kept::Kept;
pub use send::send;

/// Commands that wait to be sent. A copy of signals.
#[derive(Clone, Copy)]
pub struct Outbox {
    queue: RwSignal<Queue>,
    kept: StoredValue<Rc<Kept>, LocalStorage>,
    /// Photos of browsers without a database, until they are sent.
    loose: StoredValue<HashMap<String, Vec<u8>>, LocalStorage>,
    /// Whether what is entered survives a closed page.
    pub lasting: RwSignal<bool>,
    /// Whether the browser believes it is online.
    pub online: RwSignal<bool>,
    busy: StoredValue<bool>,
    alarm: StoredValue<u32>,
    accepted: StoredValue<Option<Callback<Entry>>>,
    toasts: Toasts,
}

impl Outbox {
    /// Makes it known to the field area, takes up what was left, and sends whenever it can.
    pub fn provide() -> Self {
        let account = Session::expect().account().map(|account| account.id).unwrap_or_default();
        let outbox = Self {
            queue: RwSignal::new(Queue::default()),
            kept: StoredValue::new_local(Rc::new(Kept::of(account))),
            loose: StoredValue::new_local(HashMap::new()),
            lasting: RwSignal::new(true),
            online: platform::online_signal(),
            busy: StoredValue::new(false),
            alarm: StoredValue::new(0),
            accepted: StoredValue::new(None),
            toasts: Toasts::of_app(),
        };
        provide_context(outbox);
        outbox.take_up();
        platform::on_return(move || outbox.take_up());
        outbox
    }

    /// The one of the field area.
    pub fn expect() -> Self {
        expect_context()
    }

    /// How many wait.
    pub fn count(self) -> usize {
        self.queue.with(Queue::count)
    }

    /// All that wait, in order.
    pub fn entries(self) -> Vec<Entry> {
        self.queue.with(|queue| queue.entries().cloned().collect())
    }

    /// Those that wait for one that was refused.
    pub fn held(self) -> BTreeSet<u64> {
        self.queue.with(Queue::held)
    }

    /// Those of a visit, in order.
    pub fn of_visit(self, visit: &str) -> Vec<Entry> {
        self.queue.with(|queue| queue.of_visit(visit).cloned().collect())
    }

    /// Who hears of accepted commands.
    pub fn on_accepted(self, told: impl Fn(Entry) + Send + Sync + 'static) {
        self.accepted.set_value(Some(Callback::new(told)));
    }

    /// Reads what is written down, another tab may have changed it, and sends.
    fn take_up(self) {
        spawn_local(async move {
            let Some(kept) = self.kept.try_get_value() else { return };
            let seen = self.queue.try_with_untracked(Queue::last).unwrap_or_default();
            match kept.all().await {
                Ok(entries) => {
                    self.queue.try_update(|queue| queue.absorb(entries, seen));
                }
                Err(_) => {
                    self.lasting.try_set(false);
                }
            }
            self.send_now();
        });
    }

    /// Enters a command; gives its key once it is written down, nothing if that was not possible.
    pub async fn put(
        self,
        visit: String,
        about: About,
        command: Command,
        photo: Option<Vec<u8>>,
    ) -> Option<String> {
        let key = random::command_key();
        let mut entry = Entry::new(key.clone(), visit, about, command, clock::millis());
        let kept = self.kept.try_get_value()?;
        entry.seq = match kept.add(&entry, photo.as_deref()).await {
            Ok(seq) => seq,
            Err(DatabaseError::Full) => {
                self.toasts.bad(t(DEVICE_FULL));
                return None;
            }
            Err(DatabaseError::Unavailable) => {
                self.lasting.try_set(false);
                if let Some(photo) = photo {
                    self.loose.try_update_value(|loose| loose.insert(key.clone(), photo));
                }
                self.queue.try_with_untracked(Queue::last)? + 1
            }
        };
        let corrected = self.queue.try_update(|queue| queue.push(entry))?;
        for old in corrected {
            // What cannot be forgotten now is told again, and refused again.
            let _ = kept.forget(&old).await;
        }
        self.flush();
        Some(key)
    }

    /// Sends at once what waits for a better moment.
    pub fn send_now(self) {
        if self.queue.try_update(Queue::wake).is_some() {
            self.flush();
        }
    }

    /// Sends a refused one again as it is.
    pub fn retry(self, seq: u64) {
        let entry = self.queue.try_update(|queue| queue.retry(seq).cloned()).flatten();
        self.write_down(entry);
        self.flush();
    }

    /// Gives one up.
    pub fn discard(self, seq: u64) {
        if let Some(Some(entry)) = self.queue.try_update(|queue| queue.discard(seq)) {
            let kept = self.kept.get_value();
            spawn_local(async move {
                // If it cannot be forgotten, it is there again and can be given up again.
                let _ = kept.forget(&entry).await;
                self.flush();
            });
        }
    }

    fn write_down(self, entry: Option<Entry>) {
        if let (Some(entry), Some(kept)) = (entry, self.kept.try_get_value()) {
            spawn_local(async move {
                // What is not written down is sent again with its key.
                let _ = kept.replace(&entry).await;
            });
        }
    }

    /// The bytes of a photo that waits.
    pub async fn photo(self, key: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = self.loose.try_with_value(|loose| loose.get(key).cloned()).flatten() {
            return Some(bytes);
        }
        let kept = self.kept.try_get_value()?;
        kept.photo(key).await.ok().flatten()
    }

    /// The file of a photo has arrived.
    fn uploaded(self, seq: u64, file: String) {
        let entry = self.queue.try_update(|queue| queue.uploaded(seq, file).cloned()).flatten();
        self.write_down(entry);
    }

    /// Sends one after the other, until nothing can be sent.
    fn flush(self) {
        if self.busy.try_get_value() != Some(false) || !platform::is_online() {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(next) = self.queue.try_with_untracked(|queue| queue.next(clock::millis())) {
                match next {
                    Next::Send(seq) => self.send_one(seq).await,
                    Next::At(time) => {
                        self.wake_at(time);
                        break;
                    }
                    Next::Rest => break,
                }
                if !platform::is_online() {
                    break;
                }
            }
            self.busy.try_set_value(false);
        });
    }

    async fn send_one(self, seq: u64) {
        let Some(Some(entry)) = self.queue.try_update(|queue| queue.start(seq)) else { return };
        let outcome = if self.was_sent_by_another_tab(&entry).await {
            Outcome::Accepted
        } else {
            match sending(entry, self).await {
                Ok(sent) => sent.await,
                Err(NotFetched) => Outcome::Unreachable,
            }
        };
        let settled = self.queue.try_update(|queue| {
            let accepted = queue.settle(seq, outcome, clock::millis());
            let refused = queue.entries().find(|entry| entry.seq == seq && entry.is_refused()).cloned();
            (accepted, refused)
        });
        // The area may be gone, with its session; what is written down is sent after the next log-in.
        let Some((accepted, refused)) = settled else { return };
        self.write_down(refused);
        let Some(entry) = accepted else { return };
        // At once: it waits no more, and is not to be missing on the page until it is forgotten.
        if let Some(Some(told)) = self.accepted.try_get_value() {
            told.run(entry.clone());
        }
        self.loose.try_update_value(|loose| loose.remove(&entry.key));
        if let Some(kept) = self.kept.try_get_value() {
            // What is not forgotten is sent again with its key, which changes nothing.
            let _ = kept.forget(&entry).await;
        }
    }

    /// A photo that is kept no more, with its entry, is at the server. (Others tell by their key.)
    async fn was_sent_by_another_tab(self, entry: &Entry) -> bool {
        if !matches!(entry.command, Command::Photo { .. })
            || !self.lasting.try_get_untracked().unwrap_or(false)
        {
            return false;
        }
        let Some(kept) = self.kept.try_get_value() else { return false };
        kept.all().await.is_ok_and(|entries| entries.iter().all(|known| known.seq != entry.seq))
    }

    fn wake_at(self, time: u64) {
        let Some(number) = self.alarm.try_update_value(|number| {
            *number += 1;
            *number
        }) else {
            return;
        };
        let wait = Duration::from_millis(time.saturating_sub(clock::millis()).max(50));
        set_timeout(
            move || {
                if self.alarm.try_get_value() == Some(number) {
                    self.flush();
                }
            },
            wait,
        );
    }
}
