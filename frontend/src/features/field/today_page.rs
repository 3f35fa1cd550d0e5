//! Today's doors in order.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::visit::ItemState;

use super::doors::{Doors, Wanted};
use super::model::{Shown, Visit, shown};
use super::outbox::Outbox;
use super::shared_views::{cached, door_and_more, visit_tone};
use super::words::*;
use crate::components::{Badge, Button, EmptyState, Look, PageHead, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The page.
#[component]
pub fn TodayPage() -> impl IntoView {
    let doors = Doors::expect();
    doors.ask_day();
    let ask = Callback::new(move |()| doors.ask_day());
    let note = Signal::derive(move || {
        let day = doors.day();
        day.map(|day| fill(DOORS_OF, &[&date(day.date), &day.visits.len().to_string()])).unwrap_or_default()
    });
    let busy = Signal::derive(move || doors.freshness(&Wanted::Day).busy);
    view! {
        <PageHead title=t(PLACE_TODAY) note=note>
            <Button label=t(REFRESH) look=Look::Quiet busy=busy on_press=ask />
        </PageHead>
        {cached(Wanted::Day, ask, || view! { <DayList /> }.into_any())}
    }
}

#[component]
fn DayList() -> impl IntoView {
    let (doors, outbox) = (Doors::expect(), Outbox::expect());
    // Drawn anew only when something on it has changed: what is being touched stays.
    let groups = Memo::new(move |_| {
        let Some(day) = doors.day() else { return (Vec::new(), Vec::new()) };
        let visits = day.visits.iter().filter_map(|id| doors.visit(id));
        let visits = visits.map(|visit| shown(&visit, &outbox.of_visit(&visit.id)));
        visits.partition::<Vec<Shown>, _>(|shown| shown.visit.days.contains(&day.date))
    });
    move || {
        let (today, earlier) = groups.get();
        if today.is_empty() && earlier.is_empty() {
            return view! {
                <EmptyState title=t(NO_DOORS) text=t(NO_DOORS_TEXT)>
                    <A href=Page::Find.path() attr:class="button">{t(PLACE_FIND)}</A>
                </EmptyState>
            }
            .into_any();
        }
        // A heading of its own only where there are two lists.
        let title = if earlier.is_empty() { "" } else { t(OF_TODAY) };
        view! {
            <DoorGroup title=title doors=today />
            <DoorGroup title=t(EARLIER) doors=earlier />
        }
        .into_any()
    }
}

#[component]
fn DoorGroup(title: &'static str, doors: Vec<Shown>) -> impl IntoView {
    (!doors.is_empty()).then(|| {
        view! {
            <section class="section">
                {(!title.is_empty()).then(|| view! { <h2>{title}</h2> })}
                <ol class="doors">
                    {doors.into_iter().map(|shown| view! { <li><Door shown=shown /></li> }).collect_view()}
                </ol>
            </section>
        }
    })
}

/// Names of the departments that come, the leading one first.
fn department_names(visit: &Visit) -> String {
    let others =
        visit.parties.iter().map(|party| &party.department).filter(|department| **department != visit.lead);
    let names: Vec<&str> =
        std::iter::once(&visit.lead).chain(others).map(|department| department.name.as_str()).collect();
    names.join(comma())
}

/// A door in the list.
#[component]
fn Door(shown: Shown) -> impl IntoView {
    let visit = shown.visit;
    let inspector = Session::expect().account().and_then(|account| account.inspector_id).unwrap_or_default();
    let me = visit.member(&inspector).cloned();
    let (name, more) = visit.door();
    let own: Vec<ItemState> = me.as_ref().map_or_else(Vec::new, |me| {
        let own = visit.items.iter().filter(|item| item.department.id == me.department.id);
        own.map(|item| item.state).collect()
    });
    let entered = own.iter().filter(|state| **state != ItemState::Open).count();
    let departments = department_names(&visit);
    let meta = [
        fill(ITEMS_N, &[&visit.items.len().to_string()]),
        fill(PEOPLE_N, &[&visit.team.len().to_string()]),
        fill(OWN_PROGRESS, &[&own.len().to_string(), &entered.to_string()]),
    ];
    view! {
        <A href=Page::FieldVisit(visit.id.clone()).path() attr:class="door">
            <span class="door-name">{name} {(more > 0).then(|| view! { <span class="soft">" " {door_and_more(more)}</span> })}</span>
            <span class="door-address">{visit.address.clone()}</span>
            <span class="door-meta">{departments}</span>
            <span class="door-meta">{meta.join(" · ")}</span>
            <span class="door-marks">
                <Badge text=visit.status.label(lang()) tone=visit_tone(visit.status) />
                {me.is_some_and(|me| me.leader).then(|| view! { <Badge text=t(YOU_LEAD) tone=Tone::Active /> })}
                {(!visit.opens_door).then(|| view! { <Badge text=t(OFF_SITE) /> })}
                {(shown.unsent > 0).then(|| view! { <Badge text=fill(UNSENT_N, &[&shown.unsent.to_string()]) tone=Tone::Warn /> })}
            </span>
        </A>
    }
}
