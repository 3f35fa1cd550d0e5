//! The page.

use chrono::Datelike;
use leptos::prelude::*;

use super::duty_table::Months;
use super::queries::{Duty, duties, today};
use super::rules::RulesSection;
use super::strip::Strip;
use super::words::*;
use crate::api::use_query;
use crate::components::{Button, Checkbox, EmptyState, PageHead, loaded};
use crate::locales::*;
use crate::state::session::Session;

/// The calendar of a year.
#[component]
pub fn DeadlinesPage() -> impl IntoView {
    let now = use_query(|| (), |()| today());
    view! {
        <PageHead title=t(PLACE_DEADLINES) note=t(NOTE) />
        {loaded(now, |today| view! { <Calendar first=today.year() /> })}
    }
}

#[component]
fn Calendar(first: i32) -> impl IntoView {
    let (year, mine) = (RwSignal::new(first), RwSignal::new(false));
    let own = StoredValue::new(Session::expect().department().map(|id| id.to_string()));
    let query = use_query(move || year.get(), duties);
    let again = Callback::new(move |()| query.reload());
    let wanted = move |all: Vec<Duty>| -> Vec<Duty> {
        let own = own.get_value();
        let is_own =
            |duty: &Duty| duty.department.as_ref().is_some_and(|one| Some(one.id.inner()) == own.as_deref());
        all.into_iter().filter(|duty| !mine.get() || is_own(duty)).collect()
    };
    let step =
        move |by: i32| Callback::new(move |()| year.update(|year| *year = (*year + by).clamp(2020, 2100)));
    view! {
        <div class="acts" role="group" aria-label=t(YEAR)>
            <Button label=t(EARLIER) on_press=step(-1) />
            <strong role="status">{move || fill(YEAR_OF, &[&year.get().to_string()])}</strong>
            <Button label=t(LATER) on_press=step(1) />
            {own.get_value().is_some().then(|| view! { <Checkbox label=t(MINE) value=mine /> })}
        </div>
        {loaded(query, move |(all, today)| {
            let shown = Memo::new(move |_| wanted(all.clone()));
            move || {
                let shown = shown.get();
                if shown.is_empty() {
                    return view! { <EmptyState title=t(NO_DUTIES) text=t(NO_DUTIES_TEXT) /> }.into_any();
                }
                view! {
                    <section class="section">
                        <h2>{t(CALENDAR)}</h2>
                        <Strip year=year.get_untracked() duties=shown.clone() today=today />
                    </section>
                    <Months duties=shown on_change=again />
                }
                    .into_any()
            }
        })}
        <RulesSection on_change=again />
    }
}
