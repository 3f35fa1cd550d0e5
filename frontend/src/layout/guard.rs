//! Pages behind a log-in: nobody sees them without one, and everybody comes back to where they were.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::Skeleton;
use crate::platform;
use crate::routes::Page;
use crate::state::session::{Session, SessionState};

/// Shows `children` to people who are logged in; sends others to the log-in.
#[component]
pub fn LoginGate(children: ChildrenFn) -> impl IntoView {
    let session = Session::expect();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.state() == SessionState::Nobody {
            let back = platform::encode(&platform::path_and_query());
            let address = format!("{}?back={back}", Page::Login.path());
            navigate(&address, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    let known = Memo::new(move |_| matches!(session.state(), SessionState::Known(_)));
    move || {
        if known.get() { children().into_any() } else { view! { <Skeleton lines=6 /> }.into_any() }
    }
}
