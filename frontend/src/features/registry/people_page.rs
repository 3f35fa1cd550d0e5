//! The library of inspectors, and the experts who assist them.

use leptos::prelude::*;
use shared::registry::facets::{Chosen, OF_INSPECTORS};
use shared::registry::{Certificate, LibraryKind, certificate};

use super::experts::Experts;
use super::facet_bar::{FacetBar, Facets};
use super::inspector_history::InspectorHistory;
use super::library_queries::{Counts, inspector_facets};
use super::library_words::SEE_HISTORY;
use super::people_queries::{InspectorFilter, InspectorRow, inspectors, today};
use super::views_bar::ViewsBar;
use super::words::*;
use crate::api::{Query, use_paged, use_query};
use crate::components::{
    Badge, Button, EmptyState, FilterDate, FilterSearch, Look, PageHead, PagedTable, Tone,
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

/// Whose history is looked at, for rows that open it.
#[derive(Clone, Copy)]
struct History(RwSignal<Option<(cynic::Id, String)>>);

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
    let (text, day) = (Filter::of_address("q"), Filter::of_address("valid"));
    let facets = Facets::of_address(LibraryKind::Inspectors, &OF_INSPECTORS);
    let history = RwSignal::new(None::<(cynic::Id, String)>);
    provide_context(Today(use_query(|| (), |()| today())));
    provide_context(History(history));
    let own = StoredValue::new_local(facets.clone());
    let wanted = move || {
        let chosen = own.with_value(Facets::chosen);
        InspectorFilter::new(text.get(), day.get().parse().ok(), &chosen)
    };
    let list = use_paged(wanted, inspectors);
    let everybody =
        use_query(|| (), |()| inspector_facets(InspectorFilter::new(String::new(), None, &Chosen::new())));
    let now = use_query(wanted, inspector_facets);
    // While they are counted anew the last ones stand.
    let counts =
        Memo::new(move |last: Option<&Counts>| now.data().or_else(|| last.cloned()).unwrap_or_default());
    let count = move || {
        list.query
            .data()
            .map(|page| fill(PEOPLE_COUNT, &[&number(i64::from(page.total))]))
            .unwrap_or_default()
    };
    let headings = [
        t(PERSON),
        t(DEPARTMENT),
        t(CERTIFICATE),
        t(VALIDITY),
        t(FIELDS),
        t(TERRITORY),
        t(STATUS),
        t(HISTORY),
    ]
    .map(str::to_owned)
    .to_vec();
    view! {
        <ViewsBar library=LibraryKind::Inspectors />
        <FacetBar
            facets=facets
            universe=Signal::derive(move || everybody.data())
            counts=counts
            others=vec![text, day]
        >
            <FilterSearch label=t(SEARCH_INSPECTORS) filter=text />
            <FilterDate label=t(VALID_ON) filter=day />
        </FacetBar>
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
        <InspectorHistory of=history />
    }
}

#[component]
fn InspectorLine(row: InspectorRow) -> impl IntoView {
    let Today(today) = expect_context();
    let History(history) = expect_context();
    let whose = StoredValue::new((row.id.clone(), row.name.clone()));
    let see = Callback::new(move |()| history.set(Some(whose.get_value())));
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
            <td class="nowrap"><Button label=t(SEE_HISTORY) look=Look::Quiet on_press=see /></td>
        </tr>
    }
}
