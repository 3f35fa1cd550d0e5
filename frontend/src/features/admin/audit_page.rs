//! The trail: who did what, to what, from where, and what it changed.

use leptos::prelude::*;

use super::audit_queries::{AuditFilter, Entry, trail};
use super::audit_words::*;
use super::difference::Differences;
use super::model::short_id;
use crate::api::use_paged;
use crate::components::{
    EmptyState, FilterRow, FilterSearch, FilterSelect, MoreButton, PageHead, Table, loaded_or,
};
use crate::locales::*;
use crate::state::filters::Filter;

/// The parameters of the address.
#[derive(Clone, Copy)]
struct Filters {
    action: Filter,
    object: Filter,
    actor: Filter,
}

impl Filters {
    fn asked(self) -> AuditFilter {
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        AuditFilter {
            action: given(self.action.get()),
            actor_id: given(self.actor.get()).map(cynic::Id::new),
            object_id: given(self.object.get()),
        }
    }
}

/// The trail, newest first.
#[component]
pub fn AuditPage() -> impl IntoView {
    let filters = Filters {
        action: Filter::of_address("action"),
        object: Filter::of_address("object"),
        actor: Filter::of_address("actor"),
    };
    let Filters { action, object, actor } = filters;
    let list = use_paged(move || filters.asked(), |filter, after| trail(filter, 50, after));
    let actor_name = Memo::new(move |_| {
        let wanted = actor.get();
        let entries = list.query.data().map(|page| page.items).unwrap_or_default();
        let own = |entry: &&Entry| entry.actor_id.as_ref().is_some_and(|id| id.inner() == wanted);
        entries.iter().find(own).map_or(wanted.clone(), |entry| entry.actor_name.clone())
    });
    view! {
        <PageHead title=t(PLACE_AUDIT) note=t(AUDIT_NOTE) />
        <FilterRow filters=vec![action, object, actor]>
            <FilterSelect label=t(AUDIT_ACTION) filter=action choices=acts() />
            <FilterSearch label=t(AUDIT_OBJECT_ID) filter=object />
            {move || {
                (!actor.get().is_empty())
                    .then(|| {
                        view! {
                            <span class="chip">
                                {fill(AUDIT_ACTOR, &[&actor_name.get()])}
                                <button type="button" aria-label=t(AUDIT_ANYONE) on:click=move |_| actor.set(String::new())>
                                    "×"
                                </button>
                            </span>
                        }
                    })
            }}
        </FilterRow>
        {loaded_or(list.query, 10, move |page| {
            if page.items.is_empty() {
                return view! { <EmptyState title=t(AUDIT_NOTHING) /> }.into_any();
            }
            view! { <TrailTable entries=page.items object=object actor=actor /> <MoreButton list=list /> }.into_any()
        })}
    }
}

#[component]
fn TrailTable(entries: Vec<Entry>, object: Filter, actor: Filter) -> impl IntoView {
    let headings =
        [t(TIME), t(WHO), t(AUDIT_ACTION), t(AUDIT_OBJECT), t(AUDIT_CHANGE), t(REASON), t(AUDIT_FROM)]
            .map(str::to_owned)
            .to_vec();
    view! {
        <div class="stacked trail">
            <Table caption=t(PLACE_AUDIT) headings=headings>
                {entries
                    .into_iter()
                    .map(|entry| view! { <EntryRow entry=entry object=object actor=actor /> })
                    .collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn EntryRow(entry: Entry, object: Filter, actor: Filter) -> impl IntoView {
    let from = if entry.ip == "local" { t(AUDIT_SYSTEM).to_owned() } else { entry.ip.clone() };
    view! {
        <tr>
            <td class="nowrap" data-label=t(TIME)>{date_time(entry.happened_at)}</td>
            <td data-label=t(WHO)><ActorCell entry=entry.clone() actor=actor /></td>
            <td data-label=t(AUDIT_ACTION)><span title=entry.action.clone()>{act_words(&entry.action)}</span></td>
            <td data-label=t(AUDIT_OBJECT)><ObjectCell entry=entry.clone() object=object /></td>
            <td data-label=t(AUDIT_CHANGE)>
                <Differences object=entry.object_type before=entry.before after=entry.after />
            </td>
            <td data-label=t(REASON)>{entry.reason}</td>
            <td data-label=t(AUDIT_FROM)>
                <div>{from}</div>
                <div class="soft small mono">{entry.request_id}</div>
            </td>
        </tr>
    }
}

#[component]
fn ActorCell(entry: Entry, actor: Filter) -> impl IntoView {
    match entry.actor_id {
        None => view! { <span>{entry.actor_name}</span> }.into_any(),
        Some(id) => {
            let title = fill(AUDIT_ONLY_ACTOR, &[&entry.actor_name]);
            let only = move |_| actor.set(id.inner().to_owned());
            view! {
                <button type="button" class="as-link" title=title on:click=only>{entry.actor_name}</button>
            }
            .into_any()
        }
    }
}

#[component]
fn ObjectCell(entry: Entry, object: Filter) -> impl IntoView {
    let id = entry.object_id.clone();
    let only = move |_| object.set(id.clone());
    let title = format!("{}：{}", t(AUDIT_ONLY_OBJECT), entry.object_id);
    view! {
        <div>{object_words(&entry.object_type)}</div>
        <button type="button" class="as-link small mono" title=title on:click=only>
            {short_id(&entry.object_id)}
        </button>
    }
}
