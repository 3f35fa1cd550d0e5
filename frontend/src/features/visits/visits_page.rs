//! The visits: what is planned, going on and over; and what waits for one's approval.

use leptos::prelude::*;
use shared::access::Action;
use shared::visit::VisitStatus;

use super::approve::ApproveDialog;
use super::asked::Asked;
use super::facts::{awaits, picked};
use super::queries::{VisitRow, visits, waves};
use super::shared_views::{Choice, ChoiceBar};
use super::visits_table::VisitsTable;
use super::words::*;
use crate::api::{PagedQuery, use_paged, use_query};
use crate::components::{EmptyState, FilterDate, FilterRow, FilterSelect, MoreButton, PageHead, loaded};
use crate::locales::*;
use crate::state::filters::Filter;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// The parameters of the address.
#[derive(Clone, Copy)]
struct Filters {
    awaiting: Filter,
    wave: Filter,
    status: Filter,
    department: Filter,
    from: Filter,
    to: Filter,
}

impl Filters {
    fn of_address() -> Self {
        Self {
            awaiting: Filter::of_address("awaiting"),
            wave: Filter::of_address("wave"),
            status: Filter::of_address("status"),
            department: Filter::of_address("department"),
            from: Filter::of_address("from"),
            to: Filter::of_address("to"),
        }
    }

    /// What they ask for; only a head has something that awaits them.
    fn asked(self, own: Option<&str>) -> Asked {
        Asked {
            wave: self.wave.get(),
            status: self.status.get(),
            department: self.department.get(),
            from: self.from.get(),
            to: self.to.get(),
            awaiting: own.filter(|_| self.awaiting.get() == "1").map(cynic::Id::new),
        }
    }
}

/// The list.
#[component]
pub fn VisitsPage() -> impl IntoView {
    let own = Session::expect().department_for(Action::ApproveVisit).map(|id| id.to_string());
    let own = StoredValue::new(own);
    let filters = Filters::of_address();
    let asked = move || own.with_value(|own| filters.asked(own.as_deref()));
    let list = use_paged(asked, |asked: Asked, after| visits(asked.into(), after));
    let is_head = own.with_value(Option::is_some);
    view! {
        <PageHead title=t(PLACE_VISITS) note=t(VISITS_NOTE) />
        {is_head.then(|| view! { <Tabs awaiting=filters.awaiting /> })}
        <ListFilters filters=filters />
        {move || match own.get_value() {
            Some(department) if filters.awaiting.get() == "1" => view! { <Approvals list=list department=department /> }.into_any(),
            _ => view! { <Plain list=list /> }.into_any(),
        }}
    }
}

/// All of them, or those that wait.
#[component]
fn Tabs(awaiting: Filter) -> impl IntoView {
    let tab = move |value: &'static str, name: Text| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || if awaiting.get() == value { "true" } else { "false" }
                on:click=move |_| awaiting.set(value.to_owned())
            >
                {t(name)}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=t(TABS)>
            {tab("1", TAB_AWAITING)}
            {tab("", TAB_ALL)}
        </div>
    }
}

#[component]
fn ListFilters(filters: Filters) -> impl IntoView {
    let reads_waves = Session::expect().may(Action::ReadWaves);
    let reference = Reference::of_area();
    let statuses = choices(VisitStatus::ALL, VisitStatus::as_str, VisitStatus::label);
    let departments = Signal::derive(move || {
        let inspecting = reference.get().departments.into_iter().filter(|row| row.can_inspect);
        inspecting.map(|row| (row.id.into_inner(), row.name)).collect::<Vec<_>>()
    });
    let Filters { awaiting, wave, status, department, from, to } = filters;
    view! {
        <FilterRow filters=vec![wave, status, department, from, to]>
            {reads_waves.then(|| view! { <WaveFilter filter=wave /> })}
            {move || {
                let statuses = statuses.clone();
                (awaiting.get() != "1").then(|| view! { <FilterSelect label=t(STATUS) filter=status choices=statuses /> })
            }}
            <FilterSelect label=t(TAKES_PART) filter=department choices=departments />
            <FilterDate label=t(FROM) filter=from />
            <FilterDate label=t(TO) filter=to />
        </FilterRow>
    }
}

#[component]
fn WaveFilter(filter: Filter) -> impl IntoView {
    let query = use_query(|| (), |()| waves());
    let choices = Signal::derive(move || {
        let waves = query.data().unwrap_or_default().into_iter();
        waves.map(|wave| (wave.id.into_inner(), format!("{} {}", wave.code, wave.title))).collect::<Vec<_>>()
    });
    view! { <FilterSelect label=t(WAVE) filter=filter choices=choices /> }
}

/// The list to look at.
#[component]
fn Plain(list: PagedQuery<VisitRow>) -> impl IntoView {
    loaded(list.query, move |page| {
        if page.items.is_empty() {
            return view! { <EmptyState title=t(NO_VISITS) text=t(NO_VISITS_TEXT) /> }.into_any();
        }
        view! { <VisitsTable visits=page.items /> <MoreButton list=list /> }.into_any()
    })
}

/// The list to approve from.
#[component]
fn Approvals(list: PagedQuery<VisitRow>, department: String) -> impl IntoView {
    let choice = Choice::new();
    let approving = RwSignal::new(false);
    let department = StoredValue::new(department);
    let rows = move || list.query.data().map(|page| page.items).unwrap_or_default();
    let may = move |row: &VisitRow| department.with_value(|own| awaits(*row.status, &row.departments, own));
    let all = Signal::derive(move || rows().into_iter().filter(may).map(|row| row.id).collect::<Vec<_>>());
    let chosen = Signal::derive(move || picked(&rows(), &choice.ids(), |row| &row.id, may));
    let chosen_rows = Signal::derive(move || {
        let ids = chosen.get();
        rows().into_iter().filter(|row| ids.contains(&row.id)).collect::<Vec<_>>()
    });
    let done = Callback::new(move |()| {
        choice.set(std::collections::BTreeSet::new());
        list.query.reload();
    });
    view! {
        {loaded(list.query, move |page| {
            if page.items.is_empty() {
                return view! { <EmptyState title=t(ALL_APPROVED) text=t(ALL_APPROVED_TEXT) /> }.into_any();
            }
            view! { <VisitsTable visits=page.items choice=choice /> <MoreButton list=list /> }.into_any()
        })}
        {move || {
            (!all.with(Vec::is_empty))
                .then(|| {
                    let open = Callback::new(move |()| approving.set(true));
                    view! { <ChoiceBar choice=choice all=all chosen=chosen act=t(APPROVE_CHOSEN) on_act=open /> }
                })
        }}
        <ApproveDialog department=department.get_value() visits=chosen_rows open=approving on_done=done />
    }
}
