//! One act of a page: running, refused, failed, done.

use std::future::Future;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ApiError, Outcome, UserError, outcome};
use crate::locales::semicolon;
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
        Self {
            busy: RwSignal::new(false),
            errors: RwSignal::new(Vec::new()),
            toasts: Toasts::of_app(),
            told: false,
        }
    }

    /// For a button, whose refusals are told as a message.
    pub fn of_button() -> Self {
        Self { told: true, ..Self::of_form() }
    }

    /// Runs the act once at a time; `done` is given what was changed.
    pub fn run<T: 'static>(
        self,
        work: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.drive(Box::pin(async move {
            match outcome(work.await) {
                Outcome::Done(value) => Outcome::Done(Box::new(move || done(value)) as Box<dyn FnOnce()>),
                Outcome::Refused(errors) => Outcome::Refused(errors),
                Outcome::Failed(error) => Outcome::Failed(error),
            }
        }));
    }

    /// Not generic, so that it is compiled once.
    fn drive(self, work: LocalBoxFuture<'static, Outcome<Box<dyn FnOnce()>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let result = work.await;
            self.busy.try_set(false);
            match result {
                Outcome::Done(done) => {
                    self.errors.try_set(Vec::new());
                    done();
                }
                Outcome::Refused(errors) if self.told => {
                    let words: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                    self.toasts.bad(words.join(semicolon()));
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

    /// Shows refusals that were found before anything was sent.
    pub fn refuse(self, errors: Vec<UserError>) {
        self.errors.set(Vec::new());
        self.errors.set(errors);
    }

    /// Says that something was done.
    pub fn say(self, text: &str) {
        self.toasts.good(text);
    }
}
