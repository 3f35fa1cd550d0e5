//! The clock of every result: what has to be published, until when, and by whom.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::visit::{ClockColour, PublicationStatus};

use super::asked::{ALL_RESULTS, AskedResults, PROVISIONAL};
use super::board::ClockBoard;
use super::contact::ContactDialog;
use super::correct::CorrectDialog;
use super::decide::{PublishDialog, WithholdDialog};
use super::disclose_words::{BOARD_REVIEW, PACKAGES};
use super::facts::{may_decide, picked};
use super::result_queries::{ResultRow, board, results, today};
use super::results_table::{Deciding, Keeping, ResultsTable};
use super::shared_views::ChoiceBar;
use super::words::*;
use crate::api::{Query, use_paged, use_query};
use crate::components::{
    EmptyState, FilterCheck, FilterDate, FilterRow, FilterSelect, MoreButton, PageHead, loaded, loaded_or,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// The parameters of the address.
#[derive(Clone, Copy)]
struct Filters {
    clock: Filter,
    publication: Filter,
    department: Filter,
    due: Filter,
    ready: Filter,
    review: Filter,
}

impl Filters {
    fn of_address() -> Self {
        Self {
            clock: Filter::of_address("clock"),
            publication: Filter::of_address("publication"),
            department: Filter::of_address("department"),
            due: Filter::of_address("due"),
            ready: Filter::of_address("ready"),
            review: Filter::of_address("review"),
        }
    }

    fn asked(self) -> AskedResults {
        AskedResults {
            clock: self.clock.get(),
            publication: self.publication.get(),
            department: self.department.get(),
            due: self.due.get(),
            ready: self.ready.get() == "1",
            review: self.review.get() == "1",
        }
    }
}

/// The board and the list.
#[component]
pub fn ResultsPage() -> impl IntoView {
    let filters = Filters::of_address();
    let department = filters.department;
    let figures = use_query(
        move || department.get(),
        |department| board((!department.is_empty()).then(|| cynic::Id::new(department))),
    );
    let list = use_paged(move || filters.asked(), |asked: AskedResults, after| results(asked.into(), after));
    let own = Session::expect().department_for(Action::PublishResult).map(|id| id.to_string());
    let own = StoredValue::new(own);
    let today_in_china = use_query(|| (), |()| today());
    let deciding = own.with_value(Option::is_some).then(Deciding::new);
    let keeping = Keeping::new();
    let rows = move || list.query.data().map(|page| page.items).unwrap_or_default();
    let may = move |row: &ResultRow| {
        may_decide(row) && own.with_value(|own| own.as_deref() == Some(row.department.id.inner()))
    };
    let done = Callback::new(move |()| {
        if let Some(deciding) = deciding {
            deciding.choice.set(BTreeSet::new());
        }
        list.query.reload();
        figures.reload();
    });
    view! {
        <PageHead title=t(PLACE_RESULTS) note=t(RESULTS_NOTE)>
            <A href=Page::Packages.path() attr:class="button">{t(PACKAGES)}</A>
        </PageHead>
        {loaded_or(figures, 3, move |board| {
            view! { <ClockBoard board=board clock=filters.clock publication=filters.publication ready=filters.ready review=filters.review /> }
        })}
        <ListFilters filters=filters />
        {loaded(list.query, move |page| {
            if page.items.is_empty() {
                return view! { <EmptyState title=t(NO_RESULTS) text=t(NO_RESULTS_TEXT) /> }.into_any();
            }
            view! { <ResultsTable results=page.items deciding=deciding keeping=keeping may=Callback::new(move |row: ResultRow| may(&row)) /> <MoreButton list=list /> }
                .into_any()
        })}
        <CorrectDialog result=keeping.correcting on_done=done />
        {move || {
            let today = today_in_china.data()?;
            Some(view! { <ContactDialog result=keeping.contacting today=today.0 on_done=done /> })
        }}
        {deciding
            .map(|deciding| {
                let all = Signal::derive(move || {
                    rows().into_iter().filter(may).map(|row| row.id).collect::<Vec<_>>()
                });
                let chosen = Signal::derive(move || picked(&rows(), &deciding.choice.ids(), |row| &row.id, may));
                let chosen_rows = Signal::derive(move || {
                    let ids = chosen.get();
                    rows().into_iter().filter(|row| ids.contains(&row.id)).collect::<Vec<_>>()
                });
                view! { <Decisions deciding=deciding all=all chosen=chosen rows=chosen_rows on_done=done figures=figures /> }
            })}
    }
}

/// What a head does with results.
#[component]
fn Decisions(
    deciding: Deciding,
    all: Signal<Vec<cynic::Id>>,
    chosen: Signal<Vec<cynic::Id>>,
    rows: Signal<Vec<ResultRow>>,
    on_done: Callback<()>,
    figures: Query<super::result_queries::Board>,
) -> impl IntoView {
    let publishing = RwSignal::new(false);
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    // A list without anything to decide still says what could be decided elsewhere.
    let waiting = move || figures.data().is_some_and(|board| board.ready > 0);
    view! {
        {move || {
            any.get()
                .then(|| {
                    let open = Callback::new(move |()| publishing.set(true));
                    view! { <ChoiceBar choice=deciding.choice all=all chosen=chosen act=t(PUBLISH_CHOSEN) on_act=open /> }
                })
        }}
        {move || (!any.get() && waiting()).then(|| view! { <p class="soft">{t(READY_HINT)}</p> })}
        <PublishDialog results=rows open=publishing on_done=on_done />
        <WithholdDialog result=deciding.withholding on_done=on_done />
    }
}

#[component]
fn ListFilters(filters: Filters) -> impl IntoView {
    let session = Session::expect();
    // Who sees one department only has nothing to choose.
    let sees_all = session.department_for(Action::ReadVisits).is_none();
    let reference = Reference::of_area();
    let departments = Signal::derive(move || {
        let inspecting = reference.get().departments.into_iter().filter(|row| row.can_inspect);
        inspecting.map(|row| (row.id.into_inner(), row.name)).collect::<Vec<_>>()
    });
    let mut clocks = choices(ClockColour::ALL, ClockColour::as_str, ClockColour::label);
    clocks.push((PROVISIONAL.to_owned(), t(BOARD_PROVISIONAL).to_owned()));
    let Filters { clock, publication, department, due, ready, review } = filters;
    view! {
        <FilterRow filters=vec![clock, publication, department, due, ready, review]>
            <FilterSelect label=t(CLOCK) filter=clock choices=clocks />
            <PublicationFilter filter=publication />
            {sees_all.then(|| view! { <FilterSelect label=t(DEPARTMENT) filter=department choices=departments /> })}
            <FilterDate label=t(DUE_BEFORE) filter=due />
            <FilterCheck label=t(READY_ONLY) filter=ready value="1" />
            <FilterCheck label=t(BOARD_REVIEW) filter=review value="1" />
        </FilterRow>
    }
}

/// What is to be published stands first: its clocks are running.
#[component]
fn PublicationFilter(filter: Filter) -> impl IntoView {
    let mut options = choices(PublicationStatus::ALL, PublicationStatus::as_str, PublicationStatus::label);
    for (code, _) in &mut options {
        if code == PublicationStatus::Pending.as_str() {
            code.clear();
        }
    }
    options.push((ALL_RESULTS.to_owned(), fill(FILTER_ALL, &[t(PUBLICATION)])));
    view! {
        <select
            name=filter.name()
            aria-label=t(PUBLICATION)
            class:filter-on=move || !filter.get().is_empty()
            on:change=move |event| filter.set(event_target_value(&event))
        >
            {move || {
                let chosen = filter.get();
                options
                    .clone()
                    .into_iter()
                    .map(|(code, word)| {
                        let selected = code == chosen;
                        view! { <option value=code selected=selected>{word}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}
