//! The feed of a plan: who did what to which line, newest first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::super::queries::plan_ref;
use super::bar::PresenceBar;
use super::change_words::{DifferenceList, LineWords, who};
use super::commands::{LookAtPlanInput, look_at_plan};
use super::follow::{News, Place, follow};
use super::queries::{ChangeView, changes};
use super::words::*;
use crate::api::{Load, Paged, Query, use_paged, use_query};
use crate::components::{
    Badge, Crumb, EmptyState, FilterRow, FilterSelect, MoreButton, PageHead, Tone, loaded,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::Reference;

/// The page. To open it is to have looked: what was new then is marked until it is opened again.
#[component]
pub fn FeedPage(
    /// The plan.
    plan: String,
) -> impl IntoView {
    let key = StoredValue::new(plan.clone());
    let about = use_query(move || key.get_value(), plan_ref);
    let department = Filter::of_address("department");
    let list = use_paged(
        move || (key.get_value(), department.get()),
        |(plan, department), after| changes(plan, Some(department).filter(|id| !id.is_empty()), after),
    );
    let others = follow(Place { plan, line: None, editing: false }, move |news| match news {
        News::Change(change) => put_first(list.query, &department.get_untracked(), *change),
        News::Anew => list.query.reload(),
    });
    let seen = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let newest = list.query.data().and_then(|page| page.items.first().map(|one| one.id.clone()));
        let Some(newest) = newest else { return };
        if seen.get_value().as_deref() == Some(newest.inner()) {
            return;
        }
        seen.set_value(Some(newest.inner().to_owned()));
        let input = LookAtPlanInput { plan_id: key.get_value().into(), up_to: newest };
        spawn_local(async move {
            // If it fails, everything is new the next time too.
            let _ = look_at_plan(input).await;
        });
    });
    let lists = Reference::of_area();
    let choices = Signal::derive(move || {
        let departments = lists.get().departments.into_iter();
        departments.map(|row| (row.id.into_inner(), row.name)).collect::<Vec<_>>()
    });
    view! {
        {move || {
            let mut crumbs = vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path())];
            if let Some(plan) = about.data() {
                crumbs.push(Crumb::new(plan.title, Page::Plan(plan.id.into_inner()).path()));
            }
            view! { <PageHead title=t(FEED) note=t(FEED_NOTE) crumbs=crumbs /> }
        }}
        <PresenceBar others=others />
        <FilterRow filters=vec![department]>
            <FilterSelect label=t(DEPARTMENT) filter=department choices=choices />
        </FilterRow>
        {loaded(
            list.query,
            move |page| {
                if page.items.is_empty() {
                    return view! { <EmptyState title=t(FEED_EMPTY) text=t(FEED_EMPTY_TEXT) /> }.into_any();
                }
                view! {
                    <ol class="history feed">{page.items.into_iter().map(entry).collect_view()}</ol>
                    <MoreButton list=list />
                }
                    .into_any()
            },
        )}
    }
}

/// A change that has just been made comes above those that are there; asking for them anew would take the
/// marks of the new ones away.
fn put_first(list: Query<Paged<ChangeView>>, department: &str, change: ChangeView) {
    let wanted =
        department.is_empty() || change.department_id.as_ref().is_some_and(|id| id.inner() == department);
    if !wanted {
        return;
    }
    list.state.try_update(|state| {
        if let Load::Ready(page) = state
            && page.items.iter().all(|known| known.id != change.id)
        {
            page.items.insert(0, change);
            page.total += 1;
        }
    });
}

fn entry(change: ChangeView) -> impl IntoView {
    let by = who(&change.by, change.department.as_deref());
    let line = change.line.map(|line| {
        view! {
            " · "
            <A href=Page::Line(line.id.into_inner()).path()>
                <LineWords number=line.number title=line.title />
            </A>
        }
    });
    let status = change.status.map(|status| view! { " → " {status.label(lang())} });
    view! {
        <li>
            <time>{date_time(change.at)}</time>
            <div>
                <p>
                    {by}
                    " "
                    <strong>{change.act.label(lang())}</strong>
                    {line}
                    {status}
                    {change.fresh.then(|| view! { " " <Badge text=t(FRESH) tone=Tone::Active /> })}
                </p>
                {(!change.reason.is_empty()).then(|| view! { <p class="soft" lang="zh-CN">{change.reason}</p> })}
                <DifferenceList differences=change.differences />
            </div>
        </li>
    }
}
