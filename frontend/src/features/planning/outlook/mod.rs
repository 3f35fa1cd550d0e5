//! What a plan will open, before anybody draws: computed here while somebody ticks lines and turns rules.

mod board;
mod figures;
mod merges;
mod model;
mod queries;
mod queue;
mod rules_form;
mod tables;
mod words;

pub use board::known;
pub use figures::decimal;
pub use model::KnownLine;
pub use queries::{Ground, ground};
pub use queue::{Figures as QueueFiguresFound, QueueFigures, QueueGround};

use leptos::prelude::*;

use super::words::OUTLOOK;
use crate::api::use_query;
use crate::components::{Crumb, PageHead, loaded};
use crate::locales::*;
use crate::routes::Page;
use words::OUTLOOK_NOTE;

/// The outlook of a plan.
#[component]
pub fn OutlookPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), queries::ground);
    view! {
        {move || {
            let mut crumbs = vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path())];
            if let Some(ground) = query.data() {
                crumbs.push(Crumb::new(ground.plan.title, Page::Plan(ground.plan.id.into_inner()).path()));
            }
            view! { <PageHead title=t(OUTLOOK) crumbs=crumbs /> }
        }}
        <p class="soft">{t(OUTLOOK_NOTE)}</p>
        {loaded(query, |ground| view! { <board::Board ground=ground /> })}
    }
}
