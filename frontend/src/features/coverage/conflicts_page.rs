//! Conflicts: both sides beside each other, and what the office has decided.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;

use super::duty_queries::{DutyClaim, DutyConflict, DutyDecision, conflicts};
use super::settle::Settle;
use super::shared_views::Tabs;
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, EmptyState, Facts, PageHead, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The page.
#[component]
pub fn ConflictsPage() -> impl IntoView {
    let query = use_query(|| (), |()| conflicts());
    let changed = Callback::new(move |()| query.reload());
    view! {
        <PageHead title=t(TAB_CONFLICTS) note=t(CONFLICTS_NOTE) />
        <Tabs />
        {loaded_or(query, 8, move |found| {
            if found.is_empty() {
                return view! { <EmptyState title=t(NO_CONFLICTS) text=t(NO_CONFLICTS_TEXT) /> }.into_any();
            }
            let found = found.into_iter().map(|conflict| view! { <Conflict conflict=conflict on_change=changed /> });
            view! { <div class="stack">{found.collect_view()}</div> }.into_any()
        })}
    }
}

#[component]
fn Conflict(conflict: DutyConflict, on_change: Callback<()>) -> impl IntoView {
    let may = Session::expect().may(Action::SettleDuty);
    let names = [&conflict.first, &conflict.second].map(|side| side.item.department.name.clone());
    let title = fill(CONFLICT_BETWEEN, &[&names[0], &names[1]]);
    let (state, tone) = match &conflict.holder {
        None => (t(OPEN_CONFLICT).to_owned(), Tone::Warn),
        Some(holder) => (fill(SETTLED_TO, &[&holder.name]), Tone::Good),
    };
    let matches: Vec<&str> = conflict.matches.iter().map(|one| one.label(lang())).collect();
    let matches = matches.join(comma());
    let decisions = conflict.decisions.clone();
    let sides = (conflict.first.clone(), conflict.second.clone());
    view! {
        <article class="panel stack">
            <h2>{title}</h2>
            <p><Badge text=state tone=tone /> " " {matches}</p>
            <div class="two duty-sides">
                <Side claim=sides.0 />
                <Side claim=sides.1 />
            </div>
            <Decisions decisions=decisions />
            {may.then(|| view! { <Settle conflict=conflict on_change=on_change /> })}
        </article>
    }
}

#[component]
fn Side(claim: DutyClaim) -> impl IntoView {
    let bases: Vec<String> =
        claim.bases.iter().map(|basis| format!("《{}》{}", basis.title, basis.article)).collect();
    let kinds: Vec<&str> = claim.subject_kinds.iter().map(|kind| kind.label(lang())).collect();
    let kinds = if kinds.is_empty() { t(ALL_KINDS).to_owned() } else { kinds.join(comma()) };
    let facts = vec![
        (t(BASES).to_owned(), bases.join(semicolon())),
        (t(KINDS).to_owned(), kinds),
        (t(SUBJECT_TAG).to_owned(), claim.tag.unwrap_or_else(|| t(ALL_SUBJECTS).to_owned())),
        (t(ROLE).to_owned(), t(if claim.leads { LEADS } else { WROTE }).to_owned()),
    ];
    let name = format!("{} {}", claim.item.code, claim.name);
    view! {
        <section class="stack">
            <h3>{claim.item.department.name}</h3>
            <p><A href=Page::OwnItem(claim.item.id.into_inner()).path()>{name}</A></p>
            <Facts facts=facts />
        </section>
    }
}

#[component]
fn Decisions(decisions: Vec<DutyDecision>) -> impl IntoView {
    (!decisions.is_empty()).then(|| {
        let rows = decisions.into_iter().map(|row| {
            let text = fill(DECISION_GIVES, &[&row.holder.name, &row.reason]);
            view! {
                <li>
                    <time>{date_time(row.decided_at)}</time>
                    <div>{row.decided_by.unwrap_or_default()} " " <span class="soft">{text}</span></div>
                </li>
            }
        });
        view! {
            <section>
                <h3>{t(DECISIONS)}</h3>
                <ol class="history">{rows.collect_view()}</ol>
            </section>
        }
    })
}
