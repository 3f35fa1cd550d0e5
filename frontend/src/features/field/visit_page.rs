//! A visit at its door: who comes, what is inspected, and the next thing to do.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;
use shared::catalogue::NoticePolicy;
use shared::visit::{ItemState, VisitStatus};

use super::doors::{Doors, Wanted};
use super::here::Here;
use super::item_view::ItemView;
use super::model::{Item, Mark, Shown, Visit};
use super::next_act::NextAct;
use super::shared_views::{cached, door_and_more, result_tone, visit_tone};
use super::team::Team;
use super::words::*;
use crate::components::{Badge, Crumb, Facts, Notice, PageHead, Tone};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;

/// The page; `?item=` opens one of its items.
#[component]
pub fn VisitPage(id: String) -> impl IntoView {
    let doors = Doors::expect();
    let kept = StoredValue::new(id.clone());
    let ask = Callback::new(move |()| doors.ask_visit(kept.get_value()));
    ask.run(());
    let wanted = Wanted::Visit(id);
    let unknown = {
        let wanted = wanted.clone();
        Memo::new(move |_| !doors.freshness(&wanted).known)
    };
    view! {
        {move || {
            let crumbs = vec![Crumb::new(t(PLACE_TODAY), Page::Today.path())];
            unknown.get().then(|| view! { <PageHead title=t(VISIT) crumbs=crumbs /> })
        }}
        {cached(wanted, ask, move || match untrack(|| doors.visit(&kept.get_value())) {
            Some(visit) => view! { <VisitView visit=visit /> }.into_any(),
            None => ().into_any(),
        })}
    }
}

#[component]
fn VisitView(visit: Visit) -> impl IntoView {
    let here = Here::of(visit);
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(|query| query.get("item")));
    // What was opened begins at its heading, for keyboards and screen readers.
    Effect::new(move |before: Option<Option<String>>| {
        let now = wanted.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| platform::focus::to("h1"));
        }
        now
    });
    move || match wanted.get().and_then(|id| untrack(|| here.item(&id))) {
        Some(item) => view! { <ItemView here=here item=item /> }.into_any(),
        None => view! { <Overview here=here /> }.into_any(),
    }
}

#[component]
fn Overview(here: Here) -> impl IntoView {
    let title = Signal::derive(move || {
        let (door, more) = here.shown.with(|shown| shown.visit.door());
        format!("{door} {}", door_and_more(more)).trim_end().to_owned()
    });
    let address = Signal::derive(move || here.shown.with(|shown| shown.visit.address.clone()));
    let crumbs = vec![Crumb::new(t(PLACE_TODAY), Page::Today.path())];
    view! {
        <PageHead title=title note=address crumbs=crumbs />
        <Warnings here=here />
        {move || view! { <State shown=here.shown.get() /> }}
        <Team here=here />
        <Items here=here />
        <NextAct here=here />
    }
}

/// What stands in the way, said before anything is tried.
#[component]
fn Warnings(here: Here) -> impl IntoView {
    let doors = Doors::expect();
    let expired = move || {
        let (today, me) = (doors.date()?, here.me()?);
        (today < me.cert_days.0 || me.cert_days.1 < today).then(|| t(CERT_NOT_VALID).to_owned())
    };
    let refused = move || {
        here.shown.with(|shown| match (&shown.arrival, &shown.end) {
            (Mark::Refused(words), _) => Some(fill(CHECK_IN_REFUSED, &[words])),
            (_, Mark::Refused(words)) => Some(fill(END_REFUSED, &[words])),
            _ => None,
        })
    };
    let stranger = move || here.me().is_none().then(|| t(CLOSED_NOT_ON_TEAM).to_owned());
    let lasting = move || (!here.outbox.lasting.get()).then(|| t(NOT_LASTING).to_owned());
    move || {
        [stranger(), expired(), refused(), lasting()]
            .into_iter()
            .flatten()
            .map(|text| view! { <Notice text=text warn=true /> })
            .collect_view()
    }
}

#[component]
fn State(shown: Shown) -> impl IntoView {
    let (visit, unsent) = (shown.visit, shown.unsent);
    let approved = visit.parties.iter().filter(|party| party.approved_at.is_some()).count();
    let (approved, all) = (approved.to_string(), visit.parties.len().to_string());
    let approval =
        if approved == all { fill(APPROVED_ALL, &[&all]) } else { fill(APPROVED_SOME, &[&approved, &all]) };
    let days: Vec<String> = visit.days.iter().copied().map(date).collect();
    let mut facts = vec![
        (t(DAYS).to_owned(), days.join(comma())),
        (t(LEAD).to_owned(), visit.lead.name.clone()),
        (t(APPROVAL).to_owned(), approval),
    ];
    let times = [(ARRIVED_AT, visit.checked_in_at), (ENDED_AT, visit.completed_at)];
    facts.extend(times.into_iter().filter_map(|(name, time)| Some((t(name).to_owned(), date_time(time?)))));
    facts.extend(visit.reason.clone().map(|reason| (t(NOT_POSSIBLE_WHY).to_owned(), reason)));
    let notices: BTreeSet<NoticePolicy> = visit.items.iter().map(|item| item.notice).collect();
    let notices: Vec<&str> = notices.into_iter().map(|policy| policy.label(lang())).collect();
    facts.push((t(NOTICE_OF).to_owned(), notices.join(comma())));
    facts.push((t(DRAW_CODE).to_owned(), visit.code.clone()));
    view! {
        <p class="door-marks">
            <Badge text=visit.status.label(lang()) tone=visit_tone(visit.status) />
            {(!visit.opens_door).then(|| view! { <Badge text=t(OFF_SITE) /> })}
            {(unsent > 0).then(|| view! { <Badge text=fill(UNSENT_N, &[&unsent.to_string()]) tone=Tone::Warn /> })}
        </p>
        <section class="section"><Facts facts=facts /></section>
    }
}

#[component]
fn Items(here: Here) -> impl IntoView {
    move || {
        let visit = here.shown.with(|shown| shown.visit.clone());
        let own = here.own();
        let (id, many) = (visit.id.clone(), visit.subjects().len() > 1);
        let over = visit.status == VisitStatus::NotPossible;
        let unsent = |item: &str| here.shown.with(|shown| shown.unsent_of(item));
        let groups = visit.by_department(own.as_deref());
        groups
            .into_iter()
            .map(|(department, subjects)| {
                let is_own = own.as_deref() == Some(department.id.as_str());
                let count: usize = subjects.iter().map(|(_, items)| items.len()).sum();
                view! {
                    <section class="section">
                        <div class="section-head">
                            <h2>{department.name.clone()}</h2>
                            <span class="soft small">{if is_own { t(OWN_ITEMS) } else { t(READ_ONLY) }} " · " {fill(ITEMS_N, &[&count.to_string()])}</span>
                        </div>
                        {subjects
                            .into_iter()
                            .map(|(subject, items)| {
                                view! {
                                    {many.then(|| view! { <h3 class="item-of">{subject.name.clone()}</h3> })}
                                    <ul class=if is_own { "doors" } else { "doors doors-slim" }>
                                        {items
                                            .into_iter()
                                            .map(|item| {
                                                let unsent = unsent(&item.id);
                                                view! { <li><ItemEntry item=item.clone() unsent=unsent visit=id.clone() over=over /></li> }
                                            })
                                            .collect_view()}
                                    </ul>
                                }
                            })
                            .collect_view()}
                    </section>
                }
            })
            .collect_view()
    }
}

/// The address of an item at its visit.
pub fn item_path(visit: &str, item: &str) -> String {
    format!("{}?item={}", Page::FieldVisit(visit.to_owned()).path(), platform::encode(item))
}

#[component]
fn ItemEntry(visit: String, item: Item, unsent: usize, over: bool) -> impl IntoView {
    let answered = (item.answered().to_string(), item.questions.len().to_string());
    let mut meta = vec![item.method.label(lang()).to_owned()];
    if !item.questions.is_empty() {
        meta.push(fill(ANSWERED_OF, &[&answered.0, &answered.1]));
    }
    if !item.photos.is_empty() {
        meta.push(fill(PHOTOS_N, &[&item.photos.len().to_string()]));
    }
    let state = if item.state == ItemState::Open { Tone::Neutral } else { Tone::Good };
    view! {
        <A href=item_path(&visit, &item.id) attr:class="door">
            <span class="door-name">{item.name.clone()}</span>
            <span class="door-meta">{meta.join(" · ")}</span>
            <span class="door-marks">
                {match &item.result {
                    Some(result) => view! { <Badge text=result.code.label(lang()) tone=result_tone(result.code) /> }.into_any(),
                    None if over => ().into_any(),
                    None => view! { <Badge text=item.state.label(lang()) tone=state /> }.into_any(),
                }}
                {(unsent > 0).then(|| view! { <Badge text=fill(UNSENT_N, &[&unsent.to_string()]) tone=Tone::Warn /> })}
            </span>
        </A>
    }
}
