//! One item of a visit: its checklist, photos and result.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::visit::ItemState;

use super::here::Here;
use super::model::{Closed, Item, closed_to_answers, closed_to_result};
use super::next_act::ArriveButton;
use super::photos::Photos;
use super::question::{QuestionField, Typed};
use super::result_form::ResultForm;
use super::visit_page::item_path;
use super::words::*;
use crate::components::{Crumb, Notice, PageHead};
use crate::locales::*;
use crate::routes::Page;

/// Why something is closed, in words.
pub fn closed_words(closed: &Closed) -> String {
    match closed {
        Closed::NotOnTeam => t(CLOSED_NOT_ON_TEAM).to_owned(),
        Closed::OtherDepartment(name) => fill(CLOSED_OTHER, &[name]),
        Closed::NotApproved => t(CLOSED_NOT_APPROVED).to_owned(),
        Closed::NotCheckedIn => t(CLOSED_NOT_CHECKED_IN).to_owned(),
        Closed::Over => t(CLOSED_OVER).to_owned(),
        Closed::Concluded => t(CLOSED_CONCLUDED).to_owned(),
        Closed::Published => t(CLOSED_PUBLISHED).to_owned(),
    }
}

/// An item that is open on the page: the item as it is shown, and what of it is closed.
#[derive(Clone, Copy)]
pub struct Open {
    /// The visit.
    pub here: Here,
    /// The item.
    pub item: Memo<Item>,
    /// Why its questions cannot be answered.
    pub answers_closed: Memo<Option<Closed>>,
    /// Why result and photos cannot be entered.
    pub result_closed: Memo<Option<Closed>>,
    /// What was typed and not yet saved, by question.
    pub typed: StoredValue<Vec<Typed>>,
    /// Required questions whose answer is missing, once somebody tried to conclude without them.
    pub missing: RwSignal<Vec<usize>>,
}

impl Open {
    fn of(here: Here, item: Item) -> Self {
        let id = item.id.clone();
        let item = Memo::new(move |_| here.item(&id).unwrap_or_else(|| item.clone()));
        let judge = move |rule: fn(&super::model::Visit, &Item, Option<&str>) -> Option<Closed>| {
            Memo::new(move |_| {
                let own = here.own();
                here.shown.with(|shown| item.with(|item| rule(&shown.visit, item, own.as_deref())))
            })
        };
        Self {
            here,
            item,
            answers_closed: judge(closed_to_answers),
            result_closed: judge(closed_to_result),
            typed: StoredValue::new(Vec::new()),
            missing: RwSignal::new(Vec::new()),
        }
    }
}

/// The item.
#[component]
pub fn ItemView(here: Here, item: Item) -> impl IntoView {
    let open = Open::of(here, item.clone());
    let (visit, door) = here.shown.with_untracked(|shown| (shown.visit.id.clone(), shown.visit.door().0));
    let crumbs = vec![Crumb::new(door, Page::FieldVisit(visit.clone()).path())];
    let note = format!("{} · {}", item.department.name, item.method.label(lang()));
    let questions = item.questions.clone();
    let locating = RwSignal::new(false);
    let arriving = Memo::new(move |_| open.result_closed.get() == Some(Closed::NotCheckedIn));
    view! {
        <PageHead title=item.name.clone() note=note crumbs=crumbs />
        <p class="item-subject">
            <span class="soft">{t(SUBJECT)}</span>
            " "
            <A href=Page::FieldFirm(item.subject.id.clone()).path()>{item.subject.name.clone()}</A>
        </p>
        {move || open.answers_closed.get().map(|closed| view! { <Notice text=closed_words(&closed) /> })}
        <section class="section" id="f-questions">
            <h2>{t(CHECKLIST)}</h2>
            {if questions.is_empty() {
                view! { <p class="soft">{t(NO_QUESTIONS)}</p> }.into_any()
            } else {
                questions
                    .into_iter()
                    .enumerate()
                    .map(|(index, asked)| view! { <QuestionField open=open index=index asked=asked /> })
                    .collect_view()
                    .into_any()
            }}
        </section>
        <Photos open=open />
        <ResultForm open=open />
        <AfterResult open=open visit=visit />
        {move || arriving.get().then(|| view! { <div class="next-act"><ArriveButton here=here locating=locating /></div> })}
    }
}

/// Once the result is entered: on to the next item, or back to the visit.
#[component]
fn AfterResult(open: Open, visit: String) -> impl IntoView {
    let following = Memo::new(move |_| {
        let own = open.here.own()?;
        let this = open.item.with(|item| item.id.clone());
        open.here.shown.with(|shown| {
            let next =
                |item: &&Item| item.department.id == own && item.state == ItemState::Open && item.id != this;
            shown.visit.items.iter().find(next).map(|item| (item.id.clone(), item.name.clone()))
        })
    });
    let done =
        Memo::new(move |_| open.answers_closed.get().is_some_and(|closed| closed != Closed::NotCheckedIn));
    let back = Page::FieldVisit(visit.clone()).path();
    move || {
        let (back, visit) = (back.clone(), visit.clone());
        done.get().then(|| {
            let next = following.get().filter(|_| open.answers_closed.get() == Some(Closed::Concluded));
            let is_next = next.is_some();
            view! {
                <div class="next-act">
                    <A href=back attr:class=if is_next { "button" } else { "button button-primary" }>{t(BACK_TO_VISIT)}</A>
                    {next
                        .map(|(id, name)| {
                            view! { <A href=item_path(&visit, &id) attr:class="button button-primary">{fill(NEXT_ITEM, &[&name])}</A> }
                        })}
                </div>
            }
        })
    }
}
