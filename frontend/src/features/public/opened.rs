//! The doors of a draw whose outcome is open: each from its notice time on, all with the whole list.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::components::A;
use shared::visit::VisitStatus;

use super::words::*;
use crate::api::{self, ApiError, Coded, Date, Instant, schema, use_query};
use crate::components::{Badge, Table, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Department;

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PublicSubject")]
struct Firm {
    name: String,
    uscc: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "OpenedDoor")]
struct Door {
    address: String,
    status: Coded<VisitStatus>,
    checked_in_at: Option<Instant>,
    subjects: Vec<Firm>,
    departments: Vec<Department>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "OpenedDoors")]
struct Doors {
    count: i32,
    doors: Vec<Door>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "DrawReport")]
struct Report {
    visits: i32,
    off_site: i32,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Attempt")]
struct Attempt {
    report: Option<Report>,
}

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PublicWave")]
struct Wave {
    code: String,
    is_open: bool,
    sealed_until: Option<Date>,
    attempts: Vec<Attempt>,
    opened: Doors,
}

#[derive(cynic::QueryVariables)]
struct ByCode {
    code: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByCode")]
struct OpenedQuery {
    #[arguments(code: $code)]
    public_wave: Option<Wave>,
}

async fn opened(code: String) -> Result<Option<Wave>, ApiError> {
    Ok(api::run(OpenedQuery::build(ByCode { code })).await?.public_wave)
}

/// How many doors of a draw are open, and which.
#[component]
pub fn Opened(
    /// The wave's code.
    code: String,
) -> impl IntoView {
    let key = StoredValue::new(code);
    let query = use_query(|| (), move |()| opened(key.get_value()));
    loaded_or(query, 3, |found: Option<Wave>| found.and_then(shown))
}

/// Nothing before the draw.
fn shown(wave: Wave) -> Option<impl IntoView> {
    let report = wave.attempts.iter().find_map(|attempt| attempt.report.clone())?;
    let (all, count) = (report.visits + report.off_site, wave.opened.count);
    let count_words = number(i64::from(count));
    let words = match wave.sealed_until {
        _ if wave.is_open => fill(OPENED_ALL, &[&count_words]),
        Some(day) => fill(OPENED_SOME, &[&count_words, &number(i64::from(all)), &date(day.0)]),
        None => t(OPENED_NONE).to_owned(),
    };
    let doors = wave.opened.doors;
    let listed = i32::try_from(doors.len()).unwrap_or(i32::MAX);
    let first = (listed < count).then(|| fill(OPENED_FIRST, &[&listed.to_string()]));
    Some(view! {
        <section class="stack" id="opened">
            <h2>{t(OPENED_TITLE)}</h2>
            <p>{words} " " {first}</p>
            {(!doors.is_empty())
                .then(|| {
                    view! {
                        <details class="towns-table">
                            <summary>{t(DETAILS)} <span class="unseen">{t(OPENED_TITLE)}</span></summary>
                            <DoorTable wave=wave.code doors=doors />
                        </details>
                    }
                })}
        </section>
    })
}

#[component]
fn DoorTable(wave: String, doors: Vec<Door>) -> impl IntoView {
    let headings = [t(DOOR), t(FIRMS), t(DEPARTMENTS), t(STATUS), t(CAME)];
    view! {
        <div class="stacked">
            <Table caption=t(OPENED_TITLE) headings=headings.map(str::to_owned).to_vec()>
                {doors
                    .into_iter()
                    .map(|door| {
                        let names: Vec<String> = door.departments.into_iter().map(|one| one.name).collect();
                        let firms = firms(&wave, door.subjects);
                        view! {
                            <tr>
                                <td data-label=t(DOOR)>{door.address}</td>
                                <td data-label=t(FIRMS)>{firms}</td>
                                <td data-label=t(DEPARTMENTS)>{names.join(comma())}</td>
                                <td data-label=t(STATUS)><Badge text=door.status.label(lang()) tone=Tone::Neutral /></td>
                                <td class="nowrap" data-label=t(CAME)>{door.checked_in_at.map(date_time)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// Each firm leads to what it is told.
fn firms(wave: &str, firms: Vec<Firm>) -> impl IntoView + use<> {
    let wave = wave.to_owned();
    firms
        .into_iter()
        .map(move |firm| match firm.uscc {
            Some(code) => {
                let page = Page::PublicWhyFirm(wave.clone(), code).path();
                view! { <A href=page attr:class="block">{firm.name}</A> }.into_any()
            }
            None => view! { <span class="block">{firm.name}</span> }.into_any(),
        })
        .collect_view()
}
