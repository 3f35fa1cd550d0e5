//! Short messages that come and go, read out by screen readers.

use leptos::prelude::*;

/// How long a message stays.
const SECONDS: u64 = 6;

/// What a message says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something did not work.
    Bad,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// Number, for the list.
    pub id: u64,
    /// Its tone.
    pub tone: Tone,
    /// Its words.
    pub text: String,
}

/// The messages that are shown.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// Makes them known to the app.
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(1) };
        provide_context(toasts);
        toasts
    }

    /// Those of the app; in a page without them, a list nobody sees.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(1) })
    }

    /// What is shown now.
    pub fn list(self) -> Vec<Toast> {
        self.list.get()
    }

    /// Says that something was done.
    pub fn good(self, text: impl Into<String>) {
        self.show(Tone::Good, text.into());
    }

    /// Says that something did not work.
    pub fn bad(self, text: impl Into<String>) {
        self.show(Tone::Bad, text.into());
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u64) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }

    fn show(self, tone: Tone, text: String) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| list.push(Toast { id, tone, text }));
        set_timeout(move || self.dismiss(id), std::time::Duration::from_secs(SECONDS));
    }
}
