//! What a unified list means for the local one: counted, and line by line.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::Action;
use shared::catalogue::list::{EntryState, ListKind};

use super::list_decide::{Decide, Pending};
use super::list_entries::EntryView;
use super::list_model::may_decide;
use super::list_queries::{Entry, ListRow, entries, list};
use super::list_words::*;
use crate::api::{PagedQuery, Query, use_paged, use_query};
use crate::components::{
    Button, Crumb, EmptyState, FilterRow, FilterSelect, Look, MoreButton, PageHead, Table, loaded,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::session::Session;

/// The page.
#[component]
pub fn ListPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), list);
    let title = move || query.data().map_or_else(|| t(LISTS).to_owned(), |(list, _)| list.name);
    let note = move || {
        query.data().map(|(list, _)| format!("{} {}", list.number, list.issued_on.0)).unwrap_or_default()
    };
    let filters = ["kind", "state"].map(Filter::of_address);
    let [kind, state] = filters;
    let wanted = move || (ListKind::parse(&kind.get()), EntryState::parse(&state.get()));
    let lines =
        use_paged(move || (key.get_value(), wanted()), |(id, wanted), after| entries(id, wanted, after));
    let pending = RwSignal::new(None::<Pending>);
    let today = Signal::derive(move || query.data().map(|(_, today)| today));
    view! {
        <PageHead
            title=Signal::derive(title)
            note=Signal::derive(note)
            crumbs=vec![
                Crumb::new(t(PLACE_ITEMS), Page::Items.path()),
                Crumb::new(t(LISTS), Page::ItemLists.path()),
            ]
        />
        {loaded(query, |(list, _)| view! { <Summary list=list /> })}
        <section class="section stack">
            <h2>{t(ENTRIES)}</h2>
            <FilterRow filters=filters.to_vec()>
                <FilterSelect
                    label=t(KIND)
                    filter=kind
                    choices=Signal::stored(choices(ListKind::ALL, ListKind::as_str, ListKind::label))
                />
                <FilterSelect
                    label=t(LIST_STATE)
                    filter=state
                    choices=Signal::stored(choices(EntryState::ALL, EntryState::as_str, EntryState::label))
                />
            </FilterRow>
            <AllListed lines=lines pending=pending />
            {loaded(lines.query, move |page| view! { <Lines lines=page.items pending=pending /> })}
            {move || {
                lines.query.data().is_some_and(|page| page.total > 0).then(|| view! { <MoreButton list=lines /> })
            }}
        </section>
        <DecideOn id=key.get_value() today=today pending=pending lines=lines query=query />
    }
}

#[component]
fn DecideOn(
    id: String,
    today: Signal<Option<NaiveDate>>,
    pending: RwSignal<Option<Pending>>,
    lines: PagedQuery<Entry>,
    query: Query<(ListRow, NaiveDate)>,
) -> impl IntoView {
    let done = Callback::new(move |list: Option<ListRow>| {
        if let (Some(list), Some(today)) = (list, today.get_untracked()) {
            query.set((list, today));
        }
        lines.query.reload();
    });
    view! { <Decide list=id today=today pending=pending on_done=done /> }
}

#[component]
fn Summary(list: ListRow) -> impl IntoView {
    let of = |kind: ListKind, state: EntryState| {
        let found = list.counts.iter().find(|one| *one.kind == kind && *one.state == state);
        found.map_or(0, |one| one.count)
    };
    let headings = [KIND, LIST_STATE, LIST_COUNT].map(|name| t(name).to_owned());
    let [kind, state, count] = headings;
    let rows = ListKind::ALL.iter().flat_map(|kind| EntryState::ALL.iter().map(move |state| (*kind, *state)));
    let rows = rows
        .map(|(kind, state)| (kind, state, of(kind, state)))
        .filter(|(_, _, count)| *count > 0)
        .map(|(kind, state, count)| {
            view! {
                <tr>
                    <td data-label=t(KIND)>{kind.label(lang())}</td>
                    <td data-label=t(LIST_STATE)>{state.label(lang())}</td>
                    <td class="number" data-label=t(LIST_COUNT)>{number(i64::from(count))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>{t(LIST_SUMMARY)}</h2>
            <div class="as-cards">
                <Table caption=t(LIST_SUMMARY) headings=vec![kind, state, format!("#{count}")]>
                    {rows}
                </Table>
            </div>
        </section>
    }
}

/// Everything of one kind that is listed and open, with one press.
#[component]
fn AllListed(lines: PagedQuery<Entry>, pending: RwSignal<Option<Pending>>) -> impl IntoView {
    let session = Session::expect();
    let open = Signal::derive(move || {
        let listed = lines.query.data().map(|page| page.items).unwrap_or_default();
        let mine = listed.into_iter().filter(|one| {
            *one.state == EntryState::Open && session.may_for(Action::EditCatalogue, &one.department.id)
        });
        mine.collect::<Vec<Entry>>()
    });
    // Of one kind only: what is accepted together is of the same sort.
    let same = Signal::derive(move || {
        open.with(|open| {
            open.first().is_some_and(|first| open.iter().all(|one| one.kind == first.kind)) && open.len() > 1
        })
    });
    let label = move |text: Text| fill(text, &[&open.with(Vec::len).to_string()]);
    let press = move |accept: bool| {
        Callback::new(move |()| pending.set(Some(Pending { accept, entries: open.get_untracked() })))
    };
    view! {
        {move || {
            same.get()
                .then(|| {
                    view! {
                        <div class="acts">
                            <Button label=label(REFUSE_LISTED) on_press=press(false) />
                            <Button label=label(ACCEPT_LISTED) look=Look::Primary on_press=press(true) />
                        </div>
                    }
                })
        }}
    }
}

#[component]
fn Lines(lines: Vec<Entry>, pending: RwSignal<Option<Pending>>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState title=t(NO_ENTRIES) text=String::new() /> }.into_any();
    }
    let session = Session::expect();
    lines
        .into_iter()
        .map(|entry| {
            let mine = session.may_for(Action::EditCatalogue, &entry.department.id);
            let may = [true, false].map(|accept| mine && may_decide(*entry.kind, *entry.state, accept));
            view! { <EntryView entry=entry may=may pending=pending /> }
        })
        .collect_view()
        .into_any()
}
