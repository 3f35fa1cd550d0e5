//! What waits for this person, each as a link to where it is done.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::planning::LineStatus;

use super::account_queries::account_figures;
use super::queries::{ToDo, WaitingLine, waiting_lines};
use super::words::*;
use crate::api::{ApiError, Date, Query, use_query};
use crate::components::{EmptyState, loaded};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// An entry of the list.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    name: Text,
    count: i32,
    path: String,
    lines: Vec<WaitingLine>,
}

impl Entry {
    fn new(name: Text, count: i32, path: impl Into<String>) -> Self {
        Self { name, count, path: path.into(), lines: Vec::new() }
    }
}

/// The list, or a friendly nothing.
#[component]
pub fn TodoPart(
    /// What waits.
    query: Query<(ToDo, Date)>,
) -> impl IntoView {
    let session = Session::expect();
    let lines = waiting(session);
    let accounts = accounts_waiting(session);
    view! {
        <section class="section">
            <h2>{t(TODO)}</h2>
            {loaded(query, move |(to_do, _)| {
                let mut entries = entries(to_do, &lines.data().unwrap_or_default());
                entries.extend(accounts.data().unwrap_or_default());
                entries.retain(|entry| entry.count > 0);
                view! { <Entries entries=entries /> }
            })}
        </section>
    }
}

/// Lines that wait for one's department, named one by one: each is somewhere else.
fn waiting(session: Session) -> Query<Vec<WaitingLine>> {
    let own = session
        .department_for(Action::ProposeLine)
        .or_else(|| session.department_for(Action::SignLine))
        .map(|id| id.to_string());
    use_query(
        || (),
        move |()| {
            let own = own.clone();
            async move {
                match own {
                    Some(department) => waiting_lines(department).await,
                    None => Ok(Vec::new()),
                }
            }
        },
    )
}

/// Accounts that wait for one of the administrators.
fn accounts_waiting(session: Session) -> Query<Vec<Entry>> {
    let (grants, manages) = (session.may(Action::GrantRoles), session.may(Action::ManageUsers));
    use_query(
        || (),
        move |()| async move {
            if !grants && !manages {
                return Ok::<Vec<Entry>, ApiError>(Vec::new());
            }
            let figures = account_figures().await?;
            let users = |query: &str| format!("{}?{query}=1", Page::Users.path());
            let roles = Entry::new(DO_ROLES, figures.without_role.total_count, users("norole"));
            let locked = Entry::new(DO_LOCKED, figures.locked.total_count, users("locked"));
            Ok(if grants { vec![roles] } else { vec![locked] })
        },
    )
}

fn entries(to_do: ToDo, lines: &[WaitingLine]) -> Vec<Entry> {
    let of = |statuses: &[LineStatus]| {
        lines.iter().filter(|line| statuses.contains(&line.status)).cloned().collect::<Vec<_>>()
    };
    let plans = Page::Plans.path();
    let named = |name, count, statuses: &[LineStatus]| Entry {
        lines: of(statuses),
        ..Entry::new(name, count, plans.clone())
    };
    vec![
        Entry::new(DO_VISITS_TODAY, to_do.visits_today, Page::Today.path()),
        named(DO_FINISH, to_do.lines_to_finish, &[LineStatus::Draft, LineStatus::Returned]),
        named(DO_CONFIRM, to_do.lines_to_confirm, &[LineStatus::Confirming]),
        named(DO_SIGN, to_do.lines_to_sign, &[LineStatus::Signing]),
        Entry::new(DO_REVIEW, to_do.lines_to_review, Page::Review.path()),
        Entry::new(DO_APPROVE, to_do.lines_to_approve, Page::Review.path()),
        Entry::new(DO_VISITS, to_do.visits_to_approve, format!("{}?awaiting=1", Page::Visits.path())),
        Entry::new(DO_REPORTS, to_do.reports_to_answer, Page::SourceReports.path()),
        Entry::new(
            DO_CERTIFICATES,
            to_do.certificates_ending,
            format!("{}?tab=certificates", Page::Register.path()),
        ),
        Entry::new(
            DO_RECUSALS,
            to_do.recusals_to_decide,
            format!("{}?tab=recusal&pending=1", Page::Register.path()),
        ),
        Entry::new(DO_RESULTS, to_do.results_to_publish, format!("{}?ready=1", Page::Results.path())),
        Entry::new(DO_WITHHELD, to_do.results_to_review, format!("{}?review=1", Page::Results.path())),
    ]
}

#[component]
fn Entries(entries: Vec<Entry>) -> impl IntoView {
    if entries.is_empty() {
        return view! { <div class="panel home-empty"><EmptyState title=t(TODO_NONE) text=t(TODO_NONE_TEXT) /></div> }.into_any();
    }
    view! {
        <ul class="todo home-todo">
            {entries
                .into_iter()
                .map(|entry| {
                    view! {
                        <li>
                            <A href=entry.path>
                                <span class="todo-count">{number(i64::from(entry.count))}</span>
                                <span>{t(entry.name)}</span>
                            </A>
                            {(!entry.lines.is_empty()).then(|| view! { <Lines lines=entry.lines /> })}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Lines(lines: Vec<WaitingLine>) -> impl IntoView {
    view! {
        <ul class="todo-lines">
            {lines
                .into_iter()
                .map(|line| {
                    let about = fill(LINE_OF, &[&line.plan.year.to_string(), &line.lead.name]);
                    view! {
                        <li>
                            <A href=Page::Line(line.id.into_inner()).path()>{line.title}</A>
                            " "
                            <span class="soft small">{about}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
