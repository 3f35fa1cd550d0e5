//! From when until when a department's item may be used; its head publishes and withdraws it here.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;

use super::own_queries::{
    ItemUse, OwnItem, ProposedWithdrawal, PublishItemInput, WithdrawItemInput, item_use, publish_item,
    withdraw_item,
};
use super::own_words::*;
use crate::api::{Act, Date, use_query};
use crate::components::{Ask, Button, DateField, Facts, FormErrors, Look, Notice, TextArea, loaded};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

fn facts(item: &OwnItem) -> Vec<(String, String)> {
    let version = |number: i32| fill(NUMBERED, &[&number.to_string()]);
    let mut facts = vec![
        (t(NEWEST).to_owned(), version(item.version)),
        (
            t(IN_FORCE).to_owned(),
            item.published_version.map_or_else(|| t(IN_FORCE_JOINT).to_owned(), version),
        ),
    ];
    if let Some(coming) = &item.coming {
        let words = fill(COMING_FROM, &[&coming.number.to_string(), &coming.from.0.to_string()]);
        facts.push((t(COMING).to_owned(), words));
    }
    if let Some(day) = item.published_on {
        facts.push((t(STATUS).to_owned(), fill(PUBLISHED_FROM, &[&day.0.to_string()])));
    }
    facts
}

/// Where the item stands, and the acts of whoever may.
#[component]
pub fn Standing(
    /// The item.
    item: OwnItem,
    /// The day in China.
    today: NaiveDate,
    /// What it was changed to.
    on_change: Callback<OwnItem>,
) -> impl IntoView {
    let may = Session::expect().may_for(Action::PublishItem, &item.department.id);
    let published = item.coming.as_ref().map(|coming| coming.number).or(item.published_version);
    let waits = item.version > 0 && published != Some(item.version);
    let proposed = item.proposed_withdrawal.clone();
    let proposal = proposed
        .as_ref()
        .map(|proposed| fill(PROPOSED_WITHDRAWAL, &[&proposed.day.0.to_string(), &proposed.reason]));
    let withdrawn = item.withdrawn_on.map(|day| {
        let reason = item.withdraw_reason.clone().unwrap_or_default();
        fill(WITHDRAWN_ON, &[&day.0.to_string(), &reason])
    });
    let (may_publish, may_withdraw) = (may && (waits || withdrawn.is_some()), may && withdrawn.is_none());
    let (publishing, withdrawing) = (RwSignal::new(false), RwSignal::new(false));
    let waiting = waits.then(|| fill(WAITS, &[&item.version.to_string()]));
    let facts = facts(&item);
    let seen = StoredValue::new((item.id.clone(), item.revision));
    view! {
        {withdrawn.map(|text| view! { <Notice text=text warn=true /> })}
        {waiting.map(|text| view! { <Notice text=text /> })}
        {proposal.map(|text| view! { <Notice text=text warn=true /> })}
        <Facts facts=facts />
        <div class="acts">
            {may_withdraw
                .then(|| {
                    view! {
                        <Button
                            label=t(WITHDRAW_ITEM)
                            look=Look::Danger
                            on_press=Callback::new(move |()| withdrawing.set(true))
                        />
                    }
                })}
            {may_publish
                .then(|| {
                    view! {
                        <Button
                            label=t(PUBLISH_ITEM)
                            look=Look::Seal
                            on_press=Callback::new(move |()| publishing.set(true))
                        />
                    }
                })}
        </div>
        <Publish seen=seen today=today open=publishing on_change=on_change />
        <Withdraw seen=seen today=today proposed=proposed open=withdrawing on_change=on_change />
    }
}

type Seen = StoredValue<(cynic::Id, i32)>;

#[component]
fn Publish(
    seen: Seen,
    today: NaiveDate,
    open: RwSignal<bool>,
    on_change: Callback<OwnItem>,
) -> impl IntoView {
    let day = RwSignal::new(today.to_string());
    let act = Act::of_form();
    let send = Callback::new(move |()| {
        let (item_id, revision) = seen.get_value();
        let day = Date(day.get_untracked().parse().unwrap_or(today));
        act.run(publish_item(PublishItemInput { day, item_id, revision }), move |now| {
            act.say(t(ITEM_PUBLISHED));
            open.try_set(false);
            on_change.run(now);
        });
    });
    view! {
        <Ask
            title=t(PUBLISH_ITEM_TITLE)
            text=t(PUBLISH_ITEM_TEXT)
            act=t(PUBLISH_ITEM)
            open=open
            busy=act.busy
            on_confirm=send
        >
            <div class="form">
                <FormErrors errors=act.errors />
                <DateField label=t(DAY_FROM) path="day" value=day errors=act.errors />
            </div>
        </Ask>
    }
}

#[component]
fn Withdraw(
    seen: Seen,
    today: NaiveDate,
    proposed: Option<ProposedWithdrawal>,
    open: RwSignal<bool>,
    on_change: Callback<OwnItem>,
) -> impl IntoView {
    // What a clerk has proposed is where the head begins.
    let (from, why) = proposed.map_or((today, String::new()), |one| (one.day.0.max(today), one.reason));
    let (day, reason) = (RwSignal::new(from.to_string()), RwSignal::new(why));
    let chosen = Memo::new(move |_| day.get().parse().unwrap_or(today));
    let act = Act::of_form();
    let send = Callback::new(move |()| {
        let (item_id, revision) = seen.get_value();
        let input = WithdrawItemInput {
            day: Date(chosen.get_untracked()),
            item_id,
            reason: reason.get_untracked(),
            revision,
        };
        act.run(withdraw_item(input), move |now| {
            act.say(t(ITEM_WITHDRAWN));
            open.try_set(false);
            on_change.run(now);
        });
    });
    view! {
        <Ask
            title=t(WITHDRAW_ITEM_TITLE)
            text=t(WITHDRAW_ITEM_TEXT)
            act=t(WITHDRAW_ITEM)
            look=Look::Danger
            open=open
            busy=act.busy
            on_confirm=send
        >
            <div class="form">
                <FormErrors errors=act.errors />
                <DateField label=t(DAY_LAST) path="day" value=day errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
                <Affected seen=seen day=chosen />
            </div>
        </Ask>
    }
}

/// What the withdrawal would flag, before anybody confirms it.
#[component]
fn Affected(seen: Seen, day: Memo<NaiveDate>) -> impl IntoView {
    let id = seen.with_value(|(id, _)| id.inner().to_owned());
    let query = use_query(move || (id.clone(), day.get()), |(id, day)| item_use(id, day));
    view! {
        <section class="stack">
            <h3>{t(AFFECTED)}</h3>
            {loaded(query, |found| view! { <AffectedList found=found /> })}
        </section>
    }
}

#[component]
fn AffectedList(found: ItemUse) -> impl IntoView {
    if found.lines.is_empty() && found.visits.is_empty() {
        return view! { <p class="soft">{t(AFFECTED_NONE)}</p> }.into_any();
    }
    let counted = |name: Text, count: usize| fill(name, &[&count.to_string()]);
    let lines = counted(AFFECTED_LINES, found.lines.len());
    let visits = counted(AFFECTED_VISITS, found.visits.len());
    view! {
        <p>{lines}</p>
        <ul class="plain-list bulk-names">
            {found
                .lines
                .into_iter()
                .map(|line| {
                    let days = format!("{} – {}", line.window_from.0, line.window_to.0);
                    let path = Page::Line(line.id.into_inner()).path();
                    view! { <li><A href=path>{line.title}</A> " " <span class="soft">{days}</span></li> }
                })
                .collect_view()}
        </ul>
        <p>{visits}</p>
        <ul class="plain-list bulk-names">
            {found
                .visits
                .into_iter()
                .map(|visit| {
                    let path = Page::Visit(visit.id.into_inner()).path();
                    view! { <li><A href=path>{visit.code}</A> " " <span class="soft">{visit.first_day.0.to_string()}</span></li> }
                })
                .collect_view()}
        </ul>
    }
        .into_any()
}
