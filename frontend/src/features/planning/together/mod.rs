//! A plan that many work on at once: who is here, what changes, what is said.

mod bar;
mod change_words;
mod commands;
mod comment_form;
mod comments;
mod feed_page;
mod follow;
mod model;
mod news;
mod picker;
mod queries;
mod quiet;
mod words;

use leptos::prelude::*;

pub use bar::PresenceBar;
pub use commands::{RetractConfirmationInput, retract_confirmation};
pub use follow::{News, Others, Place, follow};
pub use news::{Changed, ChangedNotice, FeedLink, LatestNews};
pub use queries::{ChangeView, newest_of_line, row};
pub use quiet::quietly;
pub use words::{RETRACT, RETRACT_TEXT, RETRACTED};

/// What of it stands on a page of its own, or below another page.
#[derive(Clone)]
pub enum Together {
    /// The feed of a plan, by the plan's id.
    Feed(String),
    /// Comments.
    Talk(comments::About),
}

/// Comments on a plan and its lines, or on a line; `news` counts what was said by others meanwhile.
pub fn talk_of(plan: String, line: Option<String>, news: RwSignal<u32>) -> Together {
    Together::Talk(comments::About { plan, line, news })
}

/// The view of it.
pub fn view_of(what: Together) -> AnyView {
    match what {
        Together::Feed(plan) => view! { <feed_page::FeedPage plan=plan /> }.into_any(),
        Together::Talk(about) => view! { <comments::Comments about=about /> }.into_any(),
    }
}
