//! Buttons.

use leptos::prelude::*;

use crate::locales::{LOADING, t};

/// What a button is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// What the page is for.
    Primary,
    /// An official act: approve, publish, draw, sign.
    Seal,
    /// Anything else.
    #[default]
    Plain,
    /// What cannot be undone.
    Danger,
    /// Small acts in tables.
    Quiet,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Seal => "button button-seal",
            Self::Plain => "button",
            Self::Danger => "button button-danger",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// A button. While `busy` it cannot be pressed again and says so; it keeps the focus, which a disabled
/// one would lose.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// What it is for.
    #[prop(optional)]
    look: Look,
    /// Something it started is still going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It makes no sense just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            disabled=move || disabled.get()
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {move || if busy.get() { t(LOADING).to_owned() } else { label.get() }}
        </button>
    }
}
