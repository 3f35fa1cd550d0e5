//! Certificates that end soon.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::components::A;

use super::eligible_queries::OfficerRef;
use super::register_queries::ending;
use super::shared_views::departments;
use super::words::*;
use crate::api::use_paged;
use crate::components::{Badge, Choices, EmptyState, FilterRow, FilterSelect, PagedTable, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;

/// Choices of days ahead; the server's own number where none is chosen.
const AHEAD: [i32; 4] = [30, 60, 90, 180];
/// Days from which an end is urgent.
const URGENT: i64 = 14;

/// The part of the page.
#[component]
pub fn Certificates(
    /// The day in China.
    today: NaiveDate,
) -> impl IntoView {
    let (department, within) = (Filter::of_address("department"), Filter::of_address("within"));
    let list = use_paged(
        move || (department.get(), within.get()),
        |(department, within), after| {
            let department = Some(department).filter(|id| !id.is_empty()).map(cynic::Id::new);
            ending((within.parse().ok(), department), after)
        },
    );
    provide_context(Today(today));
    let ahead = AHEAD.map(|days| (days.to_string(), fill(WITHIN, &[&days.to_string()])));
    let ahead = Signal::stored(ahead.to_vec() as Choices);
    let headings =
        [PERSON, DEPARTMENT, CERTIFICATE, ENDS_ON, ACTIONS].map(|name| t(name).to_owned()).to_vec();
    view! {
        <FilterRow filters=vec![department, within]>
            <FilterSelect label=t(DEPARTMENT) filter=department choices=departments() />
            <FilterSelect label=t(WITHIN_DAYS) filter=within choices=ahead />
        </FilterRow>
        <div class="stacked section">
            <PagedTable
                list=list
                caption=t(TAB_CERTIFICATES)
                headings=headings
                key=|row| row.id.clone()
                row=|row| view! { <Line row=row /> }
                empty=|| view! { <EmptyState title=t(NO_ENDING) /> }
            />
        </div>
    }
}

/// The day, for rows.
#[derive(Clone, Copy)]
struct Today(NaiveDate);

#[component]
fn Line(row: OfficerRef) -> impl IntoView {
    let Today(today) = expect_context();
    let last = row.cert_valid_to.0;
    let urgent = (last - today).num_days() <= URGENT;
    let tone = if urgent { Tone::Bad } else { Tone::Warn };
    let path = format!("{}?department={}", Page::Inspectors.path(), row.department.id.inner());
    view! {
        <tr>
            <td data-label=t(PERSON)>
                <span class="person">{row.name}</span>
                " "
                <span class="soft small mono nowrap">{row.code}</span>
            </td>
            <td data-label=t(DEPARTMENT)>{row.department.name}</td>
            <td class="mono" data-label=t(CERTIFICATE)>{row.cert_no}</td>
            <td data-label=t(ENDS_ON)><Badge text=last.to_string() tone=tone /></td>
            <td data-label=t(ACTIONS)><A href=path>{t(TO_OFFICERS)}</A></td>
        </tr>
    }
}
