//! The list of joint items, published and withdrawn here.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::components::A;
use shared::ErrorCode;
use shared::access::Action;
use shared::catalogue::{ItemClass, ItemStatus};

use super::bulk::{Bulk, Picked};
use super::list_words::LISTS;
use super::model::validity_problem;
use super::own_words::{NEW_ITEM, NEW_JOINT, OWN_BADGE, REPORT};
use super::queries::{ItemRow, JointItemFilter, items, today};
use super::shared_views::{cap_text, class_tone, status_tone, validity_text};
use super::words::*;
use crate::api::{Coded, PagedQuery, Query, use_paged, use_query};
use crate::components::{
    Badge, Choices, EmptyState, FilterRow, FilterSearch, FilterSelect, PageHead, PagedTable, Tone,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// What rows need to know beside themselves.
#[derive(Clone, Copy)]
struct RowContext {
    picked: Picked,
    may_publish: bool,
    today: Query<chrono::NaiveDate>,
}

/// The page.
#[component]
pub fn ItemsPage() -> impl IntoView {
    let filters = ["q", "class", "status", "department"].map(Filter::of_address);
    let [text, class, status, department] = filters;
    let list = use_paged(
        move || (text.get(), class.get(), status.get(), department.get()),
        |(text, class, status, department), after| {
            let given = |text: String| Some(text).filter(|text| !text.is_empty());
            let filter = JointItemFilter {
                class: ItemClass::parse(&class).map(Coded),
                department_id: given(department).map(cynic::Id::new),
                status: ItemStatus::parse(&status).map(Coded),
                text: given(text),
            };
            items(filter, after)
        },
    );
    let picked = Picked::default();
    // What is no longer listed is not acted on.
    Effect::new(move |_| {
        let listed: BTreeSet<String> = list
            .query
            .data()
            .map(|page| page.items)
            .unwrap_or_default()
            .into_iter()
            .map(|row| row.id.into_inner())
            .collect();
        picked.keep(&listed);
    });
    let session = Session::expect();
    let may_publish = session.may_everywhere(Action::EditCatalogue);
    let may_make = session.department_for(Action::EditCatalogue).is_some();
    provide_context(RowContext { picked, may_publish, today: use_query(|| (), |()| today()) });
    let count = move || {
        list.query.data().map(|page| fill(ITEMS_COUNT, &[&number(i64::from(page.total))])).unwrap_or_default()
    };
    view! {
        <PageHead title=t(PLACE_ITEMS) note=t(ITEMS_NOTE)>
            <A href=Page::ItemReport.path()>{t(REPORT)}</A>
            <A href=Page::ItemLists.path()>{t(LISTS)}</A>
            {may_make.then(|| view! { <A href=Page::NewItem.path() attr:class="button">{t(NEW_ITEM)}</A> })}
            {may_publish.then(|| view! { <A href=Page::NewJoint.path() attr:class="button button-primary">{t(NEW_JOINT)}</A> })}
        </PageHead>
        <ItemFilters filters=filters />
        <div class="list-head">
            <p role="status">{count}</p>
            {may_publish.then(|| view! { <PickAll list=list picked=picked /> })}
        </div>
        <ItemList list=list filters=filters may_publish=may_publish />
        {may_publish.then(|| view! { <Bulk list=list picked=picked /> })}
    }
}

#[component]
fn ItemFilters(filters: [Filter; 4]) -> impl IntoView {
    let [text, class, status, department] = filters;
    let reference = Reference::of_area();
    let departments = Signal::derive(move || {
        let departments = reference.get().departments.into_iter().filter(|row| row.can_inspect);
        departments.map(|row| (row.id.into_inner(), row.name)).collect::<Choices>()
    });
    let classes = Signal::stored(choices(ItemClass::ALL, ItemClass::as_str, ItemClass::label));
    let statuses = Signal::stored(choices(ItemStatus::ALL, ItemStatus::as_str, ItemStatus::label));
    view! {
        <FilterRow filters=filters.to_vec()>
            <FilterSearch label=t(SEARCH_ITEMS) filter=text />
            <FilterSelect label=t(CLASS) filter=class choices=classes />
            <FilterSelect label=t(STATUS) filter=status choices=statuses />
            <FilterSelect label=t(DEPARTMENT) filter=department choices=departments />
        </FilterRow>
    }
}

/// A box for all that are listed.
#[component]
fn PickAll(list: PagedQuery<ItemRow>, picked: Picked) -> impl IntoView {
    let listed = move || list.query.data().map(|page| page.items).unwrap_or_default();
    let all = move || {
        let rows = listed();
        !rows.is_empty() && rows.iter().all(|row| picked.has(row.id.inner()))
    };
    let toggle = move |all: bool| {
        for row in untrack(listed) {
            picked.set(row.id.into_inner(), all);
        }
    };
    view! {
        <label class="pick">
            <input type="checkbox" prop:checked=all on:change=move |event| toggle(event_target_checked(&event)) />
            {t(PICK_ALL)}
        </label>
    }
}

#[component]
fn ItemList(list: PagedQuery<ItemRow>, filters: [Filter; 4], may_publish: bool) -> impl IntoView {
    let names = [CODE, ITEM, FIELD, LEAD_AND_PARTNERS, CLASS, CAP, TAG, VALIDITY, STATUS];
    let mut headings: Vec<String> = names.map(|name| t(name).to_owned()).to_vec();
    headings[5].insert(0, '#');
    if may_publish {
        headings.insert(0, t(PICK).to_owned());
    }
    let empty = move || {
        if filters.iter().any(|filter| !filter.get().is_empty()) {
            view! { <EmptyState title=t(NOTHING_FOUND) text=t(NO_MATCH_TEXT) /> }.into_any()
        } else {
            view! { <EmptyState title=t(NO_ITEMS) text=t(NO_ITEMS_TEXT) /> }.into_any()
        }
    };
    view! {
        <div class="as-cards">
            <PagedTable
                list=list
                caption=t(PLACE_ITEMS)
                headings=headings
                key=|row| (row.id.clone(), row.status.0)
                row=|row| view! { <ItemLine row=row /> }
                empty=empty
            />
        </div>
    }
}

#[component]
fn ItemLine(row: ItemRow) -> impl IntoView {
    let RowContext { picked, may_publish, today } = expect_context();
    let (from, to, status) = (row.valid_from, row.valid_to, *row.status);
    let expired = move || {
        let problem = validity_problem(status, from.map(|day| day.0), to.map(|day| day.0), today.data()?);
        (problem == Some(ErrorCode::ItemExpired))
            .then(|| view! { " " <Badge text=t(NOT_VALID_NOW) tone=Tone::Warn /> })
    };
    let id = row.id.inner().to_owned();
    let (own, changed) = (id.clone(), id.clone());
    let mut departments = row.departments.into_iter().map(|department| department.name);
    let lead = departments.next().unwrap_or_default();
    let partners: Vec<String> = departments.collect();
    view! {
        <tr>
            {may_publish
                .then(|| {
                    view! {
                        <td class="card-pick">
                            <input
                                type="checkbox"
                                aria-label=fill(PICK_ITEM, &[&row.code])
                                prop:checked=move || picked.has(&own)
                                on:change=move |event| picked.set(changed.clone(), event_target_checked(&event))
                            />
                        </td>
                    }
                })}
            <td class="nowrap">{row.code}</td>
            <td class="card-title">
                <A href=Page::Item(id).path()>{row.name}</A>
                {row.owner.map(|_| view! { " " <Badge text=t(OWN_BADGE) tone=Tone::Neutral /> })}
            </td>
            <td class="item-field">{row.field}</td>
            <td class="card-line">
                <strong>{lead}</strong>
                {(!partners.is_empty()).then(|| view! { <span class="soft">{format!("{}{}", comma(), partners.join(comma()))}</span> })}
            </td>
            <td class="nowrap"><Badge text=row.class.label(lang()) tone=class_tone(*row.class) /></td>
            <td class="number nowrap" data-label=t(CAP)>{cap_text(row.cap_basis_points)}</td>
            <td class="nowrap" data-label=t(TAG)>{row.tag.unwrap_or_else(|| t(TAG_ALL).to_owned())}</td>
            <td class="nowrap" data-label=t(VALIDITY)>{validity_text(from, to)} {expired}</td>
            <td class="nowrap"><Badge text=row.status.label(lang()) tone=status_tone(status) /></td>
        </tr>
    }
}
