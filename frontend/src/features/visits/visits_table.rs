//! Visits as a table; on a phone each row becomes a block.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::registry::door_name;

use super::facts::{done, officers, subjects};
use super::queries::{Part, VisitRow};
use super::shared_views::{Choice, ChoiceBox, days_text, visit_tone};
use super::words::*;
use crate::components::{Badge, Table};
use crate::locales::*;
use crate::routes::Page;

/// How many subjects of a door are named before the rest is counted.
const NAMED: usize = 3;

/// Visits; with a box in each row if something is to be chosen.
#[component]
pub fn VisitsTable(
    /// The visits.
    visits: Vec<VisitRow>,
    /// What is chosen.
    #[prop(optional)]
    choice: Option<Choice>,
) -> impl IntoView {
    let mut headings = [t(DAYS), t(DOOR), t(DEPARTMENTS)].map(str::to_owned).to_vec();
    headings.extend([format!("#{}", t(TEAM_SIZE)), format!("#{}", t(ITEMS_DONE)), t(STATUS).to_owned()]);
    if choice.is_some() {
        headings.insert(0, t(CHOOSE).to_owned());
    }
    view! {
        <div class="stacked">
            <Table caption=t(PLACE_VISITS) headings=headings>
                {visits.into_iter().map(|visit| view! { <Row visit=visit choice=choice /> }).collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn Row(visit: VisitRow, choice: Option<Choice>) -> impl IntoView {
    let (ready, all) = done(&visit.items);
    let id = visit.id.clone().into_inner();
    let behind = visit.items.first().map(|item| item.subject.name.as_str());
    let name = door_name(&visit.site.address, behind).to_owned();
    let status = *visit.status;
    view! {
        <tr>
            {choice
                .map(|choice| view! { <td><ChoiceBox choice=choice id=id.clone() name=name.clone() /></td> })}
            <td class="nowrap" data-label=t(DAYS)>{days_text(&visit.days)}</td>
            <td data-label=t(DOOR_SHORT)>
                <A href=Page::Visit(id).path()>{name}</A>
                <SubjectNames visit=visit.clone() />
            </td>
            <td data-label=t(DEPARTMENTS)><Parts parts=visit.departments.clone() lead=visit.lead.id.clone() /></td>
            <td class="number" data-label=t(TEAM_SIZE)>{officers(&visit.departments)}</td>
            <td class="number nowrap" data-label=t(ITEMS_DONE)>{fill(DONE_OF, &[&ready.to_string(), &all.to_string()])}</td>
            <td data-label=t(STATUS)>
                <Badge text=status.label(lang()) tone=visit_tone(status) />
                {(!visit.opens_door).then(|| view! { <span class="soft small aside">{t(OFF_SITE)}</span> })}
            </td>
        </tr>
    }
}

#[component]
fn SubjectNames(visit: VisitRow) -> impl IntoView {
    let subjects = subjects(&visit.items);
    let count = subjects.len();
    let mut names =
        subjects.into_iter().take(NAMED).map(|subject| subject.name).collect::<Vec<_>>().join(comma());
    if count > NAMED {
        names.push(' ');
        names.push_str(&fill(AND_MORE, &[&count.to_string()]));
    }
    view! { <p class="soft small">{names}</p> }
}

/// Departments with a tick where the head has approved.
#[component]
fn Parts(parts: Vec<Part>, lead: cynic::Id) -> impl IntoView {
    let mut parts = parts;
    parts.sort_by_key(|part| part.department.id != lead);
    view! {
        <ul class="parts">
            {parts
                .into_iter()
                .map(|part| {
                    let (class, mark, word) = match part.approved_at {
                        Some(_) => ("part part-approved", "✓", PART_APPROVED),
                        None => ("part part-waiting", "○", PART_WAITING),
                    };
                    view! {
                        <li class=class>
                            <span aria-hidden="true">{mark}</span>
                            " "
                            {part.department.name}
                            <span class="unseen">{bracketed("", t(word))}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
