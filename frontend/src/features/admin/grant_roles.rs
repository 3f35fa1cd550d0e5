//! The roles of an account, given by the security administrator.

use leptos::prelude::*;
use shared::organisation::Role;

use super::account_acts::named;
use super::account_queries::AccountRow;
use super::commands::{GrantRolesInput, RoleGrantInput, grant_roles};
use super::model::{RoleChoice, check_roles, role_choices};
use super::words::*;
use crate::api::{Act, Coded, UserError};
use crate::components::{Button, Choices, Dialog, FieldError, FormErrors, Look, TextArea, dialog_of};
use crate::locales::*;
use crate::state::reference::Reference;

/// The form: each role with its department, and why.
#[component]
pub fn GrantDialog(
    /// The account.
    account: RwSignal<Option<AccountRow>>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let open = dialog_of(account, |_| ());
    let roles = RwSignal::new(Vec::<RoleChoice>::new());
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    Effect::new(move |_| {
        if let Some(row) = account.get() {
            let held = row
                .roles
                .into_iter()
                .map(|grant| (*grant.role, grant.department_id.map(cynic::Id::into_inner)));
            roles.set(role_choices(&held.collect::<Vec<_>>()));
            reason.set(String::new());
            act.errors.set(Vec::new());
        }
    });
    let send = move || {
        let Some(row) = account.get_untracked() else { return };
        let grants = match check_roles(&roles.get_untracked()) {
            Ok(grants) => grants,
            Err(code) => return act.refuse(UserError::found(&[(code, "roles")])),
        };
        let grants = grants.into_iter().map(|grant| RoleGrantInput {
            department_id: grant.department.map(|id| cynic::Id::new(id.to_string())),
            role: Coded(grant.role),
        });
        let input =
            GrantRolesInput { account_id: row.id, reason: reason.get_untracked(), roles: grants.collect() };
        act.run(grant_roles(input), move |account| {
            act.say(&fill(GRANTED_DONE, &[&account.username]));
            open.try_set(false);
            on_done.run(());
        });
    };
    view! {
        <Dialog title=named(GRANT_TITLE, account) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <p>{t(GRANT_TEXT)} " " {t(GRANT_RULE)}</p>
                <FormErrors errors=act.errors />
                <fieldset class="form-field role-list" id="f-roles" tabindex="-1">
                    <legend>{t(ROLES)}</legend>
                    {Role::ALL.iter().map(|role| view! { <RoleRow role=*role roles=roles /> }).collect_view()}
                    <FieldError path="roles" errors=act.errors.into() />
                </fieldset>
                <TextArea label=bracketed(t(REASON), t(OPTIONAL)) path="reason" value=reason errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(SAVE) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}

/// A role to tick; those that act for a department choose one.
#[component]
fn RoleRow(role: Role, roles: RwSignal<Vec<RoleChoice>>) -> impl IntoView {
    let reference = Reference::of_area();
    let own = move || roles.with(|roles| roles.iter().find(|choice| choice.role == role).cloned());
    let held = Memo::new(move |_| own().is_some_and(|choice| choice.held));
    let change = move |change: &dyn Fn(&mut RoleChoice)| {
        roles.update(|roles| {
            if let Some(choice) = roles.iter_mut().find(|choice| choice.role == role) {
                change(choice);
            }
        });
    };
    let departments = move || {
        let rows = reference.get().departments.into_iter();
        let known = rows.map(|row| (row.id.into_inner(), row.name));
        std::iter::once((String::new(), t(GRANT_CHOOSE).to_owned())).chain(known).collect::<Choices>()
    };
    view! {
        <div class="role-row">
            <label class="pick">
                <input
                    type="checkbox"
                    prop:checked=move || held.get()
                    on:change=move |event| {
                        let ticked = event_target_checked(&event);
                        change(&|choice| choice.held = ticked);
                    }
                />
                {role.label(lang())}
            </label>
            {move || {
                (role.needs_department() && held.get())
                    .then(|| {
                        view! {
                            <select
                                aria-label=fill(GRANT_DEPARTMENT, &[role.label(lang())])
                                on:change=move |event| {
                                    let chosen = event_target_value(&event);
                                    change(&|choice| choice.department.clone_from(&chosen));
                                }
                            >
                                {departments()
                                    .into_iter()
                                    .map(|(id, name)| {
                                        let chosen = untrack(own).map(|choice| choice.department).unwrap_or_default();
                                        let selected = chosen == id;
                                        view! { <option value=id selected=selected>{name}</option> }
                                    })
                                    .collect_view()}
                            </select>
                        }
                    })
            }}
        </div>
    }
}
