//! Checking a draw on the visitor's own device: the worker that computes, what it found, step by step, and
//! what one changed byte does. The public page of a draw shows it, and a page of its own.

mod bench;
mod byte;
mod lots;
mod model;
mod section;
mod steps;
mod verdict;
mod words;

use leptos::prelude::*;

pub use model::{Expected, Published};

/// Checks files on this device. A part of its own: who opens a page for something else does not wait for it.
/// `known` is what was published, as far as it is known; `expected` the attempt the page is about, whose file
/// can be fetched where it is `open`.
#[leptos::lazy]
pub fn checker(known: Signal<Option<Vec<Published>>>, expected: Option<Expected>, open: bool) -> AnyView {
    view! { <section::Checker known=known expected=expected open=open /> }.into_any()
}
