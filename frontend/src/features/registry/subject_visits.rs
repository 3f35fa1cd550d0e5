//! The last visits to a subject.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::visit::VisitStatus;

use super::queries::{Visit, VisitItem};
use super::words::*;
use crate::components::{Badge, EmptyState, Table, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The visits, newest first; of each, what was found at this subject.
#[component]
pub fn LastVisits(visits: Vec<Visit>, subject: cynic::Id) -> impl IntoView {
    let headings =
        [t(DATE), t(STATUS), t(VISIT_BY), t(WHAT_AND_RESULT), t(ACTIONS)].map(str::to_owned).to_vec();
    let none = visits.is_empty();
    view! {
        <section class="section">
            <h2>{t(LAST_VISITS)}</h2>
            {if none {
                view! { <EmptyState title=t(NO_VISITS) /> }.into_any()
            } else {
                view! {
                    <div class="as-cards">
                        <Table caption=t(LAST_VISITS) headings=headings>
                            {visits.into_iter().map(|visit| view! { <VisitLine visit=visit subject=subject.clone() /> }).collect_view()}
                        </Table>
                    </div>
                }
                    .into_any()
            }}
        </section>
    }
}

#[component]
fn VisitLine(visit: Visit, subject: cynic::Id) -> impl IntoView {
    let session = Session::expect();
    let may_see = visit.departments.iter().any(|row| session.may_for(Action::ReadVisits, &row.department.id));
    let tone = if *visit.status == VisitStatus::Completed { Tone::Good } else { Tone::Warn };
    let departments: Vec<String> = visit.departments.into_iter().map(|row| row.department.name).collect();
    let items: Vec<VisitItem> = visit.items.into_iter().filter(|item| item.subject.id == subject).collect();
    view! {
        <tr>
            <td class="nowrap card-title">{date(visit.first_day.0)}</td>
            <td>
                <Badge text=visit.status.label(lang()) tone=tone />
                {visit.not_possible_reason.map(|reason| view! { <p class="soft small">{reason}</p> })}
            </td>
            <td class="card-line">{departments.join(comma())}</td>
            <td class="card-line">
                <ul class="plain-list">{items.into_iter().map(|item| view! { <ItemLine item=item /> }).collect_view()}</ul>
            </td>
            <td class="nowrap">
                {may_see.then(|| view! { <A href=Page::Visit(visit.id.into_inner()).path()>{t(VISIT_LINK)}</A> })}
            </td>
        </tr>
    }
}

#[component]
fn ItemLine(item: VisitItem) -> impl IntoView {
    let (word, tone) = match item.result {
        Some(result) if result.code.is_problem() => (result.code.label(lang()), Tone::Bad),
        Some(result) => (result.code.label(lang()), Tone::Good),
        None => (t(NO_RESULT), Tone::Neutral),
    };
    view! { <li>{item.item.name} " " <span class="soft">{item.department.name}</span> " " <Badge text=word tone=tone /></li> }
}
