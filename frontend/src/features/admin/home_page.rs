//! The first page of the desk: what waits for this person, and the figures of their role.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::{Action, Grant};

use super::home_admin::{AccountsPart, TrailPart};
use super::home_deadlines::RemindersPart;
use super::home_mentions::MentionsPart;
use super::home_todo::TodoPart;
use super::home_work::{NextPart, RecentPart, WorkPart};
use super::queries::to_do;
use super::words::*;
use crate::api::use_query;
use crate::components::{EmptyState, PageHead};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// Acts that can wait for somebody.
const WAITING: [Action; 9] = [
    Action::ProposeLine,
    Action::SignLine,
    Action::ReviewPlan,
    Action::ApprovePlan,
    Action::ApproveVisit,
    Action::PublishResult,
    Action::WorkVisit,
    Action::ManageUsers,
    Action::GrantRoles,
];

/// The page; each role sees its own parts.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = Session::expect();
    let query = use_query(|| (), |()| to_do());
    let grants = session.account().map(|account| account.grants).unwrap_or_default();
    if grants.is_empty() {
        return view! {
            <PageHead title=t(PLACE_HOME) />
            <EmptyState title=t(NO_ROLE) text=t(NO_ROLE_TEXT) />
        }
        .into_any();
    }
    let reference = Reference::of_area();
    let note = move || {
        let lists = reference.get();
        let role = |grant: &Grant| {
            let id = grant.department.map(|id| id.to_string());
            let department = lists.departments.iter().find(|row| Some(row.id.inner()) == id.as_deref());
            let name = grant.role.label(lang());
            department.map_or_else(|| name.to_owned(), |row| fill(ROLE_OF, &[name, &row.name]))
        };
        let mut words: Vec<String> = grants.iter().map(role).collect();
        words.extend(query.data().map(|(_, today)| date(today.0)));
        words.join(" · ")
    };
    let expert = session.may(Action::ReadCatalogue) && !session.may(Action::ReadRegistry);
    view! {
        <PageHead title=t(PLACE_HOME) note=Signal::derive(note) />
        {WAITING.iter().any(|action| session.may(*action)).then(|| view! { <TodoPart query=query /> })}
        {session.may(Action::ReadDeadlines).then(|| view! { <RemindersPart /> })}
        {session.may(Action::ReadPlans).then(|| view! { <MentionsPart /> })}
        {expert.then(|| view! { <ExpertPart /> })}
        {session.may(Action::WorkVisit).then(|| view! { <NextPart /> })}
        {session.may(Action::ReadVisits).then(|| view! { <WorkPart /> })}
        {session.may(Action::ReadPlans).then(|| view! { <RecentPart /> })}
        {session.may(Action::ReadUsers).then(|| view! { <AccountsPart /> })}
        {session.may(Action::ReadAudit).then(|| view! { <TrailPart /> })}
    }
    .into_any()
}

/// Experts assist; what they work with is one step away.
#[component]
fn ExpertPart() -> impl IntoView {
    view! {
        <section class="section">
            <EmptyState title=t(EXPERT_TITLE) text=t(EXPERT_TEXT)>
                <A href=Page::Items.path() attr:class="button">{t(PLACE_ITEMS)}</A>
            </EmptyState>
        </section>
    }
}
