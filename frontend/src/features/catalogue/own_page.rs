//! A department's item: what it says, whether it may be used, and every version of it.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::Action;

use super::own_form::OwnForm;
use super::own_queries::{OwnItem, own_item};
use super::own_versions::{Versions, content_facts};
use super::own_words::*;
use super::standing::Standing;
use crate::api::{Query, use_query};
use crate::components::{Button, Crumb, Facts, PageHead, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The page.
#[component]
pub fn OwnItemPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), own_item);
    let title = move || {
        query
            .data()
            .map_or_else(|| t(PLACE_ITEMS).to_owned(), |(item, _)| format!("{} {}", item.code, item.name))
    };
    view! {
        <PageHead
            title=Signal::derive(title)
            note=Signal::derive(move || query.data().map(|(item, _)| item.department.name).unwrap_or_default())
            crumbs=vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())]
        />
        {loaded_or(query, 8, move |(item, today)| view! { <Body item=item today=today query=query /> })}
    }
}

#[component]
fn Body(item: OwnItem, today: NaiveDate, query: Query<(OwnItem, NaiveDate)>) -> impl IntoView {
    let may_edit = Session::expect().may_for(Action::EditCatalogue, &item.department.id);
    let editing = RwSignal::new(false);
    let on_change = Callback::new(move |now: OwnItem| query.set((now, today)));
    let joint = Page::Item(item.joint_item.id.inner().to_owned()).path();
    let joint_name = format!("{} {}", item.joint_item.code, item.joint_item.name);
    let versions = item.versions.clone();
    let facts = content_facts(&item.content);
    let shown = StoredValue::new(item.clone());
    view! {
        <div class="stack">
            <p>
                <leptos_router::components::A href=joint>{joint_name}</leptos_router::components::A>
            </p>
            <Standing item=item today=today on_change=on_change />
            {move || {
                if editing.get() {
                    view! { <OwnForm item=shown.get_value() today=today editing=editing on_change=on_change /> }
                        .into_any()
                } else {
                    view! {
                        <Facts facts=facts.clone() />
                        {may_edit
                            .then(|| {
                                view! {
                                    <div class="acts">
                                        <Button
                                            label=t(EDIT_ITEM)
                                            on_press=Callback::new(move |()| editing.set(true))
                                        />
                                    </div>
                                }
                            })}
                    }
                        .into_any()
                }
            }}
            <Versions versions=versions />
        </div>
    }
}
