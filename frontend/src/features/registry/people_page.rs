//! The library of inspectors, and the experts who assist them.

use leptos::prelude::*;

use super::experts::Experts;
use super::model::{Certificate, certificate};
use super::people_queries::{InspectorFilter, InspectorRow, inspectors, today};
use super::words::*;
use crate::api::{Date, Query, use_paged, use_query};
use crate::components::{
    Badge, Choices, EmptyState, FilterDate, FilterRow, FilterSearch, FilterSelect, PageHead, PagedTable, Tone,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::Reference;

/// Value of the tab in the address.
const EXPERTS: &str = "experts";

/// The day, for rows that are told of it.
#[derive(Clone, Copy)]
struct Today(Query<chrono::NaiveDate>);

/// The page.
#[component]
pub fn InspectorsPage() -> impl IntoView {
    let tab = Filter::of_address("tab");
    let experts = move || tab.get() == EXPERTS;
    view! {
        <PageHead title=t(PLACE_INSPECTORS) note=t(INSPECTORS_NOTE) />
        <nav class="tabs" aria-label=t(PLACE_INSPECTORS)>
            <a href=Page::Inspectors.path() aria-current=move || (!experts()).then_some("page")>{t(TAB_INSPECTORS)}</a>
            <a href=format!("{}?tab={EXPERTS}", Page::Inspectors.path()) aria-current=move || experts().then_some("page")>
                {t(TAB_EXPERTS)}
            </a>
        </nav>
        {move || if experts() { view! { <Experts /> }.into_any() } else { view! { <Inspectors /> }.into_any() }}
    }
}

#[component]
fn Inspectors() -> impl IntoView {
    let (text, department, day) =
        (Filter::of_address("q"), Filter::of_address("department"), Filter::of_address("valid"));
    provide_context(Today(use_query(|| (), |()| today())));
    let list = use_paged(
        move || (text.get(), department.get(), day.get()),
        |(text, department, day), after| {
            let given = |text: String| Some(text).filter(|text| !text.is_empty());
            let filter = InspectorFilter {
                department_id: given(department).map(cynic::Id::new),
                text: given(text),
                valid_on: day.parse().ok().map(Date),
            };
            inspectors(filter, after)
        },
    );
    let reference = Reference::of_area();
    let departments = Signal::derive(move || {
        let departments = reference.get().departments.into_iter().filter(|row| row.can_inspect);
        departments.map(|row| (row.id.into_inner(), row.name)).collect::<Choices>()
    });
    let count = move || {
        list.query
            .data()
            .map(|page| fill(PEOPLE_COUNT, &[&number(i64::from(page.total))]))
            .unwrap_or_default()
    };
    let headings =
        [t(PERSON), t(DEPARTMENT), t(CERTIFICATE), t(VALIDITY), t(FIELDS), t(TERRITORY), t(STATUS)]
            .map(str::to_owned)
            .to_vec();
    view! {
        <FilterRow filters=vec![text, department, day]>
            <FilterSearch label=t(SEARCH_INSPECTORS) filter=text />
            <FilterSelect label=t(DEPARTMENT) filter=department choices=departments />
            <FilterDate label=t(VALID_ON) filter=day />
        </FilterRow>
        <div class="list-head">
            <p role="status">{count}</p>
            <p class="soft small">{t(NOT_MATCHED)}</p>
        </div>
        <div class="as-cards">
            <PagedTable
                list=list
                caption=t(TAB_INSPECTORS)
                headings=headings
                key=|row| row.id.clone()
                row=|row| view! { <InspectorLine row=row /> }
                empty=|| view! { <EmptyState title=t(NOTHING_FOUND) /> }
            />
        </div>
    }
}

#[component]
fn InspectorLine(row: InspectorRow) -> impl IntoView {
    let Today(today) = expect_context();
    let reference = Reference::of_area();
    let (from, to) = (row.cert_valid_from.0, row.cert_valid_to.0);
    let warning = move || {
        let (word, tone) = match certificate(from, to, today.data()?) {
            Certificate::Valid => return None,
            Certificate::Soon => (CERT_SOON, Tone::Warn),
            Certificate::Expired => (CERT_EXPIRED, Tone::Bad),
            Certificate::Future => (CERT_FUTURE, Tone::Warn),
        };
        Some(view! { " " <Badge text=t(word) tone=tone /> })
    };
    let towns = row.towns;
    let places = move || {
        let lists = reference.get();
        if towns.is_empty() {
            t(ALL_TOWNS).to_owned()
        } else {
            towns.iter().map(|code| lists.division(code)).collect::<Vec<_>>().join(comma())
        }
    };
    let fields = if row.fields.is_empty() { t(ALL_FIELDS).to_owned() } else { row.fields.join(comma()) };
    view! {
        <tr>
            <td class="card-title">
                <span class="person">{row.name}</span>
                " "
                <span class="soft small mono nowrap">{row.code}</span>
            </td>
            <td class="nowrap">{row.department.name}</td>
            <td class="nowrap mono">{row.cert_no}</td>
            <td class="nowrap">{format!("{from} — {to}")} {warning}</td>
            <td class="card-line" data-label=t(FIELDS)>{fields}</td>
            <td class="card-line" data-label=t(TERRITORY)>{places}</td>
            <td class="nowrap">
                {if row.active {
                    view! { <span class="soft">{t(IN_SERVICE)}</span> }.into_any()
                } else {
                    view! { <Badge text=t(NOT_IN_SERVICE) /> }.into_any()
                }}
            </td>
        </tr>
    }
}
