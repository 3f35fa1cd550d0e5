//! Parts that several pages of the libraries show.

use leptos::prelude::*;
use shared::registry::{RiskClass, SubjectStatus};

use super::model::is_outside;
use super::words::*;
use crate::components::{Badge, Tone};
use crate::locales::*;
use crate::state::reference::Lists;
use crate::state::session::Session;

/// What a risk class means.
pub fn risk_tone(class: RiskClass) -> Tone {
    match class {
        RiskClass::A => Tone::Good,
        RiskClass::B => Tone::Neutral,
        RiskClass::C => Tone::Warn,
        RiskClass::D => Tone::Bad,
    }
}

/// A state; only one that is out of the ordinary stands out.
pub fn status_view(status: SubjectStatus) -> impl IntoView {
    let word = status.label(lang());
    match status {
        SubjectStatus::Active => view! { <span class="soft">{word}</span> }.into_any(),
        SubjectStatus::Suspended | SubjectStatus::MovedOut => {
            view! { <Badge text=word tone=Tone::Warn /> }.into_any()
        }
        SubjectStatus::Closed | SubjectStatus::Revoked => {
            view! { <Badge text=word tone=Tone::Bad /> }.into_any()
        }
    }
}

/// The division whose libraries are shown.
pub fn own_division() -> String {
    Session::expect().account().map(|account| account.division_code).unwrap_or_default()
}

/// A place by name; one that lies outside the division says so.
pub fn place_text(lists: &Lists, division: &str, code: &str) -> String {
    let name = lists.division(code);
    if is_outside(code, division) { fill(OUTSIDE_CODE, &[&name]) } else { name }
}

/// Tags in a row.
#[component]
pub fn Tags(
    /// The tags.
    tags: Vec<String>,
) -> impl IntoView {
    if tags.is_empty() {
        return view! { <span class="soft">"—"</span> }.into_any();
    }
    view! { <ul class="tags">{tags.into_iter().map(|tag| view! { <li class="tag">{tag}</li> }).collect_view()}</ul> }
        .into_any()
}

/// A credit code, and whether it is one.
#[component]
pub fn CreditCode(
    /// The code.
    code: Option<String>,
    /// It is not valid.
    wrong: bool,
) -> impl IntoView {
    let missing = code.is_none();
    view! {
        {code.map(|code| view! { <span class="mono">{code}</span> })}
        {match (missing, wrong) {
            (true, true) => view! { <Badge text=t(CODE_NONE) tone=Tone::Warn /> }.into_any(),
            (true, false) => view! { <span class="soft">"—"</span> }.into_any(),
            (false, true) => view! { " " <Badge text=t(CODE_INVALID) tone=Tone::Warn /> }.into_any(),
            (false, false) => ().into_any(),
        }}
    }
}
