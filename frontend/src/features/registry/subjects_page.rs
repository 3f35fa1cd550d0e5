//! The library of subjects.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::registry::LibraryKind;
use shared::registry::facets::OF_SUBJECTS;

use super::bulk_bar::{BulkBar, Picked};
use super::facet_bar::{FacetBar, Facets};
use super::library_queries::{Counts, subject_facets};
use super::library_words::{PICK, PICK_ROW, REPORTS};
use super::model::Wanted;
use super::queries::{SubjectRow, subjects};
use super::shared_views::{CreditCode, Tags, own_division, place_text, risk_tone, status_view};
use super::views_bar::ViewsBar;
use super::words::*;
use crate::api::{PagedQuery, use_paged, use_query};
use crate::components::{Badge, EmptyState, FilterCheck, FilterSearch, PageHead, PagedTable};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// The filters of the page beside the facets. A copy of signals.
#[derive(Clone, Copy)]
struct Filters {
    text: Filter,
    code: Filter,
    order: Filter,
}

/// Value of the code filter for codes that are not valid, and of the order for names.
const INVALID: &str = "invalid";
const BY_NAME: &str = "name";

/// The list.
#[component]
pub fn SubjectsPage() -> impl IntoView {
    let filters = Filters {
        text: Filter::of_address("q"),
        code: Filter::of_address("code"),
        order: Filter::of_address("order"),
    };
    let facets = Facets::of_address(LibraryKind::Subjects, &OF_SUBJECTS);
    let own = StoredValue::new_local(facets.clone());
    let wanted = move || Wanted {
        text: filters.text.get(),
        chosen: own.with_value(Facets::chosen),
        invalid_code: filters.code.get() == INVALID,
        by_name: filters.order.get() == BY_NAME,
    };
    let list = use_paged(wanted, subjects);
    let everything = use_query(|| (), |()| subject_facets(Wanted::default()));
    let now = use_query(move || Wanted { by_name: false, ..wanted() }, subject_facets);
    // While they are counted anew the last ones stand.
    let counts =
        Memo::new(move |last: Option<&Counts>| now.data().or_else(|| last.cloned()).unwrap_or_default());
    let session = Session::expect();
    let (may_import, may_change) = (session.may(Action::EditSubjects), session.may(Action::BulkEditSubjects));
    let picked = Picked::default();
    provide_context(Picking(may_change.then_some(picked)));
    let count = move || {
        list.query
            .data()
            .map(|page| fill(SUBJECTS_COUNT, &[&number(i64::from(page.total))]))
            .unwrap_or_default()
    };
    let narrowed = move || {
        let wanted = wanted();
        !wanted.text.is_empty() || !wanted.chosen.is_empty() || wanted.invalid_code
    };
    view! {
        <PageHead title=t(PLACE_SUBJECTS) note=t(SUBJECTS_NOTE)>
            <A href=Page::SourceReports.path() attr:class="button">{t(REPORTS)}</A>
            {may_import.then(|| view! { <A href=Page::Imports.path() attr:class="button">{t(PLACE_IMPORTS)}</A> })}
        </PageHead>
        <ViewsBar library=LibraryKind::Subjects />
        <FacetBar
            facets=facets
            universe=Signal::derive(move || everything.data())
            counts=counts
            others=vec![filters.text, filters.code]
        >
            <FilterSearch label=t(SEARCH_SUBJECTS) filter=filters.text />
            <FilterCheck label=t(INVALID_ONLY) filter=filters.code value=INVALID />
        </FacetBar>
        <div class="list-head">
            <p role="status">{count}</p>
            <Order order=filters.order />
        </div>
        <SubjectList list=list narrowed=Signal::derive(narrowed) picks=may_change />
        {may_change.then(|| view! { <BulkBar list=list picked=picked wanted=Signal::derive(wanted) /> })}
    }
}

/// What is chosen, for rows that may be.
#[derive(Clone, Copy)]
struct Picking(Option<Picked>);

#[component]
fn SubjectList(list: PagedQuery<SubjectRow>, narrowed: Signal<bool>, picks: bool) -> impl IntoView {
    let own = [t(NAME), t(USCC), t(KIND), t(TOWN), t(TAGS), t(RISK), t(STATUS)];
    let headings = picks.then(|| t(PICK)).into_iter().chain(own).map(str::to_owned).collect();
    let empty = move || {
        if narrowed.get() {
            view! { <EmptyState title=t(NOTHING_FOUND) text=t(NO_MATCH_TEXT) /> }.into_any()
        } else {
            view! { <NothingYet /> }.into_any()
        }
    };
    view! {
        <div class="as-cards">
            <PagedTable
                list=list
                caption=t(PLACE_SUBJECTS)
                headings=headings
                key=|row| (row.id.clone(), row.tags.clone(), row.risk_class)
                row=|row| view! { <SubjectLine row=row /> }
                empty=empty
            />
        </div>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    let may_import = Session::expect().may(Action::EditSubjects);
    view! {
        <EmptyState title=t(NO_SUBJECTS) text=t(NO_SUBJECTS_TEXT)>
            {may_import.then(|| view! { <A href=Page::Imports.path() attr:class="button button-primary">{t(PLACE_IMPORTS)}</A> })}
        </EmptyState>
    }
}

/// The order of the list, in the address too.
#[component]
fn Order(order: Filter) -> impl IntoView {
    view! {
        <label class="list-order">
            <span>{t(ORDER)}</span>
            <select name=order.name() on:change=move |event| order.set(event_target_value(&event))>
                <option value="" selected=move || order.get() != BY_NAME>{t(ORDER_ENTRY)}</option>
                <option value=BY_NAME selected=move || order.get() == BY_NAME>{t(ORDER_NAME)}</option>
            </select>
        </label>
    }
}

#[component]
fn SubjectLine(row: SubjectRow) -> impl IntoView {
    let reference = Reference::of_area();
    let division = own_division();
    let place = move || place_text(&reference.get(), &division, &row.located_in);
    let Picking(picked) = expect_context();
    let pick = picked.map(|picked| {
        let (id, own) = (row.id.inner().to_owned(), row.id.inner().to_owned());
        let label = fill(PICK_ROW, &[&row.name]);
        view! {
            <td class="pick-cell card-pick">
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || picked.has(&id)
                    on:change=move |event| picked.set(own.clone(), event_target_checked(&event))
                />
            </td>
        }
    });
    view! {
        <tr>
            {pick}
            <td class="card-title"><A href=Page::Subject(row.id.into_inner()).path()>{row.name}</A></td>
            <td class="card-line"><CreditCode code=row.uscc wrong=row.uscc_problem.is_some() /></td>
            <td class="nowrap">{row.kind.label(lang())}</td>
            <td class="nowrap">{place}</td>
            <td><Tags tags=row.tags /></td>
            <td class="nowrap"><Badge text=row.risk_class.label(lang()) tone=risk_tone(*row.risk_class) /></td>
            <td class="nowrap">{status_view(*row.status)}</td>
        </tr>
    }
}
