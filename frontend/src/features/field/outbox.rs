//! What has been entered and not yet reached the server.

use leptos::prelude::*;

/// Commands that wait to be sent.
#[derive(Clone, Copy)]
pub struct Outbox {
    waiting: RwSignal<usize>,
}

impl Outbox {
    /// Makes it known to the field area.
    pub fn provide() -> Self {
        let outbox = Self { waiting: RwSignal::new(0) };
        provide_context(outbox);
        outbox
    }

    /// How many wait.
    pub fn count(self) -> usize {
        self.waiting.get()
    }
}
