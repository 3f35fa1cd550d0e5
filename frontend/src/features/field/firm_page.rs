//! A firm as an officer may see it: facts, and what everybody checked there.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::registry::SubjectStatus;
use shared::visit::VisitStatus;

use super::doors::{Doors, Wanted};
use super::queries::{Firm, PastItem, PastVisit, firm};
use super::shared_views::{cached, result_tone, risk_tone, visit_tone};
use super::words::*;
use crate::components::{Badge, Crumb, EmptyState, Facts, PageHead, Tone};
use crate::locales::*;
use crate::routes::Page;

/// The page.
#[component]
pub fn FirmPage(id: String) -> impl IntoView {
    let doors = Doors::expect();
    let kept = StoredValue::new(id.clone());
    let ask = Callback::new(move |()| doors.ask_firm(kept.get_value(), |id| Box::pin(firm(id))));
    ask.run(());
    let state = move || doors.firm(&kept.get_value());
    let title = Signal::derive(move || state().map_or_else(|| t(FIRM).to_owned(), |firm| firm.name));
    let crumbs = vec![Crumb::new(t(PLACE_FIND), Page::Find.path())];
    view! {
        <PageHead title=title crumbs=crumbs />
        {cached(Wanted::Firm(id), ask, move || {
            view! { {move || state().map(|firm| view! { <FirmView firm=firm /> })} }.into_any()
        })}
    }
}

#[component]
fn FirmView(firm: Firm) -> impl IntoView {
    let own_id = firm.id.inner().to_owned();
    let departments: Vec<String> = firm.departments.into_iter().map(|department| department.name).collect();
    let facts = vec![
        (t(USCC).to_owned(), firm.uscc.unwrap_or_default()),
        (t(DOOR_ADDRESS).to_owned(), firm.site.address),
        (t(REGISTERED_ADDRESS).to_owned(), firm.address),
        (t(KIND).to_owned(), firm.kind.label(lang()).to_owned()),
        (t(COMPANY_TYPE).to_owned(), firm.company_type),
        (t(REGISTERED_ON).to_owned(), firm.registered_on.map(|day| date(day.0)).unwrap_or_default()),
        (t(RESPONSIBLE).to_owned(), departments.join(comma())),
        (t(SCOPE).to_owned(), firm.business_scope),
    ];
    view! {
        <p class="door-marks">
            <Badge text=firm.risk_class.label(lang()) tone=risk_tone(*firm.risk_class) />
            <Badge
                text=firm.status.label(lang())
                tone=if *firm.status == SubjectStatus::Active { Tone::Good } else { Tone::Bad }
            />
            {firm.tags.into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view()}
        </p>
        <TodaysVisit subject=own_id.clone() />
        <section class="section facts-lines"><Facts facts=facts /></section>
        <section class="section">
            <h2>{t(LAST_VISITS)}</h2>
            {if firm.last_visits.is_empty() {
                view! { <EmptyState title=t(NO_VISITS) text=t(NO_VISITS_TEXT) /> }.into_any()
            } else {
                firm.last_visits.into_iter().map(|visit| view! { <Past visit=visit subject=own_id.clone() /> }).collect_view().into_any()
            }}
        </section>
    }
}

/// The way to today's visit at this firm, if there is one.
#[component]
fn TodaysVisit(subject: String) -> impl IntoView {
    let doors = Doors::expect();
    move || {
        let day = doors.day()?;
        let visits = day.visits.iter().filter_map(|id| doors.visit(id));
        let here =
            visits.into_iter().find(|visit| visit.items.iter().any(|item| item.subject.id == subject))?;
        Some(view! { <p><A href=Page::FieldVisit(here.id).path() attr:class="button">{t(TO_VISIT)}</A></p> })
    }
}

/// A visit that is over, with what concerns this firm.
#[component]
fn Past(visit: PastVisit, subject: String) -> impl IntoView {
    let items: Vec<PastItem> =
        visit.items.into_iter().filter(|item| item.subject.id.inner() == subject).collect();
    let taken_place = *visit.status == VisitStatus::Completed;
    view! {
        <article class="past">
            <h3>{date(visit.first_day.0)} <Badge text=visit.status.label(lang()) tone=visit_tone(*visit.status) /></h3>
            <p class="soft small">{fill(LED_BY, &[&visit.lead.name])}</p>
            {visit.not_possible_reason.map(|reason| view! { <p>{reason}</p> })}
            {taken_place
                .then(|| view! { <ul class="past-items">{items.into_iter().map(|item| view! { <PastLine item=item /> }).collect_view()}</ul> })}
        </article>
    }
}

#[component]
fn PastLine(item: PastItem) -> impl IntoView {
    let note = item.result.as_ref().map(|result| result.note.clone()).filter(|note| !note.is_empty());
    view! {
        <li>
            <span>{item.item.name}</span>
            <span class="soft small">{item.department.name}</span>
            {match item.result {
                Some(result) => view! { <Badge text=result.code.label(lang()) tone=result_tone(*result.code) /> }.into_any(),
                None => view! { <Badge text=t(NO_RESULT) /> }.into_any(),
            }}
            {note.map(|note| view! { <span class="small">{note}</span> })}
        </li>
    }
}
