//! Parts that several pages of coverage show.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::words::*;
use crate::app::CurrentPage;
use crate::components::Choices;
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Reference;

/// The way between the three pages.
#[component]
pub fn Tabs() -> impl IntoView {
    let CurrentPage(page) = expect_context();
    let tabs = [
        (TAB_GAPS, Page::Coverage),
        (TAB_CONFLICTS, Page::DutyConflicts),
        (TAB_ELIGIBILITY, Page::Eligibility),
    ];
    view! {
        <nav class="tabs" aria-label=t(COVERAGE_TABS)>
            {tabs
                .into_iter()
                .map(|(name, to)| {
                    let target = to.clone();
                    let current = move || (page.get() == target).then_some("page");
                    view! { <a href=to.path() aria-current=current>{t(name)}</a> }
                })
                .collect_view()}
        </nav>
    }
}

/// Departments that inspect, as choices; with an empty one first if nothing has to be chosen.
pub fn departments() -> Signal<Choices> {
    let reference = Reference::of_area();
    Signal::derive(move || {
        let departments = reference.get().departments.into_iter().filter(|row| row.can_inspect);
        departments.map(|row| (row.id.into_inner(), row.name)).collect()
    })
}

/// `2026-06-16 至 2026-06-30`, or since when.
pub fn days_text(from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) => fill(DAYS_OF, &[&from.to_string(), &to.to_string()]),
        None => fill(DAYS_SINCE, &[&from.to_string()]),
    }
}
