//! One act of a page: running, refused, failed, done.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ApiError, Outcome, UserError, outcome};
use crate::state::toasts::Toasts;

/// What a mutation answers.
pub type Answer<T> = Result<(Option<T>, Vec<UserError>), ApiError>;

/// An act with its state. A copy of signals.
#[derive(Clone, Copy)]
pub struct Act {
    /// It is going on.
    pub busy: RwSignal<bool>,
    /// What was refused, by field.
    pub errors: RwSignal<Vec<UserError>>,
    toasts: Toasts,
    told: bool,
}

impl Act {
    /// For a form, which shows refusals beside its fields.
    pub fn of_form() -> Self {
        Self { busy: RwSignal::new(false), errors: RwSignal::new(Vec::new()), toasts: Toasts::of_app(), told: false }
    }

    /// For a button, whose refusals are told as a message.
    pub fn of_button() -> Self {
        Self { told: true, ..Self::of_form() }
    }

    /// Runs the act once at a time; `done` is given what was changed.
    pub fn run<T: 'static>(self, work: impl Future<Output = Answer<T>> + 'static, done: impl FnOnce(T) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let result = outcome(work.await);
            self.busy.try_set(false);
            match result {
                Outcome::Done(value) => {
                    self.errors.try_set(Vec::new());
                    done(value);
                }
                Outcome::Refused(errors) if self.told => {
                    let words: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                    self.toasts.bad(words.join("；"));
                }
                Outcome::Refused(errors) => {
                    // Emptied first, so that the same refusal takes the focus again.
                    self.errors.try_set(Vec::new());
                    self.errors.try_set(errors);
                }
                Outcome::Failed(error) => self.toasts.bad(error.words()),
            }
        });
    }

    /// Says that something was done.
    pub fn say(self, text: &str) {
        self.toasts.good(text);
    }
}
