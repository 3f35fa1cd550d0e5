//! The library of subjects.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};

use super::model::{NO_DEPARTMENT, OUTSIDE, Place, REGISTRAR_ONLY, Wanted};
use super::queries::{SubjectRow, subjects};
use super::shared_views::{CreditCode, Tags, own_division, place_text, risk_tone, status_view};
use super::words::*;
use crate::api::{PagedQuery, use_paged, use_query};
use crate::components::{
    Badge, Choices, EmptyState, FilterCheck, FilterRow, FilterSearch, FilterSelect, PageHead, PagedTable,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::{Reference, tags};
use crate::state::session::Session;

/// The filters of the page. A copy of signals.
#[derive(Clone, Copy)]
struct Filters {
    text: Filter,
    kind: Filter,
    place: Filter,
    tag: Filter,
    risk: Filter,
    department: Filter,
    status: Filter,
    code: Filter,
    order: Filter,
}

/// Value of the code filter for codes that are not valid, and of the order for names.
const INVALID: &str = "invalid";
const BY_NAME: &str = "name";

impl Filters {
    fn of_address() -> Self {
        Self {
            text: Filter::of_address("q"),
            kind: Filter::of_address("kind"),
            place: Filter::of_address("town"),
            tag: Filter::of_address("tag"),
            risk: Filter::of_address("risk"),
            department: Filter::of_address("department"),
            status: Filter::of_address("status"),
            code: Filter::of_address("code"),
            order: Filter::of_address("order"),
        }
    }

    fn wanted(self) -> Wanted {
        Wanted {
            text: self.text.get(),
            kind: SubjectKind::parse(&self.kind.get()),
            place: Place::of_address(&self.place.get()),
            tag: self.tag.get(),
            risk_class: RiskClass::parse(&self.risk.get()),
            department: self.department.get(),
            status: SubjectStatus::parse(&self.status.get()),
            invalid_code: self.code.get() == INVALID,
            by_name: self.order.get() == BY_NAME,
        }
    }

    /// Those that narrow the list.
    fn narrowing(self) -> Vec<Filter> {
        vec![self.text, self.kind, self.place, self.tag, self.risk, self.department, self.status, self.code]
    }
}

/// The list.
#[component]
pub fn SubjectsPage() -> impl IntoView {
    let filters = Filters::of_address();
    let list = use_paged(move || filters.wanted(), subjects);
    let may_import = Session::expect().may(Action::EditSubjects);
    let count = move || {
        list.query
            .data()
            .map(|page| fill(SUBJECTS_COUNT, &[&number(i64::from(page.total))]))
            .unwrap_or_default()
    };
    view! {
        <PageHead title=t(PLACE_SUBJECTS) note=t(SUBJECTS_NOTE)>
            {may_import.then(|| view! { <A href=Page::Imports.path() attr:class="button">{t(PLACE_IMPORTS)}</A> })}
        </PageHead>
        <SubjectFilters filters=filters />
        <div class="list-head">
            <p role="status">{count}</p>
            <Order order=filters.order />
        </div>
        <SubjectList list=list filters=filters />
    }
}

#[component]
fn SubjectFilters(filters: Filters) -> impl IntoView {
    let reference = Reference::of_area();
    let division = own_division();
    let in_use = use_query(|| (), |()| tags());
    let towns = Signal::derive(move || {
        let lists = reference.get();
        let whole = (division.clone(), fill(WHOLE_DIVISION, &[&lists.division(&division)]));
        let towns = lists.towns().map(|town| (town.code.clone(), town.name.clone()));
        std::iter::once(whole)
            .chain(towns)
            .chain([(OUTSIDE.to_owned(), t(OUTSIDE_DIVISION).to_owned())])
            .collect::<Choices>()
    });
    let departments = Signal::derive(move || {
        let departments = reference.get().departments.into_iter();
        let departments = departments.map(|row| (row.id.into_inner(), row.name));
        [(NO_DEPARTMENT, WITHOUT_DEPARTMENT), (REGISTRAR_ONLY, WITH_REGISTRAR_ONLY)]
            .map(|(value, name)| (value.to_owned(), t(name).to_owned()))
            .into_iter()
            .chain(departments)
            .collect::<Choices>()
    });
    let tag_choices = Signal::derive(move || {
        let tags = in_use.data().unwrap_or_default().into_iter();
        tags.map(|row| (row.tag.clone(), format!("{} {}", row.tag, number(i64::from(row.count)))))
            .collect::<Choices>()
    });
    let kinds = Signal::stored(choices(SubjectKind::ALL, SubjectKind::as_str, SubjectKind::label));
    let classes = Signal::stored(choices(RiskClass::ALL, RiskClass::as_str, RiskClass::label));
    let statuses = Signal::stored(choices(SubjectStatus::ALL, SubjectStatus::as_str, SubjectStatus::label));
    view! {
        <div class="dense-filters">
            <FilterRow filters=filters.narrowing()>
                <FilterSearch label=t(SEARCH_SUBJECTS) filter=filters.text />
                <FilterSelect label=t(KIND) filter=filters.kind choices=kinds />
                <FilterSelect label=t(TOWN) filter=filters.place choices=towns />
                <FilterSelect label=t(TAGS) filter=filters.tag choices=tag_choices />
                <FilterSelect label=t(RISK) filter=filters.risk choices=classes />
                <FilterSelect label=t(RESPONSIBLE_DEPARTMENT) filter=filters.department choices=departments />
                <FilterSelect label=t(STATUS) filter=filters.status choices=statuses />
                <FilterCheck label=t(INVALID_ONLY) filter=filters.code value=INVALID />
            </FilterRow>
        </div>
    }
}

#[component]
fn SubjectList(list: PagedQuery<SubjectRow>, filters: Filters) -> impl IntoView {
    let headings =
        [t(NAME), t(USCC), t(KIND), t(TOWN), t(TAGS), t(RISK), t(STATUS)].map(str::to_owned).to_vec();
    let narrowed = move || filters.narrowing().into_iter().any(|filter| !filter.get().is_empty());
    let empty = move || {
        if narrowed() {
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
                key=|row| row.id.clone()
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
    view! {
        <tr>
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
