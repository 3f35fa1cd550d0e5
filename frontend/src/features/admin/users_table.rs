//! Accounts as a table; on a phone each row becomes a block.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::organisation::UserStatus;

use super::account_acts::Acting;
use super::account_queries::AccountRow;
use super::queries::RoleGrant;
use super::words::*;
use crate::components::{Badge, Button, Look, Table, Tone};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// Accounts, with what the viewer's role does with them.
#[component]
pub fn UsersTable(
    /// The accounts.
    accounts: Vec<AccountRow>,
    /// What is about to be done.
    acting: Acting,
) -> impl IntoView {
    let headings =
        [t(USERNAME), t(DISPLAY_NAME), t(ROLES), t(STATUS), t(ACTIONS)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(PLACE_USERS) headings=headings>
                {accounts
                    .into_iter()
                    .map(|account| {
                        let (status, locked) = (*account.status, account.locked);
                        view! {
                            <tr>
                                <td data-label=t(USERNAME)>
                                    <span class="mono">{account.username.clone()}</span>
                                    {account.is_demo.then(|| view! { " " <span class="tag soft">{t(DEMO)}</span> })}
                                </td>
                                <td data-label=t(DISPLAY_NAME)>{account.display_name.clone()}</td>
                                <td data-label=t(ROLES)><Roles roles=account.roles.clone() /></td>
                                <td data-label=t(STATUS)>
                                    <Badge text=status.label(lang()) tone=status_tone(status) />
                                    {locked
                                        .then(|| {
                                            let until = account.locked_until.map(|at| fill(LOCKED_UNTIL, &[&date_time(at)]));
                                            view! { " " <Badge text=t(LOCKED) tone=Tone::Warn /> <p class="soft small">{until}</p> }
                                        })}
                                </td>
                                <td data-label=t(ACTIONS)><RowActs account=account.clone() acting=acting /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

fn status_tone(status: UserStatus) -> Tone {
    match status {
        UserStatus::Active => Tone::Good,
        UserStatus::Disabled => Tone::Neutral,
    }
}

/// Roles, each with its department.
#[component]
pub fn Roles(
    /// The roles.
    roles: Vec<RoleGrant>,
) -> impl IntoView {
    let reference = Reference::of_area();
    if roles.is_empty() {
        return view! { <span class="soft">{t(ROLES_NONE)}</span> }.into_any();
    }
    view! {
        <ul class="roles">
            {roles
                .into_iter()
                .map(|grant| {
                    let department = move || {
                        let lists = reference.get();
                        let wanted = grant.department_id.clone();
                        let found = lists.departments.into_iter().find(|row| Some(&row.id) == wanted.as_ref());
                        found.map(|row| bracketed("", &row.name))
                    };
                    view! { <li>{grant.role.label(lang())} <span class="soft">{department}</span></li> }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn RowActs(account: AccountRow, acting: Acting) -> impl IntoView {
    let session = Session::expect();
    let own = session.account().is_some_and(|own| own.id == account.id.inner());
    let (manages, grants) = (session.may(Action::ManageUsers), session.may(Action::GrantRoles));
    let ends = session.may(Action::EndSessions);
    let reads = session.may(Action::ReadAudit);
    let active = *account.status == UserStatus::Active;
    let trail = format!("{}?actor={}", Page::Audit.path(), platform::encode(account.id.inner()));
    let row = StoredValue::new(account.clone());
    let put =
        move |place: RwSignal<Option<AccountRow>>| Callback::new(move |()| place.set(Some(row.get_value())));
    view! {
        <div class="row-acts">
            {(manages && !active).then(|| view! { <Button label=t(ENABLE) look=Look::Quiet on_press=put(acting.enabling) /> })}
            {(manages && active && account.locked)
                .then(|| view! { <Button label=t(UNLOCK) look=Look::Quiet on_press=put(acting.enabling) /> })}
            {(manages && active && !own).then(|| view! { <Button label=t(DISABLE) look=Look::Quiet on_press=put(acting.disabling) /> })}
            {(grants && !own).then(|| view! { <Button label=t(GRANT) look=Look::Quiet on_press=put(acting.granting) /> })}
            {(ends && !own).then(|| view! { <Button label=t(END_SESSIONS) look=Look::Quiet on_press=put(acting.ending) /> })}
            {reads.then(|| view! { <A href=trail attr:class="button button-quiet">{t(SEE_TRAIL)}</A> })}
        </div>
    }
}
