//! Each department's approval and its officers; its head fills seats anew.

use leptos::prelude::*;
use shared::access::Action;
use shared::eligibility::OfficerReason;

use super::queries::{Part, Seat, UnfitOfficer, VisitDetail, unfit_officers};
use super::refill::{RefillDialog, Wanted, labels};
use super::words::*;
use crate::api::{Query, use_query};
use crate::components::{Button, Look, Table};
use crate::locales::*;
use crate::state::session::Session;

/// The table.
#[component]
pub fn PartsTable(visit: VisitDetail, query: Query<VisitDetail>) -> impl IntoView {
    let headings = [t(DEPARTMENT), t(APPROVAL), t(OFFICERS)].map(str::to_owned).to_vec();
    let own = Session::expect().department_for(Action::ApproveVisit).map(|id| id.to_string());
    let own = own.filter(|_| !visit.status.is_over());
    let wanted = RwSignal::new(None);
    let id = visit.id.inner().to_owned();
    // Only whoever can act on it is told; asked anew with the visit.
    let unfit = own.clone().map(|_| use_query(move || id.clone(), unfit_officers));
    let mut parts = visit.departments.clone();
    parts.sort_by_key(|part| part.department.id != visit.lead.id);
    let team = visit.team.clone();
    let dialog = own.is_some().then(|| {
        view! { <RefillDialog visit=visit wanted=wanted on_done=Callback::new(move |()| query.reload()) /> }
    });
    view! {
        <section>
            <h2>{t(PARTS)}</h2>
            <div class="stacked">
                <Table caption=t(PARTS) headings=headings>
                    {parts
                        .into_iter()
                        .map(|part| {
                            let seats: Vec<Seat> =
                                team.iter().filter(|seat| seat.department.id == part.department.id).cloned().collect();
                            let may = own.as_deref() == Some(part.department.id.inner());
                            let department = part.department.name.clone();
                            view! {
                                <tr>
                                    <td data-label=t(DEPARTMENT)>{department}</td>
                                    <td class="nowrap" data-label=t(APPROVAL)><Approval part=part.clone() /></td>
                                    <td data-label=t(OFFICERS)>
                                        <Officers part=part seats=seats unfit=unfit wanted=may.then_some(wanted) />
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </Table>
            </div>
            {dialog}
        </section>
    }
}

#[component]
fn Approval(part: Part) -> impl IntoView {
    match part.approved_at {
        None => view! { <span class="waiting">{format!("○ {}", t(PART_WAITING))}</span> }.into_any(),
        Some(at) => {
            let by = part.approved_by.map(|name| fill(APPROVED_BY, &[&name])).unwrap_or_default();
            view! { <div>{by} <p class="soft small">{date_time(at)}</p></div> }.into_any()
        }
    }
}

#[component]
fn Officers(
    part: Part,
    seats: Vec<Seat>,
    unfit: Option<Query<Vec<UnfitOfficer>>>,
    /// Where an act is asked for; none for whoever may not.
    wanted: Option<RwSignal<Option<Wanted>>>,
) -> impl IntoView {
    let vacant = usize::try_from(part.seats).unwrap_or(0).saturating_sub(seats.len());
    let department = part.department;
    let own = department.clone();
    let empty = move || {
        (vacant > 0).then(|| {
            let department = own.clone();
            let fill_in = move |wanted: RwSignal<Option<Wanted>>| {
                let ask = Wanted { department: department.clone(), leaving: None, against: Vec::new() };
                let press = Callback::new(move |()| wanted.set(Some(ask.clone())));
                view! { <Button label=t(REFILL_VACANT) look=Look::Quiet on_press=press /> }
            };
            view! {
                <li>
                    <span class="waiting">{fill(VACANT, &[&vacant.to_string()])}</span>
                    {wanted.map(fill_in)}
                </li>
            }
        })
    };
    view! {
        <ul class="officers">
            {seats
                .into_iter()
                .map(|seat| view! { <Member seat=seat unfit=unfit wanted=wanted /> })
                .collect_view()}
            {empty()}
        </ul>
    }
}

#[component]
fn Member(
    seat: Seat,
    unfit: Option<Query<Vec<UnfitOfficer>>>,
    wanted: Option<RwSignal<Option<Wanted>>>,
) -> impl IntoView {
    let until = fill(CERTIFICATE_TO, &[&seat.inspector.cert_valid_to.0.to_string()]);
    let name = seat.inspector.name.clone();
    let (id, leader) = (seat.inspector.id.clone(), seat.leader);
    let against = Memo::new(move |_| -> Vec<OfficerReason> {
        let all = unfit.and_then(Query::data).unwrap_or_default();
        let own = all.into_iter().find(|officer| officer.inspector.id == id);
        own.map(|officer| officer.reasons.into_iter().map(|reason| *reason).collect()).unwrap_or_default()
    });
    let line = format!("{} {} · {until}", t(CERTIFICATE), seat.inspector.cert_no);
    let change = wanted.map(|wanted| {
        let label = fill(REFILL_OF, &[&name]);
        let press = move |_| {
            let (department, leaving) = (seat.department.clone(), Some(seat.inspector.clone()));
            wanted.set(Some(Wanted { department, leaving, against: against.get_untracked() }));
        };
        view! { <button type="button" class="button quiet" aria-label=label on:click=press>{t(REFILL)}</button> }
    });
    view! {
        <li>
            {name}
            {leader.then(|| view! { <span class="tag">{t(TEAM_LEADER)}</span> })}
            <span class="soft small">{line}</span>
            {change}
            {move || {
                let against = against.get();
                (!against.is_empty()).then(|| view! { <p class="waiting">{fill(UNFIT, &[&labels(&against)])}</p> })
            }}
        </li>
    }
}
