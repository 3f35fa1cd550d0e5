//! Status as a word with a colour; never the colour alone.

use leptos::prelude::*;

/// What a status means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Going on.
    Active,
    /// Done, in order.
    Good,
    /// Soon due, or waiting for somebody.
    Warn,
    /// Overdue, refused, void.
    Bad,
}

impl Tone {
    const fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Neutral => ("badge", "○"),
            Self::Active => ("badge badge-active", "◐"),
            Self::Good => ("badge badge-good", "●"),
            Self::Warn => ("badge badge-warn", "▲"),
            Self::Bad => ("badge badge-bad", "■"),
        }
    }
}

/// A status.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    text: String,
    /// Its meaning.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let (class, mark) = tone.parts();
    view! {
        <span class=class>
            <span aria-hidden="true" class="badge-mark">{mark}</span>
            {text}
        </span>
    }
}
