//! Loading, empty, error, refused: designed, not left over.

use leptos::prelude::*;
use shared::ErrorCode;

use super::Button;
use crate::api::ApiError;
use crate::locales::*;
use crate::platform;

/// Where something will be, shown only when it takes longer than a moment.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=t(LOADING)>
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}

/// Nothing here: what it is for, and the first thing to do.
#[component]
pub fn EmptyState(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What it is for, or what to do.
    #[prop(optional, into)]
    text: String,
    /// The first thing to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{title}</p>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// A remark that stays.
#[component]
pub fn Notice(
    /// Its words.
    #[prop(into)]
    text: String,
    /// Asks for attention.
    #[prop(optional)]
    warn: bool,
) -> impl IntoView {
    view! { <p class=if warn { "notice notice-warn" } else { "notice" } role=warn.then_some("alert")>{text}</p> }
}

/// What happened, what is safe, what to do, and the number to ask with.
#[component]
pub fn ErrorPanel(
    /// The error.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let text = error.words();
    let trace = match &error {
        ApiError::Refused { trace_id, .. } => trace_id.clone(),
        ApiError::Offline | ApiError::Unexpected(_) => String::new(),
    };
    let refused = error.is(ErrorCode::Forbidden) || error.is(ErrorCode::NotFound);
    view! {
        <div class="error-panel" role="alert">
            <p class="error-title">{t(ERROR_TITLE)}</p>
            <p>{text}</p>
            {(!trace.is_empty() && !refused).then(|| view! { <p class="error-trace">{format!("{} {trace}", t(ERROR_TRACE))}</p> })}
            {match on_retry {
                Some(retry) if !refused => view! { <Button label=t(RETRY) on_press=retry /> }.into_any(),
                _ => ().into_any(),
            }}
        </div>
    }
}

/// A page one's role may not see.
#[component]
pub fn Forbidden() -> impl IntoView {
    view! {
        <div class="empty">
            <h1 tabindex="-1">{t(FORBIDDEN_TITLE)}</h1>
            <p>{t(FORBIDDEN_TEXT)}</p>
            // A plain link: this may be built while its area is being left, when there is no router to ask.
            <a href="/desk" class="button">{t(PLACE_HOME)}</a>
        </div>
    }
}

/// A page that does not exist.
#[component]
pub fn NotFound() -> impl IntoView {
    platform::set_title(t(NOT_FOUND_TITLE));
    view! {
        <div class="empty">
            <h1 tabindex="-1">{t(NOT_FOUND_TITLE)}</h1>
            <p>{t(NOT_FOUND_TEXT)}</p>
            <a href="/" class="button">{t(BACK)}</a>
        </div>
    }
}
