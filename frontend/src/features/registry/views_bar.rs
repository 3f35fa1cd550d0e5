//! Saved views: chosen, saved, renamed, shared, begun with, deleted.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::access::Action;
use shared::registry::LibraryKind;

use super::library_queries::{
    DefaultViewInput, LibraryViewStepInput, SaveLibraryViewInput, SavedView, delete_library_view,
    save_library_view, set_default_view, views,
};
use super::library_words::*;
use crate::api::{Act, Coded, Query, use_query};
use crate::components::{Badge, Button, Checkbox, Dialog, EmptyState, FormErrors, Look, TextField, Tone};
use crate::locales::*;
use crate::state::session::Session;

/// The filters of the address, without the mark before them. A memo goes still with its page; what only
/// derives from the address would be asked once more when the page has gone.
fn own_query() -> Signal<String> {
    let location = use_location();
    Memo::new(move |_| location.search.get().trim_start_matches('?').to_owned()).into()
}

/// A list to choose from, and the ways to keep it.
#[component]
pub fn ViewsBar(
    /// Of which library.
    library: LibraryKind,
) -> impl IntoView {
    let query = use_query(move || library, views);
    let (saving, managing) = (RwSignal::new(false), RwSignal::new(false));
    let here = own_query();
    let (location, navigate) = (use_location(), use_navigate());
    let open = Callback::new(move |text: String| {
        let path = location.pathname.get_untracked();
        let address = if text.is_empty() { path } else { format!("{path}?{text}") };
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    // Whoever comes with filters of his own sees those; else one begins with the view one has chosen for it.
    let begun = StoredValue::new(!here.get_untracked().is_empty());
    Effect::new(move |_| {
        let Some(all) = query.data() else { return };
        if !begun.get_value() {
            begun.set_value(true);
            if let Some(view) = all.into_iter().find(|view| view.is_default) {
                open.run(view.query);
            }
        }
    });
    let chosen = move |event| {
        let id = event_target_value(&event);
        let view = query.data().unwrap_or_default().into_iter().find(|view| view.id.inner() == id);
        if let Some(view) = view {
            open.run(view.query);
        }
    };
    let options = move || {
        let (all, here) = (query.data().unwrap_or_default(), here.get());
        all.into_iter()
            .map(|view| {
                let selected = view.query == here;
                view! { <option value=view.id.into_inner() selected=selected>{view.name}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="views">
            <select name="view" aria-label=t(VIEWS) on:change=chosen>
                <option value="">{t(VIEW_NONE)}</option>
                {options}
            </select>
            <Button label=t(VIEW_SAVE) look=Look::Quiet on_press=Callback::new(move |()| saving.set(true)) />
            <Button label=t(VIEW_EDIT) look=Look::Quiet on_press=Callback::new(move |()| managing.set(true)) />
        </div>
        <Dialog title=t(VIEW_SAVE) open=saving>
            <ViewForm library=library view=None query=query here=here on_done=Callback::new(move |()| saving.set(false)) />
        </Dialog>
        <Dialog title=t(VIEW_EDIT) open=managing>
            <Manage library=library query=query here=here />
            <div class="dialog-acts">
                <Button label=t(CLOSE) on_press=Callback::new(move |()| managing.set(false)) />
            </div>
        </Dialog>
    }
}

/// Name and whom it is shared with.
#[component]
fn ViewForm(
    library: LibraryKind,
    view: Option<SavedView>,
    query: Query<Vec<SavedView>>,
    here: Signal<String>,
    on_done: Callback<()>,
) -> impl IntoView {
    let department = Session::expect().department_for(Action::ShareViews);
    let name = RwSignal::new(view.as_ref().map(|view| view.name.clone()).unwrap_or_default());
    let share = RwSignal::new(view.as_ref().is_some_and(|view| view.department.is_some()));
    let known = StoredValue::new(view);
    let act = Act::of_form();
    let send = move || {
        let view = known.get_value();
        let input = SaveLibraryViewInput {
            department_id: department
                .filter(|_| share.get_untracked())
                .map(|id| cynic::Id::new(id.to_string())),
            library: Coded(library),
            name: name.get_untracked(),
            query: view.as_ref().map_or_else(|| here.get_untracked(), |view| view.query.clone()),
            revision: view.as_ref().map_or(0, |view| view.revision),
            id: view.map(|view| view.id),
        };
        act.run(save_library_view(input), move |_| {
            act.say(t(VIEW_SAVED));
            query.reload();
            on_done.run(());
        });
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <FormErrors errors=act.errors />
            <TextField label=t(VIEW_NAME) path="name" value=name errors=act.errors />
            {department.is_some().then(|| view! { <Checkbox label=t(VIEW_SHARE) value=share /> })}
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=on_done />
                <Button label=t(SAVE) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

#[component]
fn Manage(library: LibraryKind, query: Query<Vec<SavedView>>, here: Signal<String>) -> impl IntoView {
    move || {
        let all = query.data().unwrap_or_default();
        if all.is_empty() {
            return view! { <EmptyState title=t(VIEW_EMPTY) text=t(VIEW_EMPTY_TEXT) /> }.into_any();
        }
        view! {
            <ul class="plain-list">
                {all
                    .into_iter()
                    .map(|view| view! { <ViewLine library=library view=view query=query here=here /> })
                    .collect_view()}
            </ul>
        }
        .into_any()
    }
}

#[component]
fn ViewLine(
    library: LibraryKind,
    view: SavedView,
    query: Query<Vec<SavedView>>,
    here: Signal<String>,
) -> impl IntoView {
    let act = Act::of_button();
    let renaming = RwSignal::new(false);
    let (may_change, is_default) = (view.may_change, view.is_default);
    let shared = view.department.as_ref().map(|row| fill(VIEW_SHARED, &[&row.name]));
    let name = view.name.clone();
    let view = StoredValue::new(view);
    let begin = Callback::new(move |()| {
        let id = (!is_default).then(|| view.get_value().id);
        act.run(set_default_view(DefaultViewInput { id, library: Coded(library) }), move |all| {
            query.set(all);
        });
    });
    let update = Callback::new(move |()| {
        let view = view.get_value();
        let input = SaveLibraryViewInput {
            department_id: view.department.map(|row| row.id),
            id: Some(view.id),
            library: Coded(library),
            name: view.name,
            query: here.get_untracked(),
            revision: view.revision,
        };
        act.run(save_library_view(input), move |_| {
            act.say(t(VIEW_SAVED));
            query.reload();
        });
    });
    let delete = Callback::new(move |()| {
        act.run(delete_library_view(LibraryViewStepInput { id: view.get_value().id }), move |_| {
            act.say(t(VIEW_DELETED));
            query.reload();
        });
    });
    view! {
        <li class="view-line">
            <p>
                <strong lang="zh-CN">{name}</strong>
                " "
                <span class="soft small">{shared.unwrap_or_else(|| t(VIEW_OWN).to_owned())}</span>
                " "
                {is_default.then(|| view! { <Badge text=t(VIEW_IS_DEFAULT) tone=Tone::Good /> })}
            </p>
            <div class="acts">
                <Button
                    label=t(if is_default { VIEW_NOT_DEFAULT } else { VIEW_DEFAULT })
                    look=Look::Quiet
                    busy=act.busy
                    on_press=begin
                />
                {may_change
                    .then(|| {
                        view! {
                            <Button label=t(VIEW_UPDATE) look=Look::Quiet busy=act.busy on_press=update />
                            <Button label=t(VIEW_RENAME) look=Look::Quiet on_press=Callback::new(move |()| renaming.set(true)) />
                            <Button label=t(VIEW_DELETE) look=Look::Quiet busy=act.busy on_press=delete />
                        }
                    })}
            </div>
            {move || {
                renaming
                    .get()
                    .then(|| {
                        let view = Some(view.get_value());
                        let done = Callback::new(move |()| renaming.set(false));
                        view! { <ViewForm library=library view=view query=query here=here on_done=done /> }
                    })
            }}
        </li>
    }
}
