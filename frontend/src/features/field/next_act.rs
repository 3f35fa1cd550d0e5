//! The next thing to do at a visit, at the thumb.

use futures::future::{Either, select};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use shared::visit::{ItemState, VisitStatus};

use super::doors::Doors;
use super::here::Here;
use super::model::{Command, Item, Missing, Named, Place, missing};
use super::visit_page::item_path;
use super::words::*;
use crate::api::UserError;
use crate::components::{Ask, Button, Dialog, Look, Notice, TextArea};
use crate::locales::*;
use crate::platform::{clock, position};
use crate::state::drafts;

/// How long arriving waits for the phone to say where it is.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(4);

/// What can be done next.
#[derive(Debug, Clone, PartialEq)]
enum Act {
    Arrive,
    Item(Named),
    End,
    Nothing,
}

fn next(here: Here) -> Act {
    let Some(own) = here.own() else { return Act::Nothing };
    here.shown.with(|shown| {
        let visit = &shown.visit;
        if visit.status == VisitStatus::Approved && visit.opens_door {
            return Act::Arrive;
        }
        if visit.status.can_write(visit.opens_door).is_err() {
            return Act::Nothing;
        }
        let open = |item: &&Item| item.department.id == own && item.state == ItemState::Open;
        visit
            .items
            .iter()
            .find(open)
            .map_or(Act::End, |item| Act::Item(Named { id: item.id.clone(), name: item.name.clone() }))
    })
}

/// The bar with the next act, and the one way out.
#[component]
pub fn NextAct(here: Here) -> impl IntoView {
    let act = Memo::new(move |_| next(here));
    let (ending, giving_up) = (RwSignal::new(false), RwSignal::new(false));
    let locating = RwSignal::new(false);
    view! {
        {move || {
            let first = match act.get() {
                Act::Nothing => return ().into_any(),
                Act::Arrive => view! { <ArriveButton here=here locating=locating /> }.into_any(),
                Act::Item(item) => {
                    let visit = here.shown.with_untracked(|shown| shown.visit.id.clone());
                    view! { <A href=item_path(&visit, &item.id) attr:class="button button-primary">{fill(NEXT_ITEM, &[&item.name])}</A> }.into_any()
                }
                Act::End => view! { <Button label=t(COMPLETE) look=Look::Primary on_press=Callback::new(move |()| ending.set(true)) /> }.into_any(),
            };
            view! {
                <div class="next-act">
                    <Button label=t(NOT_POSSIBLE) on_press=Callback::new(move |()| giving_up.set(true)) />
                    {first}
                </div>
            }
            .into_any()
        }}
        <EndDialog here=here open=ending />
        <NotPossibleDialog here=here open=giving_up />
    }
}

/// Arriving never waits long, and never fails, for want of a position.
#[component]
pub fn ArriveButton(here: Here, locating: RwSignal<bool>) -> impl IntoView {
    let label = Signal::derive(move || t(if locating.get() { CHECKING_IN } else { CHECK_IN }).to_owned());
    let arrive = Callback::new(move |()| {
        locating.set(true);
        spawn_local(async move {
            let (found, late) = (Box::pin(position::current()), Box::pin(clock::pause(PATIENCE)));
            let place = match select(found, late).await {
                Either::Left((place, _)) => place,
                Either::Right(_) => None,
            };
            let place = place.map(|at| Place {
                latitude: at.latitude,
                longitude: at.longitude,
                accuracy_m: at.accuracy_m,
            });
            here.enter(String::new(), Command::CheckIn { place }, None).await;
            locating.try_set(false);
        });
    });
    view! { <Button label=label look=Look::Primary disabled=locating on_press=arrive /> }
}

#[component]
fn EndDialog(here: Here, open: RwSignal<bool>) -> impl IntoView {
    let found = Memo::new(move |_| {
        let own = here.own().unwrap_or_default();
        here.shown.with(|shown| missing(&shown.visit, &own))
    });
    // What others have entered is known only as well as the last answer of the server.
    Effect::new(move |_| {
        if open.get() {
            Doors::expect().ask_visit(here.shown.with_untracked(|shown| shown.visit.id.clone()));
        }
    });
    let may_end =
        move || found.with(|found| found.is_nothing() || (found.own.is_empty() && !here.outbox.online.get()));
    let finish = Callback::new(move |()| {
        if untrack(may_end) {
            open.set(false);
            here.enter_and(String::new(), Command::Finish { reason: None }, |_| ());
        }
    });
    view! {
        <Dialog title=t(COMPLETE) open=open>
            <p>{t(COMPLETE_TEXT)}</p>
            {move || view! { <WhatIsMissing found=found.get() online=here.outbox.online.get() /> }}
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                <Button label=t(COMPLETE) look=Look::Primary disabled=Signal::derive(move || !may_end()) on_press=finish />
            </div>
        </Dialog>
    }
}

#[component]
fn WhatIsMissing(found: Missing, online: bool) -> impl IntoView {
    let own = (!found.own.is_empty()).then(|| {
        view! {
            <p>{fill(COMPLETE_OWN_MISSING, &[&found.own.len().to_string()])}</p>
            <ul>{found.own.iter().map(|item| view! { <li>{item.name.clone()}</li> }).collect_view()}</ul>
        }
    });
    let others = (!found.others.is_empty()).then(|| {
        view! {
            <p>{t(COMPLETE_OTHERS_MISSING)}</p>
            <ul>
                {found
                    .others
                    .iter()
                    .map(|(department, count)| view! { <li>{department.name.clone()} " · " {fill(ITEMS_N, &[&count.to_string()])}</li> })
                    .collect_view()}
            </ul>
            {(!online).then(|| view! { <Notice text=t(COMPLETE_OTHERS_OFFLINE) /> })}
        }
    });
    view! { {own} {others} }
}

#[component]
fn NotPossibleDialog(here: Here, open: RwSignal<bool>) -> impl IntoView {
    let visit = here.shown.with_untracked(|shown| shown.visit.id.clone());
    let draft = StoredValue::new(here.draft_name("reason", &visit));
    let reason = RwSignal::new(drafts::get::<String>(&draft.get_value()).unwrap_or_default());
    let errors = RwSignal::new(Vec::<UserError>::new());
    Effect::new(move |before: Option<()>| {
        let text = reason.get();
        if before.is_some() {
            drafts::keep(&draft.get_value(), &text);
        }
    });
    let send = Callback::new(move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if text.is_empty() {
            let code = shared::ErrorCode::ReasonRequired;
            let message = code.label(lang()).to_owned();
            errors.set(vec![UserError { code: code.into(), path: "reason".into(), message }]);
            return;
        }
        errors.set(Vec::new());
        open.set(false);
        here.enter_and(String::new(), Command::Finish { reason: Some(text) }, move |entered| {
            if entered {
                drafts::forget(&draft.get_value());
            }
        });
    });
    view! {
        <Ask title=t(NOT_POSSIBLE) text=t(NOT_POSSIBLE_TEXT) act=t(CONFIRM) look=Look::Danger open=open on_confirm=send>
            <div class="chips">
                {[CLOSED_DOOR, MOVED, REFUSED_ENTRY, NOT_FOUND_THERE]
                    .map(|word| view! { <button type="button" class="chip" on:click=move |_| reason.set(t(word).to_owned())>{t(word)}</button> })
                    .collect_view()}
            </div>
            <TextArea label=t(NOT_POSSIBLE_WHY) path="reason" value=reason errors=errors />
        </Ask>
    }
}
