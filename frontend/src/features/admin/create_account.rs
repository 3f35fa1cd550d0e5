//! A new account, without any role.

use leptos::prelude::*;

use super::account_queries::{InspectorChoice, inspectors};
use super::commands::{CreateAccountInput, create_account};
use super::model::check_account;
use super::words::*;
use crate::api::{Act, UserError, use_query};
use crate::components::{Button, Dialog, FieldError, FormErrors, Look, SearchBox, TextField, loaded_or};
use crate::locales::*;

/// The form.
#[component]
pub fn CreateDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let new = || RwSignal::new(String::new());
    let (username, display_name, password) = (new(), new(), new());
    let inspector = RwSignal::new(None::<InspectorChoice>);
    let act = Act::of_form();
    let send = move || {
        let (name, shown, secret) =
            (username.get_untracked(), display_name.get_untracked(), password.get_untracked());
        let problems = check_account(&name, &shown, &secret);
        if !problems.is_empty() {
            return act.refuse(UserError::found(&problems));
        }
        let input = CreateAccountInput {
            display_name: shown,
            inspector_id: inspector.get_untracked().map(|inspector| inspector.id),
            password: secret,
            username: name,
        };
        act.run(create_account(input), move |account| {
            act.say(&fill(ACCOUNT_MADE, &[&account.username]));
            for field in [username, display_name, password] {
                field.try_set(String::new());
            }
            inspector.try_set(None);
            open.try_set(false);
            on_done.run(());
        });
    };
    view! {
        <Dialog title=t(NEW_ACCOUNT) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <p>{t(NEW_TEXT)}</p>
                <FormErrors errors=act.errors />
                <TextField label=t(USERNAME) path="username" value=username help=t(USERNAME_HELP) errors=act.errors />
                <TextField label=t(DISPLAY_NAME) path="displayName" value=display_name help=t(DISPLAY_HELP) errors=act.errors />
                <TextField
                    label=t(FIRST_PASSWORD)
                    path="password"
                    value=password
                    kind="password"
                    complete="new-password"
                    help=format!("{}{}", t(PASSWORD_HELP), t(FIRST_HELP))
                    errors=act.errors
                />
                <InspectorPick chosen=inspector />
                <FieldError path="inspectorId" errors=act.errors.into() />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(NEW_ACCOUNT) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}

/// Whose account it is, if it is an inspector's.
#[component]
fn InspectorPick(chosen: RwSignal<Option<InspectorChoice>>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let query = use_query(
        move || text.get(),
        |text| async move { if text.is_empty() { Ok(Vec::new()) } else { inspectors(text).await } },
    );
    let search = Callback::new(move |typed: String| text.set(typed.trim().to_owned()));
    view! {
        <fieldset class="form-field">
            <legend>{bracketed(t(INSPECTOR), t(OPTIONAL))}</legend>
            {move || match chosen.get() {
                Some(inspector) => {
                    let name = format!("{} {} {}", inspector.name, inspector.code, inspector.department.name);
                    let clear = Callback::new(move |()| chosen.set(None));
                    view! {
                        <p>
                            {fill(INSPECTOR_CHOSEN, &[&name])} " "
                            <Button label=t(REMOVE) look=Look::Quiet on_press=clear />
                        </p>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <SearchBox label=t(INSPECTOR_SEARCH) on_search=search />
                        {loaded_or(query, 1, move |found| view! { <Found found=found text=text chosen=chosen /> })}
                    }
                        .into_any()
                }
            }}
            <p class="form-help">{t(INSPECTOR_HELP)}</p>
        </fieldset>
    }
}

#[component]
fn Found(
    found: Vec<InspectorChoice>,
    text: RwSignal<String>,
    chosen: RwSignal<Option<InspectorChoice>>,
) -> impl IntoView {
    if found.is_empty() {
        let asked = !text.get_untracked().is_empty();
        return view! { <p class="soft small" role="status">{asked.then(|| t(INSPECTOR_NONE))}</p> }
            .into_any();
    }
    view! {
        <ul class="found-people">
            {found
                .into_iter()
                .map(|inspector| {
                    let name = format!("{} {} · {}", inspector.name, inspector.code, inspector.department.name);
                    let choose = Callback::new(move |()| chosen.set(Some(inspector.clone())));
                    view! { <li><Button label=name look=Look::Quiet on_press=choose /></li> }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}
